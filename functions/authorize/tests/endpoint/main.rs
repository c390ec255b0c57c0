//! The authorize endpoint, over HTTP and over the real store.

mod begin;
mod refusals;
mod scene;
mod without_a_page;
