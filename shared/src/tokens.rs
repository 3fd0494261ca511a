//! Tokens: what proves to any node who is calling, without asking a database.
//!
//! An access token is a JWT (RFC 7519, profile RFC 9068) signed with Ed25519 and short-lived. Its form is ours alone,
//! so the reader is strict and small: one algorithm, taken from the key and never from the token; a header of exactly
//! `alg`, `typ` and `kid`; one audience; whole seconds. What a general library would have to accept (key material in
//! the header, arrays of audiences, other algorithms) has no code here that could be tricked into accepting it.
//!
//! A refresh token ([`RefreshToken`]) is no JWT: it is random, known to the database by its hash, and good for one use.
//!
//! To rotate the signing key without refusing anyone: add the new key *second* everywhere, then put it first, and
//! remove the old one when the last token signed with it has expired. A retired key may be given as its public half.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{
    Signature, Signer, SigningKey, VerifyingKey,
    pkcs8::{DecodePrivateKey, EncodePrivateKey, spki::DecodePublicKey, spki::der::pem::LineEnding},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use crate::clock::Source;

mod claims;
mod reading;
mod refresh;
mod strict;
#[cfg(test)]
mod tests;

pub use claims::{AccessClaims, Grant};
pub use reading::TokenError;
pub use refresh::RefreshToken;

/// Whom an access token is for: the REST interface and the hubs of Plenum. Other kinds of token have other audiences.
pub const AUDIENCE: &str = "plenum";
/// How far two machines' clocks may be apart, in seconds.
pub const LEEWAY: i64 = 5;
/// No access token lives longer, in seconds, whoever signed it.
pub const LONGEST_LIFE: i64 = 60 * 60;

const ALGORITHM: &str = "EdDSA";
const TYPE: &str = "at+jwt";

/// A signing key cannot be used. The number is its place in the list, from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSigningKey {
    #[error("there is no signing key; make one with `openssl genpkey -algorithm ed25519`")]
    None,
    #[error(
        "signing key {0} is not an Ed25519 private key in PEM (PKCS#8); make one with `openssl genpkey -algorithm ed25519`"
    )]
    NotPrivate(usize),
    #[error("signing key {0} is neither an Ed25519 private nor a public key in PEM")]
    NotAKey(usize),
    #[error("signing key {0} is given twice")]
    Twice(usize),
}

/// The keys of one issuer: the first signs, all verify.
#[derive(Clone)]
pub struct SigningKeys {
    issuer: String,
    signer: SigningKey,
    /// The signer's own first.
    verifiers: Vec<Verifier>,
}

#[derive(Clone)]
struct Verifier {
    /// The key's thumbprint (RFC 7638), so that equal keys have equal names on every node.
    kid: String,
    key: VerifyingKey,
}

impl SigningKeys {
    /// Reads keys from the contents of PEM files. The first must be private; those after it may be public.
    pub fn from_pems<'a>(
        issuer: impl Into<String>,
        pems: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, BadSigningKey> {
        let mut pems = pems.into_iter().zip(1..);
        let (first, _) = pems.next().ok_or(BadSigningKey::None)?;
        let signer = SigningKey::from_pkcs8_pem(first.trim()).map_err(|_| BadSigningKey::NotPrivate(1))?;
        let mut verifiers = vec![Verifier::new(signer.verifying_key())];
        for (pem, place) in pems {
            let verifier = Verifier::new(read_either(pem.trim()).ok_or(BadSigningKey::NotAKey(place))?);
            if verifiers.iter().any(|known| known.kid == verifier.kid) {
                return Err(BadSigningKey::Twice(place));
            }
            verifiers.push(verifier);
        }
        Ok(Self { issuer: issuer.into(), signer, verifiers })
    }

    /// A new private key as the content of a PEM file that [`Self::from_pems`] reads.
    #[expect(clippy::expect_used, reason = "a key just made has a form that can be written")]
    pub fn generate_pem(source: &Source) -> Zeroizing<String> {
        let secret = Zeroizing::new(source.random::<32>());
        SigningKey::from_bytes(&secret).to_pkcs8_pem(LineEnding::LF).expect("an Ed25519 key has a PKCS#8 form")
    }

    /// Who signs; what the `iss` of every token must be.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The text of an access token, signed with the first key.
    pub fn issue(&self, claims: &AccessClaims) -> String {
        self.sign(&json!({ "alg": ALGORITHM, "typ": TYPE, "kid": self.verifiers[0].kid }), &claims.to_json())
    }

    /// The claims of a token that one of these keys signed for this issuer and audience and that is valid `now`.
    pub fn verify(&self, token: &str, now: OffsetDateTime) -> Result<AccessClaims, TokenError> {
        reading::read(self, token, now)
    }

    /// The public keys, for `/.well-known/jwks.json` (RFC 7517, RFC 8037).
    pub fn jwks(&self) -> Value {
        let keys: Vec<_> = self.verifiers.iter().map(Verifier::to_jwk).collect();
        json!({ "keys": keys })
    }

    fn sign(&self, header: &Value, claims: &Value) -> String {
        let mut token = URL_SAFE_NO_PAD.encode(header.to_string());
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(claims.to_string(), &mut token);
        let signature = self.signer.sign(token.as_bytes());
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature.to_bytes(), &mut token);
        token
    }

    fn verifier(&self, kid: &str) -> Option<&Verifier> {
        self.verifiers.iter().find(|verifier| verifier.kid == kid)
    }
}

impl std::fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kids: Vec<_> = self.verifiers.iter().map(|verifier| &verifier.kid).collect();
        f.debug_struct("SigningKeys").field("issuer", &self.issuer).field("kids", &kids).finish_non_exhaustive()
    }
}

impl Verifier {
    fn new(key: VerifyingKey) -> Self {
        let canonical = json!({ "crv": "Ed25519", "kty": "OKP", "x": URL_SAFE_NO_PAD.encode(key.as_bytes()) });
        Self { kid: URL_SAFE_NO_PAD.encode(Sha256::digest(canonical.to_string())), key }
    }

    /// Strict verification: one message and key have one signature, and keys of small order have none.
    fn accepts(&self, message: &str, signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(message.as_bytes(), &signature).is_ok())
    }

    fn to_jwk(&self) -> Value {
        json!({
            "kty": "OKP",
            "crv": "Ed25519",
            "x": URL_SAFE_NO_PAD.encode(self.key.as_bytes()),
            "kid": self.kid,
            "alg": ALGORITHM,
            "use": "sig",
        })
    }
}

fn read_either(pem: &str) -> Option<VerifyingKey> {
    let private = SigningKey::from_pkcs8_pem(pem).map(|key| key.verifying_key()).ok();
    private.or_else(|| VerifyingKey::from_public_key_pem(pem).ok().filter(|key| !key.is_weak()))
}
