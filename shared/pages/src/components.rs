//! The components of the GOV.UK Design System that the pages use, one module each, with the elements and classes of
//! `govuk-frontend`. They know no words of ours and no page.

pub mod back_link;
pub mod button;
pub mod checkboxes;
pub mod details;
pub mod error_message;
pub mod error_summary;
pub mod fieldset;
pub mod footer;
pub mod header;
pub mod hint;
pub mod input;
pub mod inset_text;
pub mod label;
pub mod notification_banner;
pub mod pagination;
pub mod panel;
pub mod radios;
pub mod select;
pub mod service_navigation;
pub mod skip_link;
pub mod summary_list;
pub mod table;
pub mod tag;
pub mod warning_text;
