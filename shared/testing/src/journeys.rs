//! Somebody called Anne at every place of a journey, the services she comes from, and what they ask for.

use identity::{CallingService, OneLoginUser, Person, RecordPolicy};
use jiff::{Timestamp, civil::date};
use jose::{Digest, Secret};
use journey::{
    Answers, Arrival, MatchedOn, NinoAnswer, NoTrn, OpenWork, ReviewKind, Setback, Stage, TrnOrigin,
};
use oidc::{
    AuthMethod, AuthorizationRequest, Client, ClientSecrets, IdTokenAlgorithm, Prompt, Scope,
};
use ports::{Attempt, Trip};

use crate::people;

/// Where a calling service gets people back.
pub const CALLBACK: &str = "https://npq.example/callback";
/// Where a calling service gets people back after signing out.
pub const SIGNED_OUT: &str = "https://npq.example/signed-out";
/// What calling services compare `iss` with.
pub const ISSUER: &str = "https://ctr.example";
/// A challenge of RFC 7636, appendix B.
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// Nine o'clock, on the Wednesday before Easter: five working days take until Friday 10 April.
///
/// # Panics
/// Never.
pub fn nine() -> Timestamp {
    "2026-04-01T09:00:00Z".parse().expect("it is a time")
}

/// Anne Smith, born on 1 May 1990, as GOV.UK One Login knows her.
///
/// # Panics
/// Never.
pub fn anne() -> Person {
    let subject = "urn:fdc:gov.uk:2022:anne".parse().expect("it is a subject");
    Person {
        user: OneLoginUser { subject, email: people::email("anne@example.com") },
        identity: people::identity("Anne", "Smith", "1990-05-01"),
    }
}

/// The number that Anne gives.
pub fn nino() -> NinoAnswer {
    NinoAnswer::Given(people::nino("AB123456C"))
}

/// A service whose people need an existing record.
///
/// # Panics
/// Never.
pub fn needs_a_record() -> CallingService {
    CallingService {
        id: "register-for-npq".parse().expect("it is a client ID"),
        name: "Register for an NPQ".to_owned(),
        record_policy: RecordPolicy::Existing,
        allow_pending: false,
        support_contact: None,
    }
}

/// A service whose people may be given a TRN.
pub fn may_allocate() -> CallingService {
    CallingService { record_policy: RecordPolicy::Allocate, ..needs_a_record() }
}

/// A service as it is registered.
pub fn client(service: CallingService) -> Client {
    Client {
        service,
        redirect_uris: vec![CALLBACK.to_owned()],
        post_logout_redirect_uris: vec![SIGNED_OUT.to_owned()],
        backchannel_logout_uri: None,
        initiate_login_uri: None,
        auth_method: AuthMethod::ClientSecretBasic(ClientSecrets { digests: Vec::new() }),
        id_token_alg: IdTokenAlgorithm::Rs256,
        webhook_url: None,
    }
}

/// What a service asks for.
pub fn asked_for() -> AuthorizationRequest {
    AuthorizationRequest {
        redirect_uri: CALLBACK.to_owned(),
        state: Some("their state".to_owned()),
        nonce: Some("their nonce".to_owned()),
        scopes: vec![Scope::OpenId, Scope::TeachingRecord],
        code_challenge: CHALLENGE.to_owned(),
        prompt: Prompt::Unspecified,
        max_age: None,
        ui_locale: None,
        hinted_subject: None,
    }
}

/// A trip to GOV.UK One Login that somebody comes back from with this `state`.
pub fn attempt(trip: Trip, state: &str) -> Attempt {
    Attempt {
        trip,
        state: Digest::of(state.as_bytes()),
        nonce: Digest::of(b"nonce"),
        code_verifier: Secret::presented("verifier"),
        set_out_at: nine(),
    }
}

/// Anne at the NINO question.
pub fn asking_nino() -> Stage {
    Stage::AskingNino { person: anne(), lately: None }
}

/// Anne at the TRN question.
pub fn asking_trn() -> Stage {
    Stage::AskingTrn { person: anne(), nino: nino(), lately: None }
}

/// Anne, about to ask support staff to look.
pub fn checking_answers() -> Stage {
    let answers = Answers { nino: nino(), trn: Some(people::trn("7654321")) };
    Stage::CheckingAnswers { person: anne(), answers }
}

/// Anne, about to ask for a TRN.
pub fn requesting_trn() -> Stage {
    Stage::RequestingTrn { person: anne(), nino: nino(), no_trn: NoTrn::None }
}

/// Anne, while support staff decide about `work`.
pub fn held(work: OpenWork) -> Stage {
    Stage::Held { person: anne(), work }
}

/// Anne, who has asked support staff to look.
pub fn support_asked() -> Stage {
    Stage::SupportAsked { person: anne(), work: task(ReviewKind::RecordNotFound) }
}

/// Anne at the end.
pub fn done(arrival: Arrival) -> Stage {
    Stage::Done { person: anne(), trn: people::trn("1234567"), arrival }
}

/// Anne, whose record was found on this journey.
pub fn found() -> Stage {
    done(Arrival::Found { matched_on: MatchedOn::Nino, merged_from: None })
}

/// Anne, back without what we asked for.
pub fn turned_away(setback: Setback) -> Stage {
    Stage::TurnedAway { user: Some(anne().user), setback }
}

/// A review task about Anne.
///
/// # Panics
/// Never.
pub fn task(kind: ReviewKind) -> OpenWork {
    OpenWork::Task {
        id: "task-1".parse().expect("it is an ID"),
        kind,
        reference: "TRN-7K4M-92QX".parse().expect("it is a reference"),
        asked_on: date(2026, 4, 1),
        due: date(2026, 4, 10),
        wanted: None,
    }
}

/// A TRN request of Anne's.
///
/// # Panics
/// Never.
pub fn trn_request() -> OpenWork {
    OpenWork::Request {
        id: "request-1".parse().expect("it is an ID"),
        reference: "TRN-7K4M-92QX".parse().expect("it is a reference"),
        asked_on: date(2026, 4, 1),
        due: date(2026, 4, 10),
        wanted: None,
    }
}

/// Every place there is, and the page of whoever is there, written down a second time.
pub fn every_place() -> Vec<(Stage, &'static str)> {
    let user = anne().user;
    vec![
        (Stage::SigningIn, "/sign-in"),
        (Stage::ProvingIdentity { user }, "/sign-in"),
        (turned_away(Setback::IdentityNotProved), "/not-verified"),
        (turned_away(Setback::SignInNotFinished), "/sign-in-problem"),
        (turned_away(Setback::SignedOut), "/sign-in-problem"),
        (turned_away(Setback::Busy), "/sign-in-problem"),
        (turned_away(Setback::SwitchedOff), "/sign-in-problem"),
        (turned_away(Setback::Unreachable), "/sign-in-problem"),
        (turned_away(Setback::RequestRefused), "/sign-in-problem"),
        (asking_nino(), "/national-insurance-number"),
        (asking_trn(), "/trn"),
        (checking_answers(), "/check-answers"),
        (requesting_trn(), "/request-a-trn"),
        (held(trn_request()), "/checking-your-details"),
        (held(task(ReviewKind::TwoRecords)), "/checking-your-details"),
        (support_asked(), "/request-sent"),
        (found(), "/found"),
        (done(Arrival::Issued), "/found"),
        (done(Arrival::KnownAlready(TrnOrigin::Found)), "/continue"),
        (done(Arrival::KnownAlready(TrnOrigin::Issued)), "/continue"),
    ]
}
