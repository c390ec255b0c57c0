//! Time, memory and how many at once: what one is given, the next can do with.

use std::{collections::BTreeMap, fs};

use serde_yaml_ng::Value;

use crate::{
    code::Code,
    deployed::{Function, Template, items, refers_to, root},
    operating::OPERATING,
};

/// How many functions an account may run at once before anybody asks for more.
const ACCOUNT: u64 = 1_000;

/// What HTTP APIs wait for a function at most, in seconds.
const API_WAITS: u64 = 30;

fn timeout(template: &Template, function: &Function) -> u64 {
    let own = function.properties["Timeout"].as_u64();
    own.unwrap_or_else(|| template.global("Timeout").as_u64().expect("all have one"))
}

/// How many of a function may run at once where room is reserved, if it is for this one.
fn room(function: &Function) -> Option<u64> {
    let reserved = &function.properties["ReservedConcurrentExecutions"];
    if reserved.is_null() {
        return None;
    }
    let Value::Tagged(choice) = reserved else { panic!("{} reserves always", function.name) };
    assert_eq!(choice.tag, "!If");
    assert_eq!(choice.value[0], "ReservesConcurrency", "{}", function.name);
    assert_eq!(refers_to(&choice.value[2]), "AWS::NoValue", "{}", function.name);
    choice.value[1].as_u64()
}

/// How many of a function its queue may call at once.
fn called_at_once(function: &Function) -> Option<u64> {
    let (_, queue) = function.sources.iter().find(|(kind, _)| kind == "SQS")?;
    queue["ScalingConfig"]["MaximumConcurrency"].as_u64()
}

#[test]
fn everybody_who_waits_for_a_function_waits_longer_than_it_may_take() {
    let template = Template::read();
    let front = Template::at("infra/front/template.yaml");
    let distribution = &front.resources()["Distribution"]["Properties"]["DistributionConfig"];
    let origin = &distribution["Origins"][0]["CustomOriginConfig"];
    let cloudfront_waits = origin["OriginReadTimeout"].as_u64().expect("it is a number");

    for (name, function) in template.functions() {
        let takes = timeout(&template, &function);
        if !function.routes.is_empty() {
            assert!(takes < API_WAITS, "{name}");
            // Twice as long, for one that has to start first: CloudFront asks again, and codes are good once.
            assert!(2 * takes <= cloudfront_waits, "{name}");
        }
    }
}

#[test]
fn a_worker_has_time_for_every_call_of_a_batch() {
    let caller = root().join("shared/calling-services/src/caller.rs");
    let caller = fs::read_to_string(caller).expect("it is there");
    let (_, rest) = caller
        .split_once("const TOTAL_TIMEOUT: Duration = Duration::from_secs(")
        .expect("it gives up");
    let (one_call, _) = rest.split_once(')').expect("it is a number");
    let one_call: u64 = one_call.parse().expect("it is a number");
    let (code, template) = (Code::functions(), Template::read());
    let mut callers = 0;
    for (name, function) in template.functions() {
        for (kind, queue) in &function.sources {
            if kind == "SQS" && code[&name].depends_on("calling-services") {
                let batch = queue["BatchSize"].as_u64().expect("it is a number");
                assert!(batch * one_call < timeout(&template, &function), "{name}");
                callers += 1;
            }
        }
    }
    assert_eq!(callers, 2, "sign-outs and webhooks");
}

#[test]
fn a_worker_has_room_for_as_many_as_its_queue_may_call() {
    let mut workers = 0;
    for (name, function) in Template::read().functions() {
        if let Some(called) = called_at_once(&function) {
            // Lambda takes no less than two; and one that is turned away counts as a try of its message.
            assert!(called >= 2, "{name}");
            assert_eq!(room(&function), Some(called), "{name}");
            workers += 1;
        }
    }
    assert_eq!(workers, sqs::QueueName::ALL.len());
}

#[test]
fn who_waits_for_others_or_is_asked_by_programs_has_room_of_its_own() {
    let functions = Template::read().functions();
    let apart: BTreeMap<&str, u64> = functions
        .iter()
        .filter(|(_, function)| called_at_once(function).is_none())
        .filter_map(|(name, function)| Some((name.as_str(), room(function)?)))
        .collect();

    let expected = [
        "back-channel-logout",
        "callback",
        "outbox-relay",
        "provider-metadata",
        "support-console",
        "token",
        "trn-requests",
        "userinfo",
    ];
    assert_eq!(apart.keys().copied().collect::<Vec<_>>(), expected);
}

#[test]
fn a_burst_that_the_api_lets_through_finds_room() {
    let template = Template::read();
    let functions = template.functions();
    for (id, api) in template.of_type("AWS::Serverless::HttpApi") {
        for (name, function) in &functions {
            for route in function.routes.iter().filter(|route| route.api == id) {
                let throttle =
                    &api["Properties"]["RouteSettings"][format!("{} {}", route.method, route.path)];
                if let (Some(burst), Some(room)) =
                    (throttle["ThrottlingBurstLimit"].as_u64(), room(function))
                {
                    assert!(room >= burst, "{name}: {}", route.path);
                }
            }
        }
    }
}

#[test]
fn pages_are_left_the_greater_half_of_what_an_account_may_run() {
    let reserved: u64 = Template::read().functions().values().filter_map(room).sum();

    assert!(2 * reserved < ACCOUNT, "{reserved}");
    assert!(OPERATING.contains(&format!("{reserved} in all")), "{reserved}");
}

#[test]
fn a_small_account_is_deployed_to_as_well() {
    let template = Template::read();
    let concurrency = &template.whole()["Parameters"]["Concurrency"];

    assert_eq!(concurrency["Default"], "shared");
    assert_eq!(items(&concurrency["AllowedValues"]), ["shared", "reserved"]);
    let Value::Tagged(condition) = &template.whole()["Conditions"]["ReservesConcurrency"] else {
        panic!("it is no comparison");
    };
    assert_eq!(refers_to(&condition.value[0]), "Concurrency");
    assert_eq!(condition.value[1], "reserved");
}
