//! Who of support staff a request comes from.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use jose::Digest;
use pages::staff::{
    self, Frame,
    sign_in::{NotAllowed, not_allowed},
};
use ports::{Fault, Staff, StaffRole, StaffSession};
use web::{Failure, Form, csrf, presented};

use crate::{Console, paths};

/// The session of support staff. It ends when the browser is closed, or on our side.
pub(crate) const COOKIE: &str = "__Host-staff";

/// How old the last sign of somebody may be before it is written down again: a minute, so that reading does
/// not write with every page.
const SEEN_EVERY: jiff::SignedDuration = jiff::SignedDuration::from_mins(1);

/// A member of support staff who is signed in.
pub(crate) struct SignedIn {
    pub(crate) staff: Staff,
    may_decide: bool,
    session: Digest,
}

impl FromRequestParts<Console> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        let Some(session) = presented(&parts.headers, COOKIE) else {
            return Err(web::see_other(paths::START));
        };
        match console.look(&session).await {
            Ok(Some(signed_in)) => Ok(signed_in),
            Ok(None) => {
                let page = staff::sign_in::ended(&console.frame(), paths::SIGN_IN);
                Err((StatusCode::UNAUTHORIZED, page).into_response())
            }
            Err(fault) => Err(Failure::from(fault).into_response()),
        }
    }
}

impl SignedIn {
    /// The frame of their pages.
    pub(crate) fn frame<'a>(&'a self, console: &'a Console, csrf: &'a str) -> Frame<'a> {
        console.frame().signed_in(staff::SignedIn {
            name: &self.staff.name,
            tasks: paths::TASKS,
            sign_out: paths::SIGN_OUT,
            csrf,
        })
    }

    /// The token of their forms.
    pub(crate) fn csrf(&self) -> String {
        Digest::of(format!("csrf:staff:{}", self.session.as_str()).as_bytes()).as_str().to_owned()
    }

    /// The session they came with.
    pub(crate) fn session(&self) -> &Digest {
        &self.session
    }

    /// Whether they may decide; whoever may not can look.
    pub(crate) fn may_decide(&self) -> bool {
        self.may_decide
    }
}

/// A form of somebody who is signed in. Its fields are not seen before it is known to be ours.
pub(crate) struct Posted {
    pub(crate) signed_in: SignedIn,
    pub(crate) form: Form,
}

impl FromRequest<Console> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, console: &Console) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let signed_in = SignedIn::from_request_parts(&mut parts, console).await?;
        let form = Form::read(&parts.headers, body).await.map_err(IntoResponse::into_response)?;
        let deployment = &console.desk.deployment;
        if csrf::check(&parts.headers, deployment, &form, &signed_in.csrf()).is_ok() {
            return Ok(Self { signed_in, form });
        }
        let page = staff::sign_in::ended(&console.frame(), paths::SIGN_IN);
        Err((StatusCode::BAD_REQUEST, page).into_response())
    }
}

/// The same, of somebody who may decide.
pub(crate) struct Deciding {
    pub(crate) signed_in: SignedIn,
    pub(crate) form: Form,
}

impl FromRequest<Console> for Deciding {
    type Rejection = Response;

    async fn from_request(request: Request, console: &Console) -> Result<Self, Response> {
        let Posted { signed_in, form } = Posted::from_request(request, console).await?;
        if signed_in.may_decide() {
            return Ok(Self { signed_in, form });
        }
        let csrf = signed_in.csrf();
        let page = not_allowed(&signed_in.frame(console, &csrf), NotAllowed::ViewOnly);
        Err((StatusCode::FORBIDDEN, page).into_response())
    }
}

impl Console {
    /// Who is signed in with this session, which holds on for another while.
    async fn look(&self, session: &Digest) -> Result<Option<SignedIn>, Fault> {
        let now = self.desk.deployment.now();
        let Some(found) = self.sessions.session(session, now).await? else { return Ok(None) };
        if now.duration_since(found.seen) >= SEEN_EVERY {
            self.sessions.go_on(session, &StaffSession { seen: now, ..found.clone() }).await?;
        }
        let StaffSession { member, .. } = found;
        Ok(Some(SignedIn {
            may_decide: member.roles.contains(&StaffRole::Caseworker),
            staff: Staff { id: member.id, name: member.name },
            session: session.clone(),
        }))
    }
}
