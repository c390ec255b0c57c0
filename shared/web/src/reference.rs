//! The reference of a request: what a person reads out, and what every line of our log about it bears.

use ports::Entropy;

tokio::task_local! {
    static UNDER_WAY: String;
}

/// The reference of the request under way; a new one where none is. Whoever answers with an error says this one, so that
/// it finds every line about the request.
pub fn error_reference(entropy: &dyn Entropy) -> String {
    UNDER_WAY.try_with(Clone::clone).unwrap_or_else(|_| ports::error_reference(entropy))
}

/// Does the work of a request under its reference.
pub(crate) async fn under<T>(reference: String, work: impl Future<Output = T>) -> T {
    UNDER_WAY.scope(reference, work).await
}
