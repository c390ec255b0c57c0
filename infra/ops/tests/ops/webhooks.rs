//! `webhooks ping`.

use jiff::Timestamp;
use oidc::webhook::Event;
use ops::Ending;
use ports::{Outbox, Outgoing};
use testing::{dynamodb::Engine, journeys};

use crate::terminal::{Answer, typed};

/// A register with one service, told at this address if at any.
async fn register(webhook_url: Option<&str>) -> Engine {
    let engine = Engine::in_memory().await;
    let mut client = journeys::client(journeys::needs_a_record());
    client.webhook_url = webhook_url.map(str::to_owned);
    engine.store().register(&client).await.unwrap();
    engine
}

async fn ping(engine: &Engine, client: &str) -> (Answer, Vec<Outgoing>) {
    let answer = typed(engine, &["webhooks", "ping", client]).await;
    let waiting = engine.store().waiting(Timestamp::MAX, 10).await.unwrap();
    (answer, waiting.into_iter().map(|pending| pending.message).collect())
}

#[tokio::test]
async fn a_service_that_wants_to_be_told_is_pinged() {
    let engine = register(Some("https://npq.example/webhook")).await;
    let client = journeys::needs_a_record().id;

    let (answer, waiting) = ping(&engine, client.as_str()).await;

    assert_eq!(answer.ending, Ending::Done, "{}", answer.progress);
    let said = format!(" is on its way to {}\n", client.as_str());
    assert!(answer.report.starts_with("the event ") && answer.report.ends_with(&said));
    assert_eq!(waiting, [Outgoing::Webhook { client, event: Event::Ping }]);
}

#[tokio::test]
async fn nobody_else_is_pinged_and_the_operator_hears_why() {
    let engine = register(None).await;
    let known = journeys::needs_a_record().id.as_str().to_owned();
    for (client, said) in [
        (known.as_str(), format!("{known} has no webhook_url\n")),
        ("nobody", "nobody is no calling service\n".to_owned()),
    ] {
        let (answer, waiting) = ping(&engine, client).await;

        assert_eq!((answer.ending, answer.report), (Ending::Refused, said));
        assert!(waiting.is_empty());
    }
}
