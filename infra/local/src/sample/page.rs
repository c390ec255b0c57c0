//! The one page of a sample service. It is not ours, and does not look like ours.

use maud::{DOCTYPE, html};
use serde_json::Value;

use super::{Registration, SignedIn};

pub(super) fn home(
    registration: &Registration,
    signed_in: Option<&SignedIn>,
    (trouble, news): (Option<&str>, Option<&str>),
    events: &[Value],
) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (registration.name) " (sample service)" }
                link rel="icon" href="data:,";
                style { (STYLE) }
            }
            body {
                main {
                    h1 { (registration.name) }
                    p { "A sample calling service. " (registration.about) }
                    @if let Some(trouble) = trouble {
                        p.trouble { "You are not signed in. We were told: " code { (trouble) } }
                    }
                    @if let Some(news) = news { p.trouble { (news) } }
                    @match signed_in {
                        Some(signed_in) => {
                            p { "You are signed in. This is what we were told." }
                            p { a.button href="/sign-out" { "Sign out" } }
                            h2 { "Userinfo" }
                            (claims(&signed_in.userinfo))
                            h2 { "ID token" }
                            (claims(&signed_in.id_token_claims))
                        }
                        None => p { a.button href="/sign-in" { "Sign in" } }
                    }
                    @for event in events {
                        h2 { "Webhook" }
                        (claims(event))
                    }
                }
            }
        }
    }
    .into_string()
}

fn claims(claims: &Value) -> maud::Markup {
    html! {
        table {
            @for (name, value) in claims.as_object().into_iter().flatten() {
                tr { th scope="row" { (name) } td { code { (value.to_string()) } } }
            }
        }
    }
}

const STYLE: &str = "body{font-family:system-ui,sans-serif;margin:0;background:#f4f1ea;color:#222}\
    main{max-width:46rem;margin:2rem auto;padding:1.5rem;background:#fff;border-top:8px solid #7a3b69}\
    table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem;border-bottom:1px solid #ddd;\
    vertical-align:top;overflow-wrap:anywhere}th{min-width:9.5em}.button{display:inline-block;background:#7a3b69;color:#fff;\
    padding:.6rem 1rem;text-decoration:none}.trouble{border-left:6px solid #b00020;padding-left:1rem}";
