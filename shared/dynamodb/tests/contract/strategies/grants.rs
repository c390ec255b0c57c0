//! Any code, and any token.

use oidc::{AccessGrant, CodeGrant, Connection, RefreshGrant, StoredToken};
use ports::NewFamily;
use proptest::{option, prelude::*};

use super::{digest, expiry, id, moment, scopes, subject, trn};

fn access() -> impl Strategy<Value = AccessGrant> {
    (id(), subject(), id(), scopes(), moment(), option::of(trn())).prop_map(
        |(client, subject, session, scopes, auth_time, trn)| AccessGrant {
            client,
            subject,
            session,
            scopes,
            auth_time,
            trn,
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

pub(crate) fn family() -> impl Strategy<Value = NewFamily> {
    let record = (trn(), moment()).prop_map(|(trn, since)| Connection::Record { trn, since });
    let connection = prop_oneof![Just(Connection::Undecided), record];
    let grant = (access(), connection, expiry()).prop_map(|(access, connection, expires_at)| {
        RefreshGrant { access, connection, expires_at }
    });
    (digest(), digest(), grant).prop_map(|(id, first, grant)| NewFamily { id, first, grant })
}
