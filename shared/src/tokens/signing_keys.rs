//! The keys that sign and verify access tokens, and the claims of a new token.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{
    SigningKey, VerifyingKey,
    pkcs8::{DecodePrivateKey, EncodePrivateKey, spki::DecodePublicKey, spki::der::pem::LineEnding},
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{
    access_token::{ALGORITHM_NAME, AUDIENCE, AccessClaims, TYPE, TokenSubject},
    ed25519,
};
use crate::clock::Source;

/// A signing key cannot be used. The number is its position in the list, from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSigningKey {
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
    pub(super) signer: EncodingKey,
    pub(super) validation: Validation,
    /// The signer's own first.
    pub(super) verifiers: Vec<Verifier>,
}

/// One public key.
#[derive(Clone)]
pub(super) struct Verifier {
    /// The key's thumbprint (RFC 7638), so that equal keys have equal names on every node.
    pub(super) kid: String,
    pub(super) public: VerifyingKey,
    pub(super) key: DecodingKey,
}

impl SigningKeys {
    /// Reads keys from the contents of PEM files. The first must be private; those after it may be public.
    pub fn from_pems<'a>(
        issuer: impl Into<String>,
        pems: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, InvalidSigningKey> {
        let mut pems = pems.into_iter().zip(1..);
        let (first, _) = pems.next().ok_or(InvalidSigningKey::None)?;
        let private = SigningKey::from_pkcs8_pem(first.trim()).map_err(|_| InvalidSigningKey::NotPrivate(1))?;
        let der = private.to_pkcs8_der().map_err(|_| InvalidSigningKey::NotPrivate(1))?;
        let mut verifiers = vec![Verifier::new(private.verifying_key())];
        for (pem, position) in pems {
            let verifier = Verifier::new(read_public_key(pem.trim()).ok_or(InvalidSigningKey::NotAKey(position))?);
            if verifiers.iter().any(|known| known.kid == verifier.kid) {
                return Err(InvalidSigningKey::Twice(position));
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

    /// The issuer: the `iss` of every token.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The claims for `subject`, valid from `now` for `lifetime` (at most [`super::MAX_LIFETIME`]).
    pub fn claims(&self, subject: TokenSubject, jti: Uuid, now: OffsetDateTime, lifetime: Duration) -> AccessClaims {
        let iat = now.unix_timestamp();
        AccessClaims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            iat,
            nbf: None,
            exp: iat + lifetime.whole_seconds(),
            jti,
            sub: subject.user,
            tid: subject.tenant,
            sid: subject.session,
            role: subject.role,
            email: subject.email,
            perm_ver: subject.perm_ver,
        }
    }

    /// The text of an access token, signed with the first key.
    #[expect(clippy::expect_used, reason = "the key was read at the start, and claims are texts and numbers")]
    pub fn issue(&self, claims: &AccessClaims) -> String {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(self.verifiers[0].kid.clone());
        jsonwebtoken::encode(&header, claims, &self.signer).expect("a key that was read signs any claims")
    }

    /// The public keys, for `/.well-known/jwks.json` (RFC 7517, RFC 8037).
    pub fn jwks(&self) -> Value {
        let keys: Vec<_> = self.verifiers.iter().map(Verifier::to_jwk).collect();
        json!({ "keys": keys })
    }

    pub(super) fn verifier(&self, kid: &str) -> Option<&Verifier> {
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

/// The checks that the library makes. It checks no times, because it would read the machine's clock.
fn validation(issuer: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["iss", "aud", "sub"]);
    validation
}

fn read_public_key(pem: &str) -> Option<VerifyingKey> {
    let private = SigningKey::from_pkcs8_pem(pem).map(|key| key.verifying_key()).ok();
    private.or_else(|| VerifyingKey::from_public_key_pem(pem).ok().filter(|key| !key.is_weak()))
}
