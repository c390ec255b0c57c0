//! `cargo ops`. What it does is in the library.

use std::{
    io::{stderr, stdout},
    process::ExitCode,
};

use ops::{Terminal, run};
use ports::Variables;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    let environment = Variables::new(|name| std::env::var(name).ok());
    let terminal = Terminal { report: &mut stdout(), progress: &mut stderr() };
    run(std::env::args().skip(1), environment, terminal).await.code().into()
}
