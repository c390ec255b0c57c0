//! Which tables there are, and what they are called.

use std::collections::BTreeMap;

use ports::{InvalidSetting, Variables};

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// Journeys, sessions, sign-outs under way.
    Journeys,
    /// One Login users.
    Users,
    /// Teaching records and their index items.
    Records,
    /// Calling services.
    Clients,
    /// Codes, access tokens, used client assertions.
    Grants,
    /// Review tasks and TRN requests.
    Tasks,
    /// What happened. Only ever added to.
    Audit,
    /// Messages that have still to go out.
    Outbox,
    /// Sessions of support staff, and sign-ins of theirs under way.
    Staff,
    /// Documents of others.
    Documents,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 10] = [
        Self::Journeys,
        Self::Users,
        Self::Records,
        Self::Clients,
        Self::Grants,
        Self::Tasks,
        Self::Audit,
        Self::Outbox,
        Self::Staff,
        Self::Documents,
    ];

    /// The setting that names it.
    pub fn setting(self) -> &'static str {
        match self {
            Self::Journeys => "JOURNEYS_TABLE",
            Self::Users => "USERS_TABLE",
            Self::Records => "RECORDS_TABLE",
            Self::Clients => "CLIENTS_TABLE",
            Self::Grants => "GRANTS_TABLE",
            Self::Tasks => "TASKS_TABLE",
            Self::Audit => "AUDIT_TABLE",
            Self::Outbox => "OUTBOX_TABLE",
            Self::Staff => "STAFF_TABLE",
            Self::Documents => "DOCUMENTS_TABLE",
        }
    }
}

/// What the tables are called. A function is told the names of those it may touch, and no others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableNames(BTreeMap<Table, String>);

impl TableNames {
    /// The names that the settings give these tables.
    ///
    /// # Errors
    /// One is not named.
    pub fn from_settings(settings: &Variables, tables: &[Table]) -> Result<Self, InvalidSetting> {
        let named = |table: &Table| Ok((*table, settings.required(table.setting())?));
        Ok(Self(tables.iter().map(named).collect::<Result<_, InvalidSetting>>()?))
    }

    /// A name for every table: `local-journeys`, `local-users` and so on for the prefix `local-`.
    pub fn with_prefix(prefix: &str) -> Self {
        let named = |table: Table| {
            let setting = table.setting().to_lowercase();
            (table, format!("{prefix}{}", setting.trim_end_matches("_table")))
        };
        Self(Table::ALL.into_iter().map(named).collect())
    }

    /// What a table is called.
    ///
    /// # Errors
    /// It has no name here.
    pub fn name(&self, table: Table) -> Result<&str, InvalidSetting> {
        self.0.get(&table).map(String::as_str).ok_or_else(|| {
            InvalidSetting::new(table.setting(), "names a table that is out of reach here")
        })
    }
}
