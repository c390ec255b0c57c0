//! Nothing about anybody stands in an address or in a line of the log, whatever is done.

use axum::http::{StatusCode, header};
use journey::ReviewKind;
use testing::{
    Log,
    asking::{Answer, ask, get},
    people,
};

use crate::scene::{
    Office, carrying, of,
    people::{NINO, TRN},
};

/// What is known of Anne and of the records like hers, in small letters and without spaces.
const PERSONAL: [&str; 9] = [
    "anne",
    "smith",
    "smythe",
    "ab123456c",
    "7654321",
    "1234567",
    "2345678",
    "example.com",
    "1990-05-01",
];

/// Panics at an address that says something about somebody.
pub(crate) fn an_address_says_nothing(address: &str) {
    // Ours to be written to, and files named by what is in them.
    if address == "mailto:help@ctr.example" || address.starts_with("/assets/") {
        return;
    }
    let plain: String = form_urlencoded::parse(format!("a={address}").as_bytes())
        .map(|(_, value)| value.into_owned())
        .collect();
    says_nothing(&plain);
    let mut digits = 0;
    for letter in plain.replace("task-of-", "").chars() {
        digits = if letter.is_ascii_digit() { digits + 1 } else { 0 };
        assert!(digits < 7, "{address} holds a TRN");
    }
}

fn says_nothing(text: &str) {
    let plain = text.to_lowercase().replace([' ', '-'], "").replace("taskofanne", "");
    for personal in PERSONAL {
        assert!(!plain.contains(&personal.replace('-', "")), "{text} says {personal}");
    }
}

/// Every address that an answer leads to.
pub(crate) fn addresses(answer: &Answer) -> Vec<String> {
    let mut addresses: Vec<String> = answer
        .headers
        .get_all(header::LOCATION)
        .iter()
        .map(|location| location.to_str().unwrap().to_owned())
        .collect();
    for attribute in [" href=\"", " action=\"", " src=\""] {
        let found = answer.body.split(attribute).skip(1);
        addresses.extend(found.map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    addresses
}

#[tokio::test]
async fn no_line_of_the_log_says_anything_about_anybody() {
    let log = Log::here();
    let office = Office::new().await;
    office.world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
    office.world.keep(&people::record("2345678", "Anne Smythe", "1990-05-01")).await;
    let (priya, tom) = (office.priya().await, office.tom().await);
    let task = office.raised(ReviewKind::PossibleDuplicate).await;

    let page = office.open(&priya, &task).await;
    let mut answers = vec![
        office.post(&priya, "/tasks/find", &[("reference", "trn 7k4m 92qx")]).await,
        office.post(&priya, "/tasks/find", &[("reference", "Anne Smith")]).await,
        office.post(&priya, &of(&task, "/compare"), &[("trn", TRN)]).await,
        office.post(&priya, &of(&task, "/compare"), &[("trn", NINO)]).await,
        office.choose(&priya, (&task, &page), &[("decision", "link-2345678")]).await,
        ask(&office.router, carrying(get("/tasks/Anne%20Smith"), "__Host-staff", &priya.session))
            .await,
    ];
    answers.push(office.decide(&priya, &task, &[("decision", "link-1234567")]).await);
    answers.push(office.confirm(&tom, (&task, &page), &[("decision", "new-trn")]).await);
    office.world.engine().meddling().refuse_next("AccessDeniedException");
    answers.push(office.get(&priya, &of(&task, "")).await);

    assert_eq!(answers.last().unwrap().status, StatusCode::SERVICE_UNAVAILABLE);
    let lines = log.lines();
    assert!(lines.iter().any(|line| line.contains("StaffLinked")), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("the outside world failed")), "{lines:?}");
    for line in lines {
        says_nothing(&line);
    }
}
