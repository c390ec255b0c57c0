//! Every function as Lambda has it: an event in, an answer out.

use std::{collections::BTreeMap, sync::Arc};

use axum::{Router, response::Response};
use jose::Secret;
use local::{
    Options, Stack,
    functions::{World, routers},
};
use oidc::registration::{self, Place};
use one_login::OneLoginClient;
use ports::Variables;
use signing::LocalKeys;
use staff_sign_in::StaffSignInClient;
use support_console::Desk;
use testing::{NobodyPublishes, SystemEntropy};
use tower::ServiceExt;
use web::Deployment;

use crate::event_files::SERVICE;

/// Every function, at the address the events were sent to.
pub(crate) struct Functions {
    routers: BTreeMap<&'static str, Router>,
    /// What they are built on. It stops when it is dropped.
    _stack: Stack,
}

impl Functions {
    /// Over a store in which there is a calling service and nobody has ever come from it.
    pub(crate) async fn start() -> Self {
        let stack = Stack::start(Options::default()).await.unwrap();
        for client in registration::read(SERVICE, Place::LocalStack).unwrap() {
            stack.store.register(&client).await.unwrap();
        }
        let one_login = stack.addresses.one_login.clone().unwrap();
        let staff_sign_in = stack.addresses.staff_sign_in.clone().unwrap();
        let settings = Variables::new(move |name| {
            Some(match name {
                "ISSUER" => "https://connect.example.com".to_owned(),
                "SUPPORT_EMAIL" => "support@example.com".to_owned(),
                "ONE_LOGIN_ISSUER" => format!("{one_login}/"),
                "ONE_LOGIN_CLIENT_ID" => "connect-your-teaching-record".to_owned(),
                "ONE_LOGIN_DID_URL" => format!("{one_login}/.well-known/did.json"),
                "ONE_LOGIN_IDENTITY_ISSUER" => format!("{one_login}/identity/"),
                "STAFF_ORIGIN" => "https://console.example.com".to_owned(),
                "STAFF_ISSUER" => staff_sign_in.clone(),
                "STAFF_CLIENT_ID" => "support-console".to_owned(),
                "STAFF_ROLE_CASEWORKER" => "Caseworker".to_owned(),
                "STAFF_ROLE_VIEWER" => "Viewer".to_owned(),
                _ => return None,
            })
        });
        let (clock, entropy) = (Arc::new(stack.clock.clone()), Arc::new(SystemEntropy));
        let keys = Arc::new(LocalKeys::generate().unwrap());
        let ports = one_login::Ports {
            documents: stack.store.documents(),
            signer: keys.clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
        };
        let one_login =
            OneLoginClient::new(one_login::Settings::read(&settings).unwrap(), ports).unwrap();
        let one_login = Arc::new(one_login);
        let secret = Secret::presented("a-secret-for-events-alone");
        let staff_sign_in = StaffSignInClient::read(&settings, secret, clock.clone()).unwrap();
        let desk = Desk::read(&settings, clock.clone(), entropy.clone()).unwrap();
        let deployment = Deployment::read(&settings, clock, entropy).unwrap();
        let world = World {
            store: stack.store.clone(),
            deployment,
            one_login: one_login.clone(),
            notices: one_login,
            client_keys: Arc::new(NobodyPublishes),
            signer: keys.clone(),
            keys,
            desk,
            staff_sign_in: Arc::new(staff_sign_in),
        };
        Self { routers: routers(&world), _stack: stack }
    }

    /// What a function answers to an event.
    pub(crate) async fn invoke(&self, function: &str, event: &str) -> Response {
        let request = lambda_http::request::from_str(event).unwrap();
        let Ok(answer) = self.routers[function].clone().oneshot(request).await;
        answer
    }
}
