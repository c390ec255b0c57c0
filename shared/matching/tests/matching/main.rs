//! The engine through its front door: tables of cases, and laws over made-up people.
#![expect(clippy::unwrap_used, reason = "a malformed table is a broken test")]

mod allocations;
mod examples;
mod first_names;
mod hard_people;
mod keys;
mod last_names;
mod laws;
mod nicknames;
mod numbers;
mod people;
mod plain;
mod scripts;
mod short_cuts;
mod table;
mod two_records;
mod words;
