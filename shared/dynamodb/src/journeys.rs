//! Journeys.

use async_trait::async_trait;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use identity::JourneyId;
use jiff::Timestamp;
use jose::Digest;
use oidc::CodeGrant;
use ports::{
    Attempt, Begin, Commit, CommitError, Fault, Journey, Journeys, Session, SignInStamp, Spend,
};

use crate::{
    Store, Table,
    faults::{self, Trouble},
    grants,
    item::{self, Key, has_expired, number, text},
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
    async fn begin(&self, begin: &Begin) -> Result<(), CommitError> {
        const DOING: &str = "beginning a journey";
        let table = self.table(Table::Journeys)?;
        let mut transaction = Transaction::default();
        transaction.create(table, item::write(key(&begin.journey.id), Ref(&begin.journey)));
        sessions::add(&mut transaction, table, &begin.session);
        let old = begin.old.as_ref().map(|old| {
            sessions::add_end(&mut transaction, table, old, begin.session.session.expires_at)
        });
        let same = request_token(&["begin", begin.journey.id.as_str()]);
        match self.transact(DOING, transaction, Some(same)).await? {
            Outcome::Written => Ok(()),
            // The browser signed out meanwhile, or began another journey, in another tab.
            Outcome::Refused(which) if old.is_some_and(|old| which.contains(&old)) => {
                Err(CommitError::Stale)
            }
            Outcome::Refused(_) => Err(Fault::new(DOING, Trouble::NotNew).into()),
        }
    }

    async fn open(
        &self,
        journey: &JourneyId,
        session: &Digest,
        now: Timestamp,
    ) -> Result<Option<Journey>, Fault> {
        const DOING: &str = "loading a journey";
        let (digest, keys) = (session, [key(journey), sessions::key(session)]);
        let mut items = self.several(DOING, self.table(Table::Journeys)?, &keys).await?.into_iter();
        let (Some(Some(journey)), Some(Some(session))) = (items.next(), items.next()) else {
            return Ok(None);
        };
        let unreadable = |trouble| Fault::new(DOING, trouble);
        let Some(session) = sessions::read(session, now).map_err(unreadable)? else {
            return Ok(None);
        };
        if has_expired(&journey, now) || now >= session.idle_at {
            return Ok(None);
        }
        let journey: Journey = item::read("journey", journey).map_err(unreadable)?;
        if !owns(&session, &journey) {
            return Ok(None);
        }
        self.keep_session(digest, session, now).await?;
        Ok(Some(journey))
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
