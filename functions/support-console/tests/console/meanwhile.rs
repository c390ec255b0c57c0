//! What happens while somebody makes up their mind.

use axum::http::StatusCode;
use dynamodb::TrnRange;
use identity::TaskId;
use jiff::SignedDuration;
use journey::{Happening, More, Progress, RequestArrow, ReviewKind, proceed};
use ports::{Clock, Decider};
use testing::{
    asking::Answer,
    journeys::anne,
    people::{self, trn},
};

use crate::scene::{Member, Office, of};

async fn office() -> (Office, TaskId, Member, Member) {
    let office = Office::new().await;
    office.world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
    let range = TrnRange::new(&trn("3000000"), &trn("3999999")).unwrap();
    office.world.store().add_range(&range).await.unwrap();
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let (priya, tom) = (office.priya().await, office.tom().await);
    (office, task, priya, tom)
}

fn was_late(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("What you chose was not carried out."), "{}", answer.text());
}

#[tokio::test]
async fn of_two_who_decide_one_wins_and_the_other_is_told_by_whom_and_what() {
    let decisions: [(&[(&str, &str)], &str); 3] = [
        (&[("decision", "link-1234567")], "Priya Jones connected the record with TRN 1234567"),
        (
            &[("decision", "ask"), ("wanted", "nino")],
            "Priya Jones asked the person for: National Insurance number",
        ),
        (
            &[("decision", "refuse"), ("reason", "no_record")],
            "Priya Jones connected no record and gave no TRN. Reason: No record was found for this person",
        ),
    ];
    for (first, told) in decisions {
        let (office, task, priya, tom) = office().await;
        let seen = office.open(&tom, &task).await;
        office.world.clock().advance(SignedDuration::from_mins(5));
        office.decide(&priya, &task, first).await;
        let after = office.task(&task).await;

        let checked = office.choose(&tom, (&task, &seen), &[("decision", "new-trn")]).await;
        let decided = office.confirm(&tom, (&task, &seen), &[("decision", "new-trn")]).await;

        for answer in [checked, decided] {
            was_late(&answer);
            let text = answer.text();
            assert!(
                text.contains("Priya Jones decided this task at 10:05am on 1 April 2026"),
                "{text}"
            );
            assert!(text.contains(told), "{told}: {text}");
        }
        assert_eq!(office.task(&task).await, after, "{told}");
    }
}

#[tokio::test]
async fn of_many_who_decide_at_once_one_wins() {
    let (office, task, priya, _) = office().await;
    let page = office.open(&priya, &task).await;
    let mut members = Vec::new();
    for number in 0..6 {
        let key = format!("staff{number}");
        members.push(office.member(&key, &[ports::StaffRole::Caseworker]).await);
    }

    let tries = members.iter().enumerate().map(|(number, member)| {
        let decision = if number % 2 == 0 { "new-trn" } else { "link-1234567" };
        let (office, task, page) = (&office, &task, &page);
        async move { office.confirm(member, (task, page), &[("decision", decision)]).await }
    });
    let answers = futures_util::future::join_all(tries).await;

    let won = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    let late = answers.iter().filter(|answer| answer.status == StatusCode::CONFLICT).count();
    assert_eq!((won, late), (1, 5));
    let waiting = office.world.emails_waiting().await;
    assert_eq!(waiting.len(), 2, "that it was received, and what was decided");
}

#[tokio::test]
async fn a_form_sent_twice_is_one_decision() {
    for fields in [
        vec![("decision", "link-1234567")],
        vec![("decision", "new-trn")],
        vec![("decision", "ask"), ("wanted", "nino")],
        vec![("decision", "refuse"), ("reason", "somebody_elses")],
    ] {
        let (office, task, priya, _) = office().await;
        let page = office.open(&priya, &task).await;

        let first = office.confirm(&priya, (&task, &page), &fields).await;
        let after = office.task(&task).await;
        let second = office.confirm(&priya, (&task, &page), &fields).await;
        let other = [("decision", "ask"), ("wanted", "trn")];
        let other = office.confirm(&priya, (&task, &page), &other).await;

        assert_eq!(first.location(), format!("{}?done=decided", of(&task, "")), "{fields:?}");
        assert_eq!(second.location(), first.location(), "{fields:?}");
        assert_eq!(other.status, StatusCode::CONFLICT, "another one is not: {fields:?}");
        assert_eq!(office.task(&task).await, after);
    }
}

#[tokio::test]
async fn candidates_that_changed_are_shown_again_and_what_was_chosen_stays_chosen() {
    let (office, task, priya, _) = office().await;
    let page = office.open(&priya, &task).await;
    let before = office.task(&task).await;
    office.world.keep(&people::record("2345678", "Anne Smith", "1990-05-01")).await;

    let fields = [("decision", "refuse"), ("reason", "no_record")];
    let checked = office.choose(&priya, (&task, &page), &fields).await;
    let decided = office.confirm(&priya, (&task, &page), &fields).await;

    for answer in [&checked, &decided] {
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.text().contains("The matches changed since you opened this page."));
        assert!(answer.text().contains("2345678"));
        assert_eq!(answer.chosen("decision"), Some("refuse"));
        assert_eq!(answer.chosen("reason"), Some("no_record"));
    }
    assert_eq!(office.task(&task).await, before);
    let again = office.confirm(&priya, (&task, &checked), &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "what is shown now can be decided");
}

#[tokio::test]
async fn a_candidate_whose_details_changed_is_a_changed_match() {
    let (office, task, priya, _) = office().await;
    let page = office.open(&priya, &task).await;
    office.world.keep(&people::record("1234567", "Anne Smythe", "1990-05-01")).await;

    let fields = [("decision", "link-1234567")];
    let answer = office.confirm(&priya, (&task, &page), &fields).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("The matches changed"));
}

#[tokio::test]
async fn a_record_that_somebody_brought_in_meanwhile_is_looked_at_first() {
    let (office, task, priya, tom) = office().await;
    office.world.keep(&people::record("3456789", "Gustav Lindqvist", "1971-02-03")).await;
    let page = office.open(&priya, &task).await;
    office.post(&tom, &of(&task, "/compare"), &[("trn", "3456789")]).await;

    let answer = office.confirm(&priya, (&task, &page), &[("decision", "new-trn")]).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("The matches changed"), "{}", answer.text());
    assert!(answer.text().contains("3456789"));
}

#[tokio::test]
async fn a_forged_or_missing_sight_is_not_taken() {
    let (office, task, priya, _) = office().await;
    let page = office.open(&priya, &task).await;
    let before = office.task(&task).await;
    for seen in ["", "x", "0-", "99999999999999999999-x", "2-"] {
        let fields = [("decision", "link-1234567"), ("seen", seen)];
        let answer = office.post(&priya, &of(&task, "/decide"), &fields).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{seen:?}");
    }
    assert_eq!(office.task(&task).await, before);
    assert!(page.value("seen").unwrap().starts_with(&format!("{}-", before.version)));
}

/// Has Anne answer what she was asked, as the holding page would.
async fn anne_answers(office: &Office, task: &TaskId, more: More) {
    let (store, task) = (office.world.store(), office.task(task).await);
    let user = office.world.user(&anne().user.subject).await;
    let work = user.open.clone().unwrap();
    let stage = journey::Stage::Held { person: anne(), work };
    let visitor = office.world.visitor(stage.clone()).await;
    let event = journey::Event::Added { more, found: None };
    let taken = journey::step(identity::RecordPolicy::Allocate, stage, event).unwrap();
    let at = office.world.clock().now();
    let commit =
        ports::Commit { user: Some(&user), task: Some(&task), ..ports::Commit::of(&taken, at) };
    store.journeys().commit(&visitor.journey, commit).await.unwrap();
}

#[tokio::test]
async fn what_the_person_answered_meanwhile_is_read_before_anything_is_decided() {
    let (office, task, priya, tom) = office().await;
    office.decide(&priya, &task, &[("decision", "ask"), ("wanted", "previous_last_name")]).await;
    let page = office.open(&tom, &task).await;
    office.world.clock().advance(SignedDuration::from_hours(24));
    let more = More { previous_last_name: Some("Llewellyn".to_owned()), ..More::default() };
    anne_answers(&office, &task, more).await;
    let tom = office.member("tom", &[ports::StaffRole::Caseworker]).await;

    let fields = [("decision", "refuse"), ("reason", "no_record")];
    let answer = office.confirm(&tom, (&task, &page), &fields).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    let text = answer.text();
    for told in [
        "The task changed since you opened this page. Nothing was decided.",
        "What the person told us since",
        "Llewellyn",
        "Given at 10:00am on 2 April 2026",
        "The person Told us more",
        "Priya Jones Asked the person for: previous last name",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert_eq!(office.task(&task).await.progress, Progress::InReview);
}

#[tokio::test]
async fn what_the_person_settled_meanwhile_stays_settled() {
    let (office, task, priya, _) = office().await;
    let page = office.open(&priya, &task).await;
    let (store, before) = (office.world.store(), office.task(&task).await);
    let user = office.world.user(&anne().user.subject).await;
    let found = journey::Found {
        trn: trn("1234567"),
        merged_from: None,
        matched_on: journey::MatchedOn::Trn,
    };
    let stage = journey::Stage::Held { person: anne(), work: user.open.clone().unwrap() };
    let visitor = office.world.visitor(stage.clone()).await;
    let event = journey::Event::Added {
        more: More { trn: Some(trn("1234567")), ..More::default() },
        found: Some(found),
    };
    let taken = journey::step(identity::RecordPolicy::Allocate, stage, event).unwrap();
    let at = office.world.clock().now();
    let commit =
        ports::Commit { user: Some(&user), task: Some(&before), ..ports::Commit::of(&taken, at) };
    store.journeys().commit(&visitor.journey, commit).await.unwrap();

    let answer = office.confirm(&priya, (&task, &page), &[("decision", "new-trn")]).await;

    was_late(&answer);
    let text = answer.text();
    assert!(text.contains("The person connected the record with TRN 1234567"), "{text}");
    assert!(text.contains("No email was needed"), "{text}");
    let settled = office.task(&task).await.decided.unwrap();
    assert_eq!((settled.by, settled.arrow), (Decider::Person, RequestArrow::PersonMatched));
    assert_eq!(office.world.user(&anne().user.subject).await.link.unwrap().trn, trn("1234567"));
}

#[tokio::test]
async fn an_answer_of_the_store_that_was_lost_is_asked_for_again() {
    for fields in [
        vec![("decision", "link-1234567")],
        vec![("decision", "new-trn")],
        vec![("decision", "refuse"), ("reason", "no_record")],
    ] {
        let (office, task, priya, _) = office().await;
        let page = office.open(&priya, &task).await;
        let meddling = office.world.engine().meddling();
        meddling.spare_reads();
        // The SDK tries a few times by itself.
        for _ in 0..5 {
            meddling.lose_next_answer();
        }

        let answer = office.confirm(&priya, (&task, &page), &fields).await;

        let done = format!("{}?done=decided", of(&task, ""));
        assert_eq!(answer.location(), done, "{fields:?}: {}", answer.text());
        assert_eq!(office.task(&task).await.version, 3, "once");
        assert_eq!(office.world.emails_waiting().await.len(), 2, "once");
    }
}

#[tokio::test]
async fn a_decision_that_was_not_written_is_said_to_have_failed_and_can_be_made_again() {
    let (office, task, priya, _) = office().await;
    let page = office.open(&priya, &task).await;
    let before = office.task(&task).await;
    let meddling = office.world.engine().meddling();
    meddling.spare_reads();
    meddling.refuse_next("AccessDeniedException");

    let fields = [("decision", "link-1234567")];
    let failed = office.confirm(&priya, (&task, &page), &fields).await;

    assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(failed.links_to(&of(&task, "/decide")), "which leads to the task");
    assert_eq!(office.task(&task).await, before);
    let again = office.confirm(&priya, (&task, &page), &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[test]
fn a_settled_request_takes_no_decision() {
    let settled = Progress::Rejected(journey::Reason::NoRecord);
    let ruling = journey::Ruling::Link(trn("1234567"));
    let kind = ReviewKind::PossibleDuplicate;
    assert!(proceed(kind, &settled, Happening::Decided(ruling)).is_err());
}
