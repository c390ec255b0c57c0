//! What somebody answered at a question, kept for them beside their journey.

use identity::Subject;
use jiff::Timestamp;
use journey::Answered;
use ports::{ANSWERS_KEPT, Commit, Journey};

use crate::{
    faults::Trouble,
    item::{self, Item, Key, has_expired, seconds},
    schema::EXPIRY_ATTRIBUTE,
    stored::Ref,
    transaction::Transaction,
};

pub(crate) fn key(subject: &Subject) -> Key {
    Key::new(format!("ANSWERS#USER#{}", subject.as_str()), "ANSWERS")
}

/// Keeps what a step from a question answers, or drops it where the step leads away from all questions.
pub(crate) fn add(
    transaction: &mut Transaction,
    table: &str,
    (from, moved, commit): (&Journey, &Journey, &Commit<'_>),
) {
    let Some(user) = moved.stage.user().filter(|_| from.stage.is_question()) else { return };
    let key = key(&user.subject);
    match moved.stage.answered() {
        Some(answered) => {
            let mut item = item::write(key, Ref(&answered));
            let until = seconds(commit.at + ANSWERS_KEPT);
            item.insert(EXPIRY_ATTRIBUTE.to_owned(), until);
            transaction.put(table, item, None);
        }
        None => {
            transaction.delete(table, key);
        }
    }
}

/// What the item of a user holds, unless it has expired.
pub(crate) fn read(item: Item, now: Timestamp) -> Result<Option<Answered>, Trouble> {
    if has_expired(&item, now) {
        return Ok(None);
    }
    item::read("answers of a user", item).map(Some)
}
