//! Walks through the whole product as a person would, one module per way the flowchart ends, and one per
//! way people leave the path.
#![expect(clippy::unwrap_used, reason = "tests")]

mod browser;
mod town;

mod bad_input;
mod found;
mod holding;
mod messages;
mod not_verified;
mod off_the_path;
mod one_computer;
mod one_login_fails;
mod request_sent;
mod round_trips;
mod sign_out;
mod signing_in_again;
mod without_a_page;
