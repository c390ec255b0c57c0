//! `trn-ranges add`: numbers that new TRNs are drawn from.

use std::io::Write;

use dynamodb::{RangeError, Store, TrnRange};
use identity::Trn;

use crate::run::{Ending, Failure};

/// Adds the numbers from one to another. One that is there already, or overlaps another, is refused.
pub(crate) async fn add(
    store: &Store,
    (from, to): (&Trn, &Trn),
    report: &mut dyn Write,
) -> Result<Ending, Failure> {
    let added = match TrnRange::new(from, to) {
        Ok(range) => store.add_range(&range).await,
        Err(why) => Err(why),
    };
    match added {
        Ok(()) => {
            let (from, to) = (from.as_str(), to.as_str());
            writeln!(report, "new TRNs are drawn from {from} to {to} as well")?;
            Ok(Ending::Done)
        }
        Err(RangeError::Fault(fault)) => Err(fault.into()),
        Err(why @ (RangeError::Backwards | RangeError::Overlaps(_))) => {
            writeln!(report, "nothing was added: {why}")?;
            Ok(Ending::Refused)
        }
    }
}
