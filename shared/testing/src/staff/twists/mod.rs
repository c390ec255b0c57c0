//! The table of twists, by part of the protocol.

mod documents;
mod id_token;
mod token_response;

pub(super) use documents::DOCUMENTS;
pub(super) use id_token::ID_TOKEN;
pub(super) use token_response::TOKEN_RESPONSE;
