//! What stands behind `cargo assets`, `cargo local` and `cargo check-all`: builds what the other packages embed, then
//! runs or checks them. It uses the standard library alone, so that it is there in a second on a fresh machine.

mod assets;
mod check;
mod say;
mod tools;
mod workshop;

use std::{env, ffi::OsString, process::ExitCode};

use workshop::Workshop;

const USAGE: &str = "usage: cargo assets | cargo local [flags] | cargo check-all [--offline]";

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let command = arguments.next();
    let workshop = Workshop::here();
    let outcome = match command.as_ref().and_then(|command| command.to_str()) {
        Some("assets") => assets::build(&workshop),
        Some("local") => assets::build(&workshop).and_then(|()| workshop.run_local(arguments)),
        Some("check-all") => reach(arguments)
            .and_then(|reach| assets::build(&workshop).and_then(|()| check::all(&workshop, reach))),
        Some(_) | None => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            say::line(&reason);
            ExitCode::FAILURE
        }
    }
}

fn reach(mut arguments: impl Iterator<Item = OsString>) -> Result<check::Reach, String> {
    match (arguments.next(), arguments.next()) {
        (None, _) => Ok(check::Reach::Everything),
        (Some(flag), None) if flag == "--offline" => Ok(check::Reach::Offline),
        (Some(_), _) => Err(USAGE.to_owned()),
    }
}
