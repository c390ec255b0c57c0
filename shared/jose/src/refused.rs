//! Why a token is not believed.

/// The check a token failed. Names the check and holds nothing of the token, so it can be logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refused {
    /// It is longer than any token should be.
    #[error("the token is too long")]
    TooLong,
    /// It is not `header.payload.signature` (RFC 7515 section 7.1).
    #[error("the token does not have three segments")]
    Segments,
    /// A segment is not strict base64url.
    #[error("a segment is not base64url")]
    Encoding,
    /// The header is not a JSON object, or repeats a member.
    #[error("the header is not a JSON object of distinct members")]
    Header,
    /// The header wants something understood that could move the decision elsewhere: `crit`, `b64`, or
    /// a key that came along.
    #[error("the header holds a member that is not accepted")]
    HeaderMember,
    /// The `alg` of the header is none of those expected.
    #[error("the algorithm is not the expected one")]
    Algorithm,
    /// There is no `kid`, or it is not text.
    #[error("the header names no key")]
    KeyNotNamed,
    /// No key has this `kid`.
    #[error("the key is not known")]
    UnknownKey,
    /// More than one key could be meant.
    #[error("more than one key could be meant")]
    AmbiguousKey,
    /// The key is for another algorithm.
    #[error("the key is for another algorithm")]
    KeyMismatch,
    /// The signature is not this key's over these bytes.
    #[error("the signature is wrong")]
    Signature,
    /// The payload is not a JSON object, or repeats a member at some depth.
    #[error("the payload is not a JSON object of distinct members")]
    Payload,
    /// `iss` is not who it has to be.
    #[error("the issuer is not the expected one")]
    Issuer,
    /// `aud` is not the one it has to be, or is more than one.
    #[error("the audience is not the expected one")]
    Audience,
    /// `exp` has passed.
    #[error("the token has expired")]
    Expired,
    /// `iat` or `nbf` is in the future.
    #[error("the token is from the future")]
    NotYetValid,
    /// There is more time between `iat` and `exp` than there may be.
    #[error("the token lives too long")]
    LivesTooLong,
    /// This claim is missing.
    #[error("the claim {0} is missing")]
    Missing(&'static str),
    /// This claim is not of the kind it has to be.
    #[error("the claim {0} is malformed")]
    Malformed(&'static str),
    /// This claim is not what it has to be.
    #[error("the claim {0} is not the expected one")]
    Unexpected(&'static str),
}
