//! The table of twists, one file for each part of the protocol.

mod authorize;
mod documents;
mod id_token;
mod identity;
mod logout_token;
mod token_response;
mod user_info;

pub(super) use authorize::AUTHORIZE;
pub(super) use documents::DOCUMENTS;
pub(super) use id_token::ID_TOKEN;
pub(super) use identity::IDENTITY;
pub(super) use logout_token::LOGOUT_TOKEN;
pub(super) use token_response::TOKEN_RESPONSE;
pub(super) use user_info::USER_INFO;
