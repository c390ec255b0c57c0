//! A model of how a TRN is allocated, explored exhaustively: every order in which a few requests, decisions and
//! emails can meet, with failures anywhere. What is modelled and what is not is in the README.
//!
//! Nothing here runs in production, and nothing of the product is called: the model says again, apart, what the
//! functions must do, so that the two can be held against each other.

pub mod action;
pub mod cast;
pub mod figures;
pub mod laws;
pub mod model;
pub mod post;
pub mod protocol;
mod query;
pub mod register;
pub mod scenario;
pub mod transaction;
pub mod worker;
