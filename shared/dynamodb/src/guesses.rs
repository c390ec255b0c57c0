//! Guesses: one item for each user, and one for each number that was given.

use std::collections::BTreeMap;

use async_trait::async_trait;
use identity::Subject;
use jiff::Timestamp;
use ports::{Counted, CountedGuess, Fault, Guess, GuessedNumber, Guesses, Standing, Tries};

use crate::{
    Store, Table,
    faults::{self, Trouble},
    item::{self, Item, Key, number, seconds},
    schema::EXPIRY_ATTRIBUTE,
    stored::{AuditEvent, Ref},
    tasks::moment,
    transaction::{Change, Condition, NEW, Outcome, Transaction, request_token},
};

const COUNTING: &str = "counting a guess";

/// How often a count is tried that others get in the way of. Each time another guess is counted, and no
/// item takes more than ten before it is at a limit: whoever waits sees the limit before they give up.
const TRIES: u32 = 12;

fn of_user(subject: &Subject) -> Key {
    Key::new(format!("GUESSES#USER#{}", subject.as_str()), "GUESSES")
}

fn of_number(number: &GuessedNumber) -> Key {
    Key::new(format!("GUESSES#NUMBER#{}", number.digest().as_str()), "GUESSES")
}

#[async_trait]
impl Guesses for Store {
    async fn standing(
        &self,
        subject: &Subject,
        numbers: &[GuessedNumber],
    ) -> Result<Standing, Fault> {
        const DOING: &str = "loading what is counted";
        let keys: Vec<Key> =
            std::iter::once(of_user(subject)).chain(numbers.iter().map(of_number)).collect();
        let mut items = self.several(DOING, self.table(Table::Journeys)?, &keys).await?.into_iter();
        let user = tries(DOING, items.next().flatten())?;
        let tried = numbers
            .iter()
            .zip(items)
            .map(|(number, item)| Ok((number.clone(), tries(DOING, item)?)));
        let numbers = tried.collect::<Result<BTreeMap<_, _>, Fault>>()?;
        Ok(Standing { subject: subject.clone(), user, numbers })
    }

    async fn count(&self, guess: &Guess, mut standing: Standing) -> Result<Counted, Fault> {
        for number in 1..=TRIES {
            if let Some(again_at) = standing.user.again_at(guess.at) {
                return Ok(Counted::TooMany { again_at });
            }
            let (transaction, counted) = self.counting(guess, &standing)?;
            let read: Vec<String> = versions(&standing).map(|each| each.to_string()).collect();
            let same = request_token(&["guess", &guess.id, &read.join(",")]);
            match self.transact(COUNTING, transaction, Some(same)).await? {
                Outcome::Written => {
                    let (numbers, leaves_to_staff) = counted;
                    let (id, subject) = (guess.id.clone(), standing.subject.clone());
                    let guess = CountedGuess { id, subject, numbers };
                    return Ok(Counted::Counted { guess, before: standing, leaves_to_staff });
                }
                // Another guess was counted first, or taken back.
                Outcome::Refused(_) => faults::wait_before_try(number).await,
            }
            let numbers: Vec<GuessedNumber> = standing.numbers.into_keys().collect();
            standing = self.standing(&standing.subject, &numbers).await?;
        }
        Err(Fault::new(COUNTING, Trouble::Contended))
    }

    async fn take_back(&self, guess: &CountedGuess) -> Result<(), Fault> {
        let mut transaction = Transaction::default();
        self.add_taking_back(&mut transaction, guess)?;
        match self.transact("taking a guess back", transaction, None).await? {
            // Nothing is asked of the items: it cannot be refused.
            Outcome::Written | Outcome::Refused(_) => Ok(()),
        }
    }
}

impl Store {
    /// The writes that count a guess against what was read; the numbers it counts with, and whether one of
    /// them is left to support staff by it.
    fn counting(
        &self,
        guess: &Guess,
        standing: &Standing,
    ) -> Result<(Transaction, (Vec<GuessedNumber>, bool)), Fault> {
        let table = self.table(Table::Journeys)?;
        let mut transaction = Transaction::default();
        add_try(&mut transaction, table, of_user(&standing.subject), (&standing.user, guess));
        let (mut numbers, mut leaves_to_staff) = (Vec::new(), false);
        for number in &guess.typed {
            if standing.leaves_to_staff(number, guess.at) {
                continue;
            }
            let never = Tries::default();
            let before = standing.numbers.get(number).unwrap_or(&never);
            let after = add_try(&mut transaction, table, of_number(number), (before, guess));
            leaves_to_staff |= after.left_to_staff_until().is_some_and(|until| guess.at < until);
            numbers.push(number.clone());
        }
        if leaves_to_staff {
            let event = AuditEvent {
                who: standing.subject.clone(),
                what: "NumberLeftToStaff".to_owned(),
                journey: Some(guess.journey.clone()),
                task: None,
                client: guess.client.clone(),
                trn: None,
                at: guess.at,
            };
            let (who, when) = (standing.subject.as_str(), moment(guess.at));
            let key = Key::new(format!("USER#{who}"), format!("{when}#{}", guess.id));
            transaction.create(self.table(Table::Audit)?, item::write(key, &event));
        }
        Ok((transaction, (numbers, leaves_to_staff)))
    }

    /// Takes a guess back wherever it was counted.
    pub(crate) fn add_taking_back(
        &self,
        transaction: &mut Transaction,
        guess: &CountedGuess,
    ) -> Result<(), Fault> {
        let table = self.table(Table::Journeys)?;
        let keys =
            std::iter::once(of_user(&guess.subject)).chain(guess.numbers.iter().map(of_number));
        for key in keys {
            // Whoever has read it with this guess has to read it again.
            let change = Change::new("SET version = version + :one REMOVE #at.#guess")
                .name("#at", "at")
                .name("#guess", &guess.id)
                .value(":one", number(1));
            transaction.update(table, key, change, None);
        }
        Ok(())
    }
}

/// Writes one more try, if nobody has written another since.
fn add_try(
    transaction: &mut Transaction,
    table: &str,
    key: Key,
    (before, guess): (&Tries, &Guess),
) -> Tries {
    let after = Tries { version: before.version + 1, ..before.with(&guess.id, guess.at) };
    let mut item = item::write(key, Ref(&after));
    let expires_at = after.forgotten_at().unwrap_or(Timestamp::MAX);
    item.insert(EXPIRY_ATTRIBUTE.to_owned(), seconds(expires_at));
    let as_read = match before.version {
        0 => Condition::new(NEW),
        version => Condition::version(version),
    };
    transaction.put(table, item, Some(as_read));
    after
}

/// What an item says. One that is not there says that nothing was tried; one that cannot be read says nothing.
fn tries(doing: &'static str, item: Option<Item>) -> Result<Tries, Fault> {
    let Some(item) = item else { return Ok(Tries::default()) };
    item::read("count of guesses", item).map_err(|trouble| Fault::new(doing, trouble))
}

fn versions(standing: &Standing) -> impl Iterator<Item = u64> {
    std::iter::once(standing.user.version)
        .chain(standing.numbers.values().map(|tries| tries.version))
}
