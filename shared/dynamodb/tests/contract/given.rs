//! Journeys, sessions and people to begin with.

use identity::{CallingService, OneLoginUser, Person, RecordPolicy, Subject};
use jiff::{SignedDuration, Timestamp};
use jose::{Digest, Secret};
use journey::{Effect, Event, NinoAnswer, Stage, Step, step};
use oidc::{
    AccessGrant, AuthorizationRequest, CodeGrant, Connection, Prompt, RefreshGrant, Scope,
    StoredToken,
};
use ports::{
    Attempt, Begin, Commit, Journey, Journeys, NewFamily, NewSession, Rotation, Session,
    SessionSignIn, Trip, User,
};
use testing::people;

/// The moment at which everything begins.
pub(crate) fn nine() -> Timestamp {
    "2026-04-01T09:00:00Z".parse().unwrap()
}

pub(crate) fn minutes_past_nine(minutes: i64) -> Timestamp {
    nine() + SignedDuration::from_mins(minutes)
}

pub(crate) fn digest(of: &str) -> Digest {
    Digest::of(of.as_bytes())
}

pub(crate) fn subject() -> Subject {
    "urn:fdc:gov.uk:2022:anne".parse().unwrap()
}

pub(crate) fn user() -> OneLoginUser {
    OneLoginUser { subject: subject(), email: people::email("anne@example.com") }
}

pub(crate) fn person() -> Person {
    Person { user: user(), identity: people::identity("Anne", "Smith", "1990-05-01") }
}

pub(crate) fn request() -> AuthorizationRequest {
    AuthorizationRequest {
        redirect_uri: "https://service.example/callback".to_owned(),
        state: Some("their state".to_owned()),
        nonce: None,
        scopes: vec![Scope::OpenId, Scope::TeachingRecord],
        code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".to_owned(),
        prompt: Prompt::Unspecified,
        max_age: None,
        ui_locale: None,
        hinted_subject: None,
    }
}

pub(crate) fn attempt(state: &str) -> Attempt {
    Attempt {
        trip: Trip::SignIn,
        state: digest(state),
        nonce: digest("nonce"),
        code_verifier: Secret::presented("verifier"),
        set_out_at: nine(),
    }
}

/// A journey that begins, in the browser `browser-1`, with a trip under way whose state is `state`.
pub(crate) fn journey(id: &str) -> Journey {
    Journey {
        id: id.parse().unwrap(),
        version: 0,
        browser: "browser-1".parse().unwrap(),
        service: CallingService {
            id: "register-for-npq".parse().unwrap(),
            name: "Register for an NPQ".to_owned(),
            record_policy: RecordPolicy::Allocate,
            allow_pending: false,
            support_contact: None,
        },
        request: request(),
        stage: Stage::SigningIn,
        attempt: Some(attempt("state")),
        spent: Vec::new(),
        sign_in: None,
        began_at: nine(),
        expires_at: minutes_past_nine(120),
    }
}

/// A session of the browser `browser-1` in which nobody is signed in.
pub(crate) fn session(cookie: &str) -> NewSession {
    NewSession {
        digest: digest(cookie),
        session: Session {
            browser: "browser-1".parse().unwrap(),
            sign_in: None,
            idle_at: minutes_past_nine(120),
            expires_at: minutes_past_nine(120),
        },
    }
}

/// A session of the browser `browser-1` with the sign-in that a journey stands on, if it stands on one.
pub(crate) fn session_for(journey: &Journey, cookie: &str) -> NewSession {
    let NewSession { digest, session } = session(cookie);
    let sign_in = journey.sign_in.as_ref().map(|stamp| sign_in(stamp.session.as_str()));
    NewSession { digest, session: Session { sign_in, ..session } }
}

pub(crate) fn sign_in(sid: &str) -> SessionSignIn {
    SessionSignIn {
        session: sid.parse().unwrap(),
        subject: subject(),
        auth_time: nine(),
        came_back_at: nine(),
        one_login_id_token: Secret::presented("their ID token"),
    }
}

/// From the session `old` to the session `new`, in which Anne is signed in.
pub(crate) fn rotation(old: &str, new: &str, sid: &str) -> Rotation {
    let NewSession { digest, session: before } = session(new);
    let session = Session { sign_in: Some(sign_in(sid)), ..before };
    Rotation { old: self::digest(old), new: NewSession { digest, session }, set_out_at: nine() }
}

pub(crate) async fn begun(journeys: &dyn Journeys, journey: Journey, cookie: &str) -> Journey {
    let session = session_for(&journey, cookie);
    journeys.begin(&Begin { journey: journey.clone(), session, old: None }).await.unwrap();
    journey
}

/// The step that an event makes; it must make one.
pub(crate) fn taken(stage: Stage, event: Event) -> Step {
    step(RecordPolicy::Allocate, stage, event).unwrap()
}

/// Proves who Anne is: the user and the journey change.
pub(crate) fn proved() -> Step {
    let event = Event::IdentityProved { user: user(), identity: person().identity };
    taken(Stage::ProvingIdentity { user: user() }, event)
}

/// Finds nothing by NINO: the journey alone changes.
pub(crate) fn not_found_by_nino() -> Step {
    let event =
        Event::NinoAnswered { nino: NinoAnswer::NotNow, verdict: journey::Verdict::NotFound };
    taken(Stage::AskingNino { person: person(), lately: None }, event)
}

pub(crate) fn plain(step: &Step) -> Commit<'_> {
    Commit::of(step, minutes_past_nine(5))
}

pub(crate) fn about<'a>(step: &'a Step, user: &'a User) -> Commit<'a> {
    Commit { user: Some(user), ..plain(step) }
}

pub(crate) fn is_about_somebody(effect: &Effect) -> bool {
    match effect {
        Effect::RememberUser(_)
        | Effect::RememberIdentity(_)
        | Effect::LinkRecord { .. }
        | Effect::OpenRequest { .. }
        | Effect::RaiseReview { .. }
        | Effect::MoveTask { .. } => true,
        Effect::CreateRecord(_) | Effect::Tell { .. } => false,
    }
}

pub(crate) fn access(sid: &str) -> AccessGrant {
    AccessGrant {
        client: "register-for-npq".parse().unwrap(),
        subject: subject(),
        session: sid.parse().unwrap(),
        scopes: vec![Scope::OpenId, Scope::TeachingRecord],
        auth_time: nine(),
        trn: Some("1234567".parse().unwrap()),
    }
}

pub(crate) fn code(sid: &str) -> CodeGrant {
    CodeGrant {
        client: "register-for-npq".parse().unwrap(),
        redirect_uri: request().redirect_uri,
        code_challenge: request().code_challenge,
        nonce: Some("their nonce".to_owned()),
        access: access(sid),
        expires_at: minutes_past_nine(6),
    }
}

/// A family of refresh tokens that is good for a week from nine, and whose first token is `name`.
pub(crate) fn family(id: &str, name: &str, sid: &str) -> NewFamily {
    let trn = "1234567".parse().unwrap();
    let grant = RefreshGrant {
        access: access(sid),
        connection: Connection::Record { trn, since: nine() },
        expires_at: minutes_past_nine(7 * 24 * 60),
    };
    NewFamily { id: digest(id), first: digest(name), grant }
}

pub(crate) fn token(sid: &str) -> StoredToken {
    StoredToken { access: access(sid), expires_at: minutes_past_nine(15) }
}
