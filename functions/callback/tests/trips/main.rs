//! Trips to GOV.UK One Login and back, over HTTP and over the real store.

mod coming_back;
mod pages_here;
mod refusals;
mod scene;
mod setbacks;
mod setting_out;
mod signing_in_again;
mod store;
