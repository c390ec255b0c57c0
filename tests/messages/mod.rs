//! Queues, streams and email, as they are deployed.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml_ng::Value;
use sqs::QueueName;

use crate::{
    code::Code,
    deployed::{Function, Template, entries, items, refers_to},
};

/// What a function has to be allowed to be handed the messages of a queue.
const CONSUMING: [&str; 3] = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];

#[test]
fn what_spreads_news_learns_whom_it_is_for_and_nothing_about_them() {
    let only = [("Grants.Arn", "USER#*"), ("Users.Arn", "RECORD#*"), ("Records.Arn", "INTO#*")];
    let mut held_to = BTreeSet::new();
    for (place, policy) in Template::read().policies() {
        for statement in
            items(&policy["Statement"]).into_iter().filter(|_| place == "WebhookSenderRole")
        {
            let keys = &statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"];
            for table in items(&statement["Resource"]).into_iter().map(refers_to) {
                if let Some((table, key)) = only.iter().find(|(each, _)| *each == table) {
                    assert_eq!(items(keys), [*key], "{table}");
                    held_to.insert(*table);
                }
            }
        }
    }
    assert_eq!(held_to.len(), only.len());
}

#[test]
fn every_message_is_tried_five_times_and_kept_for_longer_when_it_is_dead() {
    let template = Template::read();
    let queues = template.of_type("AWS::SQS::Queue");
    let mut dead_letters = BTreeSet::new();
    for queue in QueueName::ALL {
        let queue = capital(queue.as_str()) + "Queue";
        let properties = &queues[&queue]["Properties"];
        let redrive = &properties["RedrivePolicy"];

        assert_eq!(properties["MessageRetentionPeriod"], 4 * DAY, "{queue}");
        assert_eq!(redrive["maxReceiveCount"], 5, "{queue}");
        let dead = refers_to(&redrive["deadLetterTargetArn"]);
        assert!(dead_letters.insert(dead.trim_end_matches(".Arn").to_owned()), "{queue}");
    }
    dead_letters.insert("RelayDeadLetters".to_owned());
    for dead in &dead_letters {
        assert_eq!(queues[dead]["Properties"]["MessageRetentionPeriod"], 14 * DAY, "{dead}");
    }
    assert_eq!(queues.len(), QueueName::ALL.len() + dead_letters.len());
}

#[test]
fn every_queue_and_topic_is_encrypted_with_our_key() {
    for template in [Template::read(), Template::watching()] {
        for kind in ["AWS::SQS::Queue", "AWS::SNS::Topic"] {
            for (id, resource) in template.of_type(kind) {
                let key = refers_to(&resource["Properties"]["KmsMasterKeyId"]);
                assert_eq!(key, "MessagesKey", "{id}");
            }
        }
    }
}

#[test]
fn dead_letters_and_messages_that_wait_long_ring_a_bell() {
    let (template, watching) = (Template::read(), Template::watching());
    let alarms = watching.of_type("AWS::CloudWatch::Alarm");
    let rings = |metric: &str, queue: &str, above: u64| {
        alarms.values().any(|alarm| {
            let properties = &alarm["Properties"];
            properties["MetricName"] == metric
                && refers_to(&properties["Dimensions"][0]["Value"]) == queue
                && properties["Threshold"] == above
        })
    };
    for queue in template.of_type("AWS::SQS::Queue").keys() {
        let (metric, above) = if queue.ends_with("DeadLetters") {
            ("ApproximateNumberOfMessagesVisible", 0)
        } else {
            ("ApproximateAgeOfOldestMessage", 15 * 60)
        };

        assert!(rings(metric, queue, above), "nobody hears of {queue}");
    }
    for (id, alarm) in &alarms {
        let heard: Vec<String> =
            items(&alarm["Properties"]["AlarmActions"]).into_iter().map(refers_to).collect();
        assert_eq!(heard, ["Alarms"], "{id}");
        let compares = alarm["Properties"]["ComparisonOperator"].as_str().unwrap_or_default();
        assert!(compares.starts_with("GreaterThan"), "{id}: {compares}");
    }
}

#[test]
fn a_message_is_hidden_for_six_times_as_long_as_its_function_may_take() {
    let template = Template::read();
    let queues = template.of_type("AWS::SQS::Queue");
    let mut consumed = BTreeSet::new();
    for (name, function) in template.functions() {
        for queue in consumed_by(&function) {
            let timeout = function.properties["Timeout"].as_u64().expect("a worker has its own");
            let hidden = queues[&queue]["Properties"]["VisibilityTimeout"].as_u64();

            assert!(hidden >= Some(6 * timeout), "{name}");
            assert!(consumed.insert(queue), "{name} shares a queue");
        }
    }
    let all = QueueName::ALL.map(|queue| capital(queue.as_str()) + "Queue");
    assert_eq!(consumed, all.into());
}

#[test]
fn every_worker_reports_which_messages_failed() {
    for (name, function) in Template::read().functions() {
        let is_worker = function.routes.is_empty();
        assert_eq!(is_worker, function.properties["Timeout"] == 30, "{name}");
        assert_eq!(is_worker, !function.sources.is_empty(), "{name}");
        for (kind, properties) in &function.sources {
            let reports = &properties["FunctionResponseTypes"][0];
            match kind.as_str() {
                "SQS" => {
                    assert_eq!(reports, "ReportBatchItemFailures", "{name}");
                    assert!(!properties["ScalingConfig"]["MaximumConcurrency"].is_null(), "{name}");
                }
                "DynamoDB" => {
                    assert_eq!(reports, "ReportBatchItemFailures", "{name}");
                    assert_eq!(properties["StartingPosition"], "TRIM_HORIZON", "{name}");
                    let lost = &properties["DestinationConfig"]["OnFailure"]["Destination"];
                    assert_eq!(refers_to(lost), "RelayDeadLetters.Arn", "{name}");
                }
                "Schedule" => assert_eq!(properties["Schedule"], "rate(1 minute)", "{name}"),
                other => panic!("{name} is called by {other}"),
            }
        }
    }
}

#[test]
fn a_worker_is_called_as_its_main_says() {
    let code = Code::functions();
    for (name, function) in Template::read().functions() {
        let kinds: BTreeSet<&str> =
            function.sources.iter().map(|(kind, _)| kind.as_str()).collect();
        let host = |host: &str| code[&name].main_says(&format!("lambda::{host}("));

        assert_eq!(host("http"), kinds.is_empty(), "{name}");
        assert_eq!(host("queue"), kinds == ["SQS"].into(), "{name}");
        assert_eq!(host("stream"), kinds == ["DynamoDB", "Schedule"].into(), "{name}");
    }
}

#[test]
fn a_function_takes_from_its_own_queue_and_puts_on_those_it_is_told_of() {
    let code = Code::functions();
    for (name, function) in Template::read().functions() {
        let mut expected: BTreeSet<(&str, String)> = BTreeSet::new();
        for queue in consumed_by(&function) {
            expected.extend(CONSUMING.map(|action| (action, format!("{queue}.Arn"))));
        }
        let told = queues_told(&function);
        for queue in told.values() {
            expected.insert(("sqs:SendMessage", format!("{queue}.Arn")));
        }
        if function.sources.iter().any(|(kind, _)| kind == "DynamoDB") {
            expected.insert(("sqs:SendMessage", "RelayDeadLetters.Arn".to_owned()));
        }

        let allowed: BTreeSet<(&str, String)> = on("sqs:", &function).collect();

        assert_eq!(allowed, expected, "{name}");
        assert_eq!(code[&name].depends_on("sqs"), !told.is_empty(), "{name}");
        for queue in QueueName::ALL {
            let asked = code[&name].main_says(&format!("QueueName::{queue:?}"));
            assert_eq!(asked, told.contains_key(queue.setting()), "{name}: {queue:?}");
        }
        let opens = function.grants.iter().any(|grant| grant.on == "MessagesKey.Arn");
        assert_eq!(opens, !expected.is_empty(), "{name} and the key of the queues");
    }
}

#[test]
fn a_function_reads_the_stream_that_calls_it_and_no_other() {
    for (name, function) in Template::read().functions() {
        let streams: BTreeSet<String> = function
            .sources
            .iter()
            .filter(|(kind, _)| kind == "DynamoDB")
            .map(|(_, properties)| refers_to(&properties["Stream"]))
            .collect();

        let read: BTreeSet<String> = on("dynamodb:", &function)
            .map(|(_, on)| on)
            .filter(|on| on.ends_with(".StreamArn"))
            .collect();

        assert_eq!(read, streams, "{name}");
    }
}

#[test]
fn only_who_is_built_on_ses_sends_email_and_from_one_address() {
    let code = Code::functions();
    for (name, function) in Template::read().functions() {
        let may_send = on("ses:", &function).map(|(action, _)| action);

        let may_send: BTreeSet<&str> = may_send.collect();

        let sends = code[&name].depends_on("ses");
        let expected: &[&str] = if sends { &["ses:SendEmail"] } else { &[] };
        assert_eq!(may_send, expected.iter().copied().collect(), "{name}");
        assert_eq!(function.settings.contains_key("EMAIL_FROM"), sends, "{name}");
    }
    for (place, policy) in Template::read().policies() {
        for statement in items(&policy["Statement"]) {
            if items(&statement["Action"]).contains(&&Value::from("ses:SendEmail")) {
                let from = &statement["Condition"]["StringEquals"]["ses:FromAddress"];
                assert_eq!(refers_to(from), "EmailFrom", "{place}");
            }
        }
    }
}

#[test]
fn what_becomes_of_an_email_is_told_by_ses_alone_and_as_it_was_written() {
    let template = Template::read();
    let resources = template.resources();
    let destination = &resources["EmailsAreFollowed"]["Properties"]["EventDestination"];
    let told: BTreeSet<&str> =
        items(&destination["MatchingEventTypes"]).into_iter().filter_map(Value::as_str).collect();

    assert_eq!(told, ["bounce", "complaint", "delivery", "reject"].into());
    assert_eq!(resources["EmailEventsToFeedback"]["Properties"]["RawMessageDelivery"], true);
    let (watching, firewall) = (Template::watching(), Template::at("infra/firewall/template.yaml"));
    for (template, kind, who) in [
        (&template, "AWS::SQS::QueuePolicy", "sns.amazonaws.com"),
        (&template, "AWS::SNS::TopicPolicy", "ses.amazonaws.com"),
        (&watching, "AWS::SNS::TopicPolicy", "cloudwatch.amazonaws.com"),
        (&firewall, "AWS::SNS::TopicPolicy", "cloudwatch.amazonaws.com"),
    ] {
        for (id, policy) in template.of_type(kind) {
            for statement in items(&policy["Properties"]["PolicyDocument"]["Statement"]) {
                let principal = statement["Principal"]["Service"].as_str().unwrap_or_default();
                assert_eq!(principal, who, "{id}");
                let conditions = entries(&statement["Condition"]).into_values();
                let limits: Vec<String> =
                    conditions.flat_map(|each| entries(each).into_keys()).collect();
                let limited = limits.iter().any(|limit| limit.starts_with("aws:Source"));
                assert!(limited, "{id} lets every account in");
            }
        }
    }
}

/// A day, in seconds.
const DAY: u64 = 86_400;

/// The queues whose messages a function is handed.
fn consumed_by(function: &Function) -> impl Iterator<Item = String> {
    let queues = function.sources.iter().filter(|(kind, _)| kind == "SQS");
    queues.map(|(_, properties)| {
        let queue = refers_to(&properties["Queue"]);
        queue.strip_suffix(".Arn").expect("a queue is given by its ARN").to_owned()
    })
}

/// The queues whose URLs a function is told, by the setting.
fn queues_told(function: &Function) -> BTreeMap<String, String> {
    let mut told = function.settings.clone();
    told.retain(|setting, _| setting.ends_with("_QUEUE_URL"));
    told
}

/// What a function may do there, and on what.
fn on<'a>(there: &'a str, function: &'a Function) -> impl Iterator<Item = (&'a str, String)> {
    let grants = function.grants.iter().filter(move |grant| grant.action.starts_with(there));
    grants.map(|grant| (grant.action.as_str(), grant.on.clone()))
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
