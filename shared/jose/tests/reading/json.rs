//! JSON, read strictly.

use jose::strict_object;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// JSON of every kind, a few levels deep.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(|number: f64| Value::from(number)),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..5)
                .prop_map(|members| Value::from(Map::from_iter(members))),
        ]
    })
}

proptest! {
    #[test]
    fn an_object_is_read_as_everybody_reads_it(name: String, value in value()) {
        let text = Value::from(Map::from_iter([(name, value)])).to_string();

        let read = strict_object(text.as_bytes()).map(Value::from);

        prop_assert_eq!(read, serde_json::from_str(&text).ok());
    }

    #[test]
    fn what_is_no_object_is_refused(value in value()) {
        prop_assume!(!value.is_object());

        prop_assert_eq!(strict_object(value.to_string().as_bytes()), None);
    }

    #[test]
    fn a_member_that_stands_twice_is_refused_at_any_depth(name: String, first in value(), second in value()) {
        let name = json!(name);
        let twice = format!("{{{name}:{first},{name}:{second}}}");

        prop_assert_eq!(strict_object(twice.as_bytes()), None);
        prop_assert_eq!(strict_object(format!("{{\"a\":[{twice}]}}").as_bytes()), None);
    }
}
