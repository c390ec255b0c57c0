//! Any code, and any access token.

use oidc::{AccessGrant, CodeGrant, StoredToken};
use proptest::{option, prelude::*};

use super::{expiry, id, moment, scopes, subject};

fn access() -> impl Strategy<Value = AccessGrant> {
    (id(), subject(), id(), scopes(), moment()).prop_map(
        |(client, subject, session, scopes, auth_time)| AccessGrant {
            client,
            subject,
            session,
            scopes,
            auth_time,
        },
    )
}

pub(crate) fn code() -> impl Strategy<Value = CodeGrant> {
    (id(), ".{0,40}", ".{43}", option::of(".{0,40}"), access(), moment()).prop_map(
        |(client, redirect_uri, code_challenge, nonce, access, expires_at)| CodeGrant {
            client,
            redirect_uri,
            code_challenge,
            nonce,
            access,
            expires_at,
        },
    )
}

pub(crate) fn token() -> impl Strategy<Value = StoredToken> {
    (access(), expiry()).prop_map(|(access, expires_at)| StoredToken { access, expires_at })
}
