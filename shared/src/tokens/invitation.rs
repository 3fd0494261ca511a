//! The tokens of invitations, `pli_…`: its holder may become a member of its tenant, once.

use super::opaque::{Kind, OpaqueToken};
use crate::error::Code;

/// The token of an invitation in the clear.
pub type InvitationToken = OpaqueToken<Invitation>;

/// The tokens of invitations.
#[derive(Clone, PartialEq, Eq)]
pub enum Invitation {}

impl Kind for Invitation {
    const PREFIX: &'static str = "pli_";
    const NAME: &'static str = "InvitationToken";
    const REFUSED: Code = Code::InvalidInvitation;
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{clock::Source, tokens::RefreshToken};

    #[test]
    fn a_token_round_trips_and_is_not_printed() {
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
