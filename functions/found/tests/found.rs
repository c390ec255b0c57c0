//! The page of a record that was found, and the way back to the calling service.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::{Router, http::StatusCode};
use dynamodb::Table;
use found::{Found, router};
use identity::CallingService;
use jiff::SignedDuration;
use jose::Secret;
use journey::{Arrival, MatchedOn, Setback, Stage, TrnOrigin};
use oidc::{CodeUse, Scope};
use testing::{
    World,
    asking::{Answer, ask, request, with},
    journeys::{
        CALLBACK, CHALLENGE, ISSUER, anne, done, every_place, found, held, needs_a_record, nine,
        support_asked, trn_request, turned_away,
    },
    laws, people,
};
use web::{Deployment, Walk};

const PAGE: &str = "/found";
const ONWARD: &str = "/continue";

fn function(world: &World) -> Router {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
    router(Found { walk: Walk { deployment, journeys: store.journeys(), users: store.users() } })
}

/// The code that an answer takes to the service.
fn code(answer: &Answer) -> Secret {
    Secret::presented(answer.parameter("code").unwrap())
}

#[tokio::test]
async fn the_page_says_which_record_and_what_it_was_found_by() {
    let world = World::new().await;
    let merged_from = Some(people::trn("7654321"));
    for (matched_on, merged_from, told) in [
        (MatchedOn::Nino, None, "the National Insurance number you gave"),
        (MatchedOn::Trn, None, "the TRN you gave"),
        (MatchedOn::NinoAndTrn, None, "the National Insurance number and TRN you gave"),
        (MatchedOn::Trn, merged_from, "The TRN you gave, 7654321 , has been replaced"),
    ] {
        let visitor = world.visitor(done(Arrival::Found { matched_on, merged_from })).await;

        let page = ask(&function(&world), visitor.get(PAGE)).await;

        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.heading(), "We found your teaching record");
        assert!(page.text().contains("1234567"), "the TRN");
        let text = page.text().replace("7654321,", "7654321 ,");
        assert!(text.contains(told), "{told}: {text}");
        assert!(page.links_to(&visitor.path(ONWARD)));
    }
}

#[tokio::test]
async fn a_new_trn_has_a_page_of_its_own() {
    let world = World::new().await;
    let visitor = world.visitor(done(Arrival::Issued)).await;

    let page = ask(&function(&world), visitor.get(PAGE)).await;

    assert_eq!(page.heading(), "You have a new TRN");
    assert!(page.text().contains("1234567") && page.text().contains("a•••@example.com"));
    assert!(page.links_to(&visitor.path(ONWARD)));
}

#[tokio::test]
async fn the_way_back_brings_a_code_the_state_and_the_issuer() {
    let world = World::new().await;
    for stage in [found(), done(Arrival::Issued), done(Arrival::KnownAlready(TrnOrigin::Found))] {
        let visitor = world.visitor(stage).await;

        let answer = ask(&function(&world), visitor.get(ONWARD)).await;

        assert_eq!(answer.status, StatusCode::FOUND);
        assert!(answer.location().starts_with(&format!("{CALLBACK}?code=")));
        assert_eq!(answer.parameter("state").as_deref(), Some("their state"));
        assert_eq!(answer.parameter("iss").as_deref(), Some(ISSUER));
        assert_eq!(answer.parameter("error"), None);
    }
}

#[tokio::test]
async fn a_state_that_was_not_sent_is_not_made_up() {
    let world = World::new().await;
    let mut journey = world.journey(needs_a_record(), found());
    journey.request.state = None;
    journey.request.redirect_uri = "https://npq.example/callback?tenant=1".to_owned();
    let visitor = world.begin(journey).await;

    let answer = ask(&function(&world), visitor.get(ONWARD)).await;

    assert!(answer.location().starts_with("https://npq.example/callback?tenant=1&code="));
    assert_eq!(answer.parameter("state"), None);
}

#[tokio::test]
async fn a_code_is_stored_as_its_digest_for_a_minute_and_says_what_it_is_for() {
    let world = World::new().await;
    let visitor = world.visitor(found()).await;

    let code = code(&ask(&function(&world), visitor.get(ONWARD)).await);

    assert_eq!(code.expose().len(), 43, "256 bits");
    let stored = world.store().grants().code(&code.digest()).await.unwrap().unwrap();
    assert_eq!(stored.spent, CodeUse::Unused);
    let grant = stored.grant;
    assert_eq!(grant.expires_at, nine() + SignedDuration::from_secs(60));
    assert_eq!(grant.client, needs_a_record().id);
    assert_eq!(grant.redirect_uri, CALLBACK);
    assert_eq!(grant.code_challenge, CHALLENGE);
    assert_eq!(grant.nonce.as_deref(), Some("their nonce"));
    assert_eq!(grant.access.client, needs_a_record().id);
    assert_eq!(grant.access.subject, anne().user.subject);
    assert_eq!(grant.access.scopes, [Scope::OpenId, Scope::TeachingRecord]);
    let stamp = visitor.journey.sign_in.clone().unwrap();
    assert_eq!((grant.access.session, grant.access.auth_time), (stamp.session, stamp.auth_time));
    let written = world.items(Table::Grants).await;
    assert!(!written.iter().any(|item| item.to_string().contains(code.expose())));
    assert_eq!(world.now(&visitor).await, visitor.journey);
}

#[tokio::test]
async fn following_the_link_twice_makes_two_codes() {
    let world = World::new().await;
    let visitor = world.visitor(found()).await;
    let router = function(&world);

    let one = code(&ask(&router, visitor.get(ONWARD)).await);
    let two = code(&ask(&router, visitor.get(ONWARD)).await);

    assert_ne!(one, two);
    for code in [one, two] {
        assert!(world.store().grants().code(&code.digest()).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_browser_that_fetches_ahead_gets_no_code() {
    let world = World::new().await;
    let visitor = world.visitor(found()).await;
    let router = function(&world);
    let head = with(
        request("HEAD", &visitor.path(ONWARD), None),
        "cookie",
        &format!("__Host-session={}", visitor.session.expose()),
    );
    for request in [
        head,
        with(visitor.get(ONWARD), "sec-purpose", "prefetch;prerender"),
        with(visitor.get(ONWARD), "purpose", "prefetch"),
        with(visitor.get(ONWARD), "x-moz", "prefetch"),
    ] {
        let answer = ask(&router, request).await;

        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert_eq!(answer.location(), "");
    }
    assert!(world.items(Table::Grants).await.is_empty());
}

#[tokio::test]
async fn whoever_goes_back_early_takes_the_error_that_fits() {
    let world = World::new().await;
    let router = function(&world);
    for (stage, page) in every_place() {
        let (error, description) = match &stage {
            Stage::Done { .. } => continue,
            Stage::Held { .. } => ("access_denied", "record_pending"),
            Stage::SupportAsked { .. } => ("access_denied", "record_requested"),
            Stage::TurnedAway { setback: Setback::IdentityNotProved, .. } => {
                ("access_denied", "identity_not_verified")
            }
            Stage::TurnedAway {
                setback: Setback::Busy | Setback::SwitchedOff | Setback::Unreachable,
                ..
            } => ("temporarily_unavailable", "upstream_busy"),
            Stage::TurnedAway { setback: Setback::RequestRefused, .. } => {
                ("server_error", "internal ref=")
            }
            Stage::SigningIn
            | Stage::ProvingIdentity { .. }
            | Stage::AskingNino { .. }
            | Stage::AskingTrn { .. }
            | Stage::CheckingAnswers { .. }
            | Stage::RequestingTrn { .. }
            | Stage::TurnedAway {
                setback: Setback::SignInNotFinished | Setback::SignedOut, ..
            } => ("access_denied", "user_cancelled"),
        };
        let visitor = world.visitor(stage).await;

        let answer = ask(&router, visitor.get(ONWARD)).await;

        assert_eq!(answer.status, StatusCode::FOUND, "{page}");
        assert!(answer.location().starts_with(&format!("{CALLBACK}?")), "{page}");
        assert_eq!(answer.parameter("error").as_deref(), Some(error), "{page}");
        let said = answer.parameter("error_description").unwrap();
        assert!(said.starts_with(description), "{page}: {said}");
        let code = description.split(' ').next().unwrap();
        let uri = format!("{ISSUER}/errors/{code}");
        assert_eq!(answer.parameter("error_uri"), Some(uri), "{page}");
        assert_eq!(answer.parameter("state").as_deref(), Some("their state"), "{page}");
        assert_eq!(answer.parameter("iss").as_deref(), Some(ISSUER), "{page}");
        assert_eq!(world.now(&visitor).await, visitor.journey, "they can still come back");
    }
    assert!(world.items(Table::Grants).await.is_empty(), "no code without a record");
}

#[tokio::test]
async fn a_service_that_lets_people_in_meanwhile_gets_a_code() {
    let world = World::new().await;
    let service = CallingService { allow_pending: true, ..needs_a_record() };
    for (stage, has_code) in [
        (held(trn_request()), true),
        (support_asked(), true),
        (turned_away(Setback::IdentityNotProved), false),
    ] {
        let visitor = world.visitor_from(service.clone(), stage).await;

        let answer = ask(&function(&world), visitor.get(ONWARD)).await;

        assert_eq!(answer.parameter("code").is_some(), has_code);
    }
}

#[tokio::test]
async fn whoever_signed_out_meanwhile_gets_no_code() {
    let world = World::new().await;
    let visitor = world.visitor(found()).await;
    let stamp = visitor.journey.sign_in.clone().unwrap();
    world.store().sessions().end(None, Some(&stamp.session), nine()).await.unwrap();

    let answer = ask(&function(&world), visitor.get(ONWARD)).await;

    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.heading(), "You need to start again");
}

#[tokio::test]
async fn a_failing_store_asks_to_wait_and_loses_nothing() {
    let world = World::new().await;
    let visitor = world.visitor(found()).await;
    let router = function(&world);
    let meddling = world.engine().meddling();

    meddling.refuse_next("AccessDeniedException");
    let unread = ask(&router, visitor.get(ONWARD)).await;
    meddling.spare_reads();
    meddling.refuse_next("AccessDeniedException");
    let unwritten = ask(&router, visitor.get(ONWARD)).await;

    for answer in [unread, unwritten] {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header("retry-after"), Some("60"));
        assert!(answer.links_to(&visitor.path(ONWARD)), "it says where to try again");
    }
    assert!(world.items(Table::Grants).await.is_empty());
    assert!(ask(&router, visitor.get(ONWARD)).await.parameter("code").is_some());
}

#[tokio::test]
async fn a_code_whose_answer_was_lost_is_good() {
    let world = World::new().await;
    let visitor = world.visitor(found()).await;
    world.engine().meddling().spare_reads();
    world.engine().meddling().lose_next_answer();

    let code = code(&ask(&function(&world), visitor.get(ONWARD)).await);

    assert!(world.store().grants().code(&code.digest()).await.unwrap().is_some());
}

#[tokio::test]
async fn both_open_for_the_browser_they_belong_to_alone() {
    let world = World::new().await;
    laws::only_its_browser_opens(&world, &function(&world), found(), PAGE).await;
    laws::only_its_browser_opens(&world, &function(&world), found(), ONWARD).await;
}

#[tokio::test]
async fn whoever_is_elsewhere_is_sent_there() {
    let world = World::new().await;
    let router = function(&world);
    let is_here = |stage: &Stage| {
        matches!(stage, Stage::Done { arrival: Arrival::Found { .. } | Arrival::Issued, .. })
    };
    laws::others_are_sent_to_where_they_are(&world, &router, PAGE, None, is_here).await;
}

#[tokio::test]
async fn whoever_was_settled_while_they_waited_is_not_sent_back_without_their_record() {
    for (stage, page) in
        [(held(trn_request()), "/checking-your-details"), (support_asked(), "/request-sent")]
    {
        let world = World::new().await;
        let visitor = world.visitor(stage).await;
        world.link(&anne(), people::trn("1234567")).await;

        let answer = ask(&function(&world), visitor.get(ONWARD)).await;

        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), visitor.path(page));
    }
}
