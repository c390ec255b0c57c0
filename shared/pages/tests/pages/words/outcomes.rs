//! What is said when there is nothing to ask.

use std::fs;

use pages::{
    Service, continue_to, errors, found, gallery, holding, not_verified, sign_out, start_again,
    unavailable,
};

use super::{CLIENT, frame, leads, shown, words};
use crate::dom::parse;

#[test]
fn the_found_page_says_which_details_were_used_and_nothing_of_the_record() {
    for (matched_on, used) in [
        (found::MatchedOn::Nino, "and the National Insurance number you gave."),
        (found::MatchedOn::Trn, "and the TRN you gave."),
        (found::MatchedOn::NinoAndTrn, "and the National Insurance number and TRN you gave."),
    ] {
        let record =
            found::Record { trn: "0000042", former_trn: None, matched_on, continue_to: "/on" };
        let page = found::page(&frame(), &record);

        assert!(words(&page).contains(used));
        assert!(words(&page).contains("Your TRN is 0000042 We matched"), "no full stop after it");
        assert_eq!(leads(&page, "Continue to Register for an NPQ").as_deref(), Some("/on"));
    }
}

#[test]
fn a_merged_record_shows_the_new_trn() {
    let page = words(&shown("found-merged").markup);

    assert!(page.contains("Your TRN is now 1234567"));
    assert!(page.contains("The TRN you gave, 0054321, has been replaced."));
}

#[test]
fn a_panel_holds_no_link() {
    for exhibit in gallery() {
        let page = parse(&exhibit.markup.0);
        let links = page.with_class("govuk-panel").map_or(0, |panel| panel.named("a").len());
        assert_eq!(links, 0, "{}", exhibit.slug);
    }
}

#[test]
fn the_holding_page_keeps_its_promise_in_sight_until_it_is_broken() {
    let request = holding::Request {
        awaiting: holding::Awaiting::NewTrn,
        promise: holding::Promise::Open,
        more: None,
        reference: "TR-7K4M-92",
        asked_on: "29 August",
        by: "Friday 5 September",
        masked_email: "a•••@example.com",
        can_continue: false,
        return_to: "/on",
    };
    let open = holding::page(&frame(), &request);
    assert!(
        words(&open).contains("We will email your TRN to a•••@example.com by Friday 5 September.")
    );
    assert!(words(&open).contains("TR-7K4M-92"));
    assert_eq!(leads(&open, "Return to Register for an NPQ").as_deref(), Some("/on"));

    let late = holding::Request { promise: holding::Promise::Broken, ..request };
    let late = words(&holding::page(&frame(), &late));
    assert!(late.contains("This is taking longer than we said"));
    assert!(!late.contains("We will email"));
    assert!(late.contains("TR-7K4M-92"));
}

#[test]
fn the_holding_page_never_tells_that_a_record_exists() {
    for slug in [
        "holding",
        "holding-two-records",
        "holding-look-up",
        "holding-asked",
        "holding-answered",
        "more-information",
        "check-answers",
    ] {
        let page = words(&shown(slug).markup).to_lowercase();
        for telling in ["duplicate", "another person", "someone else", "already exists", "matches"]
        {
            assert!(!page.contains(telling), "{slug}: {telling}");
        }
    }
}

#[test]
fn a_person_who_waits_can_give_the_trn_they_found() {
    for slug in ["holding", "holding-late", "holding-answered", "holding-look-up"] {
        let page = shown(slug).markup;
        assert!(
            leads(&page, "I have found my TRN").unwrap().ends_with("/more-information"),
            "{slug}"
        );
        assert_eq!(leads(&page, "Give more information"), None, "{slug}");
    }
    assert!(words(&shown("holding-answered").markup).contains("Thank you for telling us more."));
}

#[test]
fn a_person_who_is_asked_is_led_to_the_form_and_is_promised_no_day() {
    let page = shown("holding-asked").markup;

    assert!(words(&page).starts_with("We need more information from you"));
    assert!(leads(&page, "Give more information").unwrap().ends_with("/more-information"));
    assert!(!words(&page).contains("5 September"), "the answer waits for the person");
    assert!(words(&page).contains("Your reference number is"));
}

#[test]
fn the_landing_page_leads_to_the_service_or_says_how_to_get_there() {
    let page = continue_to::page(&frame(), CLIENT, Some("https://npq.example/start"));
    assert_eq!(leads(&page, "Continue").as_deref(), Some("https://npq.example/start"));
    assert!(words(&page).contains("sign in with the GOV.UK One Login you used before."));

    let page = continue_to::page(&frame(), CLIENT, None);
    assert_eq!(leads(&page, "Continue"), None);
    assert!(words(&page).contains("go to Register for an NPQ and sign in there"));
}

#[test]
fn an_identity_that_was_not_proved_is_not_an_error() {
    let ways = not_verified::Ways { reference: None, try_again: "/again", go_back: Some("/back") };
    let page = not_verified::page(&frame(), &ways);

    assert!(!words(&page).to_lowercase().contains("fail"));
    assert_eq!(leads(&page, "Try again with GOV.UK One Login").as_deref(), Some("/again"));
    assert_eq!(leads(&page, "Go back to Register for an NPQ").as_deref(), Some("/back"));
}

#[test]
fn starting_again_leads_to_the_one_service_or_to_a_choice() {
    let one = [Service { name: CLIENT, href: "https://one.example/" }];
    let page = start_again::page(&frame(), 2, &one);
    assert_eq!(
        leads(&page, "Start again from Register for an NPQ").as_deref(),
        Some("https://one.example/")
    );
    assert!(words(&page).contains("2 hours"));
    assert!(words(&page).contains("Nothing was sent."));

    let two = [one[0], Service { name: "Other", href: "https://two.example/" }];
    let page = start_again::page(&frame(), 2, &two);
    assert_eq!(leads(&page, "Other").as_deref(), Some("https://two.example/"));
}

#[test]
fn every_cause_of_waiting_says_what_to_do() {
    for (cause, says, again) in [
        (unavailable::Cause::Closed { until: "9am on Monday" }, "from 9am on Monday", None),
        (unavailable::Cause::Deactivated, "Try again later.", None),
        (
            unavailable::Cause::OneLoginBusy { try_again: "/a" },
            "GOV.UK One Login is busy",
            Some("/a"),
        ),
        (
            unavailable::Cause::OneLoginUnreachable { try_again: "/b" },
            "nothing is lost",
            Some("/b"),
        ),
        (unavailable::Cause::RecordsSlow { try_again: "/c" }, "longer than usual", Some("/c")),
    ] {
        let page = unavailable::page(&frame(), cause, Some("/back"));

        assert!(words(&page).contains(says), "{cause:?}");
        assert_eq!(leads(&page, "Try again").as_deref(), again, "{cause:?}");
        assert_eq!(leads(&page, "Go back to Register for an NPQ").as_deref(), Some("/back"));
    }
}

#[test]
fn a_page_of_somebody_signed_in_offers_the_way_out() {
    let page = sign_out::done(&frame(), None);
    assert_eq!(leads(&page, "Sign out").as_deref(), Some("/sign-out"));
    assert_eq!(leads(&page, "GOV.UK One Login").as_deref(), Some("https://home.account.gov.uk"));

    assert_eq!(leads(&shown("not-found").markup, "Sign out"), None);
}

#[test]
fn every_error_code_has_a_page_and_no_other() {
    for code in [
        "user_cancelled",
        "identity_not_verified",
        "record_requested",
        "record_pending",
        "upstream_busy",
        "internal",
        "code_not_usable",
        "login_required",
        "interaction_required",
    ] {
        let page = errors::page(&frame(), code).unwrap();
        assert!(words(&page).contains(code));
        assert_eq!(errors::path(code), format!("/errors/{code}"));
    }
    for unknown in ["", "INTERNAL", "no_such_code", "../internal"] {
        assert!(errors::page(&frame(), unknown).is_none(), "{unknown}");
    }
}

#[test]
fn no_error_code_is_in_the_table_twice() {
    for (index, code) in errors::CODES.iter().enumerate() {
        assert!(
            errors::CODES[..index].iter().all(|other| other.code != code.code),
            "{}",
            code.code
        );
    }
}

#[test]
fn the_cookies_page_names_the_cookies_that_are_set() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/src/cookies.rs");
    let source = fs::read_to_string(source).unwrap();
    let mut set: Vec<&str> =
        source.split('"').filter(|piece| piece.starts_with("__Host-")).collect();
    set.sort_unstable();

    let page = parse(&shown("cookies").markup.0);
    let mut named: Vec<String> = page
        .named("th")
        .iter()
        .filter(|cell| cell.attribute("scope") == Some("row"))
        .map(|cell| cell.text())
        .collect();
    named.sort_unstable();
    assert_eq!(named, set);
}
