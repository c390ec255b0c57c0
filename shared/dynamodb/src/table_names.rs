//! What the tables are called.

use ports::{InvalidSetting, Variables};

/// The name of each table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableNames {
    /// Journeys, sessions, sign-outs under way (`JOURNEYS_TABLE`).
    pub journeys: String,
    /// One Login users (`USERS_TABLE`).
    pub users: String,
    /// Teaching records and their index items (`RECORDS_TABLE`).
    pub records: String,
    /// Calling services (`CLIENTS_TABLE`).
    pub clients: String,
    /// Codes, access tokens, used client assertions (`GRANTS_TABLE`).
    pub grants: String,
    /// Review tasks and TRN requests (`TASKS_TABLE`).
    pub tasks: String,
    /// What happened, for ever (`AUDIT_TABLE`).
    pub audit: String,
    /// Messages that have still to go out (`OUTBOX_TABLE`).
    pub outbox: String,
    /// Documents of others (`DOCUMENTS_TABLE`).
    pub documents: String,
}

impl TableNames {
    /// The names that the settings give.
    ///
    /// # Errors
    /// One is missing.
    pub fn from_settings(settings: &Variables) -> Result<Self, InvalidSetting> {
        Ok(Self {
            journeys: settings.required("JOURNEYS_TABLE")?,
            users: settings.required("USERS_TABLE")?,
            records: settings.required("RECORDS_TABLE")?,
            clients: settings.required("CLIENTS_TABLE")?,
            grants: settings.required("GRANTS_TABLE")?,
            tasks: settings.required("TASKS_TABLE")?,
            audit: settings.required("AUDIT_TABLE")?,
            outbox: settings.required("OUTBOX_TABLE")?,
            documents: settings.required("DOCUMENTS_TABLE")?,
        })
    }

    /// Names that all begin with `prefix`: `local-journeys`, `local-users` and so on for `local-`.
    pub fn with_prefix(prefix: &str) -> Self {
        let named = |name: &str| format!("{prefix}{name}");
        Self {
            journeys: named("journeys"),
            users: named("users"),
            records: named("records"),
            clients: named("clients"),
            grants: named("grants"),
            tasks: named("tasks"),
            audit: named("audit"),
            outbox: named("outbox"),
            documents: named("documents"),
        }
    }
}
