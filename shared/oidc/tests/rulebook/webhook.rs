//! What a calling service is told later, how that is signed, and when it is tried again.

use jiff::{SignedDuration, Timestamp};
use oidc::webhook::{Event, News, Outcome, Signed, TRIED_FOR, ToSign, body, next_try};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::ours::{ISSUER, NOW, at, now};

const URL: &str = "https://service.example/hooks?from=ctr";

fn settled(outcome: Outcome) -> Event {
    Event::TrnRequestCompleted {
        request: "request-1".parse().unwrap(),
        subject: "urn:fdc:gov.uk:2022:anne".parse().unwrap(),
        outcome,
    }
}

fn read(event: &Event) -> Value {
    let body = body(event, ISSUER, (&"message-1".parse().unwrap(), at(NOW)));
    serde_json::from_str(&body).unwrap()
}

fn header<'a>(signed: &'a Signed, name: &str) -> &'a str {
    let found = signed.headers.iter().find(|(each, _)| *each == name);
    found.map(|(_, value)| value.as_str()).unwrap()
}

#[test]
fn an_event_is_a_cloud_event_of_ids_alone() {
    for (outcome, status) in [(Outcome::Completed, "completed"), (Outcome::Rejected, "rejected")] {
        let expected = json!({
            "specversion": "1.0",
            "id": "message-1",
            "source": ISSUER,
            "type": "trn_request.completed",
            "time": "2026-09-21T14:13:20Z",
            "datacontenttype": "application/json",
            "data": {
                "sub": "urn:fdc:gov.uk:2022:anne",
                "trn_request_id": "request-1",
                "trn_request_url": "https://ctr.example/trn-requests/request-1",
                "status": status,
            },
        });

        assert_eq!(read(&settled(outcome)), expected);
    }
}

#[test]
fn news_says_whom_it_is_about_and_nothing_about_them() {
    for (news, name) in [
        (News::UserUpdated, "one_login_user.updated"),
        (News::RecordMerged, "teaching_record.merged"),
    ] {
        let subject = "urn:fdc:gov.uk:2022:anne";

        let said = read(&Event::News { subject: subject.parse().unwrap(), news });

        assert_eq!(said["type"], name);
        assert_eq!(said["data"], json!({ "sub": subject }));
    }
}

#[test]
fn a_ping_says_nothing_besides() {
    let ping = read(&Event::Ping);

    assert_eq!(ping["type"], "ping");
    assert_eq!(ping.get("data"), None);
    assert_eq!(ping.get("datacontenttype"), None);
}

#[test]
fn what_is_signed_is_where_it_goes_and_what_it_says() {
    let to_sign = ToSign::new(URL, "{}".to_owned(), ("key-1", at(NOW))).unwrap();

    let digest = "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:";
    let parameters = "(\"@method\" \"@target-uri\" \"content-digest\" \"content-type\");\
                      created=1790000000;keyid=\"key-1\";alg=\"ecdsa-p256-sha256\";\
                      tag=\"teaching-record-webhook\"";
    let expected = format!(
        "\"@method\": POST\n\"@target-uri\": https://service.example/hooks?from=ctr\n\
         \"content-digest\": {digest}\n\"content-type\": application/cloudevents+json\n\
         \"@signature-params\": {parameters}"
    );
    assert_eq!(to_sign.base(), expected);
    let signed = to_sign.signed(&[0; 64]);
    assert_eq!((signed.url.as_str(), signed.body.as_str()), (URL, "{}"));
    assert_eq!(header(&signed, "content-type"), "application/cloudevents+json");
    assert_eq!(header(&signed, "content-digest"), digest);
    assert_eq!(header(&signed, "signature-input"), format!("webhook={parameters}"));
    assert_eq!(header(&signed, "signature"), format!("webhook=:{}==:", "A".repeat(86)));
}

#[test]
fn the_address_is_signed_as_it_is_called() {
    for (registered, called) in [
        ("https://service.example", "https://service.example/"),
        ("https://Service.Example:443/Hook", "https://service.example/Hook"),
        ("http://localhost:5000/hook", "http://localhost:5000/hook"),
    ] {
        let to_sign = ToSign::new(registered, String::new(), ("key-1", now())).unwrap();

        assert!(to_sign.base().contains(&format!("\"@target-uri\": {called}\n")), "{called}");
        assert_eq!(to_sign.signed(&[]).url, called);
    }
    assert_eq!(ToSign::new("service.example", String::new(), ("key-1", now())), None);
}

/// Every time at which an event is tried that nobody takes, each so many seconds after it was due.
fn tries(late: &[i64]) -> Vec<Timestamp> {
    let mut late = late.iter().copied().cycle();
    let mut tries = vec![now()];
    while let Some(next) = next_try(now(), *tries.last().unwrap()) {
        tries.push(next + SignedDuration::from_secs(late.next().unwrap()));
        assert!(tries.len() < 100, "it goes on and on");
    }
    tries
}

#[test]
fn the_pauses_double_from_a_minute_to_six_hours() {
    let after: Vec<i64> =
        tries(&[0]).into_iter().map(|at| at.duration_since(now()).as_mins()).collect();

    let doubling = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
    let steady = (1..).map(|number| 512 + 360 * number).take_while(|minutes| *minutes < 4320);
    let expected: Vec<i64> = doubling.into_iter().chain(steady).chain([4320]).collect();
    assert_eq!(after, expected);
}

proptest! {
    #[test]
    fn an_event_is_tried_for_three_days_ever_more_rarely_and_then_no_more(
        late in prop::collection::vec(0_i64..120, 1..20),
    ) {
        let tries = tries(&late);

        let last = tries.last().unwrap().duration_since(now());
        prop_assert!(last >= TRIED_FOR && last < TRIED_FOR + SignedDuration::from_mins(2));
        prop_assert!((15..30).contains(&tries.len()), "{} tries", tries.len());
        let pauses: Vec<_> =
            tries.windows(2).map(|pair| pair[1].duration_since(pair[0])).collect();
        // The last one is cut short.
        let (_, pauses) = pauses.split_last().unwrap();
        for pause in pauses {
            prop_assert!(*pause >= SignedDuration::from_mins(1));
            prop_assert!(*pause < SignedDuration::from_hours(6) + SignedDuration::from_mins(2));
        }
    }

    #[test]
    fn no_try_is_later_than_three_days_and_none_is_before_now(minutes in -10_i64..10_000) {
        let then = now() + SignedDuration::from_mins(minutes);

        match next_try(now(), then) {
            Some(next) => {
                prop_assert!(next > then && next <= now() + TRIED_FOR);
            }
            None => prop_assert!(then >= now() + TRIED_FOR),
        }
    }
}
