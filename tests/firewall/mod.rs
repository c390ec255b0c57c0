//! The firewall: it holds back who asks too often, and strands nobody.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{Html, Selector};
use serde_yaml_ng::Value;

use crate::{
    deployed::{Template, items, refers_to, text},
    operating::rows,
};

/// Those that no browser asks.
const PROGRAMS: [&str; 5] =
    ["back-channel-logout", "provider-metadata", "token", "trn-requests", "userinfo"];

fn firewall() -> Value {
    let template = Template::at("infra/firewall/template.yaml");
    template.resources()["Firewall"]["Properties"].clone()
}

/// Its rules, by name.
fn rules(firewall: &Value) -> BTreeMap<String, &Value> {
    items(&firewall["Rules"]).into_iter().map(|rule| (text(&rule["Name"]), rule)).collect()
}

/// Whether it says of a request to this path that a program asks.
fn is_of_a_program(firewall: &Value, path: &str) -> bool {
    let rule = &rules(firewall)["programs"]["Statement"]["OrStatement"];
    items(&rule["Statements"]).into_iter().any(|statement| {
        let matched = &statement["ByteMatchStatement"];
        assert!(matched["FieldToMatch"]["UriPath"].is_mapping());
        let wanted = text(&matched["SearchString"]);
        match matched["PositionalConstraint"].as_str() {
            Some("EXACTLY") => path == wanted,
            Some("STARTS_WITH") => path.starts_with(&wanted),
            other => panic!("{other:?}"),
        }
    })
}

/// How many requests of one address pass within five minutes.
fn limit(rule: &Value) -> u64 {
    let rate = &rule["Statement"]["RateBasedStatement"];
    assert_eq!(
        (&rate["AggregateKeyType"], &rate["EvaluationWindowSec"]),
        (&"IP".into(), &300.into())
    );
    rate["Limit"].as_u64().expect("it is a number")
}

#[test]
fn programs_are_counted_apart_from_people() {
    let firewall = firewall();
    let program = Value::from("program");
    for (name, function) in Template::read().functions() {
        for route in function.routes {
            let expected = PROGRAMS.contains(&&*name);
            assert_eq!(is_of_a_program(&firewall, &route.path), expected, "{name}: {}", route.path);
        }
    }
    let rules = rules(&firewall);
    assert_eq!(rules["programs"]["RuleLabels"][0]["Name"], program);
    assert!(rules["programs"]["Action"]["Count"].is_mapping());
    let scope =
        |rule: &str| rules[rule]["Statement"]["RateBasedStatement"]["ScopeDownStatement"].clone();
    assert_eq!(scope("too-many-of-programs")["LabelMatchStatement"]["Key"], program);
    let people =
        |scope: &Value| scope["NotStatement"]["Statement"]["LabelMatchStatement"]["Key"] == program;
    assert!(people(&scope("too-many-requests")));
    let forms = scope("too-many-forms");
    let forms = items(&forms["AndStatement"]["Statements"]);
    assert!(forms[0]["ByteMatchStatement"]["FieldToMatch"]["Method"].is_mapping());
    assert_eq!(forms[0]["ByteMatchStatement"]["SearchString"], "POST");
    assert!(people(forms[1]));
}

#[test]
fn one_address_may_ask_so_often() {
    let firewall = firewall();
    let rules = rules(&firewall);

    assert_eq!(limit(rules["too-many-requests"]), 2_000);
    assert_eq!(limit(rules["too-many-forms"]), 100);
    // One service that went wrong leaves the others the greater half of what the API lets through.
    let template = Template::read();
    let api = &template.resources()["Api"]["Properties"]["RouteSettings"];
    let a_second =
        api["ANY /oauth2/token"]["ThrottlingRateLimit"].as_u64().expect("it is a number");
    assert!(2 * limit(rules["too-many-of-programs"]) < 300 * a_second);
}

#[test]
fn the_operator_is_told_how_often() {
    let firewall = firewall();
    let rules = rules(&firewall);
    let told: Vec<u64> = rows("who is turned away")
        .into_iter()
        .map(|row| {
            let digits: String = row[1].chars().filter(char::is_ascii_digit).collect();
            digits.parse().expect("it is a number")
        })
        .collect();

    let expected = ["too-many-requests", "too-many-forms", "too-many-of-programs"];
    assert_eq!(told, expected.map(|name| limit(rules[name])));
}

#[test]
fn rules_come_in_the_order_they_stand_in() {
    let firewall = firewall();
    let priorities = items(&firewall["Rules"]).into_iter().map(|rule| rule["Priority"].as_u64());

    assert!(priorities.eq((0..).take(items(&firewall["Rules"]).len()).map(Some)));
}

#[test]
fn nobody_is_turned_away_for_what_they_typed() {
    let firewall = firewall();
    let rules = rules(&firewall);
    let mut turned_away = BTreeSet::new();
    for (name, rule) in &rules {
        if !rule["Statement"]["ManagedRuleGroupStatement"].is_null() {
            // New rules of AWS count as well, until somebody has thought about them.
            assert!(rule["OverrideAction"]["Count"].is_mapping(), "{name}");
        }
        if rule["Action"]["Block"].is_mapping() {
            turned_away.insert(name.as_str());
        }
    }
    let scanners = &rules["scanners"]["Statement"]["OrStatement"]["Statements"];
    for statement in items(scanners) {
        let label = text(&statement["LabelMatchStatement"]["Key"]);
        let label = label.strip_prefix("awswaf:managed:aws:core-rule-set:").expect("it is of AWS");
        assert!(label.ends_with("_URIPath") || label == "BadBots_Header", "{label}");
    }
    let expected = ["scanners", "too-many-forms", "too-many-of-programs", "too-many-requests"];
    assert_eq!(turned_away, expected.into());
    assert!(firewall["DefaultAction"]["Allow"].is_mapping());
}

#[test]
fn whoever_is_one_of_too_many_reads_when_to_come_back() {
    let firewall = firewall();
    for (name, rule) in rules(&firewall) {
        let answer = &rule["Action"]["Block"]["CustomResponse"];
        if name.starts_with("too-many") {
            assert_eq!(answer["ResponseCode"], 429, "{name}");
            let headers = items(&answer["ResponseHeaders"]).into_iter();
            let headers: Vec<_> =
                headers.map(|each| (text(&each["Name"]), text(&each["Value"]))).collect();
            assert!(headers.contains(&("retry-after".to_owned(), "300".to_owned())), "{name}");
            assert!(
                headers.contains(&("cache-control".to_owned(), "no-store".to_owned())),
                "{name}"
            );
            let page = &answer["CustomResponseBodyKey"];
            assert_eq!(page.is_null(), name == "too-many-of-programs", "{name}");
            assert!(page.is_null() || page == "TooMany", "{name}");
        }
    }
    let page = text(&firewall["CustomResponseBodies"]["TooMany"]["Content"]);
    let read = Html::parse_document(&page);
    let said = |what| -> Vec<String> {
        let selector = Selector::parse(what).expect("it is a selector");
        read.select(&selector).map(|found| found.text().collect()).collect()
    };
    assert!(page.len() <= 4_096, "AWS takes no more");
    assert_eq!(said("html[lang=en] main h1"), ["Wait a few minutes"]);
    assert_eq!(said("title"), ["Wait a few minutes - Connect your teaching record"]);
    assert!(said("main p").iter().any(|said| said.contains("Wait 5 minutes")));
    // It has to do without everything else that the service serves.
    assert_eq!(said("[src], [href], script"), Vec::<String>::new());
}

#[test]
fn it_keeps_numbers_and_nothing_about_anybody() {
    let template = Template::at("infra/firewall/template.yaml");
    let firewall = firewall();

    for (id, resource) in template.resources() {
        let kind = text(&resource["Type"]);
        assert!(!kind.contains("Logging") && !kind.contains("::Logs::"), "{id} is a log");
    }
    for watched in rules(&firewall).into_values().chain([&firewall]) {
        let visible = &watched["VisibilityConfig"];
        assert_eq!(visible["SampledRequestsEnabled"], false);
        assert_eq!(visible["CloudWatchMetricsEnabled"], true);
        // The dashboard tells them apart by it.
        assert_eq!(visible["MetricName"], watched["Name"]);
    }
}

#[test]
fn an_alarm_rings_for_a_rule_there_is_and_for_both_distributions() {
    let template = Template::at("infra/firewall/template.yaml");
    let firewall = firewall();
    let mut watched = BTreeSet::new();
    for (id, alarm) in template.of_type("AWS::CloudWatch::Alarm") {
        let properties = &alarm["Properties"];
        let heard = items(&properties["AlarmActions"]).into_iter().map(refers_to);
        assert_eq!(heard.collect::<Vec<_>>(), ["Alarms"], "{id}");
        let dimensions: BTreeMap<String, String> = items(&properties["Dimensions"])
            .into_iter()
            .map(|each| (text(&each["Name"]), refers_to(&each["Value"])))
            .collect();
        if let Some(rule) = dimensions.get("Rule") {
            assert!(rules(&firewall).contains_key(rule), "{id}: there is no {rule}");
            assert_eq!(dimensions["WebACL"], refers_to(&firewall["Name"]), "{id}");
        }
        watched.extend(dimensions.get("DistributionId").cloned());
    }

    let outputs = Template::read().outputs();
    assert_eq!(watched, ["Distribution", "StaffDistribution"].map(str::to_owned).into());
    assert!(watched.is_subset(&outputs), "the operator could not say which");
}
