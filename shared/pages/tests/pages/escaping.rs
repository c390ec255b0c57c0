//! Whatever is handed in is shown as it is, and is never markup.

mod staff;

use maud::Markup;
use pages::{
    Frame, Service, Support, ask_for_trn, bad_link, check_answers, continue_to, found, holding,
    in_person_return, information, more_information, new_trn, nino, not_verified, problem,
    request_sent, sign_in_not_finished, sign_out, start_again, too_many_tries, trn, unavailable,
};

use crate::{brands::brands, dom::parse};

/// Ends an attribute, an element and a comment, and starts one of each.
const HOSTILE: &str = r#"<!-- '"></p><script src="//evil.example">&amp;</script>"#;

/// Every page with every value it takes replaced by the hostile one.
fn every_page(frame: &Frame<'_>) -> Vec<Markup> {
    let services = [Service { name: HOSTILE, href: HOSTILE }];
    let mut pages = questions(frame);
    pages.extend(outcomes(frame));
    pages.extend([
        bad_link::page(frame, HOSTILE, HOSTILE),
        continue_to::page(frame, HOSTILE, Some(HOSTILE)),
        continue_to::page(frame, HOSTILE, None),
        in_person_return::page(frame, &services),
        information::root::page(frame, &services),
        not_verified::page(
            frame,
            &not_verified::Ways {
                reference: Some(HOSTILE),
                try_again: HOSTILE,
                go_back: Some(HOSTILE),
            },
        ),
        problem::page(frame, HOSTILE, Some(HOSTILE)),
        sign_in_not_finished::page(frame, HOSTILE, HOSTILE),
        sign_out::question(frame, HOSTILE, HOSTILE),
        sign_out::done(frame, Some(HOSTILE)),
        start_again::page(frame, 2, &services),
        waiting(
            frame,
            too_many_tries::WayOn::Without {
                number: too_many_tries::Number::Trn,
                field: (HOSTILE, HOSTILE),
                csrf: HOSTILE,
            },
        ),
        waiting(frame, too_many_tries::WayOn::Back(HOSTILE)),
        unavailable::page(frame, unavailable::Cause::Closed { until: HOSTILE }, Some(HOSTILE)),
        unavailable::page(frame, unavailable::Cause::RecordsSlow { try_again: HOSTILE }, None),
    ]);
    pages
}

fn waiting(frame: &Frame<'_>, way_on: too_many_tries::WayOn<'_>) -> Markup {
    let wait = too_many_tries::Wait { when: HOSTILE, way_on, go_back: HOSTILE };
    too_many_tries::page(frame, &wait)
}

fn questions(frame: &Frame<'_>) -> Vec<Markup> {
    let former = [HOSTILE.to_owned(), HOSTILE.to_owned()];
    vec![
        nino::page(
            frame,
            &nino::Question {
                csrf: HOSTILE,
                back: Some(HOSTILE),
                answer: None,
                typed: HOSTILE,
                mistake: Some(nino::Mistake::Shape),
            },
        ),
        trn::page(
            frame,
            &trn::Question {
                csrf: HOSTILE,
                back: Some(HOSTILE),
                can_allocate: true,
                answer: Some(trn::Answer::Yes),
                typed: HOSTILE,
                mistake: Some(trn::Mistake::Shape),
            },
        ),
        check_answers::page(
            frame,
            &check_answers::Answers {
                csrf: HOSTILE,
                back: HOSTILE,
                name: HOSTILE,
                previous_names: &former,
                date_of_birth: HOSTILE,
                email: HOSTILE,
                nino: Some(HOSTILE),
                trn: Some(HOSTILE),
                change_nino: HOSTILE,
                change_trn: HOSTILE,
                go_back: HOSTILE,
            },
        ),
        ask_for_trn::page(
            frame,
            &ask_for_trn::Details {
                csrf: HOSTILE,
                back: HOSTILE,
                name: HOSTILE,
                date_of_birth: HOSTILE,
                email: HOSTILE,
                nino: Some(HOSTILE),
                change_nino: HOSTILE,
                have_trn: HOSTILE,
            },
        ),
        more_information::page(
            frame,
            &more_information::Form {
                csrf: HOSTILE,
                back: HOSTILE,
                wanted: &more_information::Wanted::ALL,
                reference: HOSTILE,
                nino: HOSTILE,
                trn: HOSTILE,
                previous_last_name: HOSTILE,
                mistakes: &[more_information::Mistake::NinoShape],
            },
        ),
    ]
}

fn outcomes(frame: &Frame<'_>) -> Vec<Markup> {
    let held = holding::Request {
        awaiting: holding::Awaiting::NewTrn,
        promise: holding::Promise::Open,
        more: Some(holding::More::Welcome(HOSTILE)),
        reference: HOSTILE,
        asked_on: HOSTILE,
        by: HOSTILE,
        masked_email: HOSTILE,
        can_continue: true,
        return_to: HOSTILE,
    };
    vec![
        found::page(
            frame,
            &found::Record {
                trn: HOSTILE,
                former_trn: Some(HOSTILE),
                matched_on: found::MatchedOn::Trn,
                continue_to: HOSTILE,
            },
        ),
        new_trn::page(
            frame,
            &new_trn::Given { trn: HOSTILE, masked_email: HOSTILE, continue_to: HOSTILE },
        ),
        request_sent::page(
            frame,
            &request_sent::Request {
                reference: HOSTILE,
                by: HOSTILE,
                masked_email: HOSTILE,
                return_to: HOSTILE,
            },
        ),
        holding::page(frame, &held),
        holding::page(frame, &holding::Request { promise: holding::Promise::Broken, ..held }),
        holding::page(
            frame,
            &holding::Request { more: Some(holding::More::Needed(HOSTILE)), ..held },
        ),
    ]
}

/// Whether the hostile value is in an attribute as it was handed in. A query may follow it.
fn is_whole(value: &str) -> bool {
    value.matches("evil.example").count() == value.matches(HOSTILE).count()
}

#[test]
fn a_hostile_value_is_shown_as_it_is() {
    let support = Support { email: HOSTILE, phone: Some(HOSTILE) };
    let mut shown = 0;
    for brand in brands() {
        let frame = Frame::new(brand, support).from_client(HOSTILE).signed_in(HOSTILE);
        let pages = every_page(&frame).into_iter().chain(staff::every_page(brand));
        for page in pages {
            let page = parse(&page.0);

            assert_eq!(page.named("script").len(), 0);
            let text = page.named("main")[0].text();
            assert_eq!(text.matches("evil.example").count(), text.matches(HOSTILE).count());
            shown += text.matches(HOSTILE).count();
            for element in page.all() {
                for value in element.attributes.values() {
                    assert!(is_whole(value), "{value}");
                }
            }
        }
    }
    assert!(shown > 100, "{shown}");
}
