//! Every function's router, wired as its `main.rs` wires it, over what one machine has.

use std::{collections::BTreeMap, sync::Arc};

use allocation_request::AllocationRequest;
use authorize::Authorize;
use axum::Router;
use back_channel_logout::BackChannelLogout;
use callback::Callback;
use dynamodb::Store;
use found::Found;
use holding_page::HoldingPage;
use nino_lookup::NinoLookup;
use ports::{ClientKeySets, OneLogin, OneLoginNotices, PublishedKeys, Signer, StaffSignIn};
use provider_metadata::ProviderMetadata;
use record_not_found::RecordNotFound;
use sign_out::SigningOut;
use support_console::{Console, Desk};
use token::Token;
use trn_lookup::TrnLookup;
use trn_requests::Asking;
use userinfo::UserInfo;
use web::{Deployment, Walk};

/// What one machine has.
#[derive(Clone)]
pub struct World {
    /// Where everything is kept.
    pub store: Store,
    /// The deployment.
    pub deployment: Deployment,
    /// GOV.UK One Login.
    pub one_login: Arc<dyn OneLogin>,
    /// What GOV.UK One Login tells us by itself.
    pub notices: Arc<dyn OneLoginNotices>,
    /// The keys that calling services publish.
    pub client_keys: Arc<dyn ClientKeySets>,
    /// Signs our ID tokens.
    pub signer: Arc<dyn Signer>,
    /// The keys it does so with, as others see them.
    pub keys: Arc<dyn PublishedKeys>,
    /// Where support staff are.
    pub desk: Desk,
    /// The sign-in of their organisation.
    pub staff_sign_in: Arc<dyn StaffSignIn>,
}

/// Every function's router, by the name of its package.
pub fn routers(world: &World) -> BTreeMap<&'static str, Router> {
    let World { store, deployment, one_login, keys, .. } = world.clone();
    let walk =
        Walk { deployment: deployment.clone(), journeys: store.journeys(), users: store.users() };
    BTreeMap::from([
        (
            "allocation-request",
            allocation_request::router(AllocationRequest {
                walk: walk.clone(),
                teachers: store.teachers(),
                guesses: store.guesses(),
                ranges: store.trn_ranges(),
            }),
        ),
        (
            "authorize",
            authorize::router(Authorize {
                walk: walk.clone(),
                sessions: store.sessions(),
                clients: store.clients(),
                one_login: one_login.clone(),
                keys: keys.clone(),
            }),
        ),
        (
            "back-channel-logout",
            back_channel_logout::router(BackChannelLogout {
                deployment: deployment.clone(),
                one_login: world.notices.clone(),
                notices: store.sign_out_notices(),
            }),
        ),
        (
            "callback",
            callback::router(Callback {
                walk: walk.clone(),
                sessions: store.sessions(),
                one_login: one_login.clone(),
            }),
        ),
        ("found", found::router(Found { walk: walk.clone() })),
        (
            "holding-page",
            holding_page::router(HoldingPage {
                walk: walk.clone(),
                reviews: store.reviews(),
                teachers: store.teachers(),
                guesses: store.guesses(),
                clients: store.clients(),
            }),
        ),
        (
            "nino-lookup",
            nino_lookup::router(NinoLookup {
                walk: walk.clone(),
                teachers: store.teachers(),
                guesses: store.guesses(),
            }),
        ),
        (
            "provider-metadata",
            web::serve(
                provider_metadata::router(ProviderMetadata {
                    keys: keys.clone(),
                    clock: deployment.clock().clone(),
                    issuer: deployment.issuer().to_owned(),
                }),
                &deployment,
            ),
        ),
        ("record-not-found", record_not_found::router(RecordNotFound { walk: walk.clone() })),
        (
            "sign-out",
            sign_out::router(SigningOut {
                deployment: deployment.clone(),
                sessions: store.sessions(),
                clients: store.clients(),
                one_login,
                keys,
            }),
        ),
        ("site", site::router(&deployment)),
        ("support-console", console(world)),
        ("token", token(world)),
        (
            "trn-lookup",
            trn_lookup::router(TrnLookup {
                walk,
                teachers: store.teachers(),
                guesses: store.guesses(),
            }),
        ),
        ("trn-requests", trn_requests(world)),
        ("userinfo", userinfo(world)),
    ])
}

/// The console of support staff.
fn console(world: &World) -> Router {
    let World { store, desk, staff_sign_in, .. } = world.clone();
    support_console::router(Console {
        desk,
        sign_in: staff_sign_in,
        sessions: store.staff_sessions(),
        reviews: store.reviews(),
        users: store.users(),
        teachers: store.teachers(),
        ranges: store.trn_ranges(),
        clients: store.clients(),
    })
}

/// The token endpoint.
fn token(world: &World) -> Router {
    let World { store, deployment, signer, client_keys, .. } = world.clone();
    token::router(Token {
        deployment,
        clients: store.clients(),
        keys: client_keys,
        grants: store.granting(),
        users: store.users(),
        teachers: store.teachers(),
        signer,
    })
}

/// Where calling services ask how far TRN requests are.
fn trn_requests(world: &World) -> Router {
    let World { store, deployment, .. } = world.clone();
    web::serve(
        trn_requests::router(Asking {
            tokens: store.client_tokens(),
            requests: store.trn_requests(),
            clock: deployment.clock().clone(),
            entropy: deployment.entropy_source().clone(),
            issuer: deployment.issuer().to_owned(),
        }),
        &deployment,
    )
}

/// The userinfo endpoint.
fn userinfo(world: &World) -> Router {
    let World { store, deployment, .. } = world.clone();
    web::serve(
        userinfo::router(UserInfo {
            grants: store.grants(),
            users: store.users(),
            teachers: store.teachers(),
            clock: deployment.clock().clone(),
            entropy: deployment.entropy_source().clone(),
            issuer: deployment.issuer().to_owned(),
        }),
        &deployment,
    )
}
