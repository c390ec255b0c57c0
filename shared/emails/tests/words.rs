//! What the emails say, and what can never get into one.

mod sample;

use emails::{
    CannotConnect, ENGLISH, InformationNeeded, Reason, Wanted, Words, cannot_connect,
    information_needed,
};
use sample::{LINK, REFERENCE, SUPPORT, Values, every_email};

const ANNE: Values<'static> = Values {
    name: "Anne",
    service: "Register for an NPQ",
    trn: "0012345",
    link: LINK,
    reference: REFERENCE,
    support: SUPPORT,
    words: ENGLISH,
};

#[test]
fn every_subject_says_what_it_is_about_and_nobody_s_name_or_number() {
    let subjects: Vec<String> =
        every_email(&ANNE).into_iter().map(|(_, email)| email.subject).collect();

    for subject in [
        "We have received your request TRN-7K4M-92QX",
        "Your teacher reference number (TRN)",
        "We found your teaching record: request TRN-7K4M-92QX",
        "The outcome of your request TRN-7K4M-92QX",
        "We need more information for your request TRN-7K4M-92QX",
    ] {
        assert!(subjects.iter().any(|one| one == subject), "{subject}");
    }
    for subject in subjects {
        assert!(!subject.contains("Anne") && !subject.contains("0012345"), "{subject}");
    }
}

#[test]
fn every_email_greets_the_person_and_says_whom_to_turn_to() {
    for (which, email) in every_email(&ANNE) {
        assert!(email.text.starts_with("Dear Anne\n\n"), "{which}");
        assert!(email.text.contains(&format!("contact {SUPPORT}")), "{which}");
        assert!(!email.text.contains(&format!("{REFERENCE}.")), "{which}: copied with a full stop");
        assert!(email.text.ends_with('\n') && !email.text.contains("\n\n\n"), "{which}");
    }
}

#[test]
fn the_trn_stands_alone_on_its_line_and_in_its_element() {
    for (which, email) in every_email(&ANNE) {
        let has_trn = which.starts_with("issued") || which == "connected";

        let lines = email.text.lines().filter(|line| *line == "0012345").count();
        assert_eq!(lines, usize::from(has_trn), "{which}");
        assert_eq!(email.text.matches("0012345").count(), lines, "{which}: nowhere else");
        let elements = email.html.matches("<strong>0012345</strong>").count();
        assert_eq!(elements, usize::from(has_trn), "{which}");
        assert_eq!(email.html.matches("0012345").count(), elements, "{which}");
    }
}

#[test]
fn the_link_stands_alone_on_its_line_and_is_written_out() {
    for (which, email) in every_email(&ANNE) {
        let has_link = which.starts_with("issued") || which == "connected" || which == "needed";

        let lines = email.text.lines().filter(|line| *line == LINK).count();
        assert_eq!(lines, usize::from(has_link), "{which}");
        let written = format!(r#"<p><a href="{LINK}">{LINK}</a></p>"#);
        assert_eq!(email.html.matches(&written).count(), lines, "{which}");
    }
}

#[test]
fn a_link_carries_nothing() {
    for carried in ["?code=s3cret", "#s3cret", "?a=b#s3cret", "?", "#"] {
        let link = format!("{LINK}{carried}");
        for (which, email) in every_email(&Values { link: &link, ..ANNE }) {
            assert!(!email.text.contains("s3cret") && !email.html.contains("s3cret"), "{which}");
            assert!(!email.text.contains("//record.example/continue-to/npq?"), "{which}");
            assert!(!email.text.contains("//record.example/continue-to/npq#"), "{which}");
        }
    }
}

#[test]
fn a_trn_given_at_once_may_have_no_reference() {
    let emails = every_email(&ANNE);
    let without = &emails.iter().find(|(which, _)| *which == "issued, no reference").unwrap().1;

    assert!(without.text.ends_with(&format!("contact {SUPPORT}\n")), "{}", without.text);
    assert!(!without.text.contains("quote"));
}

#[test]
fn every_reason_says_why_and_what_to_do_and_never_that_another_record_exists() {
    let told = |reason| {
        cannot_connect(
            ENGLISH,
            &CannotConnect {
                name: "Anne",
                service: "Register",
                reason,
                reference: REFERENCE,
                support: SUPPORT,
            },
        )
        .text
    };
    for (reason, why, next) in [
        (Reason::NoRecord, "We could not find a teaching record", "an earlier name"),
        (
            Reason::MoreThanOnePerson,
            "could not be sure which teaching record",
            "Check that your name",
        ),
        (Reason::SomebodyElses, "could not be sure which teaching record", "certificate"),
        (Reason::ConnectedElsewhere, "a different GOV.UK One Login", "the first time"),
        (Reason::NotNeeded, "only to people who need one", "ask your training provider"),
    ] {
        let text = told(reason);
        assert!(text.contains(why) && text.contains(next), "{reason:?}: {text}");
        for telling in ["somebody else", "someone else", "another person", "duplicate", "belongs"] {
            assert!(!text.to_lowercase().contains(telling), "{reason:?}: {telling}");
        }
    }
    assert_eq!(
        told(Reason::SomebodyElses),
        told(Reason::MoreThanOnePerson),
        "the one must not be told from the other"
    );
}

#[test]
fn what_is_asked_for_is_listed_once_each_in_one_order_and_never_by_email() {
    let told = |wanted| {
        information_needed(
            ENGLISH,
            &InformationNeeded {
                name: "Anne",
                service: "Register",
                wanted,
                link: LINK,
                reference: REFERENCE,
                support: SUPPORT,
            },
        )
    };
    let items = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.strip_prefix("* ")).map(str::to_owned).collect()
    };
    let nino = "your National Insurance number";
    let trn = "your teacher reference number (TRN)";
    let last_name = "a previous last name, if you have had one";
    for (wanted, listed) in [
        (&[Wanted::Nino] as &[_], vec![nino]),
        (&[Wanted::Trn, Wanted::Nino, Wanted::Trn], vec![nino, trn]),
        (&[Wanted::PreviousLastName, Wanted::Trn, Wanted::Nino], vec![nino, trn, last_name]),
        (&[], vec![]),
    ] {
        let email = told(wanted);

        assert_eq!(items(&email.text), listed);
        assert_eq!(email.html.matches("<li>").count(), listed.len());
        assert_eq!(email.text.contains("We need:"), !listed.is_empty());
        assert!(email.text.contains("the same GOV.UK One Login"));
        assert!(email.text.contains("Do not send your National Insurance number"));
    }
}

#[test]
fn what_is_printed_of_an_email_names_nobody() {
    for (which, email) in every_email(&ANNE) {
        let printed = format!("{email:?}");
        assert!(!printed.contains("Anne") && !printed.contains("0012345"), "{which}: {printed}");
    }
}

#[test]
fn the_day_that_is_promised_is_named() {
    let emails = every_email(&ANNE);
    let received = &emails.iter().find(|(which, _)| *which == "received").unwrap().1;

    assert!(
        received.text.contains("We will email you by Friday 5 September."),
        "{}",
        received.text
    );
}

#[test]
fn every_email_is_wholly_in_its_language() {
    let words = Words::in_language("en-XA").unwrap();
    let values =
        Values { name: "", service: "", trn: "", link: "", reference: "", support: "", words };
    for (which, email) in every_email(&values) {
        for text in [&email.subject, &email.text] {
            let plain: String = text.chars().filter(char::is_ascii_alphabetic).collect();
            assert_eq!(plain, "", "{which}: {text}");
        }
        assert!(email.html.contains(r#"<html lang="en-XA">"#), "{which}");
    }
}

#[test]
fn a_language_that_nobody_wrote_words_in_is_none_we_have() {
    assert!(Words::in_language("cy").is_none());
    assert_eq!(Words::in_language("EN").unwrap().sender(), "Connect your teaching record");
}
