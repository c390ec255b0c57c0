//! `cargo check-all`: every check there is, in order, up to the first that fails.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    say, tools,
    workshop::{Workshop, not_started},
};

/// Who does a step.
#[derive(Clone, Copy)]
enum Program {
    Cargo,
    CargoDeny,
    Sam,
}

/// What happens to the words of a step that goes well.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Output {
    /// They are shown as they come.
    Shown,
    /// They are kept, and shown only when it fails.
    Kept,
}

/// What a step reads that is not on this machine, once its tools are installed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// The advisory database, as it is today.
    Network,
}

/// How far a run may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Every step is run.
    Everything,
    /// Steps that need the network are left out, and the last line says which.
    Offline,
}

struct Step {
    name: &'static str,
    program: Program,
    arguments: &'static [&'static str],
    output: Output,
    needs: Needs,
}

/// The steps, quick ones first. One more check is one more row.
const STEPS: &[Step] = &[
    Step {
        name: "format",
        program: Program::Cargo,
        arguments: &["fmt", "--all", "--check"],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        name: "lints",
        program: Program::Cargo,
        arguments: &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        name: "tests",
        program: Program::Cargo,
        arguments: &["test", "--workspace"],
        output: Output::Shown,
        needs: Needs::Nothing,
    },
    Step {
        name: "dependencies",
        program: Program::CargoDeny,
        arguments: &["check", "bans", "licenses", "sources"],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        name: "template",
        program: Program::Sam,
        arguments: &["validate", "--lint", "--template", "template.yaml"],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        name: "advisories",
        program: Program::CargoDeny,
        arguments: &["check", "advisories"],
        output: Output::Kept,
        needs: Needs::Network,
    },
];

/// Runs every step that may be run.
pub(crate) fn all(workshop: &Workshop, reach: Reach) -> Result<(), String> {
    let started = Instant::now();
    let mut left_out = Vec::new();
    for step in STEPS {
        if step.is_within(reach) {
            step.run(workshop)?;
        } else {
            left_out.push(step.name);
        }
    }
    let time = seconds(started.elapsed());
    say::line(&if left_out.is_empty() {
        format!("all checks passed in {time}")
    } else {
        format!("checks passed in {time}, not checked: {}", left_out.join(", "))
    });
    Ok(())
}

impl Step {
    fn is_within(&self, reach: Reach) -> bool {
        match (reach, self.needs) {
            (Reach::Everything, Needs::Nothing | Needs::Network)
            | (Reach::Offline, Needs::Nothing) => true,
            (Reach::Offline, Needs::Network) => false,
        }
    }

    fn run(&self, workshop: &Workshop) -> Result<(), String> {
        let mut command = self.command(workshop)?;
        let started = Instant::now();
        let passed = match self.output {
            Output::Shown => {
                say::line(&format!("{}:", self.name));
                command.status().map_err(|error| not_started(self.name, &error))?.success()
            }
            Output::Kept => {
                say::start(&format!("{} … ", self.name));
                let output = command.stdin(Stdio::null()).output();
                let output = output.map_err(|error| not_started(self.name, &error))?;
                if !output.status.success() {
                    say::line("failed");
                    say::bytes(&output.stdout);
                    say::bytes(&output.stderr);
                }
                output.status.success()
            }
        };
        let time = seconds(started.elapsed());
        if !passed {
            return Err(format!("{} failed after {time}", self.name));
        }
        say::line(&match self.output {
            Output::Shown => format!("{} … {time}", self.name),
            Output::Kept => time,
        });
        Ok(())
    }

    fn command(&self, workshop: &Workshop) -> Result<Command, String> {
        let mut command = match self.program {
            Program::Cargo => workshop.cargo(),
            Program::CargoDeny => workshop.command(tools::cargo_deny(workshop)?),
            Program::Sam => sam(workshop, tools::sam(workshop)?),
        };
        command.args(self.arguments);
        Ok(command)
    }
}

/// `sam` asks for a region even where it only reads a file, and reports home unless told not to.
fn sam(workshop: &Workshop, program: PathBuf) -> Command {
    let mut command = workshop.command(program);
    command.env("AWS_DEFAULT_REGION", "eu-west-2").env("SAM_CLI_TELEMETRY", "0");
    command
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
