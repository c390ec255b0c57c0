//! Reading the registrations of calling services from a reviewed TOML file: a `[[client]]` table each.
//!
//! A file is good as a whole or not at all; every mistake in it is reported at once, by client and field.

mod address;
mod credentials;
mod fields;

use std::{collections::BTreeSet, fmt};

use identity::{CallingService, RecordPolicy};
use toml::{Table, Value};

use crate::{Client, IdTokenAlgorithm};
use fields::Fields;

pub use fields::FIELDS;

/// Where the registrations will be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Deployed: every address is `https`, and secrets are digests.
    Deployed,
    /// The local stack: `http` addresses of this machine are accepted, and secrets in clear.
    LocalStack,
}

/// One mistake in a file. Holds no value of the file but the client's ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The client, by its ID or, if it has none, by its place in the file.
    pub client: String,
    /// The field.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: &'static str,
}

/// A file that is not used, and everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct InvalidRegistrations {
    /// Every mistake, in the order of the file.
    pub mistakes: Vec<Mistake>,
}

impl fmt::Display for InvalidRegistrations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Mistake { client, field, problem }) in self.mistakes.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}client {client}: {field}: {problem}")?;
        }
        Ok(())
    }
}

/// Reads a whole file.
pub fn read(file: &str, place: Place) -> Result<Vec<Client>, InvalidRegistrations> {
    let tables = tables(file)
        .map_err(|(field, problem)| mistake("(the file)".to_owned(), field, problem))?;
    let mut clients = Vec::new();
    let mut mistakes = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        let mut fields = Fields::new(table, index + 1, place);
        clients.extend(client(&mut fields));
        mistakes.extend(fields.finish());
    }
    let mut seen = BTreeSet::new();
    for Client { service, .. } in &clients {
        if !seen.insert(service.id.as_str()) {
            let client = service.id.as_str().to_owned();
            mistakes.push(Mistake { client, field: "client_id", problem: "it is used twice" });
        }
    }
    if mistakes.is_empty() { Ok(clients) } else { Err(InvalidRegistrations { mistakes }) }
}

fn mistake(client: String, field: &'static str, problem: &'static str) -> InvalidRegistrations {
    InvalidRegistrations { mistakes: vec![Mistake { client, field, problem }] }
}

fn tables(file: &str) -> Result<Vec<Table>, (&'static str, &'static str)> {
    let mut file: Table = file.parse().map_err(|_| ("(all)", "it is not TOML"))?;
    let clients = file.remove("client").ok_or(("client", "there is no `[[client]]`"))?;
    if !file.is_empty() {
        return Err(("(top level)", "there is something besides `[[client]]`"));
    }
    let Value::Array(clients) = clients else {
        return Err(("client", "it has two brackets: `[[client]]`"));
    };
    let table = |client| match client {
        Value::Table(table) => Ok(table),
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_)
        | Value::Array(_) => Err(("client", "it is a table: `[[client]]`")),
    };
    clients.into_iter().map(table).collect()
}

/// The client, unless a mistake was noted in one of its fields.
fn client(fields: &mut Fields<'_>) -> Option<Client> {
    let id = fields.text("client_id").and_then(|text| {
        fields.accept("client_id", text.parse().ok(), "1 to 128 printable ASCII characters")
    });
    let name = fields.text("name").and_then(|text| {
        let good = (1..=100).contains(&text.trim().len()) && !text.chars().any(char::is_control);
        fields.accept("name", Some(text).filter(|_| good), "1 to 100 bytes, no control characters")
    });
    let policies = [("existing", RecordPolicy::Existing), ("allocate", RecordPolicy::Allocate)];
    let record_policy = fields.choice("record_policy", &policies, None, "`existing` or `allocate`");
    let algorithms = [("RS256", IdTokenAlgorithm::Rs256), ("ES256", IdTokenAlgorithm::Es256)];
    let id_token_alg = fields.choice(
        "id_token_alg",
        &algorithms,
        Some(IdTokenAlgorithm::Rs256),
        "`RS256` or `ES256`",
    );
    let allow_pending = fields.flag("allow_pending");
    let support_contact = fields.optional_text("support_contact").and_then(|text| {
        fields.accept("support_contact", text.parse().ok(), "it is not an email address")
    });
    let auth_method = credentials::auth_method(fields);
    let redirect_uris = fields.addresses("redirect_uris");
    if redirect_uris.is_empty() {
        fields.note("redirect_uris", "at least one is needed");
    }
    let post_logout_redirect_uris = fields.addresses("post_logout_redirect_uris");
    let backchannel_logout_uri = fields.address("backchannel_logout_uri");
    let initiate_login_uri = fields.address("initiate_login_uri");
    let webhook_url = fields.address("webhook_url");
    Some(Client {
        service: CallingService {
            id: id?,
            name: name?.to_owned(),
            record_policy: record_policy?,
            allow_pending,
            support_contact,
        },
        redirect_uris,
        post_logout_redirect_uris,
        backchannel_logout_uri,
        initiate_login_uri,
        auth_method: auth_method?,
        id_token_alg: id_token_alg?,
        webhook_url,
    })
}
