//! The pages that belong to no journey.

pub mod accessibility;
pub mod cookies;
pub mod privacy;
pub mod root;

/// Where people end up who type the address they saw.
pub const ROOT_PATH: &str = "/";
/// Where the accessibility statement is.
pub const ACCESSIBILITY_PATH: &str = "/accessibility-statement";
/// Where the table of cookies is.
pub const COOKIES_PATH: &str = "/cookies";
/// Where the privacy notice is.
pub const PRIVACY_PATH: &str = "/privacy-notice";
