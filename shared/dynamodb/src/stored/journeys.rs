//! Journeys.

use identity::{BrowserId, CallingService, JourneyId, SessionId, Subject};
use jiff::Timestamp;
use jose::{Digest, Secret};
use journey::Stage;
use oidc::AuthorizationRequest;
use ports::{Attempt, Journey, SignInStamp, Trip};
use serde::{Deserialize, Serialize};

use super::{expiry, many, maybe, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Journey")]
struct JourneyShape {
    #[serde(with = "one")]
    id: JourneyId,
    version: u64,
    #[serde(with = "one")]
    browser: BrowserId,
    #[serde(with = "one")]
    service: CallingService,
    #[serde(with = "one")]
    request: AuthorizationRequest,
    #[serde(with = "one")]
    stage: Stage,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    attempt: Option<Attempt>,
    #[serde(with = "many")]
    spent: Vec<Digest>,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    sign_in: Option<SignInStamp>,
    began_at: Timestamp,
    #[serde(with = "expiry")]
    expires_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Trip", rename_all = "snake_case")]
enum TripShape {
    SignIn,
    SignInAgain {
        #[serde(with = "one")]
        subject: Subject,
    },
    ProveIdentity,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Attempt")]
struct AttemptShape {
    #[serde(with = "one")]
    trip: Trip,
    #[serde(with = "one")]
    state: Digest,
    #[serde(with = "one")]
    nonce: Digest,
    #[serde(with = "one")]
    code_verifier: Secret,
    // Attempts that were written without it are older than any sign-out since.
    #[serde(default)]
    set_out_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::SignInStamp")]
struct SignInStampShape {
    #[serde(with = "one")]
    session: SessionId,
    auth_time: Timestamp,
}

shapes! {
    JourneyShape => Journey,
    TripShape => Trip,
    AttemptShape => Attempt,
    SignInStampShape => SignInStamp,
}
