//! Verifies an access token in the order in which each step can be trusted: its size, its form, the name of its key,
//! the signature, and only then its claims.
//!
//! The checks before the signature are stricter than those of a general library. `jsonwebtoken` checks the signature,
//! the issuer and the audience. Two checks follow that it does not make: repeated names of unknown claims, and the
//! times on the clock that is passed in.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::errors::ErrorKind;
use serde::Deserialize;
use time::OffsetDateTime;

use super::{
    access_token::{ALGORITHM_NAME, AccessClaims, LEEWAY, MAX_LIFETIME, TYPE},
    signing_keys::SigningKeys,
    unique_names,
};
use crate::error::{Code, Error};

/// The longest token, in bytes; a longer one is refused unread.
const MAX_LENGTH: usize = 4096;
const MAX_KID_LENGTH: usize = 64;

/// Why a token was refused, for the log and a metric. The caller gets the same 401 for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TokenError {
    #[error("the token is longer than any of ours")]
    TooLong,
    #[error("the token is not three parts of unpadded base64url with a header of alg, typ and kid")]
    Malformed,
    #[error("the token names another algorithm than its key has")]
    WrongAlgorithm,
    #[error("the token is of another type")]
    WrongType,
    #[error("the token names a key we do not have")]
    UnknownKey,
    #[error("the signature is not that of the named key over this content")]
    BadSignature,
    #[error("a claim is missing, repeated or of the wrong form")]
    BadClaims,
    #[error("the token is from another issuer")]
    WrongIssuer,
    #[error("the token is for another audience")]
    WrongAudience,
    #[error("the token has expired")]
    Expired,
    #[error("the token is not valid yet")]
    NotYetValid,
    #[error("the token lives longer than any of ours, or not at all")]
    InvalidLifetime,
}

impl TokenError {
    /// A short stable name, as a metric's label.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::Malformed => "malformed",
            Self::WrongAlgorithm => "wrong_algorithm",
            Self::WrongType => "wrong_type",
            Self::UnknownKey => "unknown_key",
            Self::BadSignature => "bad_signature",
            Self::BadClaims => "bad_claims",
            Self::WrongIssuer => "wrong_issuer",
            Self::WrongAudience => "wrong_audience",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::InvalidLifetime => "absurd_life",
        }
    }
}

impl From<TokenError> for Error {
    fn from(error: TokenError) -> Self {
        Error::new(Code::Unauthenticated).with_detail(error)
    }
}

/// The header has exactly these fields, so a token with `jwk`, `jku`, `x5u` or `crit` is refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

impl SigningKeys {
    /// The claims of a token that one of these keys signed for this issuer and audience and that is valid `now`.
    pub fn verify(&self, token: &str, now: OffsetDateTime) -> Result<AccessClaims, TokenError> {
        verify(self, token, now)
    }
}

fn verify(keys: &SigningKeys, token: &str, now: OffsetDateTime) -> Result<AccessClaims, TokenError> {
    if token.len() > MAX_LENGTH {
        return Err(TokenError::TooLong);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(TokenError::Malformed)?;
    let (header, claims) = message.split_once('.').ok_or(TokenError::Malformed)?;
    // A dot is in no base64 alphabet, so a fourth part fails to decode here.
    let (header, content) = (decode(header)?, decode(claims)?);
    decode(signature)?;

    let header: Header = unique_names::from_slice(&header).map_err(|_| TokenError::Malformed)?;
    if !is_kid(&header.kid) {
        return Err(TokenError::Malformed);
    }
    let key = keys.verifier(&header.kid).ok_or(TokenError::UnknownKey)?;
    // The algorithm is the key's. A token that names another one is refused.
    if header.alg != ALGORITHM_NAME {
        return Err(TokenError::WrongAlgorithm);
    }
    if header.typ != TYPE {
        return Err(TokenError::WrongType);
    }

    let claims = jsonwebtoken::decode::<AccessClaims>(token, &key.key, &keys.validation).map_err(refusal)?.claims;
    unique_names::require(&content).map_err(|_| TokenError::BadClaims)?;
    check_times(&claims, now.unix_timestamp())?;
    Ok(claims)
}

fn refusal(error: jsonwebtoken::errors::Error) -> TokenError {
    match error.kind() {
        ErrorKind::InvalidSignature => TokenError::BadSignature,
        ErrorKind::InvalidIssuer => TokenError::WrongIssuer,
        ErrorKind::InvalidAudience => TokenError::WrongAudience,
        ErrorKind::InvalidAlgorithm | ErrorKind::UnsupportedAlgorithm => TokenError::WrongAlgorithm,
        ErrorKind::InvalidToken | ErrorKind::Base64(_) => TokenError::Malformed,
        _ => TokenError::BadClaims,
    }
}

fn check_times(claims: &AccessClaims, now: i64) -> Result<(), TokenError> {
    let life = claims.exp.checked_sub(claims.iat).ok_or(TokenError::InvalidLifetime)?;
    if !(1..=MAX_LIFETIME).contains(&life) {
        return Err(TokenError::InvalidLifetime);
    }
    if now.saturating_sub(LEEWAY) >= claims.exp {
        return Err(TokenError::Expired);
    }
    let starts = claims.nbf.unwrap_or(claims.iat).max(claims.iat);
    if now.saturating_add(LEEWAY) < starts {
        return Err(TokenError::NotYetValid);
    }
    Ok(())
}

/// Canonical base64url only: no padding, no stray bits in the last character, nothing between.
fn decode(part: &str) -> Result<Vec<u8>, TokenError> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenError::Malformed)
}

fn is_kid(kid: &str) -> bool {
    (1..=MAX_KID_LENGTH).contains(&kid.len())
        && kid.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
