//! Guesses: whoever looks records up counts them, and may change nothing else with that.

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
