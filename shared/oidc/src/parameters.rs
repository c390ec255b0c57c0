//! Reading parameters so that nothing is decided behind our back: a parameter that stands twice, or is not
//! UTF-8, is seen as that and not as one of its readings.

use std::{borrow::Cow, collections::BTreeMap};

use percent_encoding::percent_decode;

use crate::{Problem, Refusal};

/// The largest query or form that is read, in bytes.
pub const LARGEST_REQUEST: usize = 8192;

/// The parameters of a query or a form (`application/x-www-form-urlencoded`).
#[derive(Clone, PartialEq, Eq)]
pub struct Parameters(BTreeMap<String, Value>);

#[derive(Clone, PartialEq, Eq)]
enum Value {
    Once(String),
    NotText,
    Repeated,
}

/// The query or form is larger than [`LARGEST_REQUEST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the request is too large")]
pub struct TooLarge;

impl Parameters {
    /// Takes a query or a form apart. Parameters nobody asks for are never looked at.
    pub fn read(form: &[u8]) -> Result<Self, TooLarge> {
        if form.len() > LARGEST_REQUEST {
            return Err(TooLarge);
        }
        let mut values = BTreeMap::new();
        for pair in form.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = halves.next().and_then(decode);
            let value = decode(halves.next().unwrap_or_default());
            // A name that is no text is not one of ours.
            let Some(name) = name else { continue };
            values
                .entry(name)
                .and_modify(|seen| *seen = Value::Repeated)
                .or_insert(value.map_or(Value::NotText, Value::Once));
        }
        Ok(Self(values))
    }

    /// The parameter, if it is there. One without a value counts as left out (RFC 6749 section 3.1); one
    /// that is repeated, is no text or is longer than `longest` bytes is refused.
    pub fn optional(&self, name: &'static str, longest: usize) -> Result<Option<&str>, Refusal> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::Once(text)) if text.is_empty() => Ok(None),
            Some(Value::Once(text)) if text.len() > longest => {
                Err(Refusal::of(Problem::ParameterTooLong, name))
            }
            Some(Value::Once(text)) => Ok(Some(text)),
            Some(Value::NotText) => Err(Refusal::of(Problem::MalformedParameter, name)),
            Some(Value::Repeated) => Err(Refusal::of(Problem::RepeatedParameter, name)),
        }
    }

    /// The parameter, which has to be there.
    pub fn required(&self, name: &'static str, longest: usize) -> Result<&str, Refusal> {
        self.optional(name, longest)?.ok_or_else(|| Refusal::of(Problem::MissingParameter, name))
    }
}

fn decode(text: &[u8]) -> Option<String> {
    let spaced: Cow<'_, [u8]> = if text.contains(&b'+') {
        text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect()
    } else {
        Cow::Borrowed(text)
    };
    percent_decode(&spaced).decode_utf8().ok().map(Cow::into_owned)
}
