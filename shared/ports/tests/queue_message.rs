//! What a message on a queue looks like.

use ports::{NotAMessage, QueueMessage};
use proptest::prelude::*;

#[test]
fn a_message_is_a_version_and_an_id() {
    let message = QueueMessage { message: "0198c7-ab_Z".parse().unwrap() };

    assert_eq!(message.to_string(), r#"{"v":1,"message":"0198c7-ab_Z"}"#);
}

#[test]
fn what_is_not_exactly_a_message_is_refused() {
    for (body, why) in [
        ("", NotAMessage::Shape),
        ("0198c7", NotAMessage::Shape),
        ("null", NotAMessage::Shape),
        ("[1,\"a\"]", NotAMessage::Shape),
        (r#"{"message":"a"}"#, NotAMessage::Shape),
        (r#"{"v":1}"#, NotAMessage::Shape),
        (r#"{"v":"1","message":"a"}"#, NotAMessage::Shape),
        (r#"{"v":-1,"message":"a"}"#, NotAMessage::Shape),
        (r#"{"v":1,"message":null}"#, NotAMessage::Shape),
        (r#"{"v":1,"message":""}"#, NotAMessage::Shape),
        (r#"{"v":1,"message":"a b"}"#, NotAMessage::Shape),
        (r#"{"v":1,"message":"a","to":"b"}"#, NotAMessage::Shape),
        (r#"{"v":1,"message":"a","message":"b"}"#, NotAMessage::Shape),
        (r#"{"v":1,"message":"a"} and more"#, NotAMessage::Shape),
        (r#"{"v":2,"message":"a"}"#, NotAMessage::Version),
        (r#"{"v":2,"anything":[]}"#, NotAMessage::Version),
    ] {
        assert_eq!(body.parse::<QueueMessage>(), Err(why), "{body}");
    }
}

proptest! {
    #[test]
    fn what_was_printed_is_read_again(id in "[A-Za-z0-9_-]{1,64}") {
        let message = QueueMessage { message: id.parse().unwrap() };

        prop_assert_eq!(message.to_string().parse(), Ok(message));
    }

    #[test]
    fn anything_can_be_tried_to_read(body in ".*") {
        let _ = body.parse::<QueueMessage>();
    }
}
