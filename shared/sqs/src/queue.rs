//! One queue.

use std::time::Duration;

use aws_sdk_sqs::{
    Client, Config,
    config::timeout::TimeoutConfig,
    types::QueueAttributeName::{
        self, ApproximateNumberOfMessages, ApproximateNumberOfMessagesDelayed,
        ApproximateNumberOfMessagesNotVisible, RedrivePolicy,
    },
};
use aws_types::SdkConfig;
use ports::{Fault, InvalidSetting, Variables};
use serde::Deserialize;

use crate::{
    DeadLetters, QueueName,
    faults::{Trouble, fault},
};

/// A queue in SQS.
#[derive(Debug, Clone)]
pub struct SqsQueue {
    pub(crate) client: Client,
    pub(crate) url: String,
}

/// How many messages there are, about: SQS counts them on many machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Nobody has begun with them.
    pub waiting: u64,
    /// Somebody is working on them, or has failed and they will be there again soon.
    pub in_flight: u64,
}

/// What a queue does with messages that fail again and again.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Redrive {
    dead_letter_target_arn: String,
}

impl SqsQueue {
    /// The queue whose URL the settings give, reached as `config` says.
    ///
    /// # Errors
    /// The URL is missing.
    pub fn connect(
        config: &SdkConfig,
        settings: &Variables,
        queue: QueueName,
    ) -> Result<Self, InvalidSetting> {
        let url = settings.required(queue.setting())?;
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return Err(InvalidSetting::new(queue.setting(), "is not the URL of a queue"));
        }
        Ok(Self::new(config, url))
    }

    /// The queue at this URL.
    pub fn new(config: &SdkConfig, url: impl Into<String>) -> Self {
        // Three tries and the pauses between them fit into what a function has for one message.
        let patience = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(2))
            .operation_attempt_timeout(Duration::from_secs(5))
            .operation_timeout(Duration::from_secs(12))
            .build();
        let config = Config::from(config).to_builder().timeout_config(patience).build();
        Self { client: Client::from_conf(config), url: url.into() }
    }

    /// How many messages are on it.
    pub async fn depth(&self) -> Result<Depth, Fault> {
        const DOING: &str = "counting the messages of a queue";
        let asked = [
            ApproximateNumberOfMessages,
            ApproximateNumberOfMessagesDelayed,
            ApproximateNumberOfMessagesNotVisible,
        ];
        let [waiting, delayed, in_flight] = self
            .attributes(DOING, asked)
            .await?
            .map(|count| count.and_then(|count| count.parse().ok()));
        match (waiting, delayed, in_flight) {
            (Some(waiting), Some(delayed), Some(in_flight)) => {
                let waiting: u64 = waiting;
                Ok(Depth { waiting: waiting.saturating_add(delayed), in_flight })
            }
            _ => Err(Fault::new(DOING, Trouble::Unreadable("a count"))),
        }
    }

    /// Where messages go that nobody could work on. [`None`] if it keeps them for ever.
    pub async fn dead_letters(&self) -> Result<Option<DeadLetters>, Fault> {
        const DOING: &str = "looking for the dead letters of a queue";
        let [Some(policy)] = self.attributes(DOING, [RedrivePolicy]).await? else {
            return Ok(None);
        };
        let redrive: Redrive = serde_json::from_str(&policy)
            .map_err(|_| Fault::new(DOING, Trouble::Unreadable("a redrive policy")))?;
        let arn = redrive.dead_letter_target_arn;
        // arn:aws:sqs:region:account:name
        let mut parts = arn.rsplit(':');
        let (Some(name), Some(account)) = (parts.next(), parts.next()) else {
            return Err(Fault::new(DOING, Trouble::Unreadable("a redrive policy")));
        };
        let found =
            self.client.get_queue_url().queue_name(name).queue_owner_aws_account_id(account);
        let found = found.send().await.map_err(fault(DOING))?;
        let url = found.queue_url.ok_or_else(|| Fault::new(DOING, Trouble::Unreadable("a URL")))?;
        let queue = Self { client: self.client.clone(), url };
        Ok(Some(DeadLetters { queue, arn, of: self.clone() }))
    }

    async fn attributes<const N: usize>(
        &self,
        doing: &'static str,
        names: [QueueAttributeName; N],
    ) -> Result<[Option<String>; N], Fault> {
        let asked = self.client.get_queue_attributes().queue_url(&self.url);
        let asked = asked.set_attribute_names(Some(names.to_vec()));
        let mut found = asked.send().await.map_err(fault(doing))?.attributes.unwrap_or_default();
        Ok(names.map(|name| found.remove(&name)))
    }
}
