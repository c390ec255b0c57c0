//! Messages that are sent.

use identity::MessageId;
use ports::{Queue, Variables};
use sqs::{QueueName, SqsQueue};

use crate::given::{messages, queue, take_all};

#[tokio::test]
async fn what_is_sent_arrives_and_is_an_id_and_nothing_else() {
    let (queue, url) = queue("sending-one").await;
    let message: MessageId = "0198c7-ab_Z".parse().unwrap();

    let accepted = queue.send(std::slice::from_ref(&message)).await.unwrap();

    assert_eq!(accepted, [message]);
    assert_eq!(take_all(&url).await, [r#"{"v":1,"message":"0198c7-ab_Z"}"#]);
}

#[tokio::test]
async fn more_than_sqs_takes_at_once_are_sent_in_turn() {
    let (queue, url) = queue("sending-many").await;
    let messages = messages(25);

    let accepted = queue.send(&messages).await.unwrap();

    assert_eq!(accepted, messages);
    assert_eq!(take_all(&url).await.len(), 25);
}

#[tokio::test]
async fn the_same_message_may_be_sent_twice() {
    let (queue, url) = queue("sending-twice").await;
    let [message] = messages(1).try_into().unwrap();

    let accepted = queue.send(&[message.clone(), message.clone()]).await.unwrap();

    assert_eq!(accepted, [message.clone(), message]);
    assert_eq!(take_all(&url).await.len(), 2);
}

#[tokio::test]
async fn to_send_nothing_is_to_do_nothing() {
    let (queue, url) = queue("sending-nothing").await;

    assert_eq!(queue.send(&[]).await.unwrap(), []);
    assert_eq!(take_all(&url).await, Vec::<String>::new());
}

#[test]
fn a_queue_that_the_settings_do_not_give_is_named() {
    let config = aws_types::SdkConfig::builder().build();
    for (given, problem) in [
        (None, "EMAIL_QUEUE_URL: is not set"),
        (Some("email"), "EMAIL_QUEUE_URL: is not the URL of a queue"),
    ] {
        let settings = Variables::new(move |_| given.map(str::to_owned));

        let missing = SqsQueue::connect(&config, &settings, QueueName::Email).unwrap_err();

        assert_eq!(missing.to_string(), problem);
    }
}
