//! The root, the information pages, the pages for engineers of calling services, the static files, and
//! "Page not found" for everything else. Needs no store.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use maud::Markup;
use pages::{
    assets,
    information::{
        ACCESSIBILITY_PATH, COOKIES_PATH, PRIVACY_PATH, ROOT_PATH, accessibility, cookies, privacy,
        root,
    },
};
use web::{Deployment, Failure};

/// The pages this function serves.
pub fn router(deployment: &Deployment) -> Router {
    let routes = Router::new()
        .route(
            ROOT_PATH,
            get(async |State(site): State<Deployment>| root::page(&site.frame(), &[])),
        )
        .route(
            COOKIES_PATH,
            get(async |State(site): State<Deployment>| cookies::page(&site.frame())),
        )
        .route(
            ACCESSIBILITY_PATH,
            get(async |State(site): State<Deployment>| accessibility::page(&site.frame())),
        )
        .route(
            PRIVACY_PATH,
            get(async |State(site): State<Deployment>| privacy::page(&site.frame())),
        )
        .route("/errors/{code}", get(explain))
        .route("/assets/{file}", get(asset))
        .with_state(deployment.clone());
    web::serve(routes, deployment)
}

/// What an `error_uri` leads to.
async fn explain(
    State(site): State<Deployment>,
    Path(code): Path<String>,
) -> Result<Markup, Failure> {
    pages::errors::page(&site.frame(), &code).ok_or(Failure::NotFound)
}

/// A file whose name says what is in it: it may be kept for a year.
///
/// Pages are never packed: what is typed stands in them beside the token of the form, and how small both
/// become together would tell how alike they are.
async fn asset(
    State(site): State<Deployment>,
    uri: Uri,
    asked: HeaderMap,
) -> Result<Response, Failure> {
    let asset = assets::find(site.frame().brand, uri.path()).ok_or(Failure::NotFound)?;
    let packed = asset.gzip.filter(|_| takes_gzip(&asked));
    let mut response = packed.unwrap_or(asset.bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if asset.gzip.is_some() {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if packed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

/// Whether whoever asks says that they can unpack it (RFC 9110 section 12.5.3).
fn takes_gzip(asked: &HeaderMap) -> bool {
    let said = asked.get_all(header::ACCEPT_ENCODING).into_iter();
    let codings = said.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    codings.map(|coding| coding.split(';').map(str::trim)).any(|mut coding| {
        let is_gzip = coding.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        is_gzip
            && !coding.any(|weight| weight.trim_end_matches(['0', '.']).eq_ignore_ascii_case("q="))
    })
}
