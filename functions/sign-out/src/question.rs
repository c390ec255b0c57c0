//! "Sign out?", asked on a page of ours.

use axum::{
    body::Body,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use maud::Markup;
use web::{Browser, Failure, Form, FormAction, ServiceHint, csrf};

use crate::{SigningOut, carry_out::forget};

pub(crate) async fn ask(
    State(app): State<SigningOut>,
    headers: HeaderMap,
    browser: Browser,
) -> Result<Response, Failure> {
    let Some(digest) = &browser.session else { return Ok(app.page_of_signed_out(&headers)) };
    let Some(session) = app.sessions.session(digest, app.deployment.now()).await? else {
        return Ok(app.page_of_signed_out(&headers));
    };

    let hint = ServiceHint::of(&headers);
    let page = app.question(hint.as_ref(), &csrf::of_browser(&session.browser));
    // Browsers check the whole chain of redirects that follows the form.
    Ok((axum::Extension(app.form_action()), page).into_response())
}

pub(crate) async fn answer(
    State(app): State<SigningOut>,
    headers: HeaderMap,
    browser: Browser,
    body: Body,
) -> Result<Response, Failure> {
    let form = Form::read(&headers, body).await?;
    let Some(digest) = &browser.session else { return Ok(app.page_of_signed_out(&headers)) };
    let Some(session) = app.sessions.session(digest, app.deployment.now()).await? else {
        return Ok(app.page_of_signed_out(&headers));
    };
    csrf::check(&headers, &app.deployment, &form, &csrf::of_browser(&session.browser))?;
    app.carry_out(Some(digest), session.sign_in, None).await.map(forget)
}

impl SigningOut {
    fn question(&self, hint: Option<&ServiceHint>, token: &str) -> Markup {
        let mut frame = self.deployment.frame();
        frame.client = hint.map(|hint| hint.name.as_str());
        let stay = hint.map_or("/", |hint| hint.href.as_str());
        pages::sign_out::question(&frame, token, stay)
    }

    fn form_action(&self) -> FormAction {
        FormAction(self.one_login.sign_out_origins())
    }
}
