//! The settings as they are given, by name.

use identity::ClientId;
use jose::Secret;
use ports::{InvalidSetting, Variables};

use crate::{IdTokenAlg, RoleValues, Settings};

impl Settings {
    /// Reads `STAFF_ISSUER`, `STAFF_CLIENT_ID`, `STAFF_TENANT` (if it is given), `STAFF_ROLE_CASEWORKER`,
    /// `STAFF_ROLE_VIEWER`, `STAFF_ID_TOKEN_ALG` (RS256 if it is not given) and `STAFF_ORIGIN`. The secret,
    /// `STAFF_CLIENT_SECRET`, is handed over by whoever may look it up.
    ///
    /// # Errors
    /// One is missing or malformed.
    pub fn read(variables: &Variables, client_secret: Secret) -> Result<Self, InvalidSetting> {
        let client_id: ClientId = variables
            .required("STAFF_CLIENT_ID")?
            .parse()
            .map_err(|_| InvalidSetting::new("STAFF_CLIENT_ID", "is not a client ID"))?;
        let id_token_alg = match variables.optional("STAFF_ID_TOKEN_ALG").as_deref() {
            None | Some("RS256") => IdTokenAlg::Rs256,
            Some("ES256") => IdTokenAlg::Es256,
            Some(_) => {
                return Err(InvalidSetting::new("STAFF_ID_TOKEN_ALG", "is RS256 or ES256"));
            }
        };
        Ok(Self {
            issuer: variables.required("STAFF_ISSUER")?,
            client_id,
            client_secret,
            tenant: variables.optional("STAFF_TENANT"),
            roles: RoleValues {
                caseworker: variables.required("STAFF_ROLE_CASEWORKER")?,
                viewer: variables.required("STAFF_ROLE_VIEWER")?,
            },
            id_token_alg,
            origin: variables.required("STAFF_ORIGIN")?,
        })
    }
}
