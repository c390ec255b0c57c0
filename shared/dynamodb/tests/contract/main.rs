//! What every implementation of the ports must do, and how this one does it: against the embedded engine,
//! through the real SDK.
#![expect(clippy::unwrap_used, reason = "tests")]

mod allocation;
mod answers;
mod candidates;
mod client_tokens;
mod commits;
mod documents;
mod failures;
mod given;
mod grants;
mod guesses;
mod journeys;
mod lasting;
mod outbox;
mod put_off;
mod ranges;
mod refresh_tokens;
mod reviews;
mod rotations;
mod round_trips;
mod sessions;
mod shapes;
mod sign_out_notices;
mod signing_keys;
mod strategies;
mod together;
mod told;
mod torn;
mod trn_requests;
mod written;
