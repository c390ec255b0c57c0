//! What every page of a journey keeps to, whichever function serves it.
//!
//! Each law asks the function for a page (such as `/trn`) and panics when it is broken.

#![expect(clippy::missing_panics_doc, reason = "a law that is broken panics, as said above")]

use axum::{Router, http::StatusCode};
use jiff::SignedDuration;
use journey::Stage;

use crate::{
    Visitor, World,
    asking::{ask, get, in_session, post, request, with},
    journeys::{every_place, needs_a_record},
};

const START_AGAIN: &str = "You need to start again";

/// A page opens for the browser that its journey belongs to and for two hours.
pub async fn only_its_browser_opens(world: &World, router: &Router, stage: Stage, page: &str) {
    let visitor = world.visitor(stage.clone()).await;
    let other = world.visitor(stage).await;

    let stranger = in_session(get(&visitor.path(page)), &other.session);
    let requests = [
        ("no cookie", get(&visitor.path(page))),
        ("another browser", stranger),
        ("no such journey", in_session(get(&format!("/j/nobody{page}")), &visitor.session)),
        ("no ID", in_session(get(&format!("/j/%00{page}")), &visitor.session)),
        ("a session of nobody", with(get(&visitor.path(page)), "cookie", "__Host-session=x")),
    ];
    for (what, request) in requests {
        let answer = ask(router, request).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{what}");
        assert_eq!(answer.heading(), START_AGAIN, "{what}");
    }
    assert_ne!(ask(router, visitor.get(page)).await.status, StatusCode::BAD_REQUEST);

    world.clock().advance(SignedDuration::from_hours(2));
    let gone = ask(router, visitor.get(page)).await;
    assert_eq!(gone.status, StatusCode::BAD_REQUEST);
    assert_eq!(gone.heading(), START_AGAIN);
}

/// Whoever is somewhere else is sent to where they are, whether they ask for the page or send its form.
/// `form` is the token of the form of a journey, if the page has one.
pub async fn others_are_sent_to_where_they_are(
    world: &World,
    router: &Router,
    page: &str,
    form: Option<fn(&Visitor) -> String>,
    is_here: fn(&Stage) -> bool,
) {
    for (stage, theirs) in every_place().into_iter().filter(|(stage, _)| !is_here(stage)) {
        let visitor = world.visitor_from(needs_a_record(), stage.clone()).await;
        let mut requests = vec![visitor.get(page)];
        if let Some(token) = form {
            requests.push(visitor.post(page, &[("csrf", &token(&visitor))]));
        }
        for request in requests {
            let method = request.method().clone();
            let answer = ask(router, request).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{method} at {stage:?}");
            assert_eq!(answer.location(), visitor.path(theirs), "{method} at {stage:?}");
        }
        assert_eq!(world.now(&visitor).await, visitor.journey, "{stage:?}");
    }
}

/// A form counts if it comes from the page we gave this browser, and is one. `fields` would be taken,
/// with the token `csrf`.
pub async fn only_our_form_counts(
    world: &World,
    router: &Router,
    visitor: &Visitor,
    page: &str,
    csrf: &str,
    fields: &[(&str, &str)],
) {
    let filled = |token: &str| {
        let fields: Vec<_> = fields.iter().copied().chain([("csrf", token)]).collect();
        visitor.post(page, &fields)
    };
    let path = visitor.path(page);
    let long = "x".repeat(9000);
    let broken_session = post(&path, &[("csrf", csrf)]);
    let text = with(filled(csrf), "content-type", "text/plain");
    let too_long = visitor.post(page, &[("csrf", csrf), ("padding", &long)]);
    let untyped = in_session(request("POST", &path, Some("csrf=x".to_owned())), &visitor.session);
    let same_site = with(filled(csrf), "sec-fetch-site", "same-site");
    for (what, request, status) in [
        ("no token", visitor.post(page, fields), StatusCode::BAD_REQUEST),
        ("an empty token", filled(""), StatusCode::BAD_REQUEST),
        ("a wrong token", filled(&csrf.to_lowercase()), StatusCode::BAD_REQUEST),
        (
            "another origin",
            with(filled(csrf), "origin", "https://evil.example"),
            StatusCode::BAD_REQUEST,
        ),
        ("no origin at all", with(filled(csrf), "origin", "null"), StatusCode::BAD_REQUEST),
        (
            "another site",
            with(filled(csrf), "sec-fetch-site", "cross-site"),
            StatusCode::BAD_REQUEST,
        ),
        ("a neighbour", same_site, StatusCode::BAD_REQUEST),
        ("no cookie", broken_session, StatusCode::BAD_REQUEST),
        ("not a form", text, StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("nothing said", untyped, StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("too long", too_long, StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let answer = ask(router, request).await;
        assert_eq!(answer.status, status, "{what}");
        assert_eq!(world.now(visitor).await, visitor.journey, "{what}");
    }

    let ours = with(filled(csrf), "origin", crate::journeys::ISSUER);
    let ours = with(ours, "sec-fetch-site", "same-origin");
    assert_eq!(ask(router, ours).await.status, StatusCode::SEE_OTHER);
}

/// While the store fails the person is told to wait, and nothing is lost: the same form counts afterwards.
/// `fields` leads on from the page.
pub async fn a_failing_store_loses_nothing(
    world: &World,
    router: &Router,
    visitor: &Visitor,
    page: &str,
    fields: &[(&str, &str)],
) {
    let meddling = world.engine().meddling();
    let busy = |answer: &crate::asking::Answer| {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header("retry-after"), Some("60"));
        assert_eq!(answer.heading(), "This is taking longer than usual");
        assert!(answer.links_to(&visitor.path(page)), "it says where to try again");
    };

    meddling.refuse_next("AccessDeniedException");
    busy(&ask(router, visitor.get(page)).await);
    meddling.refuse_next("AccessDeniedException");
    busy(&ask(router, visitor.post(page, fields)).await);
    meddling.spare_reads();
    meddling.refuse_next("AccessDeniedException");
    busy(&ask(router, visitor.post(page, fields)).await);

    assert_eq!(world.now(visitor).await, visitor.journey);
    assert_eq!(ask(router, visitor.post(page, fields)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.now(visitor).await.version, visitor.journey.version + 1);
}

/// When the store took a step and its answer was lost, it is asked again and never assumed: the person
/// goes on, and the step is taken once. `fields` leads on from the page, to `next`.
pub async fn a_lost_answer_is_looked_up_again(
    world: &World,
    router: &Router,
    visitor: &Visitor,
    page: &str,
    fields: &[(&str, &str)],
    next: &str,
) {
    let meddling = world.engine().meddling();
    meddling.spare_reads();
    meddling.lose_next_answer();
    meddling.refuse_next("AccessDeniedException");

    let answer = ask(router, visitor.post(page, fields)).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), visitor.path(next));
    assert_eq!(world.now(visitor).await.version, visitor.journey.version + 1);
}

/// A form that arrives twice, one after the other or at once, is taken once. `fields` leads on from the
/// page, to `next`.
pub async fn a_form_counts_once(
    world: &World,
    router: &Router,
    visitor: &Visitor,
    page: &str,
    fields: &[(&str, &str)],
    next: &str,
) {
    let form = || ask(router, visitor.post(page, fields));
    let (one, two) = tokio::join!(form(), form());
    let late = form().await;

    for answer in [one, two, late] {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), visitor.path(next));
    }
    assert_eq!(world.now(visitor).await.version, visitor.journey.version + 1);
}
