//! `cargo ops`. What it does is in the library.

use std::{
    io::{stderr, stdout},
    process::ExitCode,
};

use jiff::Timestamp;
use ops::{Terminal, run};
use ports::Variables;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    let environment = Variables::new(|name| std::env::var(name).ok());
    let terminal = Terminal { report: &mut stdout(), progress: &mut stderr() };
    #[expect(clippy::disallowed_methods, reason = "the one place that asks what time it is")]
    let now = Timestamp::now();
    run(std::env::args().skip(1), environment, now, terminal).await.code().into()
}
