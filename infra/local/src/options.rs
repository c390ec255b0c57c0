//! The flags of `cargo local`, and the environment they win over.

use std::{ffi::OsString, num::NonZeroU16, path::PathBuf};

use ports::Variables;

use crate::Sam;

/// What one machine is told.
#[derive(Debug, Default, Clone)]
pub struct Options {
    /// The port to serve on, behind `ISSUER` if that is given. `None`: the one in `ISSUER`, or else any free one.
    pub port: Option<u16>,
    /// A folder to keep everything in. `None`: memory.
    pub data: Option<PathBuf>,
    /// Teaching records, JSON Lines, in place of the made-up people.
    pub records: Option<PathBuf>,
    /// Calling services, TOML, besides the samples.
    pub clients: Option<PathBuf>,
    /// That `sam local` runs the functions.
    pub sam: Option<Sam>,
    /// Whether somebody only wants to know what there is.
    pub wants_help: bool,
    /// Settings by their names: what flags and environment gave.
    pub settings: Vec<(String, String)>,
}

/// What was typed is not a flag, or lacks its value.
#[derive(Debug, thiserror::Error)]
#[error("{0}\n\n{USAGE}")]
pub struct Usage(String);

/// What there is.
pub const USAGE: &str = "\
cargo local [FLAGS]
  --port PORT           serve on this port (3000); behind ISSUER, if that is set
  --data DIR            keep everything in this folder, in place of memory
  --records FILE        teaching records, JSON Lines, in place of the made-up people
  --clients FILE        calling services, TOML, besides the samples
  --sam DIR             everything for `sam local start-api` to run the functions in this folder (README)
  --one-login URL       another GOV.UK One Login than the stand-in: its issuer (ONE_LOGIN_ISSUER)
  --aws-endpoint URL    another DynamoDB than the embedded one (AWS_ENDPOINT_URL)
Settings such as ONE_LOGIN_CLIENT_ID, STAFF_ISSUER and BRAND are read from the environment.";

/// The settings that may come from the environment.
const NAMES: [&str; 21] = [
    "ISSUER",
    "ONE_LOGIN_ISSUER",
    "ONE_LOGIN_CLIENT_ID",
    "ONE_LOGIN_PRIVATE_KEY",
    "ONE_LOGIN_DID_URL",
    "ONE_LOGIN_IDENTITY_ISSUER",
    "ONE_LOGIN_ID_TOKEN_ALG",
    "ONE_LOGIN_IDENTITY_MAX_MINUTES",
    "AWS_ENDPOINT_URL",
    "AWS_REGION",
    "BRAND",
    "SUPPORT_EMAIL",
    "SUPPORT_PHONE",
    "SIGNING_KEYS",
    "STAFF_ISSUER",
    "STAFF_CLIENT_ID",
    "STAFF_CLIENT_SECRET",
    "STAFF_TENANT",
    "STAFF_ROLE_CASEWORKER",
    "STAFF_ROLE_VIEWER",
    "STAFF_ID_TOKEN_ALG",
];

impl Options {
    /// Reads the flags that follow the command, over what `environment` says.
    ///
    /// # Errors
    /// A flag nobody knows, or one without its value.
    pub fn read(
        arguments: impl IntoIterator<Item = OsString>,
        environment: &Variables,
    ) -> Result<Self, Usage> {
        let mut options = Self::default();
        for name in NAMES {
            if let Some(value) = environment.optional(name) {
                options.settings.push((name.to_owned(), value));
            }
        }
        let mut arguments = arguments.into_iter();
        while let Some(flag) = arguments.next() {
            let flag = flag.to_string_lossy().into_owned();
            let (flag, value) = match flag.split_once('=') {
                Some((flag, value)) => (flag.to_owned(), Some(OsString::from(value))),
                None => (flag, None),
            };
            if flag == "--help" || flag == "-h" {
                options.wants_help = true;
                return Ok(options);
            }
            let value = value
                .or_else(|| arguments.next())
                .ok_or_else(|| Usage(format!("{flag} needs a value")))?;
            options.set(&flag, value)?;
        }
        Ok(options)
    }

    fn set(&mut self, flag: &str, value: OsString) -> Result<(), Usage> {
        let text = || value.to_string_lossy().into_owned();
        match flag {
            "--port" => {
                let port: NonZeroU16 = text().parse().map_err(|_| {
                    Usage(format!("--port: {} is not a port from 1 to 65535", text()))
                })?;
                self.port = Some(port.get());
            }
            "--data" => self.data = Some(value.into()),
            "--records" => self.records = Some(value.into()),
            "--clients" => self.clients = Some(value.into()),
            "--sam" => self.sam = Some(Sam::with(value.into())),
            "--one-login" => self.settings.push(("ONE_LOGIN_ISSUER".to_owned(), text())),
            "--aws-endpoint" => self.settings.push(("AWS_ENDPOINT_URL".to_owned(), text())),
            _ => return Err(Usage(format!("{flag} is not a flag"))),
        }
        Ok(())
    }

    /// The usual addresses, if others are not given: 3000 is where people start, whoever answers there.
    #[must_use]
    pub fn or_usual(mut self) -> Self {
        if self.port.is_some() || self.setting("ISSUER").is_some() {
            return self;
        }
        self.port = Some(3000);
        if self.sam.is_some() {
            self.port = Some(3010);
            self.settings.push(("ISSUER".to_owned(), "http://localhost:3000".to_owned()));
        }
        self
    }

    /// A setting, the last one given.
    pub(crate) fn setting(&self, name: &str) -> Option<&str> {
        let given = self.settings.iter().rev().find(|(each, _)| each == name);
        given.map(|(_, value)| value.as_str())
    }
}
