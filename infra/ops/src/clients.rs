//! Registering calling services from a reviewed file.

use dynamodb::Store;
use oidc::registration::{self, InvalidRegistrations, Place};
use ports::Fault;

/// Why nothing, or not everything, was applied.
#[derive(Debug, thiserror::Error)]
pub enum NotApplied {
    /// Something in the file is wrong: nothing was applied.
    #[error("nothing was applied\n{0}")]
    Mistakes(#[from] InvalidRegistrations),
    /// The store failed. Applying the file again is safe.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Applies a file as a whole: every registration takes the place of the one with its client ID, or, if
/// one field of one client is wrong, none does. Answers with how many there are.
///
/// # Errors
/// The file is not good, or the store failed.
pub async fn apply(store: &Store, file: &str, place: Place) -> Result<usize, NotApplied> {
    let clients = registration::read(file, place)?;
    for client in &clients {
        store.register(client).await?;
    }
    Ok(clients.len())
}
