//! Keys that a setting gives.

use ports::{GivenKeys, InvalidSetting};

use crate::LocalKeys;

impl LocalKeys {
    /// The keys of the PEM bundle that a setting gives.
    ///
    /// # Errors
    /// It is no such bundle. Names the setting, and shows nothing of a key.
    pub fn given(keys: &GivenKeys) -> Result<Self, InvalidSetting> {
        Self::from_pem(&keys.pem)
            .map_err(|problem| InvalidSetting::new(keys.setting, problem.to_string()))
    }
}
