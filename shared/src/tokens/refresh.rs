//! Refresh tokens: `plr_` and, in base64url, 16 bytes of tenant and 32 random bytes.
//!
//! The tenant is in it so that the look-up can run inside that tenant's row-level security; it is no secret, and a
//! token with another tenant written into it has another hash and is unknown there. The database keeps only the hash.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{
    clock::Source,
    error::{Code, Error, Result},
    ids::TenantId,
};

const PREFIX: &str = "plr_";
const CHARACTERS: usize = 64;

/// A refresh token in the clear, as the client holds it.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RefreshToken {
    tenant: [u8; 16],
    secret: [u8; 32],
}

impl RefreshToken {
    /// The first token of a new session.
    pub fn new(tenant: TenantId, source: &Source) -> Self {
        Self { tenant: *tenant.uuid().as_bytes(), secret: source.random() }
    }

    /// Reads what a client sent; anything but the exact form is an invalid refresh token.
    pub fn parse(text: &str) -> Result<Self> {
        Self::read(text).ok_or_else(|| Error::new(Code::InvalidRefreshToken))
    }

    /// The token this one is exchanged for. Always the same one, so that a client whose answer was lost on the way may
    /// ask again shortly after and gets what it missed, while nobody without the key can compute it.
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    pub fn child(&self, key: &[u8; 32]) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
        mac.update(&self.tenant);
        mac.update(&self.secret);
        Self { tenant: self.tenant, secret: mac.finalize().into_bytes().into() }
    }

    /// Which tenant the token says it is of. Believe it only once the hash is found there.
    pub fn tenant(&self) -> TenantId {
        Uuid::from_bytes(self.tenant).into()
    }

    /// SHA-256 of the text: what the database knows the token by.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.expose()).into()
    }

    /// The text for the client.
    pub fn expose(&self) -> String {
        let mut bytes = [0; 48];
        bytes[..16].copy_from_slice(&self.tenant);
        bytes[16..].copy_from_slice(&self.secret);
        let mut text = String::with_capacity(PREFIX.len() + CHARACTERS);
        text.push_str(PREFIX);
        URL_SAFE_NO_PAD.encode_string(bytes, &mut text);
        bytes.zeroize();
        text
    }

    fn read(text: &str) -> Option<Self> {
        let encoded = text.strip_prefix(PREFIX).filter(|encoded| encoded.len() == CHARACTERS)?;
        let bytes: [u8; 48] = URL_SAFE_NO_PAD.decode(encoded).ok()?.try_into().ok()?;
        let (tenant, secret) = bytes.split_at(16);
        Some(Self { tenant: tenant.try_into().ok()?, secret: secret.try_into().ok()? })
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefreshToken([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> RefreshToken {
        RefreshToken::new(Uuid::from_u128(7).into(), &Source::system())
    }

    #[test]
    fn a_token_survives_the_way_to_the_client_and_back() {
        let made = token();
        let read = RefreshToken::parse(&made.expose()).unwrap();
        assert_eq!(read, made);
        assert_eq!(read.hash(), made.hash());
        assert_eq!(read.tenant(), Uuid::from_u128(7).into());
        assert_eq!(made.expose().len(), 68);
    }

    #[test]
    fn a_child_is_always_the_same_stays_in_the_tenant_and_needs_the_key() {
        let parent = token();
        let child = parent.child(&[1; 32]);
        assert_eq!(child, parent.child(&[1; 32]));
        assert_eq!(child.tenant(), parent.tenant());
        assert_ne!(child, parent);
        assert_ne!(child, parent.child(&[2; 32]));
        assert_ne!(child, token().child(&[1; 32]));
        assert_ne!(child.child(&[1; 32]), child);
    }

    #[test]
    fn anything_else_is_no_refresh_token() {
        let good = token().expose();
        let bad = [
            "",
            "plr_",
            &good[4..],
            &good[..67],
            &format!("{good}A"),
            &format!("{good}="),
            &good.replace("plr_", "PLR_"),
            &format!(" {good}"),
            &"plr_".repeat(18),
            "plr_€€€€€€€€€€€€€€€€€€€€€",
        ];
        for text in bad {
            assert_eq!(RefreshToken::parse(text).unwrap_err().code(), Code::InvalidRefreshToken, "{text}");
        }
    }

    #[test]
    fn it_does_not_print() {
        assert_eq!(format!("{:?}", token()), "RefreshToken([redacted])");
    }
}
