//! What each step asks of DynamoDB: a step that starts to do more is seen here.
//!
//! One `BatchGetItem`, `Query` or `GetItem` is one read, whatever comes back; one `TransactWriteItems` is one
//! write, whatever is in it. Queries that do not depend on each other run at the same time. `docs/performance.md` has the same table,
//! with what workers ask: their own tests look at that.

use std::collections::BTreeMap;

use crate::{
    browser::Browser,
    town::{From, Town},
};

/// What was asked since the last look: reads, writes, and the operations by name.
fn asked(town: &Town) -> (usize, usize, BTreeMap<String, usize>) {
    let calls = town.stack.engine.as_ref().unwrap().calls();
    let asked = (calls.reads(), calls.writes(), calls.by_operation());
    calls.forget();
    asked
}

/// Fails unless the step asked for exactly this, and the document says so.
#[track_caller]
fn expect(town: &Town, step: &str, reads: usize, writes: usize) {
    let calls = town.stack.engine.as_ref().unwrap().calls();
    assert_eq!(
        (calls.reads(), calls.writes()),
        (reads, writes),
        "{step}: {:?}",
        calls.by_operation()
    );
    calls.are_as_documented(step);
}

#[tokio::test]
async fn every_step_to_a_record_asks_for_as_much_as_it_did_before() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let service = town.service(From::Existing).to_owned();
    // What One Login publishes is fetched once.
    town.arrive(&mut Browser::new(), From::Existing, "bea").await;
    asked(&town);

    let start = browser.open_without_following(&format!("{service}/sign-in")).await;
    let authorize = start.location().unwrap();
    let away = browser.open_without_following(authorize.as_str()).await;
    expect(&town, "authorize", 1, 1);

    let picker = browser.open(away.location().unwrap().as_str()).await;
    let back = browser.send_without_following(&picker, &[("persona", "anne")]).await;
    let second = browser.open_without_following(back.location().unwrap().as_str()).await;
    // The journey; whoever is signed in in the browser and the user, at once; the state is used up before the code is
    // exchanged.
    expect(&town, "callback, first trip", 2, 2);

    let back = browser.open_without_following(second.location().unwrap().as_str()).await;
    let on = browser.open_without_following(back.location().unwrap().as_str()).await;
    expect(&town, "callback, second trip", 2, 2);

    let question = browser.open(on.location().unwrap().as_str()).await;
    expect(&town, "nino-lookup, GET", 1, 0);

    let fields = [("have_nino", "yes"), ("nino", "AB123456C")];
    let answer = browser.send_without_following(&question, &fields).await;
    // The journey; the user and what is counted, at once; the four ways to a record. The guess is counted
    // before, and taken back with the step.
    expect(&town, "nino-lookup, POST, match", 6, 2);

    let found = browser.open(answer.location().unwrap().as_str()).await;
    expect(&town, "found, GET", 1, 0);

    let code = browser.open_without_following(found.link("Continue to").as_str()).await;
    expect(&town, "found, continue", 1, 1);

    browser.open_without_following(code.location().unwrap().as_str()).await;
    // Token: the client with the code, the user with the record. Userinfo: the token, the user with the record.
    expect(&town, "token and userinfo", 4, 1);
}

#[tokio::test]
async fn every_step_without_a_record_asks_for_as_much_as_it_did_before() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "gus").await;
    asked(&town);

    let answer = browser.send_without_following(&question, &[("have_nino", "no")]).await;
    expect(&town, "nino-lookup, POST, none", 5, 1);
    let trn = browser.open(answer.location().unwrap().as_str()).await;
    expect(&town, "trn-lookup, GET", 1, 0);

    let fields = [("have_trn", "yes"), ("trn", "7654321")];
    let answer = browser.send_without_following(&trn, &fields).await;
    expect(&town, "trn-lookup, POST, none", 6, 2);
    let check = browser.open(answer.location().unwrap().as_str()).await;
    expect(&town, "record-not-found, GET", 1, 0);

    let answer = browser.send_without_following(&check, &[]).await;
    expect(&town, "record-not-found, POST", 2, 1);
    browser.open(answer.location().unwrap().as_str()).await;
    // The journey, and the user, who may have been settled since.
    expect(&town, "record-not-found, sent", 2, 0);
}

#[tokio::test]
async fn a_look_up_asks_the_same_whatever_it_finds() {
    let town = Town::new().await;
    let mut seen = Vec::new();
    // Anne's own number, somebody else's, nobody's: nobody can tell from the time it takes.
    for nino in ["AB123456C", "CE234567A", "AB999999D"] {
        let mut browser = Browser::new();
        let persona = if nino == "AB123456C" { "anne" } else { "gus" };
        let question = town.arrive(&mut browser, From::Existing, persona).await;
        asked(&town);
        browser.send_without_following(&question, &[("have_nino", "yes"), ("nino", nino)]).await;
        seen.push(asked(&town));
    }

    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[1], seen[2]);
}
