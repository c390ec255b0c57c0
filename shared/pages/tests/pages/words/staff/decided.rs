//! Deciding: the last page before, and what is said after.

use pages::{
    Brand,
    staff::{
        Choice, Frame, Kind, Reason, SignedIn, Wanted,
        confirm::{self, Confirm, Preview},
    },
};

use super::{leads, shown, values, words};
use crate::dom::parse;

fn frame() -> Frame<'static> {
    Frame::new(Brand::Generic, "help@record.example").signed_in(SignedIn {
        name: "Sam",
        tasks: "/tasks",
        sign_out: "/out",
        csrf: "token",
    })
}

fn confirmation(kind: Kind, decision: Choice<'_>, not_theirs: &[&str]) -> String {
    let page = confirm::page(
        &frame(),
        &Confirm {
            reference: "TRN-7K4M-92QX",
            kind,
            from: "Register",
            decision,
            wanted: &[Wanted::Nino, Wanted::Trn],
            reason: Some(Reason::SomebodyElses),
            not_theirs,
            email: Preview { to: "a@b.example", subject: "A subject", text: "First\n\nSecond" },
            seen: "seen",
            action: "/decide",
            back: "/task",
        },
    );
    let parsed = parse(&page.0);
    assert_eq!(leads(&page, "Go back to the task without deciding").as_deref(), Some("/task"));
    for told in ["a@b.example", "Subject: A subject", "First", "Second"] {
        assert!(words(&page).contains(told), "{told}");
    }
    let main = parsed.named("main")[0];
    let steps: Vec<String> = main.named("ol")[0].named("li").iter().map(|li| li.text()).collect();
    format!("{} / {}", main.named("button")[0].text(), steps.join(" / "))
}

#[test]
fn the_last_page_before_a_decision_says_what_will_happen_in_order() {
    let duplicate = Kind::PossibleDuplicate;
    assert_eq!(
        confirmation(duplicate, Choice::Link("1234567"), &["2345678"]),
        "Connect and email / The record with TRN 1234567 is connected to this person’s GOV.UK One \
         Login. / It is remembered that these are not this person’s records, and they are never \
         connected automatically: 2345678. / The email below is sent to a@b.example. / When the \
         person next signs in, they go straight on to Register."
    );
    assert!(
        confirmation(duplicate, Choice::NewTrn, &[])
            .starts_with("Give a new TRN and email / A teaching record with a new TRN is created")
    );
    assert!(confirmation(duplicate, Choice::Ask, &[]).starts_with(
        "Ask and email / The task waits for the person: National Insurance number and TRN."
    ));
    let refused = " / The request is closed. No record is connected and no TRN is given. Reason: The \
                   record belongs to somebody else.";
    for (kind, button) in [
        (duplicate, "Refuse and email"),
        (Kind::RecordNotFound, "Do not connect and email"),
        (Kind::TwoRecords, "Do not connect and email"),
    ] {
        let page = confirmation(kind, Choice::Refuse, &[]);
        assert!(page.starts_with(&format!("{button}{refused}")), "{page}");
    }
}

#[test]
fn after_a_decision_the_next_task_is_one_link_away() {
    let page = shown("staff-task-done").markup;

    assert!(words(&page).starts_with("Success The record with TRN 1234567 is connected."));
    assert!(leads(&page, "Go to the next task, TRN-3H8P-47WD").is_some());
    assert!(words(&page).contains("Sam Okafor connected the record with TRN 1234567"));
}

#[test]
fn whoever_was_second_is_told_who_was_first_and_what_they_did() {
    let page = words(&shown("staff-task-meanwhile").markup);

    assert!(page.contains("Priya Nair decided this task at 10:40am"));
    assert!(page.contains("The details point to more than one person"));
    assert!(page.contains("What you chose was not carried out."));
}

#[test]
fn matches_that_changed_are_decided_again() {
    let page = shown("staff-task-matches-changed").markup;

    assert!(words(&page).contains("The matches changed since you opened this page."));
    assert!(!values(&parse(&page.0), "decision").is_empty());
}

#[test]
fn a_task_that_waits_for_the_person_can_still_be_decided() {
    let page = shown("staff-task-waiting").markup;

    assert!(words(&page).contains(
        "The person was asked for: National Insurance number and previous last name. They were asked \
         on 1 September."
    ));
    assert!(!values(&parse(&page.0), "decision").is_empty());
}

#[test]
fn an_email_that_came_back_can_be_sent_again_unless_the_person_forbade_it() {
    let buttons = |slug: &str| -> Vec<String> {
        let page = parse(&shown(slug).markup.0);
        page.named("main")[0].named("button").iter().map(|button| button.text()).collect()
    };
    assert_eq!(
        buttons("staff-task-not-delivered"),
        ["Send the email again", "The person was told another way"]
    );
    assert_eq!(buttons("staff-task-complained"), ["The person was told another way"]);
    assert!(buttons("staff-task-settled").is_empty(), "a settled task has no form");
}
