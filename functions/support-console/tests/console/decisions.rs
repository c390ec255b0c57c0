//! Each decision, for each kind of task.

use axum::http::StatusCode;
use dynamodb::{Table, TrnRange};
use journey::{Notice, Progress, Reason, ReviewKind, TrnOrigin, Wanted};
use matching::{Decision, Evidence};
use ports::{Decider, Outgoing};
use testing::{
    journeys::anne,
    people::{self, trn},
};

use crate::scene::{Office, of};

const KINDS: [ReviewKind; 3] =
    [ReviewKind::PossibleDuplicate, ReviewKind::RecordNotFound, ReviewKind::TwoRecords];

/// An office with two records like Anne's, and numbers for new ones.
async fn office() -> Office {
    let office = Office::new().await;
    office.world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
    office.world.keep(&people::record("2345678", "Anne Smythe", "1990-05-01")).await;
    let range = TrnRange::new(&trn("3000000"), &trn("3999999")).unwrap();
    office.world.store().add_range(&range).await.unwrap();
    office
}

/// What is told to Anne, the latest.
async fn told(office: &Office) -> Option<Notice> {
    let waiting = office.world.emails_waiting().await;
    let notices = waiting.iter().filter_map(|pending| {
        let Outgoing::Email { notice, .. } = &pending.message else { return None };
        Some(*notice)
    });
    notices.rev().find(|notice| !matches!(notice, Notice::RequestReceived { .. }))
}

#[tokio::test]
async fn whoever_is_linked_to_a_record_has_it_and_is_told() {
    for kind in KINDS {
        let office = office().await;
        let task = office.raised(kind).await;
        let priya = office.priya().await;

        let answer = office.decide(&priya, &task, &[("decision", "link-2345678")]).await;

        assert_eq!(answer.location(), format!("{}?done=decided", of(&task, "")), "{kind:?}");
        let user = office.world.user(&anne().user.subject).await;
        let link = user.link.unwrap();
        assert_eq!((link.trn, link.origin), (trn("2345678"), TrnOrigin::Found), "{kind:?}");
        assert_eq!(user.open, None, "{kind:?}");
        assert_eq!(told(&office).await, Some(Notice::RecordConnected), "{kind:?}");
        let page = office.get(&priya, answer.location()).await;
        assert!(page.text().contains("The record with TRN 2345678 is connected."));
        let settled = office.task(&task).await;
        let Decider::Staff(by) = settled.decided.unwrap().by else { panic!("staff decided") };
        assert_eq!((by.id.as_str(), by.name.as_str()), ("priya", "Priya Jones"));
    }
}

#[tokio::test]
async fn whoever_is_given_a_trn_has_a_record_made_of_what_was_verified() {
    let office = office().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;

    let answer = office.decide(&priya, &task, &[("decision", "new-trn")]).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let user = office.world.user(&anne().user.subject).await;
    let link = user.link.unwrap();
    assert_eq!(link.origin, TrnOrigin::Issued);
    assert!(link.trn.as_str().starts_with('3'));
    let record = office.world.store().teachers().record(&link.trn).await.unwrap().unwrap();
    assert_eq!((&*record.name.first, &*record.name.last), ("Anne", "Smith"));
    assert_eq!(record.date_of_birth.iso(), "1990-05-01");
    assert_eq!(record.ninos, [people::nino("AB123456C")]);
    assert_eq!(record.email, Some(people::email("anne@example.com")));
    assert_eq!(told(&office).await, Some(Notice::TrnIssued));
    let said = format!("TRN {} was given.", link.trn.as_str());
    assert!(office.get(&priya, answer.location()).await.text().contains(&said));
}

#[tokio::test]
async fn whoever_is_asked_is_told_for_what_and_the_task_waits() {
    for kind in KINDS {
        let office = office().await;
        let task = office.raised(kind).await;
        let priya = office.priya().await;
        let asked = [("decision", "ask"), ("wanted", "trn"), ("wanted", "previous_last_name")];

        let answer = office.decide(&priya, &task, &asked).await;

        let wanted = Wanted::new(false, true, true).unwrap();
        assert_eq!(office.task(&task).await.progress, Progress::NeedsInformation(wanted));
        assert_eq!(told(&office).await, Some(Notice::InformationNeeded(wanted)), "{kind:?}");
        let page = office.get(&priya, answer.location()).await;
        let says = "The person was asked for: TRN and previous last name. They were asked on 1 April 2026.";
        assert!(page.text().contains(says), "{}", page.text());
        assert!(page.value("seen").is_some(), "it can be decided without");
    }
}

#[tokio::test]
async fn whoever_is_refused_is_told_why() {
    let reasons = [
        ("no_record", Reason::NoRecord),
        ("more_than_one_person", Reason::MoreThanOnePerson),
        ("somebody_elses", Reason::SomebodyElses),
        ("connected_elsewhere", Reason::ConnectedElsewhere),
        ("not_needed", Reason::NotNeeded),
    ];
    for kind in KINDS {
        for (value, reason) in reasons {
            let office = office().await;
            let task = office.raised(kind).await;
            let priya = office.priya().await;
            let fields = [("decision", "refuse"), ("reason", value)];
            if kind != ReviewKind::PossibleDuplicate && reason == Reason::NotNeeded {
                let page = office.open(&priya, &task).await;
                let refused = office.choose(&priya, (&task, &page), &fields).await;
                assert_eq!(refused.error().as_deref(), Some("Select why"), "{kind:?}");
                continue;
            }

            let answer = office.decide(&priya, &task, &fields).await;

            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{kind:?} {value}");
            assert_eq!(office.task(&task).await.progress, Progress::Rejected(reason));
            assert_eq!(told(&office).await, Some(Notice::CannotConnect(reason)), "{kind:?}");
            let user = office.world.user(&anne().user.subject).await;
            assert_eq!((user.link, user.open), (None, None), "{kind:?} {value}");
        }
    }
}

#[tokio::test]
async fn what_a_task_does_not_offer_cannot_be_chosen() {
    for kind in [ReviewKind::RecordNotFound, ReviewKind::TwoRecords] {
        let office = office().await;
        let task = office.raised(kind).await;
        let priya = office.priya().await;
        let page = office.open(&priya, &task).await;
        let before = office.task(&task).await;
        for decision in ["new-trn", "link-3456789", "link-", "nonsense", ""] {
            let fields = [("decision", decision)];

            let checked = office.choose(&priya, (&task, &page), &fields).await;
            let decided = office.confirm(&priya, (&task, &page), &fields).await;

            for answer in [checked, decided] {
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{decision}");
                let error = answer.error();
                assert_eq!(error.as_deref(), Some("Select what to do with this request"));
            }
        }
        assert_eq!(office.task(&task).await, before, "{kind:?}");
    }
}

#[tokio::test]
async fn a_decision_that_lacks_something_is_shown_again_with_what_was_chosen() {
    let office = office().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;
    let page = office.open(&priya, &task).await;
    for (decision, error) in
        [("ask", "Select what to ask the person for"), ("refuse", "Select why")]
    {
        let fields = [("decision", decision)];
        let answer = office.choose(&priya, (&task, &page), &fields).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.error().as_deref(), Some(error));
        assert_eq!(answer.chosen("decision"), Some(decision));
        assert!(answer.body.contains("<title>Error: "));
    }
}

#[tokio::test]
async fn the_last_page_says_what_will_happen_and_shows_the_email() {
    let office = office().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;
    let page = office.open(&priya, &task).await;

    let new = office.choose(&priya, (&task, &page), &[("decision", "new-trn")]).await;
    let link = office.choose(&priya, (&task, &page), &[("decision", "link-1234567")]).await;

    let text = new.text();
    for told in [
        "A teaching record with a new TRN is created",
        "these are not this person’s records, and they are never connected automatically: 1234567, \
         2345678",
        "To: anne@example.com",
        "(the new TRN)",
        "Give a new TRN and email",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let text = link.text();
    assert!(text.contains("The record with TRN 1234567 is connected"), "{text}");
    assert!(!text.contains("never connected automatically"), "{text}");
    assert!(link.links_to(&of(&task, "")), "there is a way back");
    assert_eq!(office.task(&task).await.version, 2, "looking at it decides nothing");
}

#[tokio::test]
async fn a_refused_record_is_never_found_for_them_by_itself_again() {
    let office = office().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;
    office.decide(&priya, &task, &[("decision", "refuse"), ("reason", "no_record")]).await;

    let user = office.world.user(&anne().user.subject).await;
    assert_eq!(user.refused, [trn("1234567"), trn("2345678")]);
    let mut theirs = people::record("1234567", "Anne Smith", "1990-05-01");
    theirs.ninos.push(people::nino("AB123456C"));
    office.world.keep(&theirs).await;
    let evidence = Evidence {
        identity: &anne().identity,
        email: None,
        nino: theirs.ninos.first(),
        trn: None,
        refused: &user.refused,
    };
    let survey = office.world.store().teachers().around(&evidence).await.unwrap();
    let decision = matching::look_up(&evidence, &survey.records);
    assert!(!matches!(decision, Decision::Match(_)), "{decision:?}");
    let anew = Evidence { refused: &[], ..evidence };
    let decision = matching::look_up(&anew, &survey.records);
    assert!(matches!(decision, Decision::Match(_)), "it would have been: {decision:?}");
}

#[tokio::test]
async fn every_decision_is_in_the_audit_trail_once() {
    let office = office().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;

    office.decide(&priya, &task, &[("decision", "new-trn")]).await;

    let audit = office.world.items(Table::Audit).await;
    let of_user = format!("USER#{}", anne().user.subject.as_str());
    let decided: Vec<_> = audit
        .iter()
        .filter(|item| item["pk"] == *of_user && item["what"] == "StaffGaveTrn")
        .collect();
    assert_eq!(decided.len(), 1);
    assert_eq!(decided[0]["task"], task.as_str());
    let of_task = format!("TASK#{}", task.as_str());
    let history = audit.iter().filter(|item| item["pk"] == *of_task);
    assert_eq!(history.filter(|item| item["what"]["moved"].is_object()).count(), 1, "{audit:#?}");
}
