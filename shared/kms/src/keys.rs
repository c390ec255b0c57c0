//! Making keys, and ending them: what an operator does.

use std::str::FromStr;

use aws_sdk_kms::{
    Client,
    types::{GrantOperation, KeySpec, KeyUsageType, Tag},
};
use aws_types::SdkConfig;
use jose::{Algorithm, PublicKey};
use oidc::keys::SigningKey;
use ports::Fault;
use serde_json::json;

use crate::faults::{Trouble, fault};

const MAKING: &str = "making a signing key";
const ALLOWING: &str = "allowing a function to sign";
const ENDING: &str = "ending a signing key";

/// How long a key can be had back after it was ended, in days. The longest KMS knows.
const SECOND_THOUGHTS: i32 = 30;

/// Makes keys that functions sign with.
#[derive(Debug, Clone)]
pub struct KmsKeys {
    client: Client,
    signers: Vec<Role>,
}

/// The role of a function that signs, by its ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    arn: String,
    partition: String,
    account: String,
}

/// Text that is no ARN of a role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no ARN of a role, such as arn:aws:iam::123456789012:role/connect-TokenRole")]
pub struct InvalidRole(String);

impl FromStr for Role {
    type Err = InvalidRole;

    fn from_str(text: &str) -> Result<Self, InvalidRole> {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        match parts.as_slice() {
            ["arn", partition, "iam", "", account, role]
                if role.starts_with("role/") && !account.is_empty() =>
            {
                let (partition, account) = ((*partition).to_owned(), (*account).to_owned());
                Ok(Self { arn: text.to_owned(), partition, account })
            }
            _ => Err(InvalidRole(text.to_owned())),
        }
    }
}

impl KmsKeys {
    /// Makes keys for these roles to sign with, reached as `config` says.
    pub fn new(config: &SdkConfig, signers: Vec<Role>) -> Self {
        Self { client: Client::new(config), signers }
    }

    /// A new key that the functions may sign with, and nobody else.
    pub async fn make(&self, algorithm: Algorithm) -> Result<SigningKey, Fault> {
        let spec = match algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => KeySpec::Rsa2048,
            Algorithm::Es256 => KeySpec::EccNistP256,
        };
        let purpose = Tag::builder().tag_key("purpose").tag_value("id-token-signing").build();
        let request = self
            .client
            .create_key()
            .key_spec(spec)
            .key_usage(KeyUsageType::SignVerify)
            .description(format!("Signs ID tokens ({})", algorithm.name()))
            .set_policy(self.signers.first().map(policy))
            .tags(purpose.map_err(|_| Fault::new(MAKING, Trouble::Unreadable("no tag")))?);
        let made = request.send().await.map_err(fault(MAKING))?;
        let metadata = made.key_metadata.and_then(|metadata| metadata.arn);
        let arn = metadata.ok_or_else(|| Fault::new(MAKING, Trouble::Unreadable("no ARN")))?;
        match self.finish(algorithm, &arn).await {
            Ok(key) => Ok(key),
            Err(fault) => {
                // It costs, and nobody would know of it. What failed is told in either case.
                let _ = self.schedule_deletion(&arn).await;
                Err(fault)
            }
        }
    }

    /// Lets the functions sign with a key, if they may not yet.
    pub async fn allow(&self, key: &SigningKey) -> Result<(), Fault> {
        self.grant(&key.held_at).await
    }

    /// Has a key deleted that nobody signs with any more. It can be had back for 30 days.
    pub async fn end(&self, key: &SigningKey) -> Result<(), Fault> {
        self.schedule_deletion(&key.held_at).await
    }

    async fn finish(&self, algorithm: Algorithm, arn: &str) -> Result<SigningKey, Fault> {
        let answer = self.client.get_public_key().key_id(arn).send().await;
        let info = answer.map_err(fault(MAKING))?.public_key;
        let public = info.and_then(|info| PublicKey::from_info(info.as_ref()).ok());
        let unreadable = || Fault::new(MAKING, Trouble::Unreadable("no public key"));
        let key = SigningKey::new(public.ok_or_else(unreadable)?, algorithm, arn);
        self.grant(arn).await?;
        Ok(key)
    }

    async fn grant(&self, arn: &str) -> Result<(), Fault> {
        for role in &self.signers {
            // With the same name, a grant that is there already is not made again.
            let grant = self.client.create_grant().key_id(arn).name("sign-id-tokens");
            let grant = grant.grantee_principal(&role.arn).operations(GrantOperation::Sign);
            grant.send().await.map_err(fault(ALLOWING))?;
        }
        Ok(())
    }

    async fn schedule_deletion(&self, arn: &str) -> Result<(), Fault> {
        let end = self.client.schedule_key_deletion().key_id(arn);
        let end = end.pending_window_in_days(SECOND_THOUGHTS);
        end.send().await.map(|_| ()).map_err(fault(ENDING))
    }
}

/// The account looks after the key, and grants that it be signed with. Signing itself is in no policy of anybody.
fn policy(of: &Role) -> String {
    let account = json!({ "AWS": format!("arn:{}:iam::{}:root", of.partition, of.account) });
    json!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "TheAccountLooksAfterTheKey",
                "Effect": "Allow",
                "Principal": account,
                "Action": [
                    "kms:CancelKeyDeletion",
                    "kms:DescribeKey",
                    "kms:DisableKey",
                    "kms:EnableKey",
                    "kms:GetKeyPolicy",
                    "kms:GetPublicKey",
                    "kms:ListGrants",
                    "kms:ListKeyPolicies",
                    "kms:ListResourceTags",
                    "kms:PutKeyPolicy",
                    "kms:RevokeGrant",
                    "kms:ScheduleKeyDeletion",
                    "kms:TagResource",
                    "kms:UntagResource",
                ],
                "Resource": "*",
            },
            {
                "Sid": "AndSaysWhoSigns",
                "Effect": "Allow",
                "Principal": account,
                "Action": "kms:CreateGrant",
                "Resource": "*",
                "Condition": { "ForAllValues:StringEquals": { "kms:GrantOperations": ["Sign"] } },
            },
        ],
    })
    .to_string()
}
