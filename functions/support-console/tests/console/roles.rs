//! Every route names who may ask for it; whoever may not is refused.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use journey::ReviewKind;
use testing::asking::{Answer, get, post};

use crate::scene::{Member, Office, carrying};

/// Who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Permission {
    Anybody,
    Viewer,
    Caseworker,
}

/// Every route: its method, its path by the name it has in the code, and who may ask for it.
const ROUTES: [(&str, &str, Permission); 20] = [
    ("GET", "START", Permission::Anybody),
    ("GET", "SIGN_IN", Permission::Anybody),
    ("GET", "CALLBACK", Permission::Anybody),
    ("GET", "SIGN_OUT", Permission::Anybody),
    ("POST", "SIGN_OUT", Permission::Viewer),
    ("GET", "SIGNED_OUT", Permission::Anybody),
    ("GET", "TASKS", Permission::Viewer),
    ("GET", "FIND", Permission::Viewer),
    ("POST", "FIND", Permission::Viewer),
    ("GET", "TASK", Permission::Viewer),
    ("POST", "TASK", Permission::Caseworker),
    ("GET", "DECIDE", Permission::Viewer),
    ("POST", "DECIDE", Permission::Caseworker),
    ("GET", "COMPARE", Permission::Viewer),
    ("POST", "COMPARE", Permission::Caseworker),
    ("GET", "TELL_AGAIN", Permission::Viewer),
    ("POST", "TELL_AGAIN", Permission::Caseworker),
    ("GET", "TOLD", Permission::Viewer),
    ("POST", "TOLD", Permission::Caseworker),
    ("HEAD", "TASK", Permission::Viewer),
];

/// The routes that the code has: method and name.
fn routed() -> BTreeSet<(String, String)> {
    let code: String = include_str!("../../src/lib.rs").split_whitespace().collect();
    let mut routes = BTreeSet::new();
    for route in code.split(".route(paths::").skip(1) {
        let (name, handlers) = route.split_once(',').unwrap();
        let handlers = handlers.split(".route(").next().unwrap();
        for method in ["get", "post", "put", "patch", "delete", "any", "options", "on"] {
            let takes = handlers.starts_with(&format!("{method}("))
                || handlers.contains(&format!(".{method}("));
            if takes {
                routes.insert((method.to_uppercase(), name.to_owned()));
            }
        }
    }
    routes
}

/// The path of this name.
fn path(name: &str) -> String {
    let line = include_str!("../../src/paths.rs")
        .lines()
        .find_map(|line| line.strip_prefix(&format!("pub(crate) const {name}: &str = \"")))
        .unwrap_or_else(|| panic!("{name} is no path"));
    line.trim_end_matches("\";").replace("{task}", "task-of-anne")
}

#[test]
fn every_route_names_who_may_ask_for_it() {
    let named = ROUTES.iter().filter(|(method, _, _)| *method != "HEAD");
    let named = named.map(|(method, name, _)| ((*method).to_owned(), (*name).to_owned()));

    assert_eq!(routed(), named.collect::<BTreeSet<_>>());
}

fn asked(method: &str, path: &str, csrf: &str) -> Request<Body> {
    match method {
        "POST" => post(path, &[("csrf", csrf), ("trn", "2345678"), ("reference", "x")]),
        method => {
            let mut request = get(path);
            *request.method_mut() = method.parse::<Method>().unwrap();
            request
        }
    }
}

/// Whether somebody was refused for who they are, and how.
fn refusal(answer: &Answer) -> Option<StatusCode> {
    match answer.status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Some(answer.status),
        StatusCode::SEE_OTHER if answer.location() == "/" => Some(answer.status),
        _ => None,
    }
}

#[tokio::test]
async fn whoever_may_not_ask_for_a_route_is_refused_and_changes_nothing() {
    for (method, name, permission) in ROUTES {
        let office = Office::new().await;
        let task = office.raised(ReviewKind::PossibleDuplicate).await;
        let (vera, priya) = (office.vera().await, office.priya().await);
        let gone = Member { session: jose::Secret::presented("gone"), csrf: vera.csrf.clone() };
        let before = office.task(&task).await;
        let path = path(name);
        let as_member =
            |who: &Member| carrying(asked(method, &path, &who.csrf), "__Host-staff", &who.session);

        let nobody = refusal(&office.ask(asked(method, &path, "")).await);
        let ended = refusal(&office.ask(as_member(&gone)).await);
        let viewer = refusal(&office.ask(as_member(&vera)).await);
        if permission > Permission::Viewer {
            assert_eq!(office.task(&task).await, before, "{method} {name}");
        }
        let caseworker = refusal(&office.ask(as_member(&priya)).await);

        let (ends, starts) = (Some(StatusCode::UNAUTHORIZED), Some(StatusCode::SEE_OTHER));
        let expected = match permission {
            // This one leads to the start, whoever asks.
            Permission::Anybody if name == "SIGN_OUT" => [starts, starts, starts, starts],
            Permission::Anybody => [None, None, None, None],
            Permission::Viewer => [starts, ends, None, None],
            Permission::Caseworker => [starts, ends, Some(StatusCode::FORBIDDEN), None],
        };
        assert_eq!([nobody, ended, viewer, caseworker], expected, "{method} {name}");
    }
}

#[tokio::test]
async fn whoever_may_only_look_sees_no_form_that_they_could_not_send() {
    let office = Office::new().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let vera = office.vera().await;

    let page = office.open(&vera, &task).await;

    assert!(page.text().contains("You can look at this task."), "{}", page.text());
    assert_eq!(page.value("seen"), None);
    assert_eq!(page.value("trn"), None);
    let refused = office.post(&vera, "/tasks/task-of-anne/decide", &[("decision", "ask")]).await;
    assert_eq!(refused.heading(), "You can look at tasks but not decide them");
}
