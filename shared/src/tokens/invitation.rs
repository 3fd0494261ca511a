//! The tokens of invitations, `pli_…`: whoever holds one may become a member of its tenant, once.

use std::fmt;

use super::opaque::Opaque;
use crate::{
    clock::Source,
    error::{Code, Error, Result},
    ids::TenantId,
};

const PREFIX: &str = "pli_";

/// The token of an invitation in the clear.
#[derive(Clone, PartialEq, Eq)]
pub struct InvitationToken(Opaque);

impl InvitationToken {
    pub fn new(tenant: TenantId, source: &Source) -> Self {
        Self(Opaque::new(tenant, source))
    }

    /// Reads what somebody sent; anything but the exact form is an invalid invitation.
    pub fn parse(text: &str) -> Result<Self> {
        Opaque::read(PREFIX, text).map(Self).ok_or_else(|| Error::new(Code::InvalidInvitation))
    }

    /// Which tenant the token says it is of. Believe it only once the hash is found there.
    pub fn tenant(&self) -> TenantId {
        self.0.tenant()
    }

    /// SHA-256 of the text: what the database knows the token by.
    pub fn hash(&self) -> [u8; 32] {
        self.0.hash(PREFIX)
    }

    /// The text for the one who is invited.
    pub fn expose(&self) -> String {
        self.0.expose(PREFIX)
    }
}

impl fmt::Debug for InvitationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InvitationToken([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::tokens::RefreshToken;

    #[test]
    fn a_token_survives_the_way_out_and_back_and_does_not_print() {
        let made = InvitationToken::new(Uuid::from_u128(7).into(), &Source::system());
        let read = InvitationToken::parse(&made.expose()).unwrap();
        assert_eq!((read.hash(), read.tenant()), (made.hash(), Uuid::from_u128(7).into()));
        assert_eq!(format!("{made:?}"), "InvitationToken([redacted])");
    }

    #[test]
    fn a_token_of_one_kind_is_none_of_another() {
        let invitation = InvitationToken::new(Uuid::from_u128(7).into(), &Source::system()).expose();
        assert_eq!(RefreshToken::parse(&invitation).unwrap_err().code(), Code::InvalidRefreshToken);
        let refresh = RefreshToken::new(Uuid::from_u128(7).into(), &Source::system()).expose();
        assert_eq!(InvitationToken::parse(&refresh).unwrap_err().code(), Code::InvalidInvitation);
        let dressed_up = RefreshToken::parse(&invitation.replace("pli_", "plr_")).unwrap();
        assert_ne!(dressed_up.hash(), InvitationToken::parse(&invitation).unwrap().hash());
    }
}
