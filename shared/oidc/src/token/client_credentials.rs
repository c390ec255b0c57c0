//! Tokens that a client asks for itself, with nobody there (RFC 6749 section 4.4): for TRN requests alone.

use identity::RecordPolicy;

use crate::{Client, Problem, Refusal};

/// The one scope of such a token.
pub const TRN_REQUESTS: &str = "trn_requests";

/// Whether a client may have one: if people may be given a TRN on their way to it. No other has a TRN request
/// to ask after. The scope may be left out, since there is one.
pub fn judge_client(client: &Client, scope: Option<&str>) -> Result<(), Refusal> {
    match client.service.record_policy {
        RecordPolicy::Allocate => {}
        RecordPolicy::Existing => return Err(Problem::UnauthorizedClient.into()),
    }
    let mut asked = scope.unwrap_or(TRN_REQUESTS).split(' ').filter(|name| !name.is_empty());
    let names_it = asked.next() == Some(TRN_REQUESTS);
    if names_it && asked.all(|name| name == TRN_REQUESTS) {
        Ok(())
    } else {
        Err(Problem::InvalidScope.into())
    }
}
