//! The libraries, and how the service around each is started.

use std::{
    fs::File,
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::Duration,
};

use crate::document;

/// An OpenID client library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Library {
    /// `openid-client`, for Node.js.
    OpenidClient,
    /// Authlib, for Python.
    Authlib,
    /// The `OmniAuth` strategy for OpenID Connect, for Ruby.
    Omniauth,
    /// `openidconnect`, for Rust.
    Openidconnect,
}

/// How a service proves that it is itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// By a key of its own, and its ID tokens are signed with ES256.
    Key,
    /// By a secret, and its ID tokens are signed with RS256.
    Secret,
}

/// A calling service that is registered.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub(crate) library: Library,
    pub(crate) proof: Proof,
    pub(crate) id: String,
    pub(crate) port: u16,
}

/// A calling service that is running. It ends with this value.
pub(crate) struct Service {
    pub(crate) address: String,
    /// Where people come back to.
    pub(crate) callback: String,
    child: Child,
    log: PathBuf,
}

const SECRET: &str = "a-secret-of-this-test-alone-0123456789abcdef";

impl Client {
    /// A service around this library.
    pub(crate) fn new(library: Library, proof: Proof, port: u16) -> Self {
        Self { library, proof, id: format!("{library:?}-{proof:?}"), port }
    }

    fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    fn callback(&self) -> String {
        let path = match self.library {
            Library::OpenidClient | Library::Authlib | Library::Openidconnect => "/callback",
            Library::Omniauth => "/auth/teaching_record/callback",
        };
        self.address() + path
    }

    /// Its entry in the file of clients. `public_key` is a JSON Web Key.
    pub(crate) fn registration(&self, public_key: &str) -> String {
        let (id, address, callback) = (&self.id, self.address(), self.callback());
        let method = match (self.proof, self.library) {
            (Proof::Key, _) => "private_key_jwt",
            (Proof::Secret, Library::Authlib) => "client_secret_post",
            (Proof::Secret, Library::OpenidClient | Library::Omniauth | Library::Openidconnect) => {
                "client_secret_basic"
            }
        };
        let credential = match self.proof {
            Proof::Key => format!("jwks = '{{\"keys\":[{public_key}]}}'\nid_token_alg = 'ES256'"),
            Proof::Secret => format!("client_secret = '{SECRET}'"),
        };
        // The documentation shows how to be told of it with these two.
        let told_of_sign_out = match self.library {
            Library::OpenidClient | Library::Openidconnect => {
                format!("backchannel_logout_uri = '{address}/back-channel-logout'")
            }
            Library::Authlib | Library::Omniauth => String::new(),
        };
        format!(
            "[[client]]\nclient_id = '{id}'\nname = '{id}'\nrecord_policy = 'existing'\n\
             redirect_uris = ['{callback}']\npost_logout_redirect_uris = ['{address}/signed-out']\n\
             auth_method = '{method}'\n{credential}\n{told_of_sign_out}\n"
        )
    }

    /// Starts it. `folder` has its key in `key.pem`.
    ///
    /// # Errors
    /// What it said when it ended at once.
    pub(crate) fn start(&self, issuer: &str, folder: &Path) -> Result<Service, String> {
        let log = folder.join(format!("{}.log", self.id));
        let output = File::create(&log).unwrap();
        let mut command = self.library.command(folder);
        command
            .env("PORT", self.port.to_string())
            .env("ISSUER", issuer)
            .env("CLIENT_ID", &self.id)
            .env("REDIRECT_URI", self.callback())
            .env("SIGNED_OUT_URI", self.address() + "/signed-out")
            .env("SESSION_KEY", "of-this-test-alone-".repeat(4))
            .stdout(output.try_clone().unwrap())
            .stderr(output);
        match self.proof {
            Proof::Key => command.env("CLIENT_KEY", folder.join("key.pem")),
            Proof::Secret => command.env("CLIENT_SECRET", SECRET),
        };
        let child = command.spawn().unwrap();
        let (address, callback) = (self.address(), self.callback());
        Service { address, callback, child, log }.once_it_answers(self.port)
    }
}

impl Library {
    /// What runs the service that the documentation shows, in this folder.
    fn command(self, folder: &Path) -> Command {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop");
        let shown = |name: &str| {
            let file = folder.join(name);
            std::fs::write(&file, document::snippet(name)).unwrap();
            file
        };
        match self {
            Self::OpenidClient => {
                let packages = here.join("node_modules");
                assert!(
                    packages.join("openid-client").exists(),
                    "npm packages are missing: run `cargo check-all`, or `npm ci` in tests/interop"
                );
                let linked = folder.join("node_modules");
                if !linked.exists() {
                    std::os::unix::fs::symlink(packages, linked).unwrap();
                }
                let mut node = Command::new("node");
                node.arg(here.join("serve.mjs")).arg(shown("teaching-record.mjs"));
                node
            }
            Self::Authlib => {
                let mut python = Command::new(python());
                python.arg(here.join("serve.py")).arg(shown("service.py"));
                python
            }
            Self::Omniauth => {
                let try_it = ["-e", "require 'omniauth_openid_connect'; require 'webrick'"];
                let there = Command::new("ruby").args(try_it).output();
                assert!(
                    there.is_ok_and(|output| output.status.success()),
                    "Ruby or its gems are missing: \
                     `apt-get install ruby ruby-omniauth-openid-connect ruby-webrick`"
                );
                let mut ruby = Command::new("ruby");
                ruby.arg(here.join("serve.rb")).arg(shown("config.ru"));
                ruby
            }
            // It was built of files that are the same as what is shown.
            Self::Openidconnect => Command::new(env!("CARGO_BIN_EXE_calling-service")),
        }
    }
}

/// The Python that has Authlib: `AUTHLIB_PYTHON`, or the one that `cargo check-all` installs beside what is built.
#[expect(clippy::disallowed_methods, reason = "this is a host: it reads the environment")]
fn python() -> PathBuf {
    if let Some(named) = std::env::var_os("AUTHLIB_PYTHON").filter(|name| !name.is_empty()) {
        return named.into();
    }
    let test = std::env::current_exe().unwrap();
    let installed = test
        .ancestors()
        .map(|folder| folder.join("tools/interop/bin/python"))
        .find(|program| program.is_file());
    installed.expect(
        "Authlib is installed: `cargo check-all` does it, or set AUTHLIB_PYTHON to a Python with \
         tests/interop/requirements.txt",
    )
}

impl Service {
    /// One that hears of events at `url`, as the documentation shows it, with Node.js alone.
    ///
    /// # Errors
    /// What it said when it ended at once.
    pub(crate) fn that_hears(
        (issuer, url): (&str, &str),
        port: u16,
        folder: &Path,
    ) -> Result<Self, String> {
        let (log, snippet) = (folder.join("webhook.log"), folder.join("webhook.mjs"));
        std::fs::write(&snippet, document::snippet("webhook.mjs")).unwrap();
        let output = File::create(&log).unwrap();
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop");
        let mut node = Command::new("node");
        node.arg(here.join("serve-webhook.mjs")).arg(snippet);
        node.env("PORT", port.to_string()).env("ISSUER", issuer).env("WEBHOOK_URL", url);
        let child = node.stdout(output.try_clone().unwrap()).stderr(output).spawn().unwrap();
        let (address, callback) = (format!("http://localhost:{port}"), String::new());
        Self { address, callback, child, log }.once_it_answers(port)
    }

    /// Waits until it answers, for up to a minute on a busy machine.
    fn once_it_answers(mut self, port: u16) -> Result<Self, String> {
        for _ in 0..600 {
            if self.child.try_wait().unwrap().is_some() {
                return Err(self.log());
            }
            if TcpStream::connect(("localhost", port)).is_ok() {
                return Ok(self);
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("the service does not start: {}", self.log());
    }

    /// What it has said so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
