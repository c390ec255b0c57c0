//! Why nothing was measured.

use std::{
    error::Error,
    io,
    path::{Path, PathBuf},
};

use ports::{Fault, InvalidSetting};

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// A program could not be started.
    #[error("{0} does not start: {1}")]
    Start(&'static str, #[source] io::Error),
    /// What cargo said is above.
    #[error("the functions are not built")]
    NotBuilt,
    /// A function did something else than it should.
    #[error("{0}: {1}")]
    Process(String, String),
    /// Somebody could not get as far as the step.
    #[error("{0}")]
    Scene(String),
    #[error("{}: {source}", file.display())]
    File { file: PathBuf, source: io::Error },
    #[error("{}", .0.in_full())]
    Fault(#[from] Fault),
    #[error(transparent)]
    Setting(#[from] InvalidSetting),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Other(#[from] Box<dyn Error>),
    #[error(transparent)]
    Url(#[from] url::ParseError),
}

impl Trouble {
    /// Something was wrong with this file.
    pub(crate) fn file(file: &Path) -> impl FnOnce(io::Error) -> Self {
        let file = file.to_owned();
        move |source| Self::File { file, source }
    }
}
