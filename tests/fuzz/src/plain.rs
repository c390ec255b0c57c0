//! Second readings, as plain as they can be, written from the standards and not from our code.

use serde_json::Value;

/// The bytes of a part of a form (URL Standard, "application/x-www-form-urlencoded parsing").
pub fn decoded(part: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut at = 0;
    while at < part.len() {
        let hexadecimal = |at: usize| part.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (part[at], hexadecimal(at + 1), hexadecimal(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).expect("two digits"));
                at += 2;
            }
            (b'+', ..) => bytes.push(b' '),
            (byte, ..) => bytes.push(byte),
        }
        at += 1;
    }
    bytes
}

/// Names and values of a form, in order.
pub fn pairs(form: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let pairs = form.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    let halves = pairs.map(|pair| match pair.iter().position(|byte| *byte == b'=') {
        Some(at) => (&pair[..at], &pair[at + 1..]),
        None => (pair, &[][..]),
    });
    halves.map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// The value of the parameter, if it is there once, is text, is not empty, and is no longer than this.
pub fn single(form: &[u8], name: &str, longest: usize) -> Option<String> {
    let named = |(each, value): (Vec<u8>, Vec<u8>)| (each == name.as_bytes()).then_some(value);
    let values: Vec<Vec<u8>> = pairs(form).into_iter().filter_map(named).collect();
    let [only] = &values[..] else { return None };
    let text = String::from_utf8(only.clone()).ok()?;
    (!text.is_empty() && text.len() <= longest).then_some(text)
}

/// How often the parameter is there.
pub fn count(form: &[u8], name: &str) -> usize {
    pairs(form).iter().filter(|(each, _)| each == name.as_bytes()).count()
}

/// The JSON, if it is an object.
pub fn object(json: &[u8]) -> Option<Value> {
    serde_json::from_slice(json).ok().filter(Value::is_object)
}

/// Every text in the JSON, at any depth.
pub fn texts(json: &Value) -> Vec<&str> {
    match json {
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
        Value::String(text) => vec![text],
        Value::Array(list) => list.iter().flat_map(texts).collect(),
        Value::Object(members) => members.values().flat_map(texts).collect(),
    }
}

/// What RFC 6749 section 5.2 lets an `error_description` be made of.
pub fn may_describe(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, 0x20..=0x21 | 0x23..=0x5B | 0x5D..=0x7E))
}
