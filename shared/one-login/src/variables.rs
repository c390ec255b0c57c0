//! The settings as they are given, by name.

use identity::ClientId;
use jiff::SignedDuration;
use ports::{InvalidSetting, MoreRoots, Variables};

use crate::{IdTokenAlg, Settings};

impl Settings {
    /// Reads `ONE_LOGIN_ISSUER`, `ONE_LOGIN_CLIENT_ID`, `ONE_LOGIN_DID_URL`, `ONE_LOGIN_IDENTITY_ISSUER`,
    /// `ONE_LOGIN_ID_TOKEN_ALG` (ES256 if it is not given), `ONE_LOGIN_IDENTITY_MAX_MINUTES` (31 if it is
    /// not given), `ISSUER` and [`MoreRoots`].
    ///
    /// # Errors
    /// One is missing or malformed.
    pub fn read(variables: &Variables) -> Result<Self, InvalidSetting> {
        let client_id: ClientId = variables
            .required("ONE_LOGIN_CLIENT_ID")?
            .parse()
            .map_err(|_| InvalidSetting::new("ONE_LOGIN_CLIENT_ID", "is not a client ID"))?;
        let id_token_alg = match variables.optional("ONE_LOGIN_ID_TOKEN_ALG").as_deref() {
            None | Some("ES256") => IdTokenAlg::Es256,
            Some("RS256") => IdTokenAlg::Rs256,
            Some(_) => {
                return Err(InvalidSetting::new("ONE_LOGIN_ID_TOKEN_ALG", "is ES256 or RS256"));
            }
        };
        Ok(Self {
            issuer: variables.required("ONE_LOGIN_ISSUER")?,
            client_id,
            did_url: variables.required("ONE_LOGIN_DID_URL")?,
            identity_issuer: variables.required("ONE_LOGIN_IDENTITY_ISSUER")?,
            id_token_alg,
            identity_max_life: identity_max_life(variables)?,
            our_issuer: variables.required("ISSUER")?,
            more_roots: MoreRoots::read(variables)?,
        })
    }
}

fn identity_max_life(variables: &Variables) -> Result<SignedDuration, InvalidSetting> {
    const NAME: &str = "ONE_LOGIN_IDENTITY_MAX_MINUTES";
    let Some(given) = variables.optional(NAME) else { return Ok(Settings::IDENTITY_MAX_LIFE) };
    match given.trim().parse::<u32>() {
        Ok(minutes @ 1..) => Ok(SignedDuration::from_mins(i64::from(minutes))),
        Ok(0) | Err(_) => Err(InvalidSetting::new(NAME, "is not a number of minutes")),
    }
}
