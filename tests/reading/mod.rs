//! Who may read what.

use crate::deployed::{Template, items, refers_to, text};

/// What it takes to read items by their keys.
const READS_ITEMS: [&str; 2] = ["dynamodb:BatchGetItem", "dynamodb:GetItem"];

#[test]
fn of_the_audit_trail_the_history_of_tasks_alone_can_be_read() {
    let template = Template::read();
    let mut readers = Vec::new();
    for (place, policy) in template.policies() {
        for statement in items(&policy["Statement"]) {
            let reads =
                items(&statement["Action"]).into_iter().any(|each| text(each).contains("Query"));
            let audit = items(&statement["Resource"])
                .into_iter()
                .any(|each| refers_to(each) == "Audit.Arn");
            if reads && audit {
                let keys =
                    &statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"];
                assert_eq!(text(keys), "TASK#*", "{place}");
                readers.push(place.clone());
            }
        }
    }
    assert_eq!(readers, ["SupportConsoleRole"]);
}

#[test]
fn whoever_may_read_an_item_may_read_it_together_with_others_unless_it_is_one_of_some_keys_alone() {
    // Items that are read at the same time are one call, of whichever tables they are. Those of some keys alone are read alone: of a
    // condition on keys, and a call that asks for others as well, AWS says nothing.
    for (place, policy) in Template::read().policies() {
        for statement in items(&policy["Statement"]) {
            let mut reads: Vec<_> = items(&statement["Action"]).into_iter().map(text).collect();
            reads.retain(|action| READS_ITEMS.contains(&action.as_str()));
            let of_some_keys = !statement["Condition"].is_null();
            let expected = if of_some_keys { &READS_ITEMS[1..] } else { &READS_ITEMS[..] };
            assert!(reads.is_empty() || reads == expected, "{place}: {reads:?}");
        }
    }
}
