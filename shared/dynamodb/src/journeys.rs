//! Journeys.

use std::collections::HashMap;

use async_trait::async_trait;
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, ReturnValue};
use identity::JourneyId;
use jiff::Timestamp;
use jose::Digest;
use oidc::CodeGrant;
use ports::{
    Attempt, Begin, Commit, CommitError, Fault, Journey, Journeys, Session, SignInStamp, Spend,
};

use crate::{
    Store, Table,
    faults::{self, TRIES, Trouble},
    grants,
    item::{self, Item, Key, has_expired, number, text},
    sessions,
    stored::{Ref, Stored},
    transaction::{Condition, Outcome, Transaction, request_token},
};

pub(crate) fn key(id: &JourneyId) -> Key {
    Key::new(format!("JOURNEY#{}", id.as_str()), "JOURNEY")
}

/// A value inside an item.
fn value<T: Stored>(value: &T) -> AttributeValue {
    serde_dynamo::to_attribute_value(Ref(value)).expect("shapes hold values that DynamoDB knows")
}

#[async_trait]
impl Journeys for Store {
    async fn begin(&self, begin: &Begin) -> Result<(), Fault> {
        const DOING: &str = "beginning a journey";
        let table = self.table(Table::Journeys)?;
        let mut transaction = Transaction::default();
        transaction.create(table, item::write(key(&begin.journey.id), Ref(&begin.journey)));
        sessions::add(&mut transaction, table, &begin.session);
        let same = request_token(&["begin", begin.journey.id.as_str()]);
        match self.transact(DOING, transaction, Some(same)).await? {
            Outcome::Written => Ok(()),
            // The browser signed out meanwhile, in another tab.
            Outcome::Refused(_) => Err(Fault::new(DOING, Trouble::NotNew)),
        }
    }

    async fn open(
        &self,
        journey: &JourneyId,
        session: &Digest,
        now: Timestamp,
    ) -> Result<Option<Journey>, Fault> {
        const DOING: &str = "loading a journey";
        let keys = [key(journey), sessions::key(session)];
        let [Some(journey), Some(session)] = self.both(DOING, keys).await? else { return Ok(None) };
        let unreadable = |trouble| Fault::new(DOING, trouble);
        let Some(session) = sessions::read(session, now).map_err(unreadable)? else {
            return Ok(None);
        };
        if has_expired(&journey, now) {
            return Ok(None);
        }
        let journey: Journey = item::read("journey", journey).map_err(unreadable)?;
        Ok(owns(&session, &journey).then_some(journey))
    }

    async fn spend(&self, journey: &Journey, state: &Digest) -> Result<Spend, Fault> {
        const DOING: &str = "using up a state";
        let update = self
            .client
            .update_item()
            .table_name(self.table(Table::Journeys)?)
            .set_key(Some(key(&journey.id).item()))
            .update_expression(
                "SET version = version + :one, spent = list_append(spent, :spent) REMOVE attempt",
            )
            .condition_expression("attempt.#state = :state")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":spent", AttributeValue::L(vec![value(state)]))
            .expression_attribute_values(":state", text(state.as_str()))
            .return_values(ReturnValue::AllOld);
        let answer = faults::conditionally(DOING, || update.clone().send()).await?;
        let Some(answer) = answer else { return Ok(Spend::NotGood) };
        let before = item::read("journey", answer.attributes.unwrap_or_default());
        before.map(|before| spent(before, state)).map_err(|trouble| Fault::new(DOING, trouble))
    }

    async fn attempt(&self, journey: &Journey, attempt: &Attempt) -> Result<(), CommitError> {
        const DOING: &str = "starting a trip to GOV.UK One Login";
        let update = self
            .client
            .update_item()
            .table_name(self.table(Table::Journeys)?)
            .set_key(Some(key(&journey.id).item()))
            .update_expression("SET version = version + :one, attempt = :attempt")
            .condition_expression("version = :version")
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":attempt", value(attempt))
            .expression_attribute_values(":version", number(journey.version));
        let written = faults::conditionally(DOING, || update.clone().send()).await?;
        written.map(|_| ()).ok_or(CommitError::Stale)
    }

    async fn commit(&self, from: &Journey, commit: Commit<'_>) -> Result<Journey, CommitError> {
        self.commit_step(from, commit).await
    }

    async fn grant(
        &self,
        from: &Journey,
        code: &Digest,
        grant: &CodeGrant,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::default();
        let as_read = Condition::version(from.version);
        transaction.check(self.table(Table::Journeys)?, key(&from.id), as_read);
        grants::add_code(&mut transaction, self.table(Table::Grants)?, code, grant);
        let same = request_token(&["grant", code.as_str()]);
        match self.transact("granting a code", transaction, Some(same)).await? {
            Outcome::Written => Ok(()),
            // The journey moved on, or the person signed out meanwhile.
            Outcome::Refused(_) => Err(CommitError::Stale),
        }
    }
}

/// Whether the browser of this session may carry the journey on. Once somebody has signed in, that takes
/// the same sign-in: whoever uses the computer next meets nothing of theirs.
fn owns(session: &Session, journey: &Journey) -> bool {
    let stands_on = |stamp: &SignInStamp| {
        session.sign_in.as_ref().is_some_and(|sign_in| sign_in.session == stamp.session)
    };
    session.browser == journey.browser && journey.sign_in.as_ref().is_none_or(stands_on)
}

/// The attempt that was used up, and the journey without it.
fn spent(mut before: Journey, state: &Digest) -> Spend {
    let Some(attempt) = before.attempt.take() else { return Spend::NotGood };
    before.version += 1;
    before.spent.push(state.clone());
    Spend::Spent { attempt, journey: Box::new(before) }
}

impl Store {
    /// Two items of the journeys table in one consistent read.
    async fn both(&self, doing: &'static str, keys: [Key; 2]) -> Result<[Option<Item>; 2], Fault> {
        let table = self.table(Table::Journeys)?;
        let [first, second] = &keys;
        let mut wanted = vec![first.clone().item(), second.clone().item()];
        let mut found = Vec::new();
        for number in 1..=TRIES {
            let request = KeysAndAttributes::builder().set_keys(Some(wanted)).consistent_read(true);
            let request = request.build().expect("the keys were given");
            let answer = self.client.batch_get_item().request_items(table, request).send().await;
            let answer = answer.map_err(faults::fault(doing))?;
            let mut items: HashMap<String, Vec<Item>> = answer.responses.unwrap_or_default();
            found.extend(items.remove(table).unwrap_or_default());
            let mut left_out = answer.unprocessed_keys.unwrap_or_default();
            wanted = left_out.remove(table).map(|left| left.keys).unwrap_or_default();
            if wanted.is_empty() {
                let mut take = |key: &Key| {
                    let at =
                        found.iter().position(|item| item.get("pk") == Some(&text(&key.pk)))?;
                    Some(found.swap_remove(at))
                };
                return Ok([take(first), take(second)]);
            }
            faults::wait_before_try(number).await;
        }
        Err(Fault::new(doing, Trouble::LeftOut))
    }
}
