//! The two questions, and the answers played back.

use pages::{more_information, nino, trn};

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

fn form<'a>(
    wanted: &'a [more_information::Wanted],
    mistakes: &'a [more_information::Mistake],
) -> more_information::Form<'a> {
    more_information::Form {
        csrf: "token",
        back: "/back",
        wanted,
        reference: "TRN-7K4M-92QX",
        nino: "AB 12 34 56 C",
        trn: "1234567",
        previous_last_name: "O’Neill",
        mistakes,
    }
}

#[test]
fn only_what_was_asked_for_is_asked_and_the_trn_alone_where_nothing_was() {
    use more_information::Wanted::{Nino, PreviousLastName, Trn};

    for (wanted, fields) in [
        (&[Nino] as &[_], vec!["nino"]),
        (&[PreviousLastName, Nino, PreviousLastName], vec!["nino", "previous_last_name"]),
        (&[Trn, Nino, PreviousLastName], vec!["nino", "trn", "previous_last_name"]),
        (&[], vec!["trn"]),
    ] {
        let page = more_information::page(&frame(), &form(wanted, &[]));

        let page = parse(&page.0);
        let asked: Vec<&str> = page
            .named("input")
            .into_iter()
            .filter(|input| input.attribute("type") == Some("text"))
            .filter_map(|input| input.attribute("name"))
            .collect();
        assert_eq!(asked, fields);
    }
}

#[test]
fn every_mistake_in_what_was_asked_for_has_its_message_and_keeps_what_was_typed() {
    use more_information::{Mistake, Wanted};

    for (mistake, message) in [
        (Mistake::Empty, "Enter your National Insurance number, your TRN or a previous last name"),
        (Mistake::NinoShape, "Enter a National Insurance number in the correct format"),
        (Mistake::NinoTemporary, "Enter a permanent National Insurance number"),
        (Mistake::NinoExample, "Enter your own National Insurance number, not the example"),
        (Mistake::TrnShape, "TRN must have 7 numbers, like 1234567"),
        (Mistake::LastNameLength, "Previous last name must be 100 characters or fewer"),
        (
            Mistake::LastNameCharacters,
            "Previous last name must only include letters, spaces, hyphens and apostrophes",
        ),
    ] {
        let page = more_information::page(&frame(), &form(&Wanted::ALL, &[mistake]));

        assert_eq!(words(&page).matches(message).count(), 2, "{mistake:?}");
        let page = parse(&page.0);
        let kept: Vec<&str> = page
            .named("input")
            .into_iter()
            .filter(|input| input.attribute("type") == Some("text"))
            .filter_map(|input| input.attribute("value"))
            .collect();
        assert_eq!(kept, ["AB 12 34 56 C", "1234567", "O’Neill"]);
    }
    for (wanted, message) in [
        (&[Wanted::Nino] as &[_], "Enter your National Insurance number"),
        (&[Wanted::PreviousLastName], "Enter a previous last name"),
        (&[Wanted::Nino, Wanted::Trn], "Enter your National Insurance number or your TRN"),
    ] {
        let page = more_information::page(&frame(), &form(wanted, &[Mistake::Empty]));
        assert_eq!(leads(&page, message).as_deref(), Some(&*format!("#{}", wanted[0].field())));
    }
}

#[test]
fn several_mistakes_are_listed_in_the_order_of_the_page() {
    use more_information::{Mistake, Wanted};

    let mistakes = [Mistake::LastNameLength, Mistake::TrnShape];
    let page = parse(&more_information::page(&frame(), &form(&Wanted::ALL, &mistakes)).0);

    let summary = page.with_class("govuk-error-summary").unwrap();
    let links: Vec<&str> =
        summary.named("a").iter().filter_map(|link| link.attribute("href")).collect();
    assert_eq!(links, ["#trn", "#previous_last_name"]);
}
