//! What a person is told by email, and what becomes of it.

use ports::Listed;
use serde_json::Value;

use crate::{
    browser::Browser,
    town::{From, Town},
};

/// Gus, who is on no record, asks support staff to look.
async fn asked(town: &Town) {
    let mut browser = Browser::new();
    let question = town.arrive_at_trn(&mut browser, From::Existing, "gus").await;
    let check = browser.send(&question, &[("have_trn", "no")]).await;
    let sent = browser.send(&check, &[]).await;
    assert_eq!(sent.heading(), "Request sent");
}

async fn json(town: &Town, path: &str) -> Value {
    let page = Browser::new().open(&town.url(path)).await;
    serde_json::from_str(&page.body).unwrap()
}

/// Says what became of the last email to an address, as the provider of email would.
async fn tell(town: &Town, what: &str, to: &str) -> reqwest::StatusCode {
    let request = reqwest::Client::new().post(town.url(&format!("/local/inbox/{what}")));
    let body = serde_json::json!({ "to": to }).to_string();
    request.body(body).send().await.unwrap().status()
}

#[tokio::test]
async fn a_request_is_on_the_list_of_support_staff_and_confirmed_by_email() {
    let town = Town::new().await;
    asked(&town).await;

    let inbox = json(&town, "/local/inbox.json").await;

    assert_eq!(inbox.as_array().unwrap().len(), 1);
    assert_eq!(inbox[0]["to"], "gus@example.com");
    let list = town.stack.store.reviews().list().await.unwrap();
    let listed: Vec<(Listed, &str)> =
        list.iter().map(|line| (line.listed, line.reference.as_str())).collect();
    let reference = inbox[0]["subject"].as_str().unwrap().split(' ').next_back().unwrap();
    assert_eq!(listed, [(Listed::Open, reference)]);
    let queues = json(&town, "/local/queues").await;
    for queue in ["review", "email", "feedback", "logout", "webhook"] {
        let empty = serde_json::json!({ "waiting": 0, "in_flight": 0, "dead_letters": 0 });
        assert_eq!(queues[queue], empty, "{queue}");
    }
    // What every walk searches for people at its end is all that was there.
    let messages = &town.stack.messages;
    assert_eq!((messages.review.bodies().len(), messages.email.bodies().len()), (1, 1));
}

#[tokio::test]
async fn the_inbox_can_be_read_and_shows_what_was_sent() {
    let town = Town::new().await;
    asked(&town).await;

    let page = Browser::new().open(&town.url("/local/inbox")).await;

    for shown in ["We have received your request", "To gus@example.com", "Dear Gustav"] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
}

#[tokio::test]
async fn an_email_that_comes_back_is_in_the_history_of_its_task() {
    let town = Town::new().await;
    asked(&town).await;

    assert_eq!(tell(&town, "bounce", "gus@example.com").await, 204);
    assert_eq!(tell(&town, "bounce", "nobody@example.com").await, 404);

    let reviews = town.stack.store.reviews();
    let task = reviews.list().await.unwrap().remove(0).id;
    let history = reviews.history(&task).await.unwrap();
    assert!(history.iter().any(|event| event.what == ports::TaskHappening::EmailCameBack));
}

#[tokio::test]
async fn whoever_complained_is_not_written_to_again() {
    let town = Town::new().await;
    asked(&town).await;

    assert_eq!(tell(&town, "complain", "gus@example.com").await, 204);

    let address = "gus@example.com".parse().unwrap();
    assert!(town.stack.store.deliveries().is_suppressed(&address).await.unwrap());
}

#[tokio::test]
async fn what_nobody_can_work_on_is_among_the_dead_letters_until_it_is_tried_again() {
    let town = Town::new().await;
    town.stack.messages.email.put("poison");
    for _ in 0..6 {
        town.stack.messages.settle().await;
        town.wait(testing::queues::VISIBILITY);
    }
    assert_eq!(json(&town, "/local/queues").await["email"]["dead_letters"], 1);

    let redrive = reqwest::Client::new().post(town.url("/local/queues/email/redrive"));
    let answer: Value =
        serde_json::from_str(&redrive.send().await.unwrap().text().await.unwrap()).unwrap();

    assert_eq!(answer["redriven"], 1);
    assert_eq!(json(&town, "/local/queues").await["email"]["in_flight"], 1);
}
