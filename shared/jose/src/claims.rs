//! What a verified token says, checked claim by claim (RFC 7519 section 4.1).

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use crate::Refused;

/// How long after `exp` a token is still believed: clocks differ.
pub const EXPIRY_LEEWAY: SignedDuration = SignedDuration::from_secs(30);

/// How far ahead of ours the sender's clock may be.
pub const FUTURE_LEEWAY: SignedDuration = SignedDuration::from_secs(60);

/// The claims of a token whose signature is right. Only [`Compact`](crate::Compact) makes one.
#[derive(Clone, PartialEq)]
pub struct Claims(Map<String, Value>);

impl Claims {
    pub(crate) fn new(claims: Map<String, Value>) -> Self {
        Self(claims)
    }

    /// The claim as it came, if it is there.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The claim as text, if it is there. Any other kind of value, null included, is refused.
    pub fn optional_text(&self, name: &'static str) -> Result<Option<&str>, Refused> {
        match self.get(name) {
            Some(value) => value.as_str().map(Some).ok_or(Refused::Malformed(name)),
            None => Ok(None),
        }
    }

    /// The claim as text that is not empty.
    pub fn text(&self, name: &'static str) -> Result<&str, Refused> {
        match self.optional_text(name)? {
            Some("") => Err(Refused::Malformed(name)),
            Some(text) => Ok(text),
            None => Err(Refused::Missing(name)),
        }
    }

    /// That the claim is exactly this text, byte for byte.
    pub fn expect(&self, name: &'static str, expected: &str) -> Result<(), Refused> {
        if self.text(name)? == expected { Ok(()) } else { Err(Refused::Unexpected(name)) }
    }

    /// The claim as a time, if it is there: whole seconds since 1970, not negative. Text, fractions and
    /// numbers that are no date are refused.
    pub fn optional_time(&self, name: &'static str) -> Result<Option<Timestamp>, Refused> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let seconds = value.as_i64().filter(|seconds| *seconds >= 0);
        seconds
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .map(Some)
            .ok_or(Refused::Malformed(name))
    }

    /// The claim as a time, which has to be there.
    pub fn time(&self, name: &'static str) -> Result<Timestamp, Refused> {
        self.optional_time(name)?.ok_or(Refused::Missing(name))
    }

    /// That `iss` is this issuer, byte for byte.
    pub fn issued_by(&self, issuer: &str) -> Result<(), Refused> {
        if self.text("iss")? == issuer { Ok(()) } else { Err(Refused::Issuer) }
    }

    /// The one audience: `aud` as text, or as a list of one.
    pub fn audience(&self) -> Result<&str, Refused> {
        match self.get("aud") {
            Some(Value::Array(list)) => match list.as_slice() {
                [Value::String(only)] => Ok(only),
                [] | [_, ..] => Err(Refused::Audience),
            },
            Some(_) | None => self.text("aud"),
        }
    }

    /// That it is meant for this audience, and nobody else.
    pub fn meant_for(&self, audience: &str) -> Result<(), Refused> {
        if self.audience()? == audience { Ok(()) } else { Err(Refused::Audience) }
    }

    /// That `aud` is text, not a list, and one of these: what a client assertion has to have, so that no
    /// other server was shown the same one.
    pub fn meant_for_one_of(&self, audiences: &[&str]) -> Result<(), Refused> {
        if audiences.contains(&self.text("aud")?) { Ok(()) } else { Err(Refused::Audience) }
    }

    /// `exp`, which is there and has not passed.
    pub fn unexpired(&self, now: Timestamp) -> Result<Timestamp, Refused> {
        let expiry = self.time("exp")?;
        if now.duration_since(expiry) > EXPIRY_LEEWAY { Err(Refused::Expired) } else { Ok(expiry) }
    }

    /// `iat`, which is there and not in the future.
    pub fn issued_at(&self, now: Timestamp) -> Result<Timestamp, Refused> {
        let issued = self.time("iat")?;
        past(issued, now)?;
        Ok(issued)
    }

    /// That `nbf` is not in the future, if it is there.
    pub fn begun(&self, now: Timestamp) -> Result<(), Refused> {
        match self.optional_time("nbf")? {
            Some(begins) => past(begins, now),
            None => Ok(()),
        }
    }

    /// That there is a positive time of at most this length between `iat` and `exp`.
    pub fn lives_at_most(&self, longest: SignedDuration) -> Result<(), Refused> {
        let life = self.time("exp")?.duration_since(self.time("iat")?);
        if life > longest || !life.is_positive() { Err(Refused::LivesTooLong) } else { Ok(()) }
    }

    /// What every token from somebody else has to have: this issuer, this one audience, an `exp` that
    /// has not passed, an `iat` and, if there is one, an `nbf` that are not in the future.
    pub fn stand(&self, issuer: &str, audience: &str, now: Timestamp) -> Result<(), Refused> {
        self.issued_by(issuer)?;
        self.meant_for(audience)?;
        self.unexpired(now)?;
        self.issued_at(now)?;
        self.begun(now)
    }
}

fn past(time: Timestamp, now: Timestamp) -> Result<(), Refused> {
    if time.duration_since(now) > FUTURE_LEEWAY { Err(Refused::NotYetValid) } else { Ok(()) }
}

impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Claims(…)")
    }
}
