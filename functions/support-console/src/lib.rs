//! Where support staff decide: the list of review tasks, each with its candidates side by side, and the
//! decision. Behind the sign-in of their organisation, on a host of its own.
//!
//! What they see is worked out again whenever a task is opened and when it is decided; a decision is good
//! only for what was seen. Every view and every decision is in the audit trail.

mod brought;
mod case;
mod decide;
mod desk;
mod facts;
mod filled;
mod fresh;
mod list;
mod page;
mod paths;
mod preview;
mod ruling;
mod sheet;
mod signed_in;
mod story;
mod task;
mod undelivered;
mod way_in;

use std::{fmt, sync::Arc};

use axum::{
    Router,
    routing::{get, post},
};
use pages::staff::Frame;
use ports::{Clients, Reviews, StaffSessions, StaffSignIn, Teachers, TrnRanges, Users};

pub use desk::Desk;

/// What this function needs.
#[derive(Clone)]
pub struct Console {
    /// Where it stands.
    pub desk: Desk,
    /// The sign-in of their organisation.
    pub sign_in: Arc<dyn StaffSignIn>,
    /// Who is signed in.
    pub sessions: Arc<dyn StaffSessions>,
    /// Review tasks.
    pub reviews: Arc<dyn Reviews>,
    /// One Login users.
    pub users: Arc<dyn Users>,
    /// The register.
    pub teachers: Arc<dyn Teachers>,
    /// The numbers new TRNs are drawn from.
    pub ranges: Arc<dyn TrnRanges>,
    /// The calling services.
    pub clients: Arc<dyn Clients>,
}

impl fmt::Debug for Console {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Console").field("desk", &self.desk).finish_non_exhaustive()
    }
}

impl Console {
    /// What every page has around it, for somebody who is not signed in.
    pub(crate) fn frame(&self) -> Frame<'_> {
        Frame::new(self.desk.deployment.frame().brand, &self.desk.support)
    }
}

/// The pages this function serves.
pub fn router(console: Console) -> Router {
    let deployment = console.desk.deployment.clone();
    web::serve(
        Router::new()
            .route(paths::START, get(way_in::start))
            .route(paths::SIGN_IN, get(way_in::set_out))
            .route(paths::CALLBACK, get(way_in::come_back))
            .route(paths::SIGN_OUT, post(way_in::sign_out).get(way_in::to_start))
            .route(paths::SIGNED_OUT, get(way_in::signed_out))
            .route(paths::TASKS, get(list::show))
            .route(paths::FIND, post(list::find).get(list::back))
            .route(paths::TASK, get(task::show).post(decide::check))
            .route(paths::DECIDE, post(decide::decide).get(task::back))
            .route(paths::COMPARE, post(task::compare).get(task::back))
            .route(paths::TELL_AGAIN, post(undelivered::tell_again).get(task::back))
            .route(paths::TOLD, post(undelivered::told_another_way).get(task::back))
            .with_state(console),
        &deployment,
    )
}
