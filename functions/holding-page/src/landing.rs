//! Where the emails lead: on to the calling service's own sign-in. It knows nobody, uses nothing up, and may
//! be opened any number of times, by people and by whatever reads their mail before them.

use axum::extract::{Path, State};
use identity::ClientId;
use maud::Markup;
use web::Failure;

use crate::HoldingPage;

pub(crate) async fn land(
    State(app): State<HoldingPage>,
    Path(client): Path<String>,
) -> Result<Markup, Failure> {
    let id: ClientId = client.parse().map_err(|_| Failure::NotFound)?;
    let client = app.clients.client(&id).await?.ok_or(Failure::NotFound)?;

    let name = &client.service.name;
    let frame = app.walk.deployment.frame();
    Ok(pages::continue_to::page(&frame, name, client.initiate_login_uri.as_deref()))
}
