//! Walks through the whole product as a person would, one module per way the flowchart ends, and one per
//! way people leave the path.
#![expect(clippy::unwrap_used, reason = "tests")]

mod browser;
mod canaries;
mod staff;
mod town;

mod answers_kept;
mod at_the_desk;
mod bad_input;
mod decided;
mod ended_elsewhere;
mod found;
mod given_a_trn;
mod guessing;
mod headers;
mod holding;
mod key_rotation;
mod look_up_failed;
mod messages;
mod news;
mod not_verified;
mod off_the_path;
mod one_computer;
mod one_login_fails;
mod one_sign_on;
mod published_keys;
mod request_sent;
mod round_trips;
mod sign_out;
mod signing_in_again;
mod tokens;
mod without_a_page;
