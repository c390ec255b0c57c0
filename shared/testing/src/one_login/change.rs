//! Changes of JSON objects, written down as data.

use serde_json::{Map, Value};

/// A change of one member. Members are named as JSON Pointers (RFC 6901). Values are JSON text in which
/// `$CLIENT_ID`, `$ISSUER`, `$DID`, `$KID` (of the key that credentials are signed with), `$ID_KEY`,
/// `$IDENTITY_KEY` and `$ANOTHER_KEY` (public keys) stand for what they are on this trip.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    /// The member has this value.
    Set(&'static str, &'static str),
    /// The member is missing.
    Remove(&'static str),
    /// The member, at the top, stands there a second time with this value.
    Repeat(&'static str, &'static str),
    /// This stands behind the object.
    Behind(&'static str),
    /// The member is this many seconds from now.
    Time(&'static str, i64),
    /// Every time in the token is this many seconds earlier.
    Age(i64),
}

/// What the placeholders of a change stand for.
pub(crate) type Places = [(&'static str, String)];

impl Change {
    /// `object` with the change made, as text.
    pub(crate) fn apply(self, mut object: Value, places: &Places, now: i64) -> String {
        match self {
            Self::Set(member, value) => put(&mut object, member, Some(filled(value, places))),
            Self::Remove(member) => put(&mut object, member, None),
            Self::Time(member, offset) => put(&mut object, member, Some(Value::from(now + offset))),
            Self::Age(seconds) => {
                for member in ["exp", "iat", "nbf", "auth_time"] {
                    if let Some(time) = object.get(member).and_then(Value::as_i64) {
                        object[member] = Value::from(time - seconds);
                    }
                }
            }
            Self::Behind(text) => return format!("{object}{text}"),
            Self::Repeat(member, value) => {
                let name = member.trim_start_matches('/').replace("~1", "/");
                let text = object.to_string();
                let open = text.strip_suffix('}').expect("an object ends with a brace");
                return format!("{open},\"{name}\":{}}}", filled(value, places));
            }
        }
        object.to_string()
    }
}

fn filled(value: &str, places: &Places) -> Value {
    let text =
        places.iter().fold(value.to_owned(), |text, (name, meant)| text.replace(name, meant));
    serde_json::from_str(&text).expect("the values of the table are JSON")
}

fn put(object: &mut Value, pointer: &str, value: Option<Value>) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer starts with a slash");
    let name = name.replace("~1", "/");
    let members = object.pointer_mut(parent).and_then(Value::as_object_mut);
    let members: &mut Map<String, Value> = members.expect("what is changed is there");
    match value {
        Some(value) => members.insert(name, value),
        None => members.remove(&name),
    };
}
