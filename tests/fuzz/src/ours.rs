//! Us, and one calling service. Nothing here changes from one run to the next, so that a corpus stays good.

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use jose::{Algorithm, Jwks, PublicKey};
use oidc::{
    Client, ClientKeys, LARGEST_REQUEST, Parameters,
    registration::{Place, read},
};

/// Our issuer.
pub const ISSUER: &str = "https://connect.example.com";
/// The one client.
pub const CLIENT: &str = "npq";
/// When everything happens, in seconds since 1970.
pub const NOW: i64 = 1_790_000_000;
/// What a header says when nothing is wrong with it.
pub const HEADER: &str = r#"{"alg":"ES256","kid":"known"}"#;

/// The key of RFC 6979 section A.2.5: everybody has it.
const KNOWN: [&str; 3] = [
    "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
    "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6",
    "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299",
];

/// When everything happens.
pub fn now() -> Timestamp {
    Timestamp::from_second(NOW).expect("a date")
}

/// A key pair that signs ES256.
pub struct Pair(EcdsaKeyPair);

impl Pair {
    /// The one whose public half is known here, under the id `known`.
    pub fn known() -> Self {
        let [private, x, y] = KNOWN.map(bytes);
        let point = [vec![4], x, y].concat();
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            &private,
            &point,
        );
        Self(pair.expect("RFC 6979 has a key pair"))
    }

    /// Somebody else's.
    pub fn foreign() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("randomness"))
    }

    /// Its public half, under this id.
    pub fn public(&self, kid: &str) -> PublicKey {
        let mut key = PublicKey::p256_from_point(self.0.public_key().as_ref()).expect("a point");
        key.kid = Some(kid.to_owned());
        key
    }

    /// A token of exactly these bytes.
    pub fn token(&self, header: &[u8], payload: &[u8]) -> String {
        let input = [header, payload].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
        let signature = self.0.sign(&SystemRandom::new(), input.as_bytes()).expect("it signs");
        format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// The keys that are known.
pub fn keys() -> Jwks {
    Jwks::new(vec![Pair::known().public("known")])
}

/// What the bytes of a run say about a token: whether the right key signs it, its header and its payload.
/// A header that is left out is the good one.
pub struct Asked<'a> {
    /// Whether the known key signs.
    pub rightly: bool,
    /// The bytes of the header.
    pub header: &'a [u8],
    /// The bytes of the payload.
    pub payload: &'a [u8],
}

impl<'a> Asked<'a> {
    /// `!` in front is for the wrong key; then the header up to the first line's end, then the payload.
    pub fn read(data: &'a [u8]) -> Self {
        let (rightly, data) = match data {
            [b'!', rest @ ..] => (false, rest),
            _ => (true, data),
        };
        let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(0);
        let (header, payload) = (&data[..end], data[end..].strip_prefix(b"\n").unwrap_or(data));
        let header = if header.is_empty() { HEADER.as_bytes() } else { header };
        Self { rightly, header, payload }
    }

    /// The token.
    pub fn token(&self, known: &Pair, foreign: &Pair) -> String {
        (if self.rightly { known } else { foreign }).token(self.header, self.payload)
    }
}

/// A form that somebody posts, and what stands in front of it: the `Authorization` header on the first line, none if that
/// is empty. [`None`] if the form is too long, which it may be, or the header is no text.
pub fn posted(data: &[u8]) -> Option<(Option<&str>, &[u8], Parameters)> {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (header, form) = (&data[..end], data[end..].strip_prefix(b"\n").unwrap_or(data));
    let header = str::from_utf8(header).ok()?;
    let header = Some(header).filter(|header| !header.is_empty());
    let Ok(parameters) = Parameters::read(form) else {
        assert!(form.len() > LARGEST_REQUEST);
        return None;
    };
    Some((header, form, parameters))
}

/// A calling service with two addresses and a secret.
pub fn client() -> Client {
    let file = r#"
        [[client]]
        client_id = "npq"
        name = "Register for an NPQ"
        redirect_uris = ["https://npq.example/callback", "https://npq.example/cb?env=1"]
        post_logout_redirect_uris = ["https://npq.example/signed-out"]
        auth_method = "client_secret_basic"
        client_secret = "made-up"
        record_policy = "allocate"
    "#;
    read(file, Place::LocalStack).expect("it is good").remove(0)
}

/// The same, with the known key in place of the secret.
pub fn client_with_key() -> Client {
    let keys = ClientKeys::Inline(keys());
    Client { auth_method: oidc::AuthMethod::PrivateKeyJwt(keys), ..client() }
}

/// A runtime for what is `async`.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

fn bytes(hexadecimal: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&hexadecimal[at * 2..at * 2 + 2], 16).expect("hex");
    (0..hexadecimal.len() / 2).map(pair).collect()
}

/// The algorithm of the known key.
pub const ALGORITHM: Algorithm = Algorithm::Es256;
