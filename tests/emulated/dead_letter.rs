//! A message that nobody can work on.

use aws_sdk_sqs::{Client, types::QueueAttributeName};
use aws_stand_in::MiniStack;

use crate::deployment::{deployed, eventually};

#[test]
fn a_message_that_fails_five_times_is_with_the_dead_letters_and_others_are_not() {
    deployed(async |deployment| {
        let queues = Client::new(&MiniStack::shared().config());
        let (queue, dead) =
            (&deployment.resources["FeedbackQueue"], &deployment.resources["FeedbackDeadLetters"]);
        // Five tries would take a quarter of an hour.
        let sooner = queues.set_queue_attributes().queue_url(queue);
        sooner.attributes(QueueAttributeName::VisibilityTimeout, "1").send().await.unwrap();

        for body in ["poison", r#"{"eventType": "Click", "mail": {"tags": {}}}"#] {
            queues.send_message().queue_url(queue).message_body(body).send().await.unwrap();
        }

        let letter = eventually("a dead letter", async || {
            let received = queues.receive_message().queue_url(dead).send().await.unwrap();
            received.messages.unwrap_or_default().pop()
        });
        assert_eq!(letter.await.body(), Some("poison"));
    });
}
