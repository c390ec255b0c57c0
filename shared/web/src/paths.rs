//! Every path of the journey. The ID in front names a journey and opens nothing: the browser's session
//! must own it.

use identity::{ClientId, JourneyId};
use journey::{Arrival, Setback, Stage};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Where GOV.UK One Login sends people back to (no page of its own).
pub const CALLBACK: &str = "/one-login/callback";
/// Where GOV.UK One Login sends people whose identity was checked in person.
pub const IN_PERSON_RETURN: &str = "/one-login/return";
/// Where GOV.UK One Login tells us that somebody has signed out there (no page).
pub const BACK_CHANNEL_LOGOUT: &str = "/one-login/back-channel-logout";
/// Off to GOV.UK One Login, again if need be (no page).
pub const SIGN_IN: &str = "/j/{journey}/sign-in";
/// GOV.UK One Login did not prove who they are.
pub const NOT_VERIFIED: &str = "/j/{journey}/not-verified";
/// GOV.UK One Login sent an error.
pub const SIGN_IN_PROBLEM: &str = "/j/{journey}/sign-in-problem";
/// "Do you have a National Insurance number?".
pub const NINO: &str = "/j/{journey}/national-insurance-number";
/// "Do you have a teacher reference number (TRN)?".
pub const TRN: &str = "/j/{journey}/trn";
/// "Check your answers before asking us to look".
pub const CHECK_ANSWERS: &str = "/j/{journey}/check-answers";
/// "Request sent".
pub const REQUEST_SENT: &str = "/j/{journey}/request-sent";
/// "Ask for a TRN".
pub const REQUEST_A_TRN: &str = "/j/{journey}/request-a-trn";
/// The holding page.
pub const HOLDING: &str = "/j/{journey}/checking-your-details";
/// What support staff asked for, or a TRN that somebody has found while they wait.
pub const MORE_INFORMATION: &str = "/j/{journey}/more-information";
/// Where the emails lead.
pub const CONTINUE_TO: &str = "/continue-to/{client}";
/// "We found your teaching record", or "You have a new TRN".
pub const FOUND: &str = "/j/{journey}/found";
/// Back to the calling service (no page).
pub const CONTINUE: &str = "/j/{journey}/continue";
/// "Sign out?".
pub const SIGN_OUT: &str = "/sign-out";
/// "You are signed out", or on to the calling service.
pub const SIGNED_OUT: &str = "/signed-out";

/// Everything but what RFC 3986 section 2.3 calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where emails about a calling service lead: our landing page for it, at our address `issuer`. It carries
/// no secret.
pub fn landing(issuer: &str, client: &ClientId) -> String {
    let client = utf8_percent_encode(client.as_str(), RESERVED).to_string();
    format!("{issuer}{}", CONTINUE_TO.replace("{client}", &client))
}

/// A path of the journey `id`.
pub fn of(path: &str, id: &JourneyId) -> String {
    path.replace("{journey}", id.as_str())
}

/// The page of the place where somebody is.
pub fn at(stage: &Stage, id: &JourneyId) -> String {
    let path = match stage {
        Stage::SigningIn | Stage::ProvingIdentity { .. } => SIGN_IN,
        Stage::TurnedAway { setback: Setback::IdentityNotProved, .. } => NOT_VERIFIED,
        Stage::TurnedAway { .. } => SIGN_IN_PROBLEM,
        Stage::AskingNino { .. } => NINO,
        Stage::AskingTrn { .. } => TRN,
        Stage::CheckingAnswers { .. } => CHECK_ANSWERS,
        Stage::RequestingTrn { .. } => REQUEST_A_TRN,
        Stage::Held { .. } => HOLDING,
        Stage::SupportAsked { .. } => REQUEST_SENT,
        // Whoever was known already has nothing to read here.
        Stage::Done { arrival: Arrival::KnownAlready(_), .. } => CONTINUE,
        Stage::Done { arrival: Arrival::Found { .. } | Arrival::Issued, .. } => FOUND,
    };
    of(path, id)
}
