//! `cargo local`: the whole product on this machine.

use std::process::ExitCode;

use local::{Options, Stack, USAGE};
use ports::Variables;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| "info,dynoxide=error".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    #[expect(clippy::disallowed_methods, reason = "this is the host of one machine")]
    let environment = Variables::new(|name| std::env::var(name).ok());
    let mut options = match Options::read(std::env::args_os().skip(1), &environment) {
        Ok(options) => options,
        Err(usage) => return fail(&usage),
    };
    if options.wants_help {
        return help();
    }
    if options.port.is_none() && environment.optional("ISSUER").is_none() {
        options.port = Some(3000);
    }
    match Stack::start(options).await {
        Ok(stack) => {
            welcome(&stack);
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
            ExitCode::SUCCESS
        }
        Err(problem) => fail(&problem),
    }
}

#[expect(clippy::print_stdout, reason = "this is what the command prints")]
fn welcome(stack: &Stack) {
    let at = &stack.addresses;
    for refused in &stack.refused {
        println!("not loaded: {refused}");
    }
    println!("Connect your teaching record is running on {}", at.issuer);
    println!();
    println!(
        "  {}   a sample service whose people need a teaching record: start here",
        at.existing
    );
    println!("  {}   a sample service whose people may be given a TRN", at.allocate);
    if let Some(one_login) = &at.one_login {
        println!("  {one_login}   the stand-in for GOV.UK One Login (you are sent there)");
    }
    println!("  {}/local/inbox   what was emailed", at.issuer);
    println!("  {}/local/pages   every page in every state", at.issuer);
    println!("  {}/.well-known/openid-configuration   for your own service", at.issuer);
    if let Some(engine) = &stack.engine {
        println!(
            "  {}   the embedded DynamoDB, for `cargo ops … --endpoint-url`",
            engine.endpoint()
        );
    }
    println!();
    println!("Try first: open {}, choose Sign in, pick Anne Smith,", at.existing);
    println!("and give her National Insurance number, AB 12 34 56 C.");
}

#[expect(clippy::print_stdout, reason = "this is what the command prints")]
fn help() -> ExitCode {
    println!("{USAGE}");
    ExitCode::SUCCESS
}

#[expect(clippy::print_stderr, reason = "this is what the command prints")]
fn fail(problem: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("{problem}");
    ExitCode::FAILURE
}
