//! `cargo bench-load`: people sign in through `cargo local`, so many at once and for so long, each for the first time. Says how many came
//! through in a second, how long each step took them, and what memory it had meanwhile.

#[expect(dead_code, clippy::unwrap_used, reason = "it belongs to the walks, which need more of it")]
#[path = "../../walks/browser.rs"]
mod browser;
#[expect(dead_code, reason = "it belongs to the walks, which need more of it")]
#[path = "../../walks/canaries.rs"]
mod canaries;
mod crowd;
mod options;
#[expect(dead_code, reason = "it belongs to the bench, which needs more of it")]
#[path = "../../bench/src/person.rs"]
mod person;
mod product;
mod report;
mod sign_in;
mod trouble;

use std::process::ExitCode;

// The browser of the walks and the people of the bench need them.
use {
    form_urlencoded as _, jiff as _, ports as _, reqwest as _, scraper as _, serde_json as _,
    testing as _,
};

pub(crate) use trouble::Trouble;

fn main() -> ExitCode {
    report::report(std::env::args().skip(1))
}
