//! The fields of one `[[client]]` table, read one by one; what is wrong is noted and reading goes on.

use toml::{Table, Value};

use super::{Mistake, Place, address};

/// Every field a client may have.
pub const FIELDS: [&str; 16] = [
    "client_id",
    "name",
    "redirect_uris",
    "post_logout_redirect_uris",
    "backchannel_logout_uri",
    "initiate_login_uri",
    "auth_method",
    "client_secret",
    "client_secret_hash",
    "jwks",
    "jwks_uri",
    "record_policy",
    "allow_pending",
    "id_token_alg",
    "webhook_url",
    "support_contact",
];

pub(super) struct Fields<'a> {
    table: &'a Table,
    client: String,
    pub(super) place: Place,
    mistakes: Vec<Mistake>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(table: &'a Table, position: usize, place: Place) -> Self {
        let id = table.get("client_id").and_then(Value::as_str);
        let client = id.map_or_else(|| format!("number {position}"), str::to_owned);
        let mut fields = Self { table, client, place, mistakes: Vec::new() };
        if table.keys().any(|name| !FIELDS.contains(&name.as_str())) {
            fields.note("(other)", "there is a field that no client has");
        }
        fields
    }

    pub(super) fn note(&mut self, field: &'static str, problem: &'static str) {
        self.mistakes.push(Mistake { client: self.client.clone(), field, problem });
    }

    /// The value, or a note that it was not accepted.
    pub(super) fn accept<T>(
        &mut self,
        field: &'static str,
        value: Option<T>,
        problem: &'static str,
    ) -> Option<T> {
        if value.is_none() {
            self.note(field, problem);
        }
        value
    }

    pub(super) fn value(&self, field: &str) -> Option<&'a Value> {
        self.table.get(field)
    }

    pub(super) fn optional_text(&mut self, field: &'static str) -> Option<&'a str> {
        let value = self.value(field)?;
        self.accept(field, value.as_str(), "it is not text")
    }

    pub(super) fn text(&mut self, field: &'static str) -> Option<&'a str> {
        if self.value(field).is_none() {
            self.note(field, "it is missing");
        }
        self.optional_text(field)
    }

    pub(super) fn flag(&mut self, field: &'static str) -> bool {
        let Some(value) = self.value(field) else { return false };
        self.accept(field, value.as_bool(), "it is not `true` or `false`").unwrap_or_default()
    }

    pub(super) fn choice<T: Copy>(
        &mut self,
        field: &'static str,
        choices: &[(&str, T)],
        default: Option<T>,
        problem: &'static str,
    ) -> Option<T> {
        if self.value(field).is_none() && default.is_some() {
            return default;
        }
        let text = self.text(field)?;
        let chosen = choices.iter().find(|(name, _)| *name == text).map(|(_, choice)| *choice);
        self.accept(field, chosen, problem)
    }

    /// The texts of a list; none if it is left out.
    pub(super) fn list(&mut self, field: &'static str) -> Vec<&'a str> {
        let Some(value) = self.value(field) else { return Vec::new() };
        let texts = value.as_array().and_then(|list| list.iter().map(Value::as_str).collect());
        self.accept(field, texts, "it is not a list of texts").unwrap_or_default()
    }

    pub(super) fn addresses(&mut self, field: &'static str) -> Vec<String> {
        let texts = self.list(field);
        texts.into_iter().filter_map(|text| self.checked(field, text)).collect()
    }

    pub(super) fn address(&mut self, field: &'static str) -> Option<String> {
        let text = self.optional_text(field)?;
        self.checked(field, text)
    }

    fn checked(&mut self, field: &'static str, text: &str) -> Option<String> {
        match address::check(text, self.place) {
            Ok(()) => Some(text.to_owned()),
            Err(problem) => {
                self.note(field, problem);
                None
            }
        }
    }

    pub(super) fn finish(self) -> Vec<Mistake> {
        self.mistakes
    }
}
