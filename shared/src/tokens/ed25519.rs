//! Ed25519 for `jsonwebtoken`: the signer and the verifier it works with, and no other algorithm.
//!
//! The library leaves the cryptography to a provider that is set once per process. Those it brings along support every
//! algorithm it knows, one by way of the `rsa` crate (RUSTSEC-2023-0071), the other by a C library. Ours holds the one
//! algorithm we sign with, so that a token that names another finds no code, and verifies strictly: a message and a
//! key have one signature, and keys of small order have none.

use std::sync::OnceLock;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey, pkcs8::DecodePrivateKey};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{ErrorKind, Result},
    signature::{self, Signer, Verifier},
};

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: signer,
    verifier_factory: verifier,
    // Our key set is written by us; the library's own reading and writing of keys is not used.
    key_utils: KeyUtils::new_unimplemented(),
};

/// Makes this the cryptography of the library. Every set of keys does so before its first use.
pub(super) fn install() {
    static INSTALLED: OnceLock<bool> = OnceLock::new();
    let ours = *INSTALLED.get_or_init(|| PROVIDER.install_default().is_ok());
    // Another provider would still be a sound one, but not the strict one that was reviewed; that is no way to start.
    assert!(ours, "another part of this program has set the cryptography of jsonwebtoken");
}

struct Ed25519Signer(SigningKey);

struct Ed25519Verifier(VerifyingKey);

fn signer(algorithm: &Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>> {
    require_ed25519(*algorithm)?;
    let key = SigningKey::from_pkcs8_der(key.as_bytes()).map_err(|_| ErrorKind::InvalidEddsaKey)?;
    Ok(Box::new(Ed25519Signer(key)))
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>> {
    require_ed25519(*algorithm)?;
    let bytes = key.try_get_as_bytes()?.try_into().map_err(|_| ErrorKind::InvalidEddsaKey)?;
    let key = VerifyingKey::from_bytes(bytes).map_err(|_| ErrorKind::InvalidEddsaKey)?;
    Ok(Box::new(Ed25519Verifier(key)))
}

fn require_ed25519(algorithm: Algorithm) -> Result<()> {
    if algorithm == Algorithm::EdDSA { Ok(()) } else { Err(ErrorKind::UnsupportedAlgorithm.into()) }
}

impl Signer<Vec<u8>> for Ed25519Signer {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, signature::Error> {
        Ok(self.0.sign(message).to_bytes().to_vec())
    }
}

impl JwtSigner for Ed25519Signer {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
    }
}

impl Verifier<Vec<u8>> for Ed25519Verifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        let signature = Signature::from_slice(signature).map_err(|_| signature::Error::new())?;
        self.0.verify_strict(message, &signature).map_err(|_| signature::Error::new())
    }
}

impl JwtVerifier for Ed25519Verifier {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use ed25519_dalek::pkcs8::EncodePrivateKey;

    use super::*;

    /// RFC 8037, appendix A.
    const SECRET: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    const MESSAGE: &str = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    const SIGNATURE: &str = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    fn key() -> SigningKey {
        SigningKey::from_bytes(&URL_SAFE_NO_PAD.decode(SECRET).unwrap().try_into().unwrap())
    }

    fn accepts(key: &[u8], signature: &[u8]) -> bool {
        let verifier = verifier(&Algorithm::EdDSA, &DecodingKey::from_ed_der(key)).unwrap();
        verifier.verify(MESSAGE.as_bytes(), &signature.to_vec()).is_ok()
    }

    #[test]
    fn signatures_follow_rfc_8037() {
        let private = EncodingKey::from_ed_der(key().to_pkcs8_der().unwrap().as_bytes());
        let made = signer(&Algorithm::EdDSA, &private).unwrap().try_sign(MESSAGE.as_bytes()).unwrap();
        assert_eq!(URL_SAFE_NO_PAD.encode(&made), SIGNATURE);
        assert!(accepts(key().verifying_key().as_bytes(), &made));
    }

    #[test]
    fn a_malleable_signature_and_a_weak_key_are_refused() {
        let good = URL_SAFE_NO_PAD.decode(SIGNATURE).unwrap();
        let public = key().verifying_key();
        assert!(!accepts(public.as_bytes(), &good[..63]));
        assert!(!accepts(public.as_bytes(), &[good.as_slice(), &[0]].concat()));
        assert!(!accepts(public.as_bytes(), &[]));
        // The second half plus the order of the group: the same equation holds, so a lax verifier takes it.
        const ORDER: [u8; 32] = [
            0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ];
        let mut second = good.clone();
        let mut carry = 0;
        for (byte, order) in second[32..].iter_mut().zip(ORDER) {
            let sum = u16::from(*byte) + u16::from(order) + carry;
            *byte = sum as u8;
            carry = sum >> 8;
        }
        assert!(!accepts(public.as_bytes(), &second));
        // The neutral element as the key and as the first half, and zero as the second, fit every message.
        let neutral: [u8; 32] = std::array::from_fn(|at| u8::from(at == 0));
        let universal = [neutral, [0; 32]].concat();
        let weak = VerifyingKey::from_bytes(&neutral).unwrap();
        let signature = Signature::from_slice(&universal).unwrap();
        assert!(
            ed25519_dalek::Verifier::verify(&weak, MESSAGE.as_bytes(), &signature).is_ok(),
            "a lax verifier is fooled"
        );
        assert!(!accepts(&neutral, &universal));
    }

    #[test]
    fn no_other_algorithm_and_no_other_key_is_known() {
        let private = EncodingKey::from_ed_der(key().to_pkcs8_der().unwrap().as_bytes());
        let public = DecodingKey::from_ed_der(key().verifying_key().as_bytes());
        for algorithm in [Algorithm::HS256, Algorithm::HS512, Algorithm::RS256, Algorithm::PS512, Algorithm::ES256] {
            assert!(signer(&algorithm, &private).is_err());
            assert!(verifier(&algorithm, &public).is_err());
        }
        assert!(signer(&Algorithm::EdDSA, &EncodingKey::from_secret(b"secret")).is_err());
        assert!(verifier(&Algorithm::EdDSA, &DecodingKey::from_ed_der(&[0; 31])).is_err());
        assert!(verifier(&Algorithm::EdDSA, &DecodingKey::from_rsa_raw_components(&[1], &[3])).is_err());
    }
}
