//! Time and chance.

use std::str::FromStr;

use identity::InvalidId;
use jiff::Timestamp;
use jose::Secret;

/// What time it is.
pub trait Clock: Send + Sync {
    /// Now, to the second or better.
    fn now(&self) -> Timestamp;
}

/// Where random numbers come from. They must be fit for secrets.
pub trait Entropy: Send + Sync {
    /// Fills `bytes` with random ones.
    fn fill(&self, bytes: &mut [u8]);
}

/// A new 256-bit secret.
pub fn secret(entropy: &dyn Entropy) -> Secret {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes);
    Secret::from_random(bytes)
}

/// A new id of one of the kinds that we make ourselves.
pub fn new_id<Id>(entropy: &dyn Entropy) -> Id
where
    Id: FromStr<Err = InvalidId>,
{
    drawn(&token(entropy))
}

fn drawn<Id: FromStr<Err = InvalidId>>(token: &str) -> Id {
    token.parse().expect("ids of ours are letters and digits")
}

/// New random text of 26 letters and digits, 130 bits: unguessable, and at home in a path or a key.
pub fn token(entropy: &dyn Entropy) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let mut bytes = [0; 26];
    entropy.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// What an error is looked up by in our log, short enough to be read out: `4KXP-92TM`.
pub fn error_reference(entropy: &dyn Entropy) -> String {
    let token = token(entropy);
    format!("{}-{}", &token[..4], &token[4..8]).to_uppercase()
}
