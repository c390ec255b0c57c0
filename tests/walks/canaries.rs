//! What no line of a log, no message on a queue and no address may hold, whatever is walked through: who people are, the numbers they
//! have, and what lets a browser or a service in.

use std::cell::RefCell;

use ports::MEASURED;
use serde_json::Value;
use url::Url;

/// The names of the people in the picker and of the staff, but for those so short that chance spells them.
const NAMES: [&str; 21] = [
    "smith",
    "beatrice",
    "okafor",
    "kathryn",
    "lloyd",
    "evans",
    "patel",
    "éloïse",
    "eloise",
    "o’neill",
    "oneill",
    "brown",
    "gustav",
    "lindqvist",
    "harold",
    "finch",
    "marsh",
    "louise",
    "priya",
    "caseworker",
    "smythe",
];

thread_local! {
    /// What browsers were given or typed on this thread that is nobody else's business.
    static SECRETS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Remembers something that must not be logged from now on.
pub(crate) fn remember(secret: &str) {
    if secret.len() >= 7 {
        SECRETS.with_borrow_mut(|secrets| secrets.push(secret.to_owned()));
    }
}

/// Panics at an address that says something about somebody.
pub(crate) fn none_in_address(url: &Url) {
    if let Some(found) = personal(url.path()) {
        panic!("{url} says {found}");
    }
    for (name, value) in url.query_pairs() {
        if let Some(found) = personal(&value) {
            panic!("{url} says {found} in {name}");
        }
    }
}

/// Panics at a line or a message that says something about somebody, or holds what would let its reader in. What is measured
/// is among the lines, and a dead letter was a message before.
pub(crate) fn none_in(log: Vec<String>, queued: impl Iterator<Item = String>) {
    let secrets = SECRETS.take();
    let lines = log.into_iter().map(|line| (without_the_measure(&line), line));
    let queued = queued.map(|message| (message.clone(), message));
    for (searched, said) in lines.chain(queued) {
        if let Some(found) = personal(&searched) {
            panic!("{said} says {found}");
        }
        for secret in &secrets {
            assert!(!said.contains(secret.as_str()), "{said} holds a secret");
        }
    }
}

/// What SES tells of an email, without whom it was written to and from where: that is what it is about, and SES knows no other
/// way to say it. Nothing else about them belongs there.
pub(crate) fn but_addresses(told: &str) -> String {
    told.split('"').filter(|text| !text.contains('@')).collect::<Vec<_>>().join("\"")
}

/// A line without the numbers of measurements: seconds may have seven digits as well. Lambda's own lines are not JSON.
fn without_the_measure(line: &str) -> String {
    let Ok(mut line) = serde_json::from_str::<Value>(line) else { return line.to_owned() };
    if line["target"] == MEASURED {
        line["fields"]["value"].take();
    }
    if let Value::Object(measured) = &mut line
        && measured.contains_key("_aws")
    {
        measured.retain(|_, value| !value.is_number());
    }
    line.to_string()
}

/// A name, an address of email, a day somebody may be born on, a NINO or a TRN.
fn personal(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '’');
    let found = words
        .map(str::to_lowercase)
        .find(|word| NAMES.contains(&word.as_str()) || is_trn(word) || is_nino(word));
    found.or_else(|| born_on(text)).or_else(|| text.contains('@').then(|| "an address".to_owned()))
}

fn is_trn(word: &str) -> bool {
    word.len() == 7 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_nino(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 9
        && bytes[..2].iter().all(u8::is_ascii_alphabetic)
        && bytes[2..8].iter().all(u8::is_ascii_digit)
        && (b'a'..=b'd').contains(&bytes[8])
}

/// Something like `1990-05-01`, of the years in which people were born who are old enough.
fn born_on(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let day = |at: &[u8]| {
        let digits = [0, 1, 2, 3, 5, 6, 8, 9].iter().all(|&i| at[i].is_ascii_digit());
        digits && at[4] == b'-' && at[7] == b'-' && (at[..2] == *b"19" || at[..3] == *b"200")
    };
    bytes.windows(10).find(|at| day(at)).map(|at| String::from_utf8_lossy(at).into_owned())
}

#[test]
fn what_is_looked_for_would_be_found() {
    for (text, found) in [
        ("because of Anne Smith, again", true),
        ("nino=AB123456C", true),
        ("trn \"1234567\"", true),
        ("born 1990-05-01.", true),
        ("anne@example.org", true),
        (&but_addresses(r#"{"destination":["anne@example.org"],"subject":"Anne Smith"}"#), true),
        (&but_addresses(r#"{"destination":["anne@example.org"],"message":["kZ3vQ9"]}"#), false),
        (&without_the_measure(r#"{"_aws":{},"TimeToDecide":1234567,"by":"AB123456C"}"#), true),
        (&without_the_measure(r#"{"_aws":{},"TimeToDecide":1234567,"by":"Found"}"#), false),
        ("2026-11-28T18:00:00.123456Z task 1m2k3j4h5g6f at http://localhost:38123/found", false),
    ] {
        assert_eq!(personal(text).is_some(), found, "{text}");
    }
}
