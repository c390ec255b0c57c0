//! A deployment to ask.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use jiff::Timestamp;
use pages::Brand;
use testing::{StoppedClock, SystemEntropy, journeys::nine};
use web::{Deployment, Settings, SupportContact};

pub(crate) fn deployment() -> Deployment {
    deployment_at("https://ctr.example")
}

pub(crate) fn deployment_at(issuer: &str) -> Deployment {
    let settings = Settings {
        issuer: issuer.to_owned(),
        brand: Brand::Generic,
        support: SupportContact { email: "help@ctr.example".to_owned(), phone: None },
    };
    Deployment::new(settings, Arc::new(StoppedClock::at(nine())), Arc::new(SystemEntropy))
}

pub(crate) fn at(moment: &str) -> Timestamp {
    moment.parse().unwrap()
}
