//! `trn-ranges add` and `task list`.

use ops::Ending;
use testing::{SystemEntropy, World, dynamodb::Engine, journeys::anne};

use crate::terminal::typed;

#[tokio::test]
async fn trns_are_drawn_from_a_range_once_it_is_added() {
    let engine = Engine::in_memory().await;
    let ranges = engine.store().trn_ranges();
    assert_eq!(ranges.draw(&SystemEntropy).await.unwrap().trn, None);

    let answer = typed(&engine, &["trn-ranges", "add", "3000000", "3000009"]).await;

    let said = "new TRNs are drawn from 3000000 to 3000009 as well\n";
    assert_eq!((answer.ending, answer.report.as_str()), (Ending::Done, said));
    let drawn = ranges.draw(&SystemEntropy).await.unwrap().trn.unwrap();
    assert!(drawn.as_str().starts_with("300000"));
}

#[tokio::test]
async fn a_range_that_cannot_be_added_is_refused() {
    let engine = Engine::in_memory().await;
    typed(&engine, &["trn-ranges", "add", "3000000", "3000009"]).await;
    for (from, to, why) in [
        (
            "3000009",
            "3000019",
            "nothing was added: it overlaps the range from 3000000 to 3000009\n",
        ),
        ("3000030", "3000020", "nothing was added: the range ends before it begins\n"),
    ] {
        let answer = typed(&engine, &["trn-ranges", "add", from, to]).await;

        assert_eq!((answer.ending, answer.report.as_str()), (Ending::Refused, why));
    }
    let answer = typed(&engine, &["trn-ranges", "add", "300", "3000020"]).await;
    assert_eq!(answer.ending, Ending::Failed);
    assert!(answer.progress.starts_with("300 is no TRN"), "{}", answer.progress);
}

#[tokio::test]
async fn the_list_says_what_waits_and_not_whose_it_is() {
    let world = World::new().await;
    assert_eq!(typed(world.engine(), &["task", "list"]).await.report, "0 tasks\n");
    let task = world.ask_support(&anne()).await.open.unwrap().task();
    world.store().reviews().open_task(&task, &[]).await.unwrap();

    let answer = typed(world.engine(), &["task", "list"]).await;

    assert_eq!(answer.ending, Ending::Done);
    let lines: Vec<&str> = answer.report.lines().collect();
    let line =
        "TRN-AAAA-BBBB  2026-04-09  record not found     to be decided         register-for-npq";
    assert_eq!(lines[1..], [line, "1 tasks"]);
    assert!(!answer.report.contains("Anne"));
}
