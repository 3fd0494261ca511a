//! Reading an access token, in the order in which each step may be trusted: its size, its form, the name of its key,
//! the signature, and only then a word of what it says.
//!
//! What comes before the signature is ours, and stricter than a general library can be. The signature, the issuer and
//! the audience are judged by `jsonwebtoken`. Ours again is what it does not see: a name said twice that is none of our
//! claims, and the time on our own clock.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::errors::ErrorKind;
use serde::Deserialize;
use time::OffsetDateTime;

use super::{ALGORITHM_NAME, AccessClaims, LEEWAY, LONGEST_LIFE, SigningKeys, TYPE, strict};
use crate::error::{Code, Error};

/// Longer than any token of ours; nothing beyond it is looked at.
const LONGEST: usize = 4096;
const LONGEST_KID: usize = 64;

/// Why a token was refused. For the log and a metric; to the caller all are one and the same 401.
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
    AbsurdLife,
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
            Self::AbsurdLife => "absurd_life",
        }
    }
}

impl From<TokenError> for Error {
    fn from(error: TokenError) -> Self {
        Error::new(Code::Unauthenticated).with_detail(error)
    }
}

/// Exactly these: a `jwk`, `jku`, `x5u` or `crit` is refused by being none of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

pub(super) fn read(keys: &SigningKeys, token: &str, now: OffsetDateTime) -> Result<AccessClaims, TokenError> {
    if token.len() > LONGEST {
        return Err(TokenError::TooLong);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(TokenError::Malformed)?;
    let (header, claims) = message.split_once('.').ok_or(TokenError::Malformed)?;
    // A dot is in no base64 alphabet, so a fourth part fails to decode here.
    let (header, content) = (decode(header)?, decode(claims)?);
    decode(signature)?;

    let header: Header = strict::from_slice(&header).map_err(|_| TokenError::Malformed)?;
    if !is_kid(&header.kid) {
        return Err(TokenError::Malformed);
    }
    let key = keys.verifier(&header.kid).ok_or(TokenError::UnknownKey)?;
    // The key decides how it is used; the token may only agree.
    if header.alg != ALGORITHM_NAME {
        return Err(TokenError::WrongAlgorithm);
    }
    if header.typ != TYPE {
        return Err(TokenError::WrongType);
    }

    let claims = jsonwebtoken::decode::<AccessClaims>(token, &key.key, &keys.validation).map_err(refusal)?.claims;
    strict::says_nothing_twice(&content).map_err(|_| TokenError::BadClaims)?;
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
    let life = claims.exp.checked_sub(claims.iat).ok_or(TokenError::AbsurdLife)?;
    if !(1..=LONGEST_LIFE).contains(&life) {
        return Err(TokenError::AbsurdLife);
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
    (1..=LONGEST_KID).contains(&kid.len()) && kid.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
