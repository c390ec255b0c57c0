//! What the functions need from the outside world, as traits, one per role.
//!
//! Each trait says what every implementation must do. Those kept by a store are proved by one contract
//! suite, which any other store could be held to.

mod audience;
mod back_channel;
mod client_keys;
mod clock;
mod deliveries;
mod directory;
mod documents;
mod fault;
mod grants;
mod guesses;
mod journeys;
mod mailer;
mod measured;
mod one_login;
mod outbox;
mod queue;
mod records;
mod reviews;
mod sessions;
mod sign_out_notices;
mod signer;
mod staff_sessions;
mod staff_sign_in;
mod standing;
pub mod telling;
mod trn_requests;
mod users;
mod variables;
mod webhooks;
mod worker;

pub use audience::{Audience, HEARS_FOR};
pub use back_channel::{BackChannel, ToldServices};
pub use client_keys::ClientKeySets;
pub use clock::{Clock, Entropy, error_reference, new_id, secret, token};
pub use deliveries::{Deliveries, Delivery, Dropped, Feedback, Lease};
pub use directory::Clients;
pub use documents::{Document, Documents};
pub use fault::Fault;
pub use grants::{ClientTokens, Granting, Grants, NewFamily, Redemption, Refresh, RefreshTokens};
pub use guesses::{
    Counted, CountedGuess, Guess, GuessedNumber, Guesses, LEFT_TO_STAFF_FOR, LIMIT_OF_A_NUMBER,
    LIMITS_OF_A_USER, Limit, Standing, Tries,
};
pub use journeys::{
    ANSWERS_KEPT, Attempt, Begin, Collision, Commit, CommitError, JOURNEY_LIFE, Journey, Journeys,
    Rotation, SignInStamp, Spend,
};
pub use mailer::{Mailer, Posting};
pub use measured::{EmailTrouble, MEASURED, Measured, Measurement, OneLoginTrouble, Unit};
pub use one_login::{OneLogin, Purpose, SignInRefused, SignedIn, Trip, TripRequest};
pub use outbox::{Destination, NotForUs, Outbox, Outgoing, Pending, PutOff, Retries};
pub use queue::{NotAMessage, Queue, QueueMessage};
pub use records::{AsOf, Claim, Draw, Issued, Survey, Teachers, TrnRanges};
pub use reviews::{
    Backlog, Decided, Decider, Finding, Listed, ReviewTask, Reviews, Settle, SettleError, Staff,
    TaskEmail, TaskEvent, TaskHappening, TaskLine,
};
pub use sessions::{
    NewSession, Returning, SESSION_IDLE, SIGN_IN_LIFE, Session, SessionSignIn, Sessions, SignOut,
};
pub use sign_out_notices::{NoticeRefused, OneLoginNotices, SignOutNotice, SignOutNotices};
pub use signer::{PublishedKeys, Signer, keys_of_hint};
pub use staff_sessions::{STAFF_DAY, STAFF_IDLE, STAFF_TRIP, StaffSession, StaffSessions};
pub use staff_sign_in::{
    StaffAttempt, StaffMember, StaffRefused, StaffRole, StaffSignIn, StaffTrip,
};
pub use standing::{connection, known_now};
pub use trn_requests::TrnRequests;
pub use users::{Link, User, Users};
pub use variables::{GivenKeys, InvalidSetting, MoreRoots, Variables};
pub use webhooks::Webhooks;
pub use worker::{Relay, Worker};
