//! Evaluates matching: made-up people with realistic faults, and a public record-linkage data set, walk
//! through both questions against a register that is read as a store reads it. What came of it is a table.
//!
//! Everything is settled by a seed. Nothing here decides: the engine does.

mod case;
mod chance;
mod families;
mod faults;
pub mod febrl;
mod journey;
mod made_up;
mod maker;
mod meter;
mod names;
mod register;
mod report;
pub mod retrieval;
mod slips;

pub use journey::{Claimant, End, walk};
pub use made_up::{Size, made_up};
pub use maker::Born;
pub use register::Register;
pub use report::{Report, Tally};

/// The seed of the tables in the documentation.
pub const SEED: u64 = 20_261_120;
