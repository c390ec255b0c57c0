//! What is not AWS's: GOV.UK One Login, and the sign-in of support staff.

use std::{net::Ipv4Addr, sync::Arc};

use axum::Router;
use jose::{Algorithm, Jwks};
use signing::LocalKeys;
use testing::{
    MovableClock,
    one_login::{self, OneLoginStandIn, People, Persona, RelyingParty},
    staff::{self, StaffStandIn},
};
use tokio::net::TcpListener;

use crate::deployment::{CONSOLE, ISSUER};

/// What GOV.UK One Login knows us by.
pub(crate) const OUR_CLIENT_ID: &str = "connect-your-teaching-record";

/// The stand-ins, running for as long as the process does, and what is secret between them and us.
pub(crate) struct Outside {
    pub(crate) one_login: one_login::Settings,
    /// Our private key at GOV.UK One Login, as PEM.
    pub(crate) our_key: String,
    pub(crate) staff: staff::Settings,
}

impl Outside {
    pub(crate) async fn start() -> Self {
        let our_keys = LocalKeys::generate().unwrap();
        let public = our_keys.current(Algorithm::Rs256).unwrap().public.clone();
        let us = RelyingParty {
            client_id: OUR_CLIENT_ID.to_owned(),
            redirect_uris: vec![format!("{ISSUER}/one-login/callback")],
            post_logout_redirect_uris: vec![format!("{ISSUER}/signed-out")],
            back_channel_logout_uri: None,
            jwks: Jwks::new(vec![public]).to_json(),
            id_token_alg: Algorithm::Es256,
        };
        let (listener, address) = place().await;
        let one_login = one_login::Settings::at(format!("{address}/"), vec![us]);
        let clock = Arc::new(MovableClock::default());
        let stand_in = OneLoginStandIn::new(one_login.clone(), people(), clock.clone());
        serve(listener, stand_in.router());
        let (listener, address) = place().await;
        let staff = staff::Settings::at(address, CONSOLE);
        serve(listener, StaffStandIn::new(staff.clone(), clock).router());
        Self { one_login, our_key: our_keys.to_pem().unwrap(), staff }
    }
}

fn people() -> People {
    let person = |key: &str, first, last, born: &str| {
        Persona::new(key, first, last, born.parse().unwrap(), format!("{key}@example.com"))
    };
    People::new(vec![
        person("anne", "Anne", "Smith", "1990-05-01"),
        person("ida", "Ida", "Marsh", "1971-07-21"),
    ])
}

async fn place() -> (TcpListener, String) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    (listener, address)
}

fn serve(listener: TcpListener, router: Router) {
    tokio::spawn(async move { axum::serve(listener, router).await });
}
