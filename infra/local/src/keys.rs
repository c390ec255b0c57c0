//! The private keys of one machine: given, kept in the data folder, or made at the start.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use ports::InvalidSetting;
use signing::{LocalKeys, RotatingKeys};

use crate::{CannotStart, Options};

/// The keys of our ID tokens, and where they are kept.
#[derive(Clone)]
pub(crate) struct OurKeys {
    pub(crate) keys: Arc<RotatingKeys>,
    file: Option<PathBuf>,
}

impl OurKeys {
    const SETTING: &str = "SIGNING_KEYS";

    /// Those of the setting or the data folder; those that are made have a next one of each algorithm.
    pub(crate) fn open(options: &Options) -> Result<Self, CannotStart> {
        let given = options.setting(Self::SETTING).is_some();
        let file =
            options.data.as_ref().filter(|_| !given).map(|folder| file(folder, Self::SETTING));
        let keys = keys(options, Self::SETTING)?;
        let keys = if given { keys } else { keys.with_next()? };
        if let Some(file) = &file {
            write_private(file, &keys.to_pem()?)?;
        }
        Ok(Self { keys: Arc::new(RotatingKeys::new(keys)), file })
    }

    /// Has the next keys sign from now on.
    pub(crate) fn rotate(&self, now: Timestamp) -> Result<(), CannotStart> {
        let rotated = self.keys.rotate(now)?;
        match &self.file {
            Some(file) => write_private(file, &rotated.to_pem()?),
            None => Ok(()),
        }
    }
}

/// The keys a setting gives: PEM, or the path of a file. Without the setting they are made, and kept in
/// the data folder if there is one, so that tokens of yesterday are known today.
pub(crate) fn keys(options: &Options, setting: &'static str) -> Result<LocalKeys, CannotStart> {
    let read = |pem: &str| {
        LocalKeys::from_pem(pem)
            .map_err(|problem| InvalidSetting::new(setting, problem.to_string()).into())
    };
    if let Some(given) = options.setting(setting) {
        return read(&text_of(setting, given)?);
    }
    let Some(folder) = &options.data else { return Ok(LocalKeys::generate()?) };
    let file = file(folder, setting);
    if file.exists() {
        return read(&text(&file)?);
    }
    let keys = LocalKeys::generate()?;
    write_private(&file, &keys.to_pem()?)?;
    Ok(keys)
}

/// Where the keys of a setting are kept in the data folder.
fn file(folder: &Path, setting: &str) -> PathBuf {
    folder.join(format!("{}.pem", setting.to_lowercase()))
}

fn text_of(setting: &'static str, given: &str) -> Result<String, CannotStart> {
    if given.trim_start().starts_with("-----BEGIN") {
        return Ok(given.to_owned());
    }
    std::fs::read_to_string(given).map_err(|_| {
        InvalidSetting::new(setting, "is neither PEM nor the path of a file that can be read")
            .into()
    })
}

fn text(file: &Path) -> Result<String, CannotStart> {
    std::fs::read_to_string(file)
        .map_err(|source| CannotStart::File { file: file.to_owned(), source })
}

/// Readable by its owner alone, and written whole or not at all.
pub(crate) fn write_private(file: &Path, text: &str) -> Result<(), CannotStart> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};

    let unfinished = file.with_extension("unfinished");
    std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)
        .and_then(|mut to| to.write_all(text.as_bytes()))
        .and_then(|()| std::fs::rename(&unfinished, file))
        .map_err(|source| CannotStart::File { file: file.to_owned(), source })
}
