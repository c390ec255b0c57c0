//! `records load`.

use identity::TeachingRecord;
use ops::Ending;
use ports::Teachers;
use testing::{dynamodb::Engine, people};

use crate::terminal::{Scratch, typed, typed_in};

#[tokio::test]
async fn a_register_is_loaded_and_loading_it_again_changes_nothing() {
    let engine = Engine::in_memory().await;
    let file = Scratch::holding("records.jsonl", people::file(&people::register()));

    let first = typed(&engine, &["records", "load", &file.path()]).await;
    let again = typed(&engine, &["records", "load", &file.path()]).await;

    assert_eq!((first.ending, again.ending), (Ending::Done, Ending::Done));
    assert_eq!(
        first.report,
        "200 new, 0 changed, 0 as they were; 0 lines left out, 0 loaded in part\n"
    );
    assert_eq!(
        again.report,
        "0 new, 0 changed, 200 as they were; 0 lines left out, 0 loaded in part\n"
    );
    assert_eq!(first.progress, "\r200 lines\n");
    for record in people::register() {
        let stored = engine.store().record(&record.trn).await.unwrap();
        assert_eq!(stored, Some(record));
    }
}

#[tokio::test]
async fn what_is_refused_is_reported_and_the_rest_is_loaded() {
    let engine = Engine::in_memory().await;
    let mut lines: Vec<String> = people::register().iter().take(3).map(people::line).collect();
    lines.insert(1, "nonsense".to_owned());
    lines.push(
        r#"{"trn":"0012345","last_name":"Smith","date_of_birth":"1990-05-01","ninos":["x"]}"#
            .to_owned(),
    );
    let file = Scratch::holding("records.jsonl", lines.join("\n"));

    let answer = typed(&engine, &["records", "load", &file.path()]).await;

    assert_eq!(answer.ending, Ending::Refused);
    assert_eq!(answer.ending.code(), 1);
    assert_eq!(
        answer.report,
        "line 2: not JSON, at column 2 (left out)\n\
         line 5: ninos, number 1: cannot be a National Insurance number (loaded without it)\n\
         4 new, 0 changed, 0 as they were; 1 lines left out, 1 loaded in part\n"
    );
    let stored = engine.store().record(&people::trn("0012345")).await.unwrap();
    assert!(stored.is_some());
}

#[tokio::test]
async fn a_changed_line_changes_its_record_alone() {
    let engine = Engine::in_memory().await;
    let mut register: Vec<TeachingRecord> = people::register();
    let before = Scratch::holding("before.jsonl", people::file(&register));
    typed(&engine, &["records", "load", &before.path()]).await;
    register[7].name = people::record_name("Somebody Else");
    let after = Scratch::holding("after.jsonl", people::file(&register));

    let answer = typed(&engine, &["records", "load", &after.path()]).await;

    assert_eq!(
        answer.report,
        "0 new, 1 changed, 199 as they were; 0 lines left out, 0 loaded in part\n"
    );
}

#[tokio::test]
async fn thousands_are_loaded_and_progress_is_shown_on_the_way() {
    let engine = Engine::in_memory().await;
    let many: Vec<TeachingRecord> = (1..=2_500).map(somebody).collect();
    let file = Scratch::holding("many.jsonl", people::file(&many));

    let answer = typed(&engine, &["records", "load", &file.path()]).await;

    assert_eq!(answer.ending, Ending::Done);
    assert!(answer.report.starts_with("2500 new"), "{}", answer.report);
    assert_eq!(answer.progress, "\r1000 lines\r2000 lines\r2500 lines\n");
}

/// Somebody of this number, with a name and a birthday that few others have.
fn somebody(number: u32) -> TeachingRecord {
    let letters: String = number.to_string().bytes().map(|b| char::from(b - b'0' + b'a')).collect();
    let born = format!("{}-{:02}-{:02}", 1950 + number % 50, 1 + number % 12, 1 + number % 28);
    people::record(&format!("{number:07}"), &format!("Anne Sm{letters}"), &born)
}

#[tokio::test]
async fn a_file_that_is_not_there_is_named() {
    let engine = Engine::in_memory().await;

    let answer = typed(&engine, &["records", "load", "/nowhere/records.jsonl"]).await;

    assert_eq!((answer.ending, answer.ending.code()), (Ending::Failed, 2));
    assert!(answer.progress.starts_with("/nowhere/records.jsonl: "), "{}", answer.progress);
}

#[tokio::test]
async fn a_setting_that_is_missing_is_named() {
    let nothing = || ports::Variables::new(|_| None);
    let file = Scratch::holding("records.jsonl", "");
    let load = ["records", "load", &file.path()];

    let stand_in = [&load[..], &["--endpoint-url", "http://127.0.0.1:1"]].concat();
    let no_table = typed_in(nothing(), &stand_in).await;
    let with_table =
        [&load[..], &["--records-table", "records", "--outbox-table", "outbox"]].concat();
    let no_credentials = typed_in(nothing(), &with_table).await;

    assert_eq!(no_table.ending, Ending::Failed);
    assert_eq!(no_table.progress, "RECORDS_TABLE: is not set\n");
    assert_eq!(no_credentials.progress, "AWS_ACCESS_KEY_ID: is not set\n");
}

#[tokio::test]
async fn a_store_that_fails_stops_the_load_and_says_how_to_go_on() {
    let engine = Engine::in_memory().await;
    let file = Scratch::holding("records.jsonl", people::file(&people::register()));
    let elsewhere = ["records", "load", &file.path(), "--records-table", "no-such-table"];

    let answer = typed(&engine, &elsewhere).await;

    assert_eq!(answer.ending, Ending::Failed);
    assert!(answer.progress.contains("DynamoDB answered ResourceNotFoundException"));
    assert!(answer.progress.contains("Do it again to carry on"), "{}", answer.progress);
}
