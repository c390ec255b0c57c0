//! What is asked for on the command line, measured and said.

use std::{collections::BTreeSet, process::ExitCode};

use crate::{
    Trouble, beside,
    budget::{START_RATIO, WARM_RATIO},
    measured::Measured,
    programs,
    scene::Scene,
    step::{self, Step},
    table,
};

const USAGE: &str = "\
cargo bench-lambda [FLAGS] [FUNCTIONS]
  --check     only count instructions, and fail if a budget is exceeded
  --built     take the programs as they are, and build none
  --keep      put the table into docs/performance.md
  --beside    measure the token endpoint of oidc-provider as well (npm)
Without functions all of them are measured.";

/// How often a function is started where time is taken.
const STARTS: usize = 30;

#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Debug, Default)]
struct Asked {
    check: bool,
    built: bool,
    keep: bool,
    beside: bool,
    functions: Vec<String>,
}

/// Does it all.
pub(crate) async fn report(arguments: Vec<String>) -> ExitCode {
    match read(arguments) {
        Ok(asked) => match measure(&asked).await {
            Ok(over) if over.is_empty() => ExitCode::SUCCESS,
            Ok(over) => {
                say(&over.join("\n"));
                ExitCode::FAILURE
            }
            Err(trouble) => {
                say(&trouble.to_string());
                ExitCode::FAILURE
            }
        },
        Err(usage) => {
            say(&usage);
            ExitCode::FAILURE
        }
    }
}

fn read(arguments: Vec<String>) -> Result<Asked, String> {
    let mut asked = Asked::default();
    for argument in arguments {
        match argument.as_str() {
            "--check" => asked.check = true,
            "--built" => asked.built = true,
            "--keep" => asked.keep = true,
            "--beside" => asked.beside = true,
            known if step::ALL.iter().any(|step| step.function() == known) => {
                asked.functions.push(argument);
            }
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(asked)
}

/// Measures what was asked for. Answers with what is over its budget.
async fn measure(asked: &Asked) -> Result<Vec<String>, Trouble> {
    let wanted = |step: &Step| {
        asked.functions.is_empty() || asked.functions.iter().any(|name| name == step.function())
    };
    let steps: Vec<Step> = step::ALL.into_iter().filter(wanted).collect();
    let functions: BTreeSet<&str> = steps.iter().map(|step| step.function()).collect();
    let functions: Vec<&str> = functions.into_iter().chain(["hello"]).collect();
    if !asked.built {
        programs::build(&functions)?;
    }
    let scene = Scene::start().await?;
    let starts = if asked.check { 1 } else { STARTS };
    let (mut all, mut over) = (Vec::new(), Vec::new());
    for step in [Step::Hello].into_iter().chain(steps) {
        let measured = Measured::of(step, &scene, starts).await?;
        say(&format!("{}: {} M instructions", step.name(), measured.instructions));
        over.extend(measured.over_budget());
        all.push(measured);
    }
    for beyond in beyond_goals(&all) {
        say(&beyond);
    }
    let table = table::table(&all);
    say(&table);
    if asked.beside {
        say(&beside(&all).await?);
    }
    if asked.keep {
        table::keep(&table)?;
    }
    Ok(over)
}

/// How many codes one core exchanges for tokens in a second, here and at `oidc-provider`.
async fn beside(all: &[Measured]) -> Result<String, Trouble> {
    let token = all.iter().find(|each| each.step == Step::Token).and_then(|each| each.times);
    let ours = token
        .ok_or_else(|| Trouble::Scene("nothing to put beside it: measure `token`".to_owned()))?;
    let theirs = beside::exchange().await?;
    Ok(format!(
        "codes exchanged in a second of one core: {:.0} here, {:.0} at oidc-provider: {:.2} times as many",
        1.0 / ours.warm,
        1.0 / theirs,
        theirs / ours.warm
    ))
}

/// What takes longer than it should compared with hello, in the same run.
fn beyond_goals(all: &[Measured]) -> Vec<String> {
    let Some(hello) = all.first().and_then(|hello| hello.times) else { return Vec::new() };
    let mut over = Vec::new();
    for each in all.iter().skip(1).filter(|each| each.step.budget().is_some()) {
        let Some(times) = each.times else { continue };
        let name = each.step.name();
        if times.start > START_RATIO * hello.start {
            over.push(format!(
                "{name} takes {:.1} times as long as hello to start",
                times.start / hello.start
            ));
        }
        if each.step.is_page() && times.warm > WARM_RATIO * hello.warm {
            over.push(format!(
                "{name} takes {:.1} times as long as hello",
                times.warm / hello.warm
            ));
        }
    }
    over
}

#[expect(clippy::print_stdout, reason = "it is a command")]
fn say(text: &str) {
    println!("{text}");
}
