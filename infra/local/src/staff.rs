//! The console of support staff on one machine, and the sign-in of an organisation that stands in for
//! theirs.

use std::{collections::BTreeMap, sync::Arc};

use jose::Secret;
use ports::{InvalidSetting, Variables};
use staff_sign_in::StaffSignInClient;
use support_console::Desk;
use testing::{
    MovableClock, SystemEntropy,
    staff::{CASEWORKER_ROLE, Settings, StaffStandIn, VIEWER_ROLE},
};

use crate::{CannotStart, Options};

const SECRET: &str = "STAFF_CLIENT_SECRET";

/// What the console needs besides a store.
pub(crate) struct Office {
    pub(crate) desk: Desk,
    pub(crate) sign_in: StaffSignInClient,
    /// The stand-in, unless the settings name another sign-in.
    pub(crate) stand_in: Option<StaffStandIn>,
}

impl Office {
    /// The console at `origin`, for teachers of `issuer`. Its sign-in is the one that the settings name, or
    /// else a stand-in at `beside`.
    pub(crate) fn open(
        options: &Options,
        (issuer, origin, beside): (&str, &str, &str),
        clock: &MovableClock,
    ) -> Result<Self, CannotStart> {
        let stand_in = options
            .setting("STAFF_ISSUER")
            .is_none()
            .then(|| StaffStandIn::new(Settings::at(beside, origin), Arc::new(clock.clone())));
        let variables = variables(options, issuer, origin, stand_in.as_ref());
        let secret = secret(options, stand_in.as_ref())?;
        let sign_in = StaffSignInClient::read(&variables, secret, Arc::new(clock.clone()))?;
        let desk = Desk::read(&variables, Arc::new(clock.clone()), Arc::new(SystemEntropy))?;
        Ok(Self { desk, sign_in, stand_in })
    }
}

/// What was set, and what is so on every machine.
fn variables(
    options: &Options,
    issuer: &str,
    origin: &str,
    stand_in: Option<&StaffStandIn>,
) -> Variables {
    let mut settings = BTreeMap::from([
        ("SUPPORT_EMAIL".to_owned(), "support@example.com".to_owned()),
        ("STAFF_ROLE_CASEWORKER".to_owned(), CASEWORKER_ROLE.to_owned()),
        ("STAFF_ROLE_VIEWER".to_owned(), VIEWER_ROLE.to_owned()),
    ]);
    settings.extend(options.settings.iter().cloned());
    let mut so = |name: &str, value: &str| settings.insert(name.to_owned(), value.to_owned());
    so("ISSUER", issuer);
    so("STAFF_ORIGIN", origin);
    if let Some(stand_in) = stand_in {
        let theirs = stand_in.settings();
        so("STAFF_ISSUER", &theirs.issuer);
        so("STAFF_CLIENT_ID", &theirs.client_id);
        so("STAFF_TENANT", &theirs.tenant);
    }
    Variables::new(move |name| settings.get(name).cloned())
}

/// Our secret at the sign-in: the stand-in makes one up, another has to have given us one.
fn secret(options: &Options, stand_in: Option<&StaffStandIn>) -> Result<Secret, InvalidSetting> {
    match stand_in {
        Some(stand_in) => Ok(Secret::presented(stand_in.settings().client_secret.clone())),
        None => options
            .setting(SECRET)
            .map(|secret| Secret::presented(secret.trim()))
            .ok_or_else(|| InvalidSetting::new(SECRET, "is not set")),
    }
}
