//! What a look-up reads from DynamoDB, measured with the embedded engine.

use std::fmt::Write;

use aws_sdk_dynamodb::Client;
use dynamodb::Store;
use jiff::Timestamp;
use matching::Evidence;
use ports::Teachers;
use testing::{dynamodb::Engine, people};

use crate::{
    Born, Claimant, SEED, Size, made_up,
    meter::{Meter, Reading},
};

/// How many records are kept while look-ups are measured.
pub const RECORDS: usize = 100_000;
/// How many people are looked up.
const PEOPLE: usize = 2_000;

/// Keeps so many records, as many on one day of birth as of 3 million, and looks people up; says
/// what that read.
///
/// # Panics
/// The embedded engine fails.
pub fn measure(records: usize) -> String {
    let runtime = tokio::runtime::Runtime::new().expect("a process can have a runtime");
    runtime.block_on(async {
        let size = Size { records, people: PEOPLE.min(records / 2), born: Born::InTwoYears };
        let (register, claimants) = made_up(SEED, size);
        let engine = Engine::in_memory().await;
        let kept = engine.store().keep_records(register.records(), Timestamp::UNIX_EPOCH).await;
        kept.expect("the embedded engine keeps records");
        let meter = Meter::default();
        let config = engine.client().config().to_builder().interceptor(meter.clone()).build();
        let store = Store::new(Client::from_conf(config), engine.tables().clone());

        let mut readings = Vec::new();
        for person in &claimants {
            readings.push(read(&store, &meter, person).await);
        }
        let worst = read(&store, &meter, &of_many_names(&claimants[0])).await;
        table(records, readings, worst)
    })
}

async fn read(store: &Store, meter: &Meter, person: &Claimant) -> Reading {
    let evidence = Evidence {
        identity: &person.identity,
        email: person.email.as_ref(),
        nino: person.nino.as_ref(),
        trn: person.trn.as_ref(),
        refused: &[],
    };
    meter.take();
    store.around(&evidence).await.expect("the embedded engine finds records");
    meter.take()
}

/// Three of the commonest names, each of two surnames, and two dates of birth.
fn of_many_names(person: &Claimant) -> Claimant {
    let ended = |given: &str, family: &str| {
        let parts = people::name(given, family).parts().to_vec();
        identity::VerifiedName::new(parts, None, Some(jiff::civil::date(2015, 6, 30)))
            .expect("it holds something")
    };
    let names = vec![
        people::name("Sarah", "Smith-Jones"),
        ended("Sarah", "Williams-Taylor"),
        ended("Sally", "Brown-Davies"),
    ];
    let dates = vec![people::date("1984-05-01"), people::date("1985-01-05")];
    let identity = identity::VerifiedIdentity::new(names, dates).expect("there is a current name");
    Claimant { identity, ..person.clone() }
}

fn table(records: usize, mut readings: Vec<Reading>, worst: Reading) -> String {
    readings.sort_by(|one, other| one.units.total_cmp(&other.units));
    let at = |percent: usize| readings[(readings.len() - 1) * percent / 100];
    let mut text = format!(
        "{records} records, {} look-ups\n\n\
         | look-up | queries | reads by key | at once | items | KB at most |\n\
         | --- | ---: | ---: | ---: | ---: | ---: |\n",
        readings.len()
    );
    for (name, reading) in [
        ("the half that reads less", at(50)),
        ("99 in 100", at(99)),
        ("the one that reads most", at(100)),
        ("three double surnames and two birthdays", worst),
    ] {
        let Reading { queries, batches, at_once, items, units, .. } = reading;
        // Text takes text.
        let _ = writeln!(
            text,
            "| {name} | {queries} | {batches} | {at_once} | {items} | {} |",
            units * 4.0
        );
    }
    text
}
