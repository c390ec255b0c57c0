//! What is asked for on the command line.

use std::time::Duration;

use crate::Trouble;

pub(crate) const USAGE: &str = "\
cargo bench-load [FLAGS]
  --minutes N   how long (20: what stands in for DynamoDB remembers each transaction for ten)
  --at-once N   how many people sign in at the same time (4)
  --built       take `cargo local` as it is, and do not build it";

/// How long, and how many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) time: Duration,
    pub(crate) at_once: usize,
    pub(crate) built: bool,
}

impl Options {
    pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Trouble> {
        let mut options = Self { time: Duration::from_mins(20), at_once: 4, built: false };
        while let Some(flag) = arguments.next() {
            if flag == "--built" {
                options.built = true;
                continue;
            }
            let number = arguments.next().and_then(|number| number.parse().ok());
            match (flag.as_str(), number) {
                ("--minutes", Some(minutes)) => options.time = Duration::from_mins(minutes),
                ("--at-once", Some(many)) => options.at_once = usize::try_from(many).unwrap_or(1),
                _ => return Err(Trouble::Usage(flag)),
            }
        }
        Ok(options)
    }
}
