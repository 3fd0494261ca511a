//! Refresh tokens, `plr_…`: each is good for one use and names its successor to whoever has the key.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::opaque::Opaque;
use crate::{
    clock::Source,
    error::{Code, Error, Result},
    ids::TenantId,
};

const PREFIX: &str = "plr_";

/// A refresh token in the clear, as the client holds it.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken(Opaque);

impl RefreshToken {
    /// The first token of a new session.
    pub fn new(tenant: TenantId, source: &Source) -> Self {
        Self(Opaque::new(tenant, source))
    }

    /// Reads what a client sent; anything but the exact form is an invalid refresh token.
    pub fn parse(text: &str) -> Result<Self> {
        Opaque::read(PREFIX, text).map(Self).ok_or_else(|| Error::new(Code::InvalidRefreshToken))
    }

    /// The token this one is exchanged for. Always the same one, so that a client whose answer was lost on the way may
    /// ask again shortly after and gets what it missed, while nobody without the key can compute it.
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    pub fn child(&self, key: &[u8; 32]) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
        mac.update(&self.0.tenant);
        mac.update(&self.0.secret);
        Self(Opaque { tenant: self.0.tenant, secret: mac.finalize().into_bytes().into() })
    }

    /// Which tenant the token says it is of. Believe it only once the hash is found there.
    pub fn tenant(&self) -> TenantId {
        self.0.tenant()
    }

    /// SHA-256 of the text: what the database knows the token by.
    pub fn hash(&self) -> [u8; 32] {
        self.0.hash(PREFIX)
    }

    /// The text for the client.
    pub fn expose(&self) -> String {
        self.0.expose(PREFIX)
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefreshToken([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

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
