//! The stacks that `template.yaml` is made of: what each is told, and that none is forgotten.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde_yaml_ng::Value;

use crate::deployed::{Template, entries, refers_to, root, text};

/// A stack of its own, because it is in a region of its own.
const APART: &str = "infra/firewall/template.yaml";

/// The templates that others are made of, by the logical IDs they have there.
fn nested(template: &Template) -> BTreeMap<String, (Template, &Value)> {
    let stacks = template.of_type("AWS::CloudFormation::Stack").into_iter();
    stacks
        .map(|(id, stack)| {
            let properties = &stack["Properties"];
            (id, (Template::at(&text(&properties["TemplateURL"])), &properties["Parameters"]))
        })
        .collect()
}

/// The templates in `infra/`.
fn written() -> BTreeSet<String> {
    let folders = fs::read_dir(root().join("infra")).expect("there is a folder");
    folders
        .map(|folder| folder.expect("it can be read").path().join("template.yaml"))
        .filter(|file| file.exists())
        .map(|file| file.strip_prefix(root()).expect("it is inside").to_string_lossy().into_owned())
        .collect()
}

#[test]
fn every_template_is_a_part_of_the_whole_or_deployed_apart() {
    let whole = Template::read();
    let mut used: BTreeSet<String> = whole
        .of_type("AWS::CloudFormation::Stack")
        .values()
        .map(|stack| text(&stack["Properties"]["TemplateURL"]))
        .collect();

    used.insert(APART.to_owned());

    assert_eq!(used, written());
}

#[test]
fn a_stack_is_told_what_it_asks_for_and_of_the_thing_it_is_called_after() {
    let whole = Template::read();
    for (id, (template, told)) in nested(&whole) {
        let told = entries(told);

        assert_eq!(told.keys().cloned().collect::<BTreeSet<_>>(), template.parameters(), "{id}");
        for (name, value) in told {
            if name.ends_with("Queue") || name.ends_with("DeadLetters") {
                assert_eq!(refers_to(value), format!("{name}.QueueName"), "{id}");
            }
            if whole.resources().contains_key(&name) && !refers_to(value).contains('.') {
                assert_eq!(refers_to(value), name, "{id}");
            }
        }
    }
}

#[test]
fn everything_a_stack_is_told_it_uses() {
    for path in written() {
        let text = fs::read_to_string(root().join(&path)).expect("it is there");
        for parameter in Template::at(&path).parameters() {
            let uses = [format!("!Ref {parameter}"), format!("${{{parameter}}}")];
            assert!(uses.iter().any(|each| text.contains(each)), "{path}: {parameter}");
        }
    }
}

#[test]
fn what_is_taken_from_a_stack_it_puts_out() {
    let whole = Template::read();
    let stacks = nested(&whole);
    let file = fs::read_to_string(root().join("template.yaml")).expect("it is there");
    let mut taken = BTreeSet::new();
    for (before, after) in file.match_indices(".Outputs.").map(|(at, found)| {
        let (before, rest) = file.split_at(at);
        (before, rest.strip_prefix(found).expect("it begins so"))
    }) {
        let end = |c: char| !c.is_ascii_alphanumeric();
        let stack = before.rsplit(end).next().expect("it has a name");
        let output = after.split(end).next().expect("it has a name");
        assert!(stacks[stack].0.outputs().contains(output), "{stack} puts out no {output}");
        taken.insert((stack, output));
    }
    for (id, (template, _)) in &stacks {
        for output in template.outputs() {
            assert!(taken.contains(&(id.as_str(), output.as_str())), "nobody takes {id}.{output}");
        }
    }
}

#[test]
fn every_template_is_checked() {
    let checks = include_str!("../../infra/make/src/check.rs");
    for path in written() {
        for sort in ["\"validate\", \"--lint\", \"--template\"", "\"--regions\""] {
            let steps = checks.split("Step {").filter(|step| step.contains(sort));
            assert!(steps.clone().any(|step| step.contains(&path)), "{path}: {sort}");
        }
    }
}

#[test]
fn every_part_carries_the_name_of_the_deployment() {
    let whole = Template::read();
    for (id, (_, told)) in nested(&whole) {
        assert_eq!(refers_to(&told["Environment"]), "Environment", "{id}");
    }
    let named = |template: &Template| -> BTreeSet<String> {
        let allowed = &template.whole()["Parameters"]["Environment"]["AllowedValues"];
        allowed.as_sequence().expect("they are listed").iter().map(text).collect()
    };
    let environments = ["dev", "pre-production", "production"].map(str::to_owned);
    assert_eq!(named(&whole), environments.clone().into());
    assert_eq!(named(&Template::at(APART)), environments.into());
}

#[test]
fn production_signs_nobody_in_at_the_integration_environment() {
    let whole = Template::read();
    let rule = &whole.whole()["Rules"]["ProductionSignsInForReal"];
    let words = serde_yaml_ng::to_string(&rule["Assertions"]).expect("it can be written");

    assert!(
        serde_yaml_ng::to_string(&rule["RuleCondition"])
            .is_ok_and(|when| { when.contains("Environment") && when.contains("production") })
    );
    for parameter in ["OneLoginIssuer", "OneLoginDidUrl", "OneLoginIdentityIssuer"] {
        let default = text(&whole.whole()["Parameters"][parameter]["Default"]);
        assert!(default.contains(".integration."), "{parameter}");
        assert!(words.contains(&format!("!Ref {parameter}")), "{parameter}");
        assert!(words.contains(&default), "{parameter}");
    }
}
