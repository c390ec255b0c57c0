//! Guesses: whoever looks records up counts them, may change nothing else with that, and is listened to.

use std::collections::BTreeSet;

use crate::{
    code::Code,
    deployed::{Template, items, refers_to, text},
};

/// The functions that look records up by what somebody types, by their logical IDs.
fn counting(template: &Template) -> BTreeSet<String> {
    let code = Code::functions();
    let functions = template.functions().into_iter();
    functions
        .filter(|(name, _)| code[name].library_says(&["Guessing {"]))
        .map(|(_, function)| function.id)
        .collect()
}

#[test]
fn whoever_looks_a_record_up_by_what_somebody_types_may_count_it_and_nobody_else() {
    let template = Template::read();

    let roles = template.of_type("AWS::IAM::Role").into_iter().filter(|(_, role)| {
        let policies = items(&role["Properties"]["ManagedPolicyArns"]);
        policies.into_iter().any(|policy| refers_to(policy) == "CountGuesses")
    });

    let expected = counting(&template).into_iter().map(|id| format!("{id}Role"));
    let roles: BTreeSet<String> = roles.map(|(id, _)| id).collect();
    assert_eq!(roles, expected.collect());
    assert_eq!(roles.len(), 3);
}

#[test]
fn whoever_counts_guesses_may_change_no_journey_by_it() {
    let template = Template::read();
    let policy = &template.of_type("AWS::IAM::ManagedPolicy")["CountGuesses"]["Properties"];

    let statements = items(&policy["PolicyDocument"]["Statement"]);

    assert_eq!(statements.len(), 1);
    let keys = &statements[0]["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"];
    let keys: Vec<String> = items(keys).into_iter().map(text).collect();
    assert_eq!(keys, ["GUESSES#*"]);
}

#[test]
fn a_number_that_is_left_to_staff_rings_a_bell_whoever_counts_it() {
    let template = Template::read();

    let filters = template.of_type("AWS::Logs::MetricFilter");
    let watched = filters.values().filter(|filter| {
        text(&filter["Properties"]["FilterPattern"]) == "{ $.fields.number_left_to_staff >= 1 }"
    });

    let watched: BTreeSet<String> =
        watched.map(|filter| refers_to(&filter["Properties"]["LogGroupName"])).collect();
    let expected = counting(&template).into_iter().map(|id| format!("{id}Log"));
    assert_eq!(watched, expected.collect());
    let alarm = &template.of_type("AWS::CloudWatch::Alarm")["SomebodyGuesses"]["Properties"];
    assert_eq!(text(&alarm["MetricName"]), "NumbersLeftToStaff");
    assert_eq!(refers_to(items(&alarm["AlarmActions"])[0]), "Alarms");
}

#[test]
fn how_full_the_ranges_are_is_read_from_the_log_of_everybody_who_draws_a_trn() {
    let template = Template::read();
    let (code, functions) = (Code::functions(), template.functions());

    let filters = template.of_type("AWS::Logs::MetricFilter");
    let watched = filters.values().filter(|filter| {
        text(&filter["Properties"]["FilterPattern"]) == "{ $.fields.percent_of_trns_taken >= 0 }"
    });
    let watched: BTreeSet<String> =
        watched.map(|filter| refers_to(&filter["Properties"]["LogGroupName"])).collect();

    let who = |says: &str| -> BTreeSet<String> {
        let those = functions.iter().filter(|(name, _)| code[*name].library_says(&[says]));
        those.map(|(_, function)| format!("{}Log", function.id)).collect()
    };
    assert_eq!(watched, who("ranges.draw("));
    assert_eq!(watched, who("percent_of_trns_taken ="));
}
