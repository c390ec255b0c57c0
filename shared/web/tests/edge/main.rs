//! What surrounds every function: settings, paths, forms, and what becomes of a failure.

mod csrf;
mod days;
mod deployment;
mod failures;
mod log;
mod paths;
mod service_hint;
mod settings;
