//! The two questions with every mistake, and the pages that play answers back.

use super::{Exhibit, exhibit};
use crate::{
    ask_for_trn, check_answers,
    frame::Frame,
    more_information::{self, Mistake, Wanted},
    nino, trn,
};

const CSRF: &str = "kq3Vb0Zr4o2m9xWl";

pub(super) fn all(frame: &Frame<'_>) -> Vec<Exhibit> {
    let mut exhibits = ninos(frame);
    exhibits.extend(trns(frame));
    exhibits.extend(played_back(frame));
    exhibits.extend(more(frame));
    exhibits
}

fn ninos(frame: &Frame<'_>) -> Vec<Exhibit> {
    let first = nino::Question { csrf: CSRF, back: None, answer: None, typed: "", mistake: None };
    let mut exhibits =
        vec![exhibit("nino", "National Insurance number", nino::page(frame, &first))];
    let again = nino::Question {
        back: Some("/j/Zm9v/check-answers"),
        answer: Some(nino::Answer::Yes),
        typed: "AB 12 34 56 C",
        ..first
    };
    exhibits.push(exhibit(
        "nino-again",
        "National Insurance number, changed",
        nino::page(frame, &again),
    ));
    for (slug, mistake, typed) in [
        ("nino-nothing-chosen", nino::Mistake::NothingChosen, ""),
        ("nino-empty", nino::Mistake::Empty, ""),
        ("nino-shape", nino::Mistake::Shape, "AB 12 34 5"),
        ("nino-temporary", nino::Mistake::Temporary, "12 A 34567"),
        ("nino-example", nino::Mistake::Example, "QQ 12 34 56 C"),
    ] {
        let question = nino::Question { mistake: Some(mistake), typed, ..first };
        let title = mistake.message(&frame.words.nino.mistake);
        exhibits.push(exhibit(slug, title, nino::page(frame, &question)));
    }
    exhibits
}

fn trns(frame: &Frame<'_>) -> Vec<Exhibit> {
    let first = trn::Question {
        csrf: CSRF,
        back: Some("/j/Zm9v/national-insurance-number"),
        can_allocate: false,
        answer: None,
        typed: "",
        mistake: None,
    };
    let allocating = trn::Question { can_allocate: true, ..first };
    let unknown = trn::Question { answer: Some(trn::Answer::Unknown), ..allocating };
    let mut exhibits = vec![
        exhibit("trn", "TRN, for a service that needs a record", trn::page(frame, &first)),
        exhibit(
            "trn-allocating",
            "TRN, for a service that may have one given",
            trn::page(frame, &allocating),
        ),
        exhibit("trn-unknown", "TRN, not known", trn::page(frame, &unknown)),
    ];
    for (slug, mistake, typed) in [
        ("trn-nothing-chosen", trn::Mistake::NothingChosen, ""),
        ("trn-empty", trn::Mistake::Empty, ""),
        ("trn-shape", trn::Mistake::Shape, "12345678"),
    ] {
        let question = trn::Question { mistake: Some(mistake), typed, ..first };
        let title = mistake.message(&frame.words.trn.mistake);
        exhibits.push(exhibit(slug, title, trn::page(frame, &question)));
    }
    exhibits
}

fn played_back(frame: &Frame<'_>) -> Vec<Exhibit> {
    let former = ["Anne O’Neill".to_owned(), "Anne Featherstonehaugh-Cholmondeley".to_owned()];
    let full = check_answers::Answers {
        csrf: CSRF,
        back: "/j/Zm9v/trn",
        name: "Anne Marie Smith",
        previous_names: &former,
        date_of_birth: "31 March 1985",
        email: "anne.smith@example.com",
        nino: Some("AB 12 34 56 C"),
        trn: Some("1234567"),
        change_nino: "/j/Zm9v/national-insurance-number",
        change_trn: "/j/Zm9v/trn",
        go_back: "/j/Zm9v/continue",
    };
    let bare = check_answers::Answers { previous_names: &[], nino: None, trn: None, ..full };
    let details = ask_for_trn::Details {
        csrf: CSRF,
        back: "/j/Zm9v/trn",
        name: "Anne Marie Smith",
        date_of_birth: "31 March 1985",
        email: "anne.smith@example.com",
        nino: Some("AB 12 34 56 C"),
        change_nino: "/j/Zm9v/national-insurance-number",
        have_trn: "/j/Zm9v/trn",
    };
    let without = ask_for_trn::Details { nino: None, ..details };
    vec![
        exhibit("check-answers", "Check your answers", check_answers::page(frame, &full)),
        exhibit(
            "check-answers-bare",
            "Check your answers, none given",
            check_answers::page(frame, &bare),
        ),
        exhibit("ask-for-trn", "Ask for a TRN", ask_for_trn::page(frame, &details)),
        exhibit("ask-for-trn-bare", "Ask for a TRN, no NINO", ask_for_trn::page(frame, &without)),
    ]
}

fn more(frame: &Frame<'_>) -> Vec<Exhibit> {
    let all = more_information::Form {
        csrf: CSRF,
        back: "/j/Zm9v/checking-your-details",
        wanted: &Wanted::ALL,
        reference: "TRN-7K4M-92QX",
        nino: "",
        trn: "",
        previous_last_name: "",
        mistakes: &[],
    };
    let own = more_information::Form { wanted: &[], ..all };
    let one = more_information::Form { wanted: &[Wanted::PreviousLastName], ..all };
    let empty = more_information::Form { mistakes: &[Mistake::Empty], ..all };
    let wrong = more_information::Form {
        nino: "AB 12 34 5",
        trn: "12345678",
        previous_last_name: "Smith 2",
        mistakes: &[Mistake::NinoShape, Mistake::TrnShape, Mistake::LastNameCharacters],
        ..all
    };
    vec![
        exhibit("more-information", "More information", more_information::page(frame, &all)),
        exhibit("more-information-own", "TRN found since", more_information::page(frame, &own)),
        exhibit("more-information-one", "One thing asked", more_information::page(frame, &one)),
        exhibit("more-information-empty", "Nothing given", more_information::page(frame, &empty)),
        exhibit(
            "more-information-wrong",
            "Everything wrong",
            more_information::page(frame, &wrong),
        ),
    ]
}
