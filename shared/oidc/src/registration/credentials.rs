//! How a client authenticates: the method, and the one kind of credential that goes with it.

use jose::{Digest, Jwks, Secret};
use serde_json::Value as Json;
use toml::Value;

use super::{Place, fields::Fields};
use crate::{AuthMethod, ClientKeys, ClientSecrets};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    PrivateKeyJwt,
    Basic,
    Post,
}

const METHODS: [(&str, Method); 3] = [
    ("private_key_jwt", Method::PrivateKeyJwt),
    ("client_secret_basic", Method::Basic),
    ("client_secret_post", Method::Post),
];

pub(super) fn auth_method(fields: &mut Fields<'_>) -> Option<AuthMethod> {
    let problem = "`private_key_jwt`, `client_secret_basic` or `client_secret_post`";
    match fields.choice("auth_method", &METHODS, None, problem)? {
        Method::PrivateKeyJwt => {
            refuse(fields, ["client_secret", "client_secret_hash"]);
            keys(fields).map(AuthMethod::PrivateKeyJwt)
        }
        Method::Basic => secrets_alone(fields).map(AuthMethod::ClientSecretBasic),
        Method::Post => secrets_alone(fields).map(AuthMethod::ClientSecretPost),
    }
}

fn refuse(fields: &mut Fields<'_>, names: [&'static str; 2]) {
    for name in names {
        if fields.value(name).is_some() {
            fields.note(name, "it does not go with this `auth_method`");
        }
    }
}

fn secrets_alone(fields: &mut Fields<'_>) -> Option<ClientSecrets> {
    refuse(fields, ["jwks", "jwks_uri"]);
    secrets(fields)
}

fn secrets(fields: &mut Fields<'_>) -> Option<ClientSecrets> {
    match (fields.value("client_secret"), fields.value("client_secret_hash")) {
        (Some(_), None) if fields.place == Place::Deployed => {
            fields.note("client_secret", "a secret in clear is for the local stack alone");
            None
        }
        (Some(_), None) => {
            let secret = fields.text("client_secret").filter(|text| !text.is_empty());
            let secret = fields.accept("client_secret", secret, "it is empty")?;
            Some(ClientSecrets { digests: vec![Secret::presented(secret).digest()] })
        }
        (None, Some(Value::Array(_))) => {
            let written = fields.list("client_secret_hash");
            digests(fields, &written)
        }
        (None, Some(_)) => {
            let written = fields.text("client_secret_hash")?;
            digests(fields, &[written])
        }
        (Some(_), Some(_)) => {
            fields.note("client_secret", "`client_secret_hash` is there too");
            None
        }
        (None, None) => {
            fields.note("client_secret_hash", "it is missing");
            None
        }
    }
}

/// One, or two while the client changes over.
fn digests(fields: &mut Fields<'_>, written: &[&str]) -> Option<ClientSecrets> {
    let digests: Option<Vec<Digest>> =
        written.iter().map(|text| Digest::from_written(text)).collect();
    let digests = digests.filter(|digests| (1..=2).contains(&digests.len()));
    let problem = "one SHA-256 digest or a list of two, each in hexadecimal or base64url";
    Some(ClientSecrets { digests: fields.accept("client_secret_hash", digests, problem)? })
}

fn keys(fields: &mut Fields<'_>) -> Option<ClientKeys> {
    match (fields.value("jwks"), fields.value("jwks_uri")) {
        (None, Some(_)) => fields.address("jwks_uri").map(ClientKeys::Url),
        (Some(value), None) => match inline(value) {
            Ok(keys) => Some(ClientKeys::Inline(keys)),
            Err(problem) => {
                fields.note("jwks", problem);
                None
            }
        },
        (Some(_), Some(_)) => {
            fields.note("jwks_uri", "`jwks` is there too");
            None
        }
        (None, None) => {
            fields.note("jwks", "it is missing, and so is `jwks_uri`");
            None
        }
    }
}

/// The keys of a table, or of JSON in a text.
fn inline(value: &Value) -> Result<Jwks, &'static str> {
    let document = match value.as_str() {
        Some(text) => text.to_owned(),
        None => serde_json::to_string(value).map_err(|_| "it cannot be written as JSON")?,
    };
    let keys = Jwks::parse(&document).map_err(|_| "it is not a JSON Web Key Set")?;
    if holds_private_key(&document) {
        return Err("it holds a private key: make a new one, and register its public half");
    }
    let [_, ..] = keys.keys() else {
        return Err("it holds no RSA key of 2,048 bits or more and no P-256 key");
    };
    let sole = keys.keys().len() == 1;
    let nameable = keys.keys().iter().all(|key| match &key.kid {
        Some(kid) => keys.key(kid).is_ok(),
        None => sole,
    });
    if nameable { Ok(keys) } else { Err("each of several keys has a `kid` of its own") }
}

fn holds_private_key(document: &str) -> bool {
    let set: Option<Json> = serde_json::from_str(document).ok();
    let private = |key: &Json| key.get("d").is_some() || key.get("k").is_some();
    set.is_some_and(|set| set["keys"].as_array().is_some_and(|keys| keys.iter().any(private)))
}
