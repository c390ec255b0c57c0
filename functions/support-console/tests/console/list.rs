//! The list, and the search for a reference.

use axum::http::StatusCode;
use identity::TaskId;
use jiff::SignedDuration;
use journey::{Reason, ReviewKind, Ruling, Wanted};
use testing::{asking::Answer, journeys::anne};

use crate::scene::{
    Office, of,
    people::{raise, somebody},
};

/// The references on a page, from the top.
fn references(page: &Answer) -> Vec<String> {
    let cells = page.body.split("class=\"govuk-link app-reference\"").skip(1);
    let text = |rest: &str| rest.split_once('>').unwrap().1.split('<').next().unwrap().to_owned();
    cells.map(text).collect()
}

/// Three tasks, an hour apart: Bea's, Cai's and Anne's.
async fn three(office: &Office) -> [TaskId; 3] {
    let (bea, cai) =
        (somebody("Bea", "Okafor", "1984-11-23"), somebody("Cai", "Lloyd", "1979-02-14"));
    let hour = || office.world.clock().advance(SignedDuration::from_hours(1));
    let world = &office.world;
    let first = raise(world, &bea, ReviewKind::RecordNotFound, "TRN-BBBB-BBBB").await;
    hour();
    let second = raise(world, &cai, ReviewKind::TwoRecords, "TRN-CCCC-CCCC").await;
    hour();
    let third = raise(world, &anne(), ReviewKind::PossibleDuplicate, "TRN-AAAA-AAAA").await;
    [first, second, third]
}

#[tokio::test]
async fn the_oldest_task_comes_first() {
    let office = Office::new().await;
    let tasks = three(&office).await;
    let priya = office.priya().await;

    let page = office.get(&priya, "/tasks").await;

    assert_eq!(references(&page), ["TRN-BBBB-BBBB", "TRN-CCCC-CCCC", "TRN-AAAA-AAAA"]);
    assert!(tasks.iter().all(|task| page.links_to(&of(task, ""))));
    for told in ["Register for an NPQ", "1 April 2026", "Friday 10 April"] {
        assert!(page.text().contains(told), "{told}: {}", page.text());
    }
    assert!(!page.text().contains("10 April Late"));
}

#[tokio::test]
async fn an_empty_list_says_so() {
    let office = Office::new().await;
    let page = office.get(&office.vera().await, "/tasks").await;
    assert!(page.text().contains("No tasks to do."));
}

#[tokio::test]
async fn the_list_is_narrowed_by_type_and_by_day() {
    let office = Office::new().await;
    three(&office).await;
    let priya = office.priya().await;
    for (query, shown) in [
        ("?type=possible_duplicate", vec!["TRN-AAAA-AAAA"]),
        ("?type=record_not_found", vec!["TRN-BBBB-BBBB"]),
        ("?type=two_records&late=", vec!["TRN-CCCC-CCCC"]),
        ("?late=yes", vec![]),
        ("?type=nonsense&page=x", vec!["TRN-BBBB-BBBB", "TRN-CCCC-CCCC", "TRN-AAAA-AAAA"]),
    ] {
        let page = office.get(&priya, &format!("/tasks{query}")).await;

        assert_eq!(references(&page), shown, "{query}");
        assert_eq!(page.text().contains("No tasks match these filters"), shown.is_empty());
    }
}

#[tokio::test]
async fn a_task_is_late_from_the_day_after_it_was_promised_for() {
    let office = Office::new().await;
    office.raised(ReviewKind::PossibleDuplicate).await;

    // The promised day, in the evening.
    office.world.clock().advance(SignedDuration::from_hours(9 * 24 + 12));
    let that_day = office.get(&office.priya().await, "/tasks?late=yes").await;
    assert_eq!(references(&that_day), Vec::<String>::new());

    office.world.clock().advance(SignedDuration::from_hours(4));
    let after = office.get(&office.priya().await, "/tasks?late=yes").await;
    assert_eq!(references(&after).len(), 1);
    assert!(after.text().contains("Friday 10 April Late"), "{}", after.text());
}

#[tokio::test]
async fn a_long_list_has_pages_and_a_number_past_the_end_is_the_last() {
    let office = Office::new().await;
    for number in 0..21 {
        let letter = char::from(b'A' + number);
        let person = somebody(&format!("Given{letter}"), "Family", "1990-01-01");
        let second = if number < 8 { "AAAA" } else { "CCCC" };
        let letters = ["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "M", "N", "P"];
        let first = letters[usize::from(number % 13)].repeat(4);
        let second = if number >= 13 { "EEEE" } else { second };
        let reference = format!("TRN-{first}-{second}");
        raise(&office.world, &person, ReviewKind::RecordNotFound, &reference).await;
        office.world.clock().advance(SignedDuration::from_secs(1));
    }
    let priya = office.priya().await;

    let first = office.get(&priya, "/tasks").await;
    let second = office.get(&priya, "/tasks?page=2").await;
    let past = office.get(&priya, "/tasks?page=99").await;

    assert_eq!((references(&first).len(), references(&second).len()), (20, 1));
    assert!(first.text().contains("Showing 1 to 20 of 21 tasks, oldest first"));
    assert!(second.body.contains("<title>Review tasks (page 2 of 2)"));
    assert_eq!(references(&past), references(&second));
    assert!(first.links_to("/tasks?page=2"), "{}", first.body);
}

#[tokio::test]
async fn what_is_settled_leaves_the_list_and_what_waits_says_so() {
    let office = Office::new().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;

    let wanted = Wanted::new(true, false, false).unwrap();
    office.world.decide(&anne(), Ruling::Ask(wanted)).await;
    let waiting = office.get(&priya, "/tasks").await;
    assert!(waiting.text().contains("Waiting for the person"), "{}", waiting.text());

    office.world.decide(&anne(), Ruling::Refuse(Reason::NoRecord)).await;
    let settled = office.get(&priya, "/tasks").await;
    assert_eq!(references(&settled), Vec::<String>::new());
    assert_eq!(office.open(&priya, &task).await.status, StatusCode::OK, "it can still be read");
}

#[tokio::test]
async fn a_reference_finds_its_task_in_any_spelling() {
    let office = Office::new().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let vera = office.vera().await;
    for typed in [
        "TRN-7K4M-92QX",
        "trn-7k4m-92qx",
        " 7K4M 92QX ",
        "7k4m92qx",
        "TRN 7K4M–92QX",
        "trn7k4m92qx.",
    ] {
        let answer = office.post(&vera, "/tasks/find", &[("reference", typed)]).await;

        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{typed:?}: {}", answer.text());
        assert_eq!(answer.location(), of(&task, ""), "{typed:?}");
    }
}

#[tokio::test]
async fn a_reference_that_finds_nothing_is_shown_again_with_why() {
    let office = Office::new().await;
    let vera = office.vera().await;
    for (typed, error) in [
        ("", "Enter a reference"),
        ("TRN-7K4M", "Enter a reference in the correct format, like TRN-7K4M-92QX"),
        ("TRN-0O1I-92QX", "Enter a reference in the correct format, like TRN-7K4M-92QX"),
        ("ÄÖÜ", "Enter a reference in the correct format, like TRN-7K4M-92QX"),
        ("TRN-ABCD-EFGH", "There is no task with this reference"),
    ] {
        let answer = office.post(&vera, "/tasks/find", &[("reference", typed)]).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
        assert_eq!(answer.error().as_deref(), Some(error), "{typed:?}");
        assert_eq!(answer.value("reference").unwrap_or_default(), typed);
    }
}
