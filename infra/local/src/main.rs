//! `cargo local`: the whole product on this machine.

use std::{io::Write, process::ExitCode};

use local::{Addresses, Options, Sam, Stack, USAGE};
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
        Ok(options) => options.or_usual(),
        Err(usage) => return fail(&usage),
    };
    if options.wants_help {
        return help();
    }
    if let Some(sam) = &mut options.sam {
        match Sam::bridge(None) {
            Ok(bridge) => sam.bridge = Some(bridge),
            Err(problem) => return fail(&problem),
        }
    }
    match Stack::start(options).await {
        Ok(stack) => {
            // Whoever started us may not be listening: that is no reason to stop.
            let _ = std::io::stdout().write_all(welcome(&stack).as_bytes());
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
            ExitCode::SUCCESS
        }
        Err(problem) => fail(&problem),
    }
}

/// What to know and to try first.
fn welcome(stack: &Stack) -> String {
    let mut lines = Vec::new();
    let at = &stack.addresses;
    for refused in &stack.refused {
        lines.push(format!("not loaded: {refused}"));
    }
    if let Some(command) = &stack.sam {
        lines.push(format!("Everything for functions that run on {} is there. Now:", at.issuer));
        lines.push(String::new());
        lines.push(format!("  {command}"));
    } else {
        lines.push(format!("Connect your teaching record is running on {}", at.issuer));
    }
    lines.push(String::new());
    lines.push(format!(
        "  {}   a sample service whose people need a teaching record: start here",
        at.existing
    ));
    lines.push(format!("  {}   a sample service whose people may be given a TRN", at.allocate));
    if let Some(one_login) = &at.one_login {
        lines.push(format!(
            "  {one_login}   the stand-in for GOV.UK One Login (you are sent there)"
        ));
    }
    lines.push(format!("  {}   where support staff decide", at.console));
    if let Some(staff_sign_in) = &at.staff_sign_in {
        lines.push(format!(
            "  {staff_sign_in}   the stand-in for their sign-in (you are sent there)"
        ));
    }
    lines.push(format!("  {}/local/inbox   what was emailed", at.here));
    lines.push(format!("  {}/local/queues   what is on its way", at.here));
    lines.push(format!("  {}/local/pages   every page in every state", at.here));
    lines.push(format!("  {}/.well-known/openid-configuration   for your own service", at.issuer));
    if let Some(engine) = &stack.engine {
        lines.push(format!(
            "  {}   the embedded DynamoDB, for `cargo ops … --endpoint-url`",
            engine.endpoint()
        ));
    }
    if at.one_login.is_some() {
        lines.push(String::new());
        lines.push(format!("Try first: open {}, choose Sign in, pick Anne Smith,", at.existing));
        lines.push("and give her National Insurance number, AB 12 34 56 C.".to_owned());
        lines.push(String::new());
        lines.extend(then(at));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// What to try next: somebody whom support staff have to decide about.
fn then(at: &Addresses) -> [String; 5] {
    [
        format!(
            "Then: open {}, choose Sign in, pick Ida Marsh (a possible duplicate),",
            at.allocate
        ),
        "say that you have neither number, ask for a TRN, and see the holding page.".to_owned(),
        format!(
            "Decide as staff: open {}, sign in as Priya Caseworker, open her task.",
            at.console
        ),
        format!("Read the email at {}/local/inbox, and follow its link:", at.here),
        "sign in as Ida Marsh again, and arrive.".to_owned(),
    ]
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
