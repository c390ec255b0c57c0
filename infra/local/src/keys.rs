//! The private keys of one machine: given, kept in the data folder, or made at the start.

use std::path::Path;

use ports::InvalidSetting;
use signing::LocalKeys;

use crate::{CannotStart, Options};

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
    let file = folder.join(format!("{}.pem", setting.to_lowercase()));
    if file.exists() {
        return read(&text(&file)?);
    }
    let keys = LocalKeys::generate()?;
    write_private(&file, &keys.to_pem()?)?;
    Ok(keys)
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

/// Readable by its owner alone.
fn write_private(file: &Path, text: &str) -> Result<(), CannotStart> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};

    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|source| CannotStart::File { file: file.to_owned(), source })
}
