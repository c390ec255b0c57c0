//! What an operator does around a deployment.

use std::{collections::BTreeMap, fs, path::PathBuf};

use aws_sdk_kms::Client as Keys;
use aws_sdk_secretsmanager::Client as Secrets;
use aws_sdk_ses::Client as Emails;
use aws_stand_in::MiniStack;
use aws_types::SdkConfig;
use jiff::Timestamp;
use ops::{Ending, Terminal};
use ports::Variables;
use serde_json::{Value, json};

use crate::{deployment::Deployment, event_files, service};

/// The outputs of the stack that `cargo ops` is told, and what it calls them.
const OUTPUTS: [(&str, &str); 11] = [
    ("RecordsTable", "RECORDS_TABLE"),
    ("ClientsTable", "CLIENTS_TABLE"),
    ("DocumentsTable", "DOCUMENTS_TABLE"),
    ("TasksTable", "TASKS_TABLE"),
    ("OutboxTable", "OUTBOX_TABLE"),
    ("SigningRoles", "SIGNING_ROLES"),
    ("ReviewQueueUrl", "REVIEW_QUEUE_URL"),
    ("EmailQueueUrl", "EMAIL_QUEUE_URL"),
    ("FeedbackQueueUrl", "FEEDBACK_QUEUE_URL"),
    ("LogoutQueueUrl", "LOGOUT_QUEUE_URL"),
    ("WebhookQueueUrl", "WEBHOOK_QUEUE_URL"),
];

/// Anne is found by her number; somebody like Ida is on record.
const RECORDS: &str = r#"{"trn": "1234567", "first_name": "Anne", "last_name": "Smith", "date_of_birth": "1990-05-01", "ninos": ["AB123456C"]}
{"trn": "2912345", "first_name": "Ida", "last_name": "Marsh", "date_of_birth": "1971-07-21"}
"#;

/// Whoever looks after the deployment.
pub(crate) struct Operator {
    aws: SdkConfig,
}

impl Operator {
    pub(crate) fn new() -> Self {
        Self { aws: MiniStack::shared().config() }
    }

    /// Answers with its ARN and its version.
    pub(crate) async fn keep_secret(&self, name: &str, secret: &str) -> (String, String) {
        let kept = Secrets::new(&self.aws).create_secret().name(name).secret_string(secret);
        let kept = kept.send().await.unwrap();
        (kept.arn.unwrap(), kept.version_id.unwrap())
    }

    pub(crate) async fn verify_sender(&self, address: &str) {
        let verified = Emails::new(&self.aws).verify_email_identity().email_address(address);
        verified.send().await.unwrap();
    }

    /// All that there has to be before the first person can come.
    pub(crate) async fn begin(&self, deployment: &Deployment) {
        let records = file("records.jsonl", RECORDS);
        let clients = file("clients.toml", &service::registrations());
        typed(deployment, &["keys", "rotate"]).await;
        self.heed_grants().await;
        typed(deployment, &["records", "load", &records]).await;
        typed(deployment, &["trn-ranges", "add", "3000000", "3000999"]).await;
        typed(deployment, &["clients", "apply", &clients]).await;
        // The one of the events has its secret in clear.
        let client = file("client-of-events.toml", event_files::SERVICE);
        typed(deployment, &["clients", "apply", &client, "--local-stack"]).await;
    }

    /// Has every key allow what a grant on it allows: `MiniStack` keeps grants, and does not look at them. The policy of a role says
    /// the rest of it: `adapted` in `deploy.py`.
    async fn heed_grants(&self) {
        let kms = Keys::new(&self.aws);
        for key in kms.list_keys().send().await.unwrap().keys.unwrap_or_default() {
            let key = key.key_id.unwrap();
            let grants = kms.list_grants().key_id(&key).send().await.unwrap().grants;
            if grants.is_none_or(|grants| grants.is_empty()) {
                continue;
            }
            let policy = kms.get_key_policy().key_id(&key).policy_name("default").send().await;
            let mut policy: Value = serde_json::from_str(&policy.unwrap().policy.unwrap()).unwrap();
            let account = json!({ "AWS": "arn:aws:iam::000000000000:root" });
            policy["Statement"].as_array_mut().unwrap().push(json!({
                "Effect": "Allow", "Principal": account, "Action": "kms:Sign", "Resource": "*",
            }));
            let put = kms.put_key_policy().key_id(&key).policy(policy.to_string());
            put.send().await.unwrap();
        }
    }
}

/// What `cargo ops` answers to a command.
pub(crate) async fn typed(deployment: &Deployment, command: &[&str]) -> String {
    let mut settings: BTreeMap<&str, String> = OUTPUTS
        .iter()
        .map(|(output, setting)| (*setting, deployment.outputs[*output].clone()))
        .collect();
    settings.insert("AWS_ENDPOINT_URL", MiniStack::shared().endpoint());
    let environment = Variables::new(move |name| settings.get(name).cloned());
    #[expect(clippy::disallowed_methods, reason = "the functions have no other clock")]
    let now = Timestamp::now();
    let (mut report, mut progress) = (Vec::new(), Vec::new());
    let terminal = Terminal { report: &mut report, progress: &mut progress };
    let ending =
        ops::run(command.iter().map(ToString::to_string), environment, now, terminal).await;
    let (report, progress) = (text(report), text(progress));
    assert_eq!(ending, Ending::Done, "{command:?}: {report} {progress}");
    report
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// The path of a file that holds this.
fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("emulated-{name}"));
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}
