//! The root, the information pages, the pages for engineers of calling services, the static files, and
//! "Page not found" for everything else. Needs no store.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, Uri, header},
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
async fn asset(uri: Uri) -> Result<Response, Failure> {
    let asset = assets::find(uri.path()).ok_or(Failure::NotFound)?;
    let mut response = asset.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    Ok(response)
}
