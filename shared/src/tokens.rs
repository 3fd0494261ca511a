//! Tokens: what proves to any node who is calling, without asking a database.
//!
//! An access token is a JWT (RFC 7519, profile RFC 9068) signed with Ed25519 and short-lived. `jsonwebtoken` encodes
//! and decodes it, checks the signature, the issuer and the audience. Its form is ours alone, so the reader around the
//! library is stricter than a general one can be: one algorithm, taken from the key and never from the token; a header
//! of exactly `alg`, `typ` and `kid`; one audience; nothing said twice. Times are judged here and not by the library,
//! which would ask the machine's clock; and the only cryptography it is given is Ed25519.
//!
//! A refresh token ([`RefreshToken`]), the token of an invitation ([`InvitationToken`]) and the secret of a machine
//! ([`ServiceSecret`]) are no JWTs: they are random, known to the database by their hash, and the first two good for
//! one use.
//!
//! To rotate the signing key without refusing anyone: add the new key *second* everywhere, then put it first, and
//! remove the old one when the last token signed with it has expired. A retired key may be given as its public half.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{
    SigningKey, VerifyingKey,
    pkcs8::{DecodePrivateKey, EncodePrivateKey, spki::DecodePublicKey, spki::der::pem::LineEnding},
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use crate::clock::Source;

mod claims;
mod ed25519;
mod invitation;
mod opaque;
mod operator;
mod reading;
mod refresh;
mod service_secret;
mod strict;
#[cfg(test)]
mod tests;

pub use claims::{AccessClaims, Grant};
pub use invitation::InvitationToken;
pub use opaque::{Kind, OpaqueToken};
pub use operator::OperatorToken;
pub use reading::TokenError;
pub use refresh::RefreshToken;
pub use service_secret::ServiceSecret;

/// Whom an access token is for: the REST interface and the hubs of Plenum. Other kinds of token have other audiences.
pub const AUDIENCE: &str = "plenum";
/// How far two machines' clocks may be apart, in seconds.
pub const LEEWAY: i64 = 5;
/// No access token lives longer, in seconds, whoever signed it.
pub const LONGEST_LIFE: i64 = 60 * 60;

/// [`ALGORITHM`] as a header spells it.
const ALGORITHM_NAME: &str = "EdDSA";
const ALGORITHM: Algorithm = Algorithm::EdDSA;
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
    signer: EncodingKey,
    validation: Validation,
    /// The signer's own first.
    verifiers: Vec<Verifier>,
}

#[derive(Clone)]
struct Verifier {
    /// The key's thumbprint (RFC 7638), so that equal keys have equal names on every node.
    kid: String,
    public: VerifyingKey,
    key: DecodingKey,
}

impl SigningKeys {
    /// Reads keys from the contents of PEM files. The first must be private; those after it may be public.
    pub fn from_pems<'a>(
        issuer: impl Into<String>,
        pems: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, BadSigningKey> {
        let mut pems = pems.into_iter().zip(1..);
        let (first, _) = pems.next().ok_or(BadSigningKey::None)?;
        let private = SigningKey::from_pkcs8_pem(first.trim()).map_err(|_| BadSigningKey::NotPrivate(1))?;
        let der = private.to_pkcs8_der().map_err(|_| BadSigningKey::NotPrivate(1))?;
        let mut verifiers = vec![Verifier::new(private.verifying_key())];
        for (pem, place) in pems {
            let verifier = Verifier::new(read_either(pem.trim()).ok_or(BadSigningKey::NotAKey(place))?);
            if verifiers.iter().any(|known| known.kid == verifier.kid) {
                return Err(BadSigningKey::Twice(place));
            }
            verifiers.push(verifier);
        }
        ed25519::install();
        let issuer = issuer.into();
        let validation = validation(&issuer);
        Ok(Self { issuer, signer: EncodingKey::from_ed_der(der.as_bytes()), validation, verifiers })
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
    #[expect(clippy::expect_used, reason = "the key was read at the start, and claims are texts and numbers")]
    pub fn issue(&self, claims: &AccessClaims) -> String {
        let mut header = Header::new(ALGORITHM);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(self.verifiers[0].kid.clone());
        jsonwebtoken::encode(&header, claims, &self.signer).expect("a key that was read signs any claims")
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
    fn new(public: VerifyingKey) -> Self {
        let canonical = json!({ "crv": "Ed25519", "kty": "OKP", "x": URL_SAFE_NO_PAD.encode(public.as_bytes()) });
        let kid = URL_SAFE_NO_PAD.encode(Sha256::digest(canonical.to_string()));
        Self { kid, public, key: DecodingKey::from_ed_der(public.as_bytes()) }
    }

    fn to_jwk(&self) -> Value {
        json!({
            "kty": "OKP",
            "crv": "Ed25519",
            "x": URL_SAFE_NO_PAD.encode(self.public.as_bytes()),
            "kid": self.kid,
            "alg": ALGORITHM_NAME,
            "use": "sig",
        })
    }
}

/// What the library has to find in a token. It is given no times to judge: it knows no clock but the machine's.
fn validation(issuer: &str) -> Validation {
    let mut validation = Validation::new(ALGORITHM);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["iss", "aud", "sub"]);
    validation
}

fn read_either(pem: &str) -> Option<VerifyingKey> {
    let private = SigningKey::from_pkcs8_pem(pem).map(|key| key.verifying_key()).ok();
    private.or_else(|| VerifyingKey::from_public_key_pem(pem).ok().filter(|key| !key.is_weak()))
}
