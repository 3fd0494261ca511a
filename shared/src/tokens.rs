//! Tokens: access tokens, which any node verifies without a database, and the opaque tokens that the database knows.
//!
//! An access token is a JWT (RFC 7519, profile RFC 9068) signed with Ed25519 and short-lived. `jsonwebtoken` encodes
//! and decodes it, and checks the signature, the issuer and the audience. Plenum is the only issuer of its tokens, so
//! the checks around the library are stricter than those of a general reader: one algorithm, taken from the key and
//! never from the token; a header of exactly `alg`, `typ` and `kid`; one audience; no repeated name. Times are checked
//! here and not by the library, which would read the machine's clock. The library is given no cryptography but Ed25519.
//!
//! A refresh token ([`RefreshToken`]), the token of an invitation ([`InvitationToken`]) and the secret of a service
//! account ([`ServiceSecret`]) are no JWTs: they are random, the database stores their hash, and the first two are
//! valid for one use.
//!
//! To rotate the signing key without refusing anyone: add the new key *second* everywhere, then put it first, and
//! remove the old one when the last token signed with it has expired. A retired key may be given as its public half.

mod access_token;
mod ed25519;
mod invitation;
mod opaque;
mod operator;
mod refresh;
mod service_secret;
mod signing_keys;
#[cfg(test)]
mod tests;
mod unique_names;
mod verify;

pub use access_token::{AUDIENCE, AccessClaims, LEEWAY, MAX_LIFETIME, TokenSubject};
pub use invitation::InvitationToken;
pub use opaque::{Kind, OpaqueToken};
pub use operator::OperatorToken;
pub use refresh::RefreshToken;
pub use service_secret::ServiceSecret;
pub use signing_keys::{InvalidSigningKey, SigningKeys};
pub use verify::TokenError;
