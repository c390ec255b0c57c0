//! What stands behind `cargo assets`, `cargo local`, `cargo check-all`, `cargo fuzz-all`, `cargo mutate`, `cargo sam-build` and
//! `cargo zips`: builds what the other packages embed, then runs, checks or packs them. It uses the standard library alone, so
//! that it is there in a second on a fresh machine.

mod assets;
mod brands;
mod check;
mod fuzz;
mod mutate;
mod sam;
mod say;
mod tools;
mod workshop;
mod zips;

use std::{env, process::ExitCode};

use workshop::Workshop;

const USAGE: &str = "usage: cargo assets | cargo local [flags] | cargo check-all | cargo fuzz-all [seconds] | cargo mutate | \
    cargo sam-build | cargo zips [functions]";

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let command = arguments.next();
    let workshop = Workshop::here();
    let outcome = match command.as_ref().and_then(|command| command.to_str()) {
        Some("assets") => assets::build(&workshop),
        Some("local") => assets::build(&workshop).and_then(|()| workshop.run_local(arguments)),
        Some("check-all") => assets::build(&workshop).and_then(|()| check::all(&workshop)),
        Some("fuzz-all") => {
            let seconds = arguments.next();
            assets::build(&workshop).and_then(|()| fuzz::all(&workshop, seconds.as_deref()))
        }
        Some("mutate") => assets::build(&workshop).and_then(|()| mutate::all(&workshop)),
        Some("sam-build") => assets::build(&workshop).and_then(|()| sam::build(&workshop)),
        Some("zips") => {
            let functions: Vec<String> =
                arguments.filter_map(|name| name.into_string().ok()).collect();
            assets::build(&workshop).and_then(|()| zips::make(&workshop, &functions))
        }
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
