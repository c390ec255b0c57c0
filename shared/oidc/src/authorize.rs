//! Judging a request at the authorize endpoint.
//!
//! In two steps, because the registration has to be loaded between them: [`client_id`] says whose it is,
//! [`judge`] the rest. Until the client and its redirect URI are known to belong together, nobody is
//! redirected anywhere (RFC 9700 section 4.11).

mod session;

use identity::{ClientId, Subject};
use jose::Jwks;

use crate::{
    AuthorizationRequest, Client, ErrorResponse, Parameters, Problem, Prompt, Refusal, Scope,
    UiLocale, hint, pkce,
};

pub use session::{Return, SignedIn, UseOfSession, is_recent_enough, use_of_session};

/// Why a request gets a page of ours, and no redirect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PageError {
    /// There is no `client_id`, more than one, or none that could be one. A client that nobody registered
    /// is answered in the same way.
    #[error("the client is not known")]
    UnknownClient,
    /// There is no `redirect_uri`, more than one, or one that is not registered byte for byte.
    #[error("the redirect URI is not registered")]
    UnknownRedirectUri,
}

/// What becomes of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// A page of ours, status 400.
    Page(PageError),
    /// An error at the service's own address.
    Redirect(ErrorResponse),
    /// A journey may begin.
    Accept(Box<AuthorizationRequest>),
}

/// Whose request it is.
pub fn client_id(parameters: &Parameters) -> Result<ClientId, PageError> {
    let id = parameters.required("client_id", 128).map_err(|_| PageError::UnknownClient)?;
    id.parse().map_err(|_| PageError::UnknownClient)
}

/// Judges the request of a registered client. `issuer` and `keys` are ours: they tell whether an
/// `id_token_hint` is.
pub fn judge(parameters: &Parameters, client: &Client, issuer: &str, keys: &Jwks) -> Judgement {
    let redirect_uri = match parameters.required("redirect_uri", 2048) {
        Ok(uri) if client.redirect_uris.iter().any(|registered| registered == uri) => uri,
        Ok(_) | Err(_) => return Judgement::Page(PageError::UnknownRedirectUri),
    };
    let state = parameters.optional("state", 1024);
    let answer = |refusal| {
        let state = state.clone().ok().flatten().map(str::to_owned);
        Judgement::Redirect(ErrorResponse { redirect_uri: redirect_uri.to_owned(), state, refusal })
    };
    let hinted = |token: &str| {
        hint::read(token, issuer, keys).ok().filter(|hint| hint.client == client.service.id)
    };
    match read(parameters, redirect_uri) {
        Err(refusal) => answer(refusal),
        Ok((request, None)) => Judgement::Accept(Box::new(request)),
        Ok((mut request, Some(token))) => match hinted(token) {
            Some(hint) => {
                request.hinted_subject = Some(hint.subject);
                Judgement::Accept(Box::new(request))
            }
            None => answer(Problem::InvalidIdTokenHint.into()),
        },
    }
}

/// The request, and the ID token it hints at somebody with.
fn read<'a>(
    parameters: &'a Parameters,
    redirect_uri: &str,
) -> Result<(AuthorizationRequest, Option<&'a str>), Refusal> {
    refuse_request_objects(parameters)?;
    let state = parameters.optional("state", 1024)?;
    response(parameters)?;
    let scopes = scopes(parameters.optional("scope", 256)?)?;
    let code_challenge = code_challenge(parameters)?;
    let nonce = parameters.optional("nonce", 512)?;
    let prompt = prompt(parameters.optional("prompt", 64)?)?;
    let max_age = max_age(parameters.optional("max_age", 64)?)?;
    let ui_locale = parameters.optional("ui_locales", 256)?.and_then(ui_locale);
    let hint = parameters.optional("id_token_hint", hint::LONGEST_HINT)?;
    for (name, longest) in [
        ("login_hint", 254),
        ("display", 64),
        ("claims_locales", 256),
        ("acr_values", 256),
        ("claims", 4096),
    ] {
        // Known to the standard and of no consequence here; still, each may stand there once.
        parameters.optional(name, longest)?;
    }
    let request = AuthorizationRequest {
        redirect_uri: redirect_uri.to_owned(),
        state: state.map(str::to_owned),
        nonce: nonce.map(str::to_owned),
        scopes,
        code_challenge: code_challenge.to_owned(),
        prompt,
        max_age,
        ui_locale,
        hinted_subject: None::<Subject>,
    };
    Ok((request, hint))
}

/// OpenID Connect Core sections 6.1, 6.2 and 7.2.1: whoever does not support them has to say so.
fn refuse_request_objects(parameters: &Parameters) -> Result<(), Refusal> {
    for (name, problem) in [
        ("request", Problem::RequestNotSupported),
        ("request_uri", Problem::RequestUriNotSupported),
        ("registration", Problem::RegistrationNotSupported),
    ] {
        if parameters.optional(name, usize::MAX)?.is_some() {
            return Err(problem.into());
        }
    }
    Ok(())
}

fn response(parameters: &Parameters) -> Result<(), Refusal> {
    match parameters.optional("response_type", 64)? {
        None => return Err(Problem::ResponseTypeMissing.into()),
        Some("code") => {}
        Some(_) => return Err(Problem::UnsupportedResponseType.into()),
    }
    match parameters.optional("response_mode", 64)? {
        None | Some("query") => Ok(()),
        Some(_) => Err(Problem::UnsupportedResponseMode.into()),
    }
}

/// Unknown scopes are ignored (OpenID Connect Core section 3.1.2.1).
fn scopes(text: Option<&str>) -> Result<Vec<Scope>, Refusal> {
    let mut scopes: Vec<Scope> =
        text.unwrap_or_default().split(' ').filter_map(Scope::named).collect();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.contains(&Scope::OpenId) && scopes.contains(&Scope::TeachingRecord) {
        Ok(scopes)
    } else {
        Err(Problem::InvalidScope.into())
    }
}

fn code_challenge(parameters: &Parameters) -> Result<&str, Refusal> {
    let challenge = parameters.optional("code_challenge", 128)?;
    let method = parameters.optional("code_challenge_method", 64)?;
    match (challenge, method) {
        (Some(challenge), Some(pkce::METHOD)) if pkce::is_challenge(challenge) => Ok(challenge),
        (Some(_) | None, Some(_) | None) => Err(Problem::PkceRequired.into()),
    }
}

fn prompt(text: Option<&str>) -> Result<Prompt, Refusal> {
    let mut prompt = Prompt::Unspecified;
    for word in text.unwrap_or_default().split(' ').filter(|word| !word.is_empty()) {
        prompt = match (word, prompt) {
            ("login", Prompt::Unspecified | Prompt::Login) => Prompt::Login,
            ("none", Prompt::Unspecified | Prompt::None) => Prompt::None,
            (_, Prompt::Unspecified | Prompt::Login | Prompt::None) => {
                return Err(Refusal::of(Problem::MalformedParameter, "prompt"));
            }
        };
    }
    Ok(prompt)
}

fn max_age(text: Option<&str>) -> Result<Option<u32>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let seconds = text.parse().ok().filter(|_| digits);
    seconds.map(Some).ok_or_else(|| Refusal::of(Problem::MalformedParameter, "max_age"))
}

/// The first language of the list that GOV.UK One Login has pages in.
fn ui_locale(text: &str) -> Option<UiLocale> {
    text.split(' ').find_map(|tag| {
        let language = tag.split('-').next().unwrap_or_default();
        [UiLocale::En, UiLocale::Cy]
            .into_iter()
            .find(|locale| locale.tag().eq_ignore_ascii_case(language))
    })
}
