//! What `docs/operating.md` says, against the template and the code.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use oidc::{ACCESS_TOKEN_LIFE, CODE_LIFE, REFRESH_LIFE};
use ops::arguments::Arguments;
use ports::{ANSWERS_KEPT, HEARS_FOR, JOURNEY_LIFE, LIMITS_OF_A_USER, STAFF_DAY};

use crate::{
    deployed::{Function, Grant, Template, items},
    watched::measured,
};

pub(crate) const OPERATING: &str = include_str!("../../docs/operating.md");
const README: &str = include_str!("../../README.md");

/// The rows of the table whose first column has this heading, cell by cell.
pub(crate) fn rows(heading: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut lines = OPERATING.lines().skip_while(|line| cells(line)[0] != heading).skip(2);
    let rows: Vec<Vec<String>> =
        lines.by_ref().take_while(|line| line.starts_with('|')).map(cells).collect();
    assert!(!rows.is_empty(), "no table begins with {heading:?}");
    rows
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_command_of_the_operator_is_one() {
    let mut commands = BTreeSet::new();
    for text in [OPERATING, README] {
        let in_blocks = text.lines().map(|line| line.split("   ").next().unwrap_or_default());
        for command in quoted(text).chain(in_blocks.map(str::trim)) {
            commands.extend(command.strip_prefix("cargo ops ").filter(|rest| !rest.is_empty()));
        }
    }

    assert!(commands.len() > 10, "{commands:?}");
    for command in commands {
        let words = command.split_whitespace().filter(|word| *word != "…").map(|word| match word {
            "FROM" | "TO" => "3000000",
            "NAME" => "email",
            word => word,
        });
        let typed: Vec<String> = words.map(str::to_owned).collect();
        // A command that is only named, and not spelled out, is no command.
        let named = ["queue redrive", "trn-ranges add"].contains(&command);
        assert_ne!(Arguments::read(typed).is_ok(), named, "cargo ops {command}");
    }
}

#[test]
fn every_parameter_of_the_template_is_explained_and_no_other() {
    let rows = rows("parameter");
    let explained: BTreeSet<&str> = rows.iter().flat_map(|row| quoted(&row[0])).collect();

    let template = Template::read();
    assert_eq!(explained, template.parameters().iter().map(String::as_str).collect());
}

#[test]
fn every_output_that_it_names_is_put_out() {
    let mut outputs = Template::read().outputs();
    outputs.extend(Template::at("infra/firewall/template.yaml").outputs());
    for line in OPERATING.lines().filter(|line| line.contains("output")) {
        for name in quoted(line).filter(|name| {
            name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphabetic)
        }) {
            assert!(outputs.contains(name), "{name} is not put out");
        }
    }
}

#[test]
fn every_metric_is_explained_and_no_other() {
    let said: BTreeSet<(String, String)> = rows("metric")
        .into_iter()
        .map(|row| (row[0].replace('`', ""), row[1].replace('`', "")))
        .collect();

    let by = |dimension: Option<(&str, &str)>| {
        dimension.map_or_else(String::new, |(name, _)| name.to_owned())
    };
    let metrics = measured().into_iter();
    assert_eq!(said, metrics.map(|each| (each.metric.to_owned(), by(each.dimension))).collect());
}

#[test]
fn things_are_kept_as_long_as_it_says() {
    let said: BTreeMap<String, String> = rows("what is kept")
        .into_iter()
        .map(|mut row| (row.remove(0), row.pop().expect("it has cells")))
        .collect();

    for (what, life) in [
        ("journeys, sessions", JOURNEY_LIFE),
        ("what somebody answered to the questions", ANSWERS_KEPT),
        ("authorization codes", CODE_LIFE),
        ("access tokens", ACCESS_TOKEN_LIFE),
        ("refresh tokens", REFRESH_LIFE),
        ("which calling services were told of a user", HEARS_FOR),
        ("guesses", LIMITS_OF_A_USER[1].within),
        ("sessions of support staff", STAFF_DAY),
    ] {
        let mut words = said[what].split(' ');
        let number: i64 = words.next().expect("a number").parse().expect("is one");
        let unit = match words.next().expect("a unit") {
            "seconds" => 1,
            "minutes" => 60,
            "hours" => 3_600,
            "days" => 86_400,
            other => panic!("{other} is no unit"),
        };
        assert_eq!(SignedDuration::from_secs(number * unit), life, "{what}");
    }
}

#[test]
fn what_is_paid_for_by_the_month_is_counted() {
    let (watching, firewall) = (Template::watching(), Template::at("infra/firewall/template.yaml"));
    let alarms = |template: &Template| template.of_type("AWS::CloudWatch::Alarm").len();
    let rules = &firewall.resources()["Firewall"]["Properties"]["Rules"];
    let secrets = Template::read().parameters().into_iter();
    let secrets = secrets.filter(|name| {
        ["OneLoginPrivateKeyArn", "StaffClientSecretArn", "OriginSecretArn"].contains(&&**name)
    });

    for (count, priced) in [
        (alarms(&watching) + alarms(&firewall), "alarms at 0.10"),
        (items(rules).len(), "rules at 1.00"),
        (secrets.count(), "secrets at 0.40"),
    ] {
        assert!(OPERATING.contains(&format!(" {count} {priced}")), "{count} {priced}");
    }
}

#[test]
fn the_table_of_grants_is_the_template() {
    let said: BTreeMap<String, String> =
        rows("function").into_iter().map(|mut row| (row.remove(0), row.remove(0))).collect();

    let functions = Template::read().functions();
    let granted = functions.values().map(|each| (format!("`{}`", each.name), granted(each)));
    assert_eq!(said, granted.collect());
}

/// What a function may do, by what it may do it to.
fn granted(function: &Function) -> String {
    let mut on: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for Grant { action, on: place } in &function.grants {
        let shared = ["logs:", "xray:"].iter().any(|service| action.starts_with(service));
        if shared || place == "TablesKey.Arn" || place == "MessagesKey.Arn" {
            continue;
        }
        let place = if place.ends_with("configuration-set/${Emails}") { "Emails" } else { place };
        let place = place.strip_suffix(".Arn").unwrap_or(place);
        let action = action.strip_prefix("dynamodb:").unwrap_or(action);
        on.entry(place.to_owned()).or_default().insert(action);
    }
    if on.is_empty() {
        return "nothing".to_owned();
    }
    let cell = |(place, actions): (String, BTreeSet<&str>)| {
        format!("{place}: {}", actions.into_iter().collect::<Vec<_>>().join(", "))
    };
    on.into_iter().map(cell).collect::<Vec<_>>().join("; ")
}
