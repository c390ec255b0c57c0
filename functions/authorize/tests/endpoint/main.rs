//! The authorize endpoint, over HTTP and over the real store.

mod begin;
mod refusals;
mod scene;
mod single_sign_on;
mod without_a_page;
