//! What stands in for the outside world in tests and on one machine: a clock that moves when told to,
//! the embedded DynamoDB engine, queues and an inbox, a GOV.UK One Login and a sign-in of support staff
//! that speak the real protocol and can be told to lie, builders for people, records and journeys, and the
//! laws that every page of a journey keeps.

pub mod asking;
mod clock;
mod deciding;
pub mod dynamodb;
mod guesses;
pub mod id_tokens;
pub mod journeys;
pub mod laws;
mod log;
pub mod one_login;
pub mod people;
mod published;
pub mod queues;
mod recent;
mod scripted_one_login;
pub mod staff;
mod world;

pub use clock::{MovableClock, StoppedClock, SystemEntropy};
pub use log::Log;
pub use published::NobodyPublishes;
pub use recent::Recent;
pub use scripted_one_login::ScriptedOneLogin;
pub use world::{Visitor, World};
