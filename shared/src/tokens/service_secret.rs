//! The secrets of service accounts, `pls_…`: a machine shows one, with its client id, to get an access token.

use std::fmt;

use super::opaque::Opaque;
use crate::{
    clock::Source,
    error::{Code, Error, Result},
    ids::TenantId,
};

const PREFIX: &str = "pls_";

/// The secret of a service account in the clear.
#[derive(Clone, PartialEq, Eq)]
pub struct ServiceSecret(Opaque);

impl ServiceSecret {
    pub fn new(tenant: TenantId, source: &Source) -> Self {
        Self(Opaque::new(tenant, source))
    }

    /// Reads what somebody sent; anything but the exact form belongs to no client.
    pub fn parse(text: &str) -> Result<Self> {
        Opaque::read(PREFIX, text).map(Self).ok_or_else(|| Error::new(Code::InvalidClient))
    }

    /// Which tenant the secret says it is of. Believe it only once the hash is found there.
    pub fn tenant(&self) -> TenantId {
        self.0.tenant()
    }

    /// SHA-256 of the text: what the database knows the secret by.
    pub fn hash(&self) -> [u8; 32] {
        self.0.hash(PREFIX)
    }

    /// The text, for the one who made the account.
    pub fn expose(&self) -> String {
        self.0.expose(PREFIX)
    }
}

impl fmt::Debug for ServiceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServiceSecret([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::tokens::RefreshToken;

    #[test]
    fn a_secret_survives_the_way_out_and_back_and_does_not_print() {
        let made = ServiceSecret::new(Uuid::from_u128(7).into(), &Source::system());
        let read = ServiceSecret::parse(&made.expose()).unwrap();
        assert_eq!((read.hash(), read.tenant()), (made.hash(), Uuid::from_u128(7).into()));
        assert_eq!(format!("{made:?}"), "ServiceSecret([redacted])");
    }

    #[test]
    fn a_refresh_token_dressed_up_as_a_secret_has_another_hash() {
        let refresh = RefreshToken::new(Uuid::from_u128(7).into(), &Source::system());
        assert_eq!(ServiceSecret::parse(&refresh.expose()).unwrap_err().code(), Code::InvalidClient);
        let dressed_up = ServiceSecret::parse(&refresh.expose().replace("plr_", "pls_")).unwrap();
        assert_ne!(dressed_up.hash(), refresh.hash());
    }
}
