//! The two questions, and the answers played back.

use pages::{nino, trn};

use super::{frame, leads, shown, words};
use crate::dom::{Element, parse};

fn nino_question(mistake: Option<nino::Mistake>) -> nino::Question<'static> {
    nino::Question { csrf: "token", back: None, answer: None, typed: "", mistake }
}

fn trn_question(can_allocate: bool) -> trn::Question<'static> {
    trn::Question {
        csrf: "token",
        back: Some("/back"),
        can_allocate,
        answer: None,
        typed: "",
        mistake: None,
    }
}

fn values(page: &Element) -> Vec<&str> {
    page.all()
        .into_iter()
        .filter(|one| one.attribute("type") == Some("radio"))
        .filter_map(|one| one.attribute("value"))
        .collect()
}

fn chosen(page: &Element) -> Vec<&str> {
    page.all()
        .into_iter()
        .filter(|one| one.attribute("checked").is_some())
        .filter_map(|one| one.attribute("value"))
        .collect()
}

#[test]
fn every_mistake_has_its_message_from_the_catalogue() {
    let ninos = [
        (nino::Mistake::NothingChosen, "Select whether you have a National Insurance number"),
        (nino::Mistake::Empty, "Enter your National Insurance number"),
        (nino::Mistake::Shape, "Enter a National Insurance number in the correct format"),
        (nino::Mistake::Temporary, "Enter a permanent National Insurance number, or select ‘No’"),
        (nino::Mistake::Example, "Enter your own National Insurance number, not the example"),
    ];
    for (mistake, message) in ninos {
        let page = nino::page(&frame(), &nino_question(Some(mistake)));
        assert_eq!(words(&page).matches(message).count(), 2, "in the summary and beside the field");
    }

    let trns = [
        (trn::Mistake::NothingChosen, "Select yes if you have a teacher reference number (TRN)"),
        (trn::Mistake::Empty, "Enter your TRN"),
        (trn::Mistake::Shape, "TRN must have 7 numbers, like 1234567"),
    ];
    for (mistake, message) in trns {
        let question = trn::Question { mistake: Some(mistake), ..trn_question(false) };
        assert_eq!(words(&trn::page(&frame(), &question)).matches(message).count(), 2);
    }
}

#[test]
fn the_first_question_says_what_is_done_and_where_it_leads() {
    let page = words(&nino::page(&frame(), &nino_question(None)));

    assert!(page.contains("GOV.UK One Login has confirmed your identity"));
    assert!(page.contains("one or two numbers to find your teaching record"));
    assert!(page.contains("continue to Register for an NPQ"));
}

#[test]
fn what_was_chosen_and_typed_is_still_there() {
    let question = nino::Question {
        answer: Some(nino::Answer::Yes),
        typed: "ab 12 34",
        mistake: Some(nino::Mistake::Shape),
        ..nino_question(None)
    };
    let page = parse(&nino::page(&frame(), &question).0);

    assert_eq!(chosen(&page), ["yes"]);
    assert_eq!(page.with_class("govuk-input").unwrap().attribute("value"), Some("ab 12 34"));

    let question = trn::Question { answer: Some(trn::Answer::Unknown), ..trn_question(true) };
    let page = parse(&trn::page(&frame(), &question).0);
    assert_eq!(chosen(&page), ["unknown"]);
}

#[test]
fn the_answers_are_the_ones_the_forms_send() {
    let page = parse(&nino::page(&frame(), &nino_question(None)).0);
    assert_eq!(values(&page), ["yes", "not_now", "no"]);
    for value in values(&page) {
        assert_eq!(nino::Answer::from_value(value).unwrap().value(), value);
    }
    assert_eq!(nino::Answer::from_value("YES"), None);

    let needs = parse(&trn::page(&frame(), &trn_question(false)).0);
    assert_eq!(values(&needs), ["yes", "no"]);
    let may = parse(&trn::page(&frame(), &trn_question(true)).0);
    assert_eq!(values(&may), ["yes", "no", "unknown"]);
    assert_eq!(trn::Answer::from_value("unknown"), Some(trn::Answer::Unknown));
    assert_eq!(trn::Answer::from_value(""), None);
}

#[test]
fn only_a_service_that_needs_a_record_sends_people_to_look_for_a_lost_trn() {
    let lost = "Find a lost TRN (opens in new tab)";

    assert!(leads(&trn::page(&frame(), &trn_question(false)), lost).is_some());
    assert_eq!(leads(&trn::page(&frame(), &trn_question(true)), lost), None);
}

#[test]
fn an_answer_that_was_not_given_says_so() {
    let page = shown("check-answers-bare").markup;

    assert_eq!(words(&page).matches("Not provided").count(), 2);
    assert!(!words(&page).contains("Previous names"));
    let change = "Change National Insurance number (From you)";
    assert!(leads(&page, change).unwrap().ends_with("/national-insurance-number"));
}
