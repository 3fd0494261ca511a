//! Refresh tokens, `plr_…`: each is valid for one use, and its successor follows from it and a key.

use std::marker::PhantomData;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::opaque::{Kind, OpaqueToken};
use crate::error::Code;

/// A refresh token in the clear, as the client holds it.
pub type RefreshToken = OpaqueToken<Refresh>;

/// Refresh tokens.
#[derive(Clone, PartialEq, Eq)]
pub enum Refresh {}

impl Kind for Refresh {
    const PREFIX: &'static str = "plr_";
    const NAME: &'static str = "RefreshToken";
    const REFUSED: Code = Code::InvalidRefreshToken;
}

impl RefreshToken {
    /// The token this one is exchanged for. Always the same one, so that a client whose answer was lost on the way may
    /// ask again shortly after and gets what it missed, while nobody without the key can compute it.
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    pub fn child(&self, key: &[u8; 32]) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
        mac.update(&self.tenant);
        mac.update(&self.secret);
        Self { tenant: self.tenant, secret: mac.finalize().into_bytes().into(), kind: PhantomData }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::clock::Source;

    fn token() -> RefreshToken {
        RefreshToken::new(Uuid::from_u128(7).into(), &Source::system())
    }

    #[test]
    fn a_token_round_trips() {
        let made = token();
        let read = RefreshToken::parse(&made.expose()).unwrap();
        assert_eq!(read, made);
        assert_eq!(read.hash(), made.hash());
        assert_eq!(read.tenant(), Uuid::from_u128(7).into());
        assert_eq!(made.expose().len(), 68);
    }

    #[test]
    fn a_child_is_deterministic_stays_in_the_tenant_and_needs_the_key() {
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
    fn other_text_is_refused() {
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
    fn a_token_is_not_printed() {
        assert_eq!(format!("{:?}", token()), "RefreshToken([redacted])");
    }
}
