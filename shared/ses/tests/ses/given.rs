//! Settings, and emails.

use std::error::Error;

use ports::{Fault, Variables};
use ses::Settings;

/// Settings that are all there.
pub(crate) fn settings() -> Settings {
    Settings::read(&variables(&[])).unwrap()
}

/// Settings that are all there, but for these.
pub(crate) fn variables(changed: &'static [(&str, &str)]) -> Variables {
    Variables::new(move |name| {
        let changed = changed.iter().find(|(changed, _)| *changed == name);
        let given = match name {
            "EMAIL_FROM" => "no-reply@connect.example.com",
            "SUPPORT_EMAIL" => "support@example.com",
            "EMAIL_CONFIGURATION_SET" => "connect-emails",
            _ => "",
        };
        Some(changed.map_or(given, |(_, value)| value).to_owned())
    })
}

pub(crate) fn email() -> emails::Email {
    emails::Email {
        subject: "Your request TRN-7K4M-92QX — received".to_owned(),
        text: "Annwyl Siân\n\nDiolch — £0 & <nothing> to pay\n".to_owned(),
        html: "<p>Annwyl Siân</p><p>Diolch — £0 &amp; &lt;nothing&gt; to pay</p>".to_owned(),
    }
}

/// What a fault says, and what is behind it.
pub(crate) fn said(fault: &Fault) -> String {
    let cause = fault.source().map(ToString::to_string);
    format!("{fault}: {}", cause.unwrap_or_default())
}
