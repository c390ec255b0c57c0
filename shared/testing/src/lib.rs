//! What stands in for the outside world in tests and on one machine: a clock that moves when told to,
//! the embedded DynamoDB engine, a GOV.UK One Login that speaks the real protocol and can be told to
//! lie, and builders for people and records.

mod clock;
pub mod dynamodb;
pub mod one_login;
pub mod people;

pub use clock::{MovableClock, SystemEntropy};
