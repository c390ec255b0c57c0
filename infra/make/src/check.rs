//! `cargo check-all`: every check there is, in order, up to the first that fails.

use std::{
    process::{self, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    sam, say, tools,
    workshop::{Workshop, not_started},
};

/// Who does a step.
#[derive(Clone, Copy)]
enum Program {
    /// `cargo bench-lambda`, as the step before the tests built it: cargo would build it anew, with its own features alone.
    Bench,
    Cargo,
    CargoDeny,
    CfnLint,
    InteropPython,
    /// This command, built as well by then.
    Make,
    MiniStack,
    Npm,
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
    /// A Docker daemon, or leave to start one.
    Docker,
    /// Rust's part for arm64, which rustup fetches.
    Target,
    /// Valgrind, which is for a few kinds of machines only.
    Valgrind,
}

impl Needs {
    /// Why a step cannot even be begun.
    fn missing(self) -> Option<&'static str> {
        match self {
            Self::Nothing | Self::Network | Self::Docker | Self::Target => None,
            Self::Valgrind => {
                let there =
                    Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
                there.is_err().then_some("valgrind is not installed")
            }
        }
    }

    /// Why what a step reads could not be had, if it said so.
    fn out_of_reach(self, said: &process::Output) -> Option<String> {
        match self {
            Self::Nothing | Self::Valgrind => None,
            Self::Network => could_not_fetch(&said.stderr)
                .then(|| "the advisory database cannot be fetched from here".to_owned()),
            Self::Docker | Self::Target => not_tried(&said.stdout),
        }
    }
}

/// What became of a step that did not fail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    /// What it reads could not be had: nothing was checked, and the last line says so.
    OutOfReach,
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
        name: "npm packages of tests/interop",
        program: Program::Npm,
        arguments: &[
            "ci",
            "--prefix",
            "tests/interop",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        name: "npm packages of tests/browser",
        program: Program::Npm,
        arguments: &[
            "ci",
            "--prefix",
            "tests/browser",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        name: "Python packages of tests/interop",
        program: Program::InteropPython,
        arguments: &["-c", "import authlib, flask"],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        // The tests start it: here it is only installed.
        name: "MiniStack",
        program: Program::MiniStack,
        arguments: &["--help"],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        // The emulator of Lambda's runtime comes with it: the tests start that as well.
        name: "SAM CLI",
        program: Program::Sam,
        arguments: &["--version"],
        output: Output::Kept,
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
        name: "template of the front",
        program: Program::Sam,
        arguments: &["validate", "--lint", "--template", "infra/front/template.yaml"],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        name: "template of what is watched",
        program: Program::Sam,
        arguments: &["validate", "--lint", "--template", "infra/watching/template.yaml"],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        name: "template of the firewall",
        program: Program::Sam,
        arguments: &["validate", "--lint", "--template", "infra/firewall/template.yaml"],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        // It knows more of what AWS accepts than `sam validate` asks it for.
        name: "templates, as CloudFormation has them",
        program: Program::CfnLint,
        arguments: &[
            "--regions",
            "eu-west-2",
            "--template",
            "template.yaml",
            "infra/front/template.yaml",
            "infra/watching/template.yaml",
        ],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        // `CloudFront` looks for firewalls in this region alone.
        name: "firewall, as CloudFormation has it",
        program: Program::CfnLint,
        arguments: &["--regions", "us-east-1", "--template", "infra/firewall/template.yaml"],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        // In one go, so that everything is built once. The tests deploy the functions to MiniStack.
        name: "functions and tests, built",
        program: Program::Cargo,
        arguments: &["build", "--workspace", "--bins", "--tests"],
        output: Output::Kept,
        needs: Needs::Nothing,
    },
    Step {
        name: "tests",
        program: Program::Cargo,
        // One run tells all that is wrong.
        arguments: &["test", "--workspace", "--no-fail-fast"],
        output: Output::Shown,
        needs: Needs::Nothing,
    },
    Step {
        // What a test says that is ignored elsewhere: it takes a daemon to start containers.
        name: "sam local",
        program: Program::Cargo,
        arguments: &[
            "test",
            "--workspace",
            "--test",
            "sam_local",
            "--",
            "--ignored",
            "--nocapture",
        ],
        output: Output::Kept,
        needs: Needs::Docker,
    },
    Step {
        name: "sam build",
        program: Program::Make,
        arguments: &["sam-build"],
        output: Output::Kept,
        needs: Needs::Target,
    },
    Step {
        // Of what people wait for most, and of one worker. The others are measured by hand.
        name: "budgets",
        program: Program::Bench,
        arguments: &["--check", "authorize", "callback", "nino-lookup", "token", "email-sender"],
        output: Output::Shown,
        needs: Needs::Valgrind,
    },
    Step {
        name: "fuzzing",
        program: Program::Make,
        arguments: &["fuzz-all"],
        output: Output::Shown,
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

/// Runs every step.
pub(crate) fn all(workshop: &Workshop) -> Result<(), String> {
    let started = Instant::now();
    let mut left_out = Vec::new();
    for step in STEPS {
        match step.run(workshop)? {
            Outcome::Passed => {}
            Outcome::OutOfReach => left_out.push(step.name),
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
    fn run(&self, workshop: &Workshop) -> Result<Outcome, String> {
        if let Some(missing) = self.needs.missing() {
            say::line(&format!("{} … out of reach: {missing}", self.name));
            return Ok(Outcome::OutOfReach);
        }
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
                if let Some(why) = self.needs.out_of_reach(&output) {
                    say::line(&format!("out of reach: {why}"));
                    return Ok(Outcome::OutOfReach);
                }
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
        Ok(Outcome::Passed)
    }

    fn command(&self, workshop: &Workshop) -> Result<Command, String> {
        let mut command = match self.program {
            Program::Bench => workshop.command(workshop.target.join("debug/bench")),
            Program::Cargo => workshop.cargo(),
            Program::CargoDeny => workshop.command(tools::cargo_deny(workshop)?),
            Program::CfnLint => workshop.command(tools::cfn_lint(workshop)?),
            Program::InteropPython => workshop.command(tools::interop_python(workshop)?),
            Program::Make => workshop.command(workshop.target.join("debug/make")),
            Program::MiniStack => workshop.command(tools::ministack(workshop)?),
            Program::Npm => workshop.command("npm"),
            Program::Sam => sam::command(workshop)?,
        };
        command.args(self.arguments);
        Ok(command)
    }
}

/// What `cargo deny` says when it cannot reach the advisory database: that is no advisory.
fn could_not_fetch(said: &[u8]) -> bool {
    String::from_utf8_lossy(said).contains("failed to fetch advisory database")
}

/// Why a test tried nothing, as it says itself.
fn not_tried(said: &[u8]) -> Option<String> {
    let said = String::from_utf8_lossy(said);
    said.lines().find_map(|line| line.split_once("not tried: ")).map(|(_, why)| why.to_owned())
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
