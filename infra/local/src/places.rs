//! Where everything is served, taken before anything is.

use std::sync::Arc;

use ports::{Fault, InvalidSetting};
use testing::{MovableClock, one_login::OneLoginStandIn, staff::StaffStandIn};

use crate::{
    Addresses, CannotStart, Options, Sam,
    addresses::Place,
    sam,
    sample::{Registration, Sample},
    seed,
};

/// Where everything is going to be, before anything is served.
pub(crate) struct Places {
    pub(crate) ours: Place,
    pub(crate) issuer: String,
    pub(crate) one_login: Place,
    pub(crate) existing: Place,
    pub(crate) allocate: Place,
    pub(crate) console: Place,
    pub(crate) staff_sign_in: Place,
    /// Where functions that run elsewhere take us for AWS.
    pub(crate) aws: Option<Place>,
}

/// What is served besides ourselves.
pub(crate) struct Others {
    pub(crate) one_login: Option<OneLoginStandIn>,
    pub(crate) samples: [Registration; 2],
    /// The console of support staff.
    pub(crate) console: axum::Router,
    pub(crate) staff_sign_in: Option<StaffStandIn>,
    /// What functions that run elsewhere take for AWS.
    pub(crate) aws: Option<axum::Router>,
}

impl Places {
    pub(crate) async fn take(options: &Options) -> Result<Self, CannotStart> {
        let given = options.setting("ISSUER");
        let port = match (options.port, given) {
            (Some(port), _) => port,
            (None, Some(issuer)) => port_of(issuer)?,
            (None, None) => 0,
        };
        let ours = Place::at(port).await.map_err(|_| CannotStart::Port { port })?;
        // With a port as well, something stands at the issuer and passes everything on to us.
        let issuer = given.map_or_else(|| ours.address(), str::to_owned);
        // Beside ours if they are free, so that they are easy to remember.
        let beside = |step: u16| if port == 0 { 0 } else { port.saturating_add(step) };
        let free = |error| Fault::new("taking a port", error);
        let mut one_login = Place::near(beside(1)).await.map_err(free)?;
        let mut aws = None;
        if let Some(Sam { bridge, .. }) = options.sam {
            one_login = one_login.known_as(sam::MACHINE, bridge).await;
            let place = Place::near(beside(6)).await.map_err(free)?;
            aws = Some(place.known_as(sam::MACHINE, bridge).await);
        }
        Ok(Self {
            one_login,
            aws,
            existing: Place::near(beside(2)).await.map_err(free)?,
            allocate: Place::near(beside(3)).await.map_err(free)?,
            console: Place::near(beside(4)).await.map_err(free)?,
            staff_sign_in: Place::near(beside(5)).await.map_err(free)?,
            ours,
            issuer,
        })
    }

    pub(crate) fn samples(&self) -> [Registration; 2] {
        let sample = |name, about, client_id: &str, place: &Place| Registration {
            name,
            about,
            client_id: client_id.to_owned(),
            client_secret: seed::secret_of(client_id),
            issuer: self.issuer.clone(),
            address: place.address(),
        };
        [
            sample(
                "Access your teaching qualifications",
                "Its people need an existing teaching record.",
                "sample-existing",
                &self.existing,
            ),
            sample(
                "Register for an NPQ",
                "Its people may be given a TRN, and may go on while it is being checked.",
                "sample-allocate",
                &self.allocate,
            ),
        ]
    }

    pub(crate) fn serve(
        self,
        clock: &MovableClock,
        ours: &axum::Router,
        others: Others,
    ) -> Addresses {
        let Others { one_login, samples, console, staff_sign_in, aws } = others;
        let addresses = Addresses {
            issuer: self.issuer,
            one_login: one_login.as_ref().map(|_| self.one_login.address()),
            existing: self.existing.address(),
            allocate: self.allocate.address(),
            console: self.console.address(),
            staff_sign_in: staff_sign_in.as_ref().map(|_| self.staff_sign_in.address()),
            here: self.ours.address(),
            aws: self.aws.as_ref().map(Place::address),
        };
        let clock_of_samples = || -> Arc<dyn ports::Clock> { Arc::new(clock.clone()) };
        let [existing, allocate] = samples;
        self.ours.serve(ours);
        self.console.serve(&console);
        self.existing.serve(&Sample::new(existing, clock_of_samples()).router());
        self.allocate.serve(&Sample::new(allocate, clock_of_samples()).router());
        if let Some(one_login) = one_login {
            self.one_login.serve(&one_login.router());
        }
        if let Some(staff_sign_in) = staff_sign_in {
            self.staff_sign_in.serve(&staff_sign_in.router());
        }
        if let (Some(place), Some(aws)) = (self.aws, aws) {
            place.serve(&aws);
        }
        addresses
    }
}

fn port_of(issuer: &str) -> Result<u16, InvalidSetting> {
    url::Url::parse(issuer).ok().and_then(|url| url.port_or_known_default()).ok_or_else(|| {
        InvalidSetting::new("ISSUER", "is not an address such as http://localhost:3000")
    })
}
