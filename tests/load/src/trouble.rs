//! Why there is nothing to tell.

use std::io;

/// Why there is nothing to tell.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// What was typed is not known.
    #[error("{0} is not known\n\n{usage}", usage = crate::options::USAGE)]
    Usage(String),
    /// What cargo said is above.
    #[error("`cargo local` is not built")]
    NotBuilt,
    /// It stopped before it said where it is.
    #[error("`cargo local` does not start")]
    NotStarted,
    /// Nobody came through.
    #[error("nobody came through: the first one stopped at {0}")]
    Nobody(String),
    #[error(transparent)]
    Io(#[from] io::Error),
}
