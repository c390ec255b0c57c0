//! The pages that say something rather than ask.

use super::{Exhibit, exhibit};
use crate::{
    bad_link, continue_to, errors, found,
    frame::{Frame, Service},
    holding, in_person_return, information, new_trn, not_found, not_verified, problem,
    request_sent, sign_in_not_finished, sign_out, start_again,
    too_many_tries::{self, Number, Wait, WayOn},
    unavailable,
};

const CSRF: &str = "kq3Vb0Zr4o2m9xWl";
const ON: &str = "/j/Zm9v/continue";
const MORE: &str = "/j/Zm9v/more-information";
const EMAIL: &str = "a••••h@example.com";
const REFERENCE: &str = "TR-7K4M-92";

const SERVICES: [Service<'static>; 2] = [
    Service { name: "Access your teaching qualifications", href: "https://one.example/start" },
    Service { name: "Register for an NPQ", href: "https://two.example/start" },
];

/// The pages of a journey on which somebody is signed in.
pub(super) fn signed_in(frame: &Frame<'_>) -> Vec<Exhibit> {
    let mut exhibits = records(frame);
    exhibits.extend(requests(frame));
    exhibits.push(exhibit("sign-out", "Sign out?", sign_out::question(frame, CSRF, ON)));
    exhibits.extend(waits(frame));
    exhibits.push(exhibit(
        "records-slow",
        "Record store slow",
        unavailable::page(frame, unavailable::Cause::RecordsSlow { try_again: ON }, Some(ON)),
    ));
    exhibits
}

fn waits(frame: &Frame<'_>) -> [Exhibit; 2] {
    let wait = |way_on| Wait { when: "10:40am on 21 November 2026", way_on, go_back: ON };
    let field = ("have_trn", "unknown");
    let at_question = wait(WayOn::Without { number: Number::Trn, field, csrf: CSRF });
    let changing = wait(WayOn::Back(ON));
    [
        exhibit("too-many-tries", "Too many tries", too_many_tries::page(frame, &at_question)),
        exhibit(
            "too-many-changes",
            "Too many tries, changing an answer",
            too_many_tries::page(frame, &changing),
        ),
    ]
}

fn records(frame: &Frame<'_>) -> Vec<Exhibit> {
    let by_nino = found::Record {
        trn: "1234567",
        former_trn: None,
        matched_on: found::MatchedOn::Nino,
        continue_to: ON,
    };
    let by_trn = found::Record { matched_on: found::MatchedOn::Trn, ..by_nino };
    let by_both = found::Record { matched_on: found::MatchedOn::NinoAndTrn, ..by_nino };
    let merged = found::Record { former_trn: Some("0054321"), ..by_trn };
    let given = new_trn::Given { trn: "3141592", masked_email: EMAIL, continue_to: ON };
    vec![
        exhibit("found", "Found by National Insurance number", found::page(frame, &by_nino)),
        exhibit("found-trn", "Found by TRN", found::page(frame, &by_trn)),
        exhibit("found-both", "Found by both", found::page(frame, &by_both)),
        exhibit("found-merged", "Found, merged", found::page(frame, &merged)),
        exhibit("new-trn", "New TRN", new_trn::page(frame, &given)),
    ]
}

fn requests(frame: &Frame<'_>) -> Vec<Exhibit> {
    let sent = request_sent::Request {
        reference: REFERENCE,
        by: "Friday 5 September",
        masked_email: EMAIL,
        return_to: ON,
    };
    let held = holding::Request {
        awaiting: holding::Awaiting::NewTrn,
        promise: holding::Promise::Open,
        more: Some(holding::More::Welcome(MORE)),
        reference: REFERENCE,
        asked_on: "29 August",
        by: "Friday 5 September",
        masked_email: EMAIL,
        can_continue: false,
        return_to: ON,
    };
    let let_in = holding::Request { can_continue: true, ..held };
    let late = holding::Request { promise: holding::Promise::Broken, ..held };
    let asked = holding::Request { more: Some(holding::More::Needed(MORE)), ..held };
    let answered = holding::Request { more: Some(holding::More::Received(MORE)), ..held };
    let two = holding::Request { awaiting: holding::Awaiting::Record, ..held };
    let look_up = holding::Request { awaiting: holding::Awaiting::LookUp, ..held };
    vec![
        exhibit("request-sent", "Request sent", request_sent::page(frame, &sent)),
        exhibit("holding", "Holding page", holding::page(frame, &held)),
        exhibit("holding-let-in", "Holding page, service open", holding::page(frame, &let_in)),
        exhibit("holding-late", "Holding page, late", holding::page(frame, &late)),
        exhibit("holding-asked", "Holding page, more needed", holding::page(frame, &asked)),
        exhibit("holding-answered", "Holding page, more given", holding::page(frame, &answered)),
        exhibit("holding-two-records", "Holding page, two records", holding::page(frame, &two)),
        exhibit("holding-look-up", "Holding page, look-up", holding::page(frame, &look_up)),
    ]
}

/// The pages for somebody who came from a service and is not signed in.
pub(super) fn on_the_way(frame: &Frame<'_>) -> Vec<Exhibit> {
    let ways = not_verified::Ways { reference: Some(REFERENCE), try_again: ON, go_back: Some(ON) };
    let alone = not_verified::Ways { reference: None, go_back: None, ..ways };
    vec![
        exhibit("not-verified", "Not verified", not_verified::page(frame, &ways)),
        exhibit(
            "not-verified-alone",
            "Not verified, no journey",
            not_verified::page(frame, &alone),
        ),
        exhibit("continue-to", "Email landing page", {
            continue_to::page(frame, SERVICES[0].name, Some(SERVICES[0].href))
        }),
        exhibit("continue-to-bare", "Email landing page, no start address", {
            continue_to::page(frame, SERVICES[0].name, None)
        }),
        exhibit("in-person-return", "In-person return", in_person_return::page(frame, &SERVICES)),
        exhibit("signed-out", "Signed out", sign_out::done(frame, Some("https://one.example/"))),
        exhibit("start-again", "Start again", start_again::page(frame, 2, &SERVICES[..1])),
        exhibit("sign-in-not-finished", "Sign-in not finished", {
            sign_in_not_finished::page(frame, ON, ON)
        }),
        exhibit("problem", "Problem", problem::page(frame, "01JF8Z6Q3M", Some(ON))),
        exhibit("one-login-busy", "One Login busy", {
            let cause = unavailable::Cause::OneLoginBusy { try_again: ON };
            unavailable::page(frame, cause, Some(ON))
        }),
        exhibit("one-login-unreachable", "One Login unreachable", {
            let cause = unavailable::Cause::OneLoginUnreachable { try_again: ON };
            unavailable::page(frame, cause, Some(ON))
        }),
        exhibit("one-login-deactivated", "One Login deactivated us", {
            unavailable::page(frame, unavailable::Cause::Deactivated, Some(ON))
        }),
    ]
}

/// The pages that need nothing, and the errors among them.
pub(super) fn of_anyone(frame: &Frame<'_>) -> Vec<Exhibit> {
    let closed = unavailable::Cause::Closed { until: "9am on Monday 1 December 2025" };
    let mut exhibits = vec![
        exhibit("closed", "Planned closure", unavailable::page(frame, closed, None)),
        exhibit("start-again-list", "Start again, service not known", {
            start_again::page(frame, 2, &SERVICES)
        }),
        exhibit("start-again-bare", "Start again, no services", start_again::page(frame, 2, &[])),
        exhibit("signed-out-bare", "Signed out, service not known", sign_out::done(frame, None)),
        exhibit(
            "problem-bare",
            "Problem, service not known",
            problem::page(frame, "01JF8Z6Q3M", None),
        ),
        exhibit(
            "bad-link",
            "Bad link",
            bad_link::page(frame, "redirect_uri_not_registered", "01JF8Z6Q3M"),
        ),
        exhibit("not-found", "Page not found", not_found::page(frame)),
        exhibit("method-not-allowed", "Method not allowed", not_found::method_not_allowed(frame)),
        exhibit("root", "Root", information::root::page(frame, &SERVICES)),
        exhibit("cookies", "Cookies", information::cookies::page(frame)),
        exhibit(
            "accessibility",
            "Accessibility statement",
            information::accessibility::page(frame),
        ),
        exhibit("privacy", "Privacy notice", information::privacy::page(frame)),
    ];
    exhibits.extend(errors::CODES.iter().filter_map(|code| {
        let page = errors::page(frame, code.code)?;
        let title = code.title(frame.words);
        Some(exhibit(&format!("errors-{}", code.code.replace('_', "-")), title, page))
    }));
    exhibits
}
