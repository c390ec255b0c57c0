//! Sign-outs that GOV.UK One Login tells us of: every sign-in of one subject, in every browser.
//!
//! A notice first leaves a mark with the subject, which every sign-in checks in the transaction that writes
//! its session; then it ends the sessions that it finds. Whichever of a sign-in and a notice comes first, the
//! session does not outlive both.

use std::collections::BTreeSet;

use async_trait::async_trait;
use identity::{SessionId, Subject};
use jiff::{SignedDuration, Timestamp};
use jose::Digest;
use ports::{Fault, JOURNEY_LIFE, Rotation, SessionSignIn, SignOutNotice, SignOutNotices};

use crate::{
    Store, Table, faults,
    grants::indexed,
    item::{Item, Key, has_expired, number, seconds, text},
    schema::EXPIRY_ATTRIBUTE,
    sessions,
    transaction::{Condition, Transaction},
};

const DOING: &str = "following a notice of GOV.UK One Login";

/// How long a notice is known again. GOV.UK One Login asks for 3 minutes.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// The attribute of the mark: milliseconds since 1970.
const ENDED_AT: &str = "ended_at";

fn of_subject(subject: &Subject) -> String {
    format!("SUBJECT#{}", subject.as_str())
}

fn mark(subject: &Subject) -> Key {
    Key::new(of_subject(subject), "ENDED")
}

fn notice_key(notice: &Digest) -> Key {
    Key::new(format!("NOTICE#{}", notice.as_str()), "NOTICE")
}

/// The place of a session among those of its subject.
pub(crate) fn place(subject: &Subject, session: &Key, sign_in: &SessionSignIn) -> Item {
    let mut item = Key::new(of_subject(subject), session.pk.clone()).item();
    item.insert("sign_in".to_owned(), text(sign_in.session.as_str()));
    item
}

/// Makes a sign-in, if a session holds one, depend on no notice about its subject having come since the
/// person set out.
pub(crate) fn add_check(
    transaction: &mut Transaction,
    table: &str,
    rotation: &Rotation,
) -> Option<usize> {
    let sign_in = rotation.new.session.sign_in.as_ref()?;
    let not_since = format!("attribute_not_exists(pk) OR {ENDED_AT} < :set_out_at");
    let condition = Condition::new(not_since)
        .value(":set_out_at", number(rotation.set_out_at.as_millisecond()));
    Some(transaction.check(table, mark(&sign_in.subject), condition))
}

#[async_trait]
impl SignOutNotices for Store {
    async fn was_followed(&self, notice: &Digest, now: Timestamp) -> Result<bool, Fault> {
        let known = self.item(DOING, self.table(Table::Journeys)?, notice_key(notice)).await?;
        Ok(known.is_some_and(|item| !has_expired(&item, now)))
    }

    async fn follow(&self, notice: &SignOutNotice, now: Timestamp) -> Result<(), Fault> {
        let table = self.table(Table::Journeys)?;
        self.leave_mark(table, &notice.subject, now).await?;

        let places = self.items_under(DOING, table, &of_subject(&notice.subject)).await?;
        let sign_ins: BTreeSet<SessionId> = places
            .iter()
            .filter(|place| !has_expired(place, now))
            .filter_map(|place| place.get("sign_in")?.as_s().ok()?.parse().ok())
            .collect();
        for sign_in in &sign_ins {
            self.end_sign_in(sign_in, None, now).await?;
        }
        let found = places.iter().filter(|place| indexed(place).is_some());
        self.write_all(DOING, table, found.filter_map(sessions::place).collect()).await?;

        let mut item = notice_key(&notice.id).item();
        item.insert(EXPIRY_ATTRIBUTE.to_owned(), seconds(later(now, REMEMBERED)));
        let put = self.client.put_item().table_name(table).set_item(Some(item));
        put.send().await.map_err(faults::fault(DOING))?;
        Ok(())
    }
}

impl Store {
    /// Says when the subject was signed out everywhere, for as long as anybody can come back from a trip
    /// that began before. A later time that is there already stays.
    async fn leave_mark(
        &self,
        table: &str,
        subject: &Subject,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let at = number(now.as_millisecond());
        let mut item = mark(subject).item();
        item.insert(ENDED_AT.to_owned(), at.clone());
        item.insert(EXPIRY_ATTRIBUTE.to_owned(), seconds(later(now, JOURNEY_LIFE * 2)));
        let put = self
            .client
            .put_item()
            .table_name(table)
            .set_item(Some(item))
            .condition_expression(format!("attribute_not_exists(pk) OR {ENDED_AT} < :at"))
            .expression_attribute_values(":at", at);
        faults::conditionally(DOING, || put.clone().send()).await?;
        Ok(())
    }
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_add(by).unwrap_or(Timestamp::MAX)
}
