//! The pages of the stand-in: plain, and nothing like GOV.UK One Login's own.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    people::{People, Persona},
    settings::Settings,
};

pub(crate) const STYLE: &str = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:66rem;margin:2rem auto;padding:0 1rem}\
    table{border-collapse:collapse;width:100%}td{border-top:1px solid #bbb;padding:.4rem .6rem .4rem 0;vertical-align:top}\
    button{font:inherit;padding:.3rem .8rem}@media(min-width:40rem){td button{white-space:nowrap}}label{display:block;margin-top:.8rem}\
    input[type=text],input[type=email],input[type=date]{font:inherit;padding:.3rem;width:20rem;max-width:100%}";

/// Errors that a person can choose to come back with.
const ERRORS: [&str; 4] =
    ["access_denied", "login_required", "temporarily_unavailable", "unauthorized_client"];

/// The list of people, and the form to make somebody up.
pub(super) fn choose(
    settings: &Settings,
    people: &People,
    request: &str,
    identity: bool,
) -> String {
    let action = settings.endpoint("authorize/choose");
    let form = |content: Markup| {
        html! {
            form method="post" action=(action) {
                input type="hidden" name="request" value=(request);
                (content)
            }
        }
    };
    let content = html! {
        p {
            "This stands in for GOV.UK One Login on one machine. Choose who you are: beside each name \
             stands what will happen the first time. "
            @if identity { "The service asks for your identity to be proved." }
            @else { "The service asks you to sign in." }
        }
        (form(html! { table { @for person in people.iter() { (row(person)) } } }))
        h2 { "Make somebody up" }
        (form(made_up()))
        h2 { "Come back with an error instead" }
        (form(html! {
            @for error in ERRORS { button name="error" value=(error) { (error) } " " }
        }))
    };
    whole("Who is signing in?", &content)
}

/// What is wrong with a request that cannot go back where it came from.
pub(super) fn wrong(what: &str) -> String {
    whole("This request cannot be answered", &html! { p { (what) } })
}

/// Where a sign-out ends that does not say where to go.
pub(super) fn signed_out(what: &str) -> String {
    whole("You have signed out", &html! { p { (what) } })
}

fn row(person: &Persona) -> Markup {
    html! {
        tr {
            td { button name="persona" value=(person.key) { (person.title) } }
            td { (person.outcome) }
        }
    }
}

fn made_up() -> Markup {
    html! {
        label { "Given names" br; input type="text" name="given_names"; }
        label { "Family name" br; input type="text" name="family_name"; }
        label { "Date of birth" br; input type="date" name="date_of_birth" required; }
        label { "Email address" br; input type="email" name="email" required; }
        label { input type="radio" name="provable" value="yes" checked; " Can prove who they are" }
        label { input type="radio" name="provable" value="no"; " Cannot prove who they are" }
        p { button { "Sign in as this person" } }
    }
}

fn whole(title: &str, content: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – GOV.UK One Login stand-in" }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body { main { h1 { (title) } (content) } }
        }
    };
    page.into_string()
}
