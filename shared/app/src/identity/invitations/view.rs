use plenum_shared::{
    catalogue::format_timestamp,
    ids::{InvitationId, TeamId, UserId},
};
use plenum_store::identity::invitations::Invitation;
use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Invitation")]
pub struct InvitationView {
    pub id: InvitationId,
    pub email: String,
    /// The key of the role.
    pub role: String,
    pub teams: Vec<TeamId>,
    pub status: InvitationStatus,
    pub invited_by: UserId,
    #[schemars(extend("format" = "date-time"))]
    pub created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub expires_at: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationStatus {
    Open,
    Accepted,
    Withdrawn,
    Expired,
}

/// A new invitation with its token, which is shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "InvitationWithToken")]
pub struct Invited {
    #[serde(flatten)]
    pub invitation: InvitationView,
    pub token: String,
}

impl std::fmt::Debug for Invited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Invited").field("invitation", &self.invitation).finish_non_exhaustive()
    }
}

impl InvitationView {
    pub(crate) fn of(invitation: Invitation, now: OffsetDateTime) -> Self {
        let status = match (invitation.accepted_at, invitation.withdrawn_at) {
            (Some(_), _) => InvitationStatus::Accepted,
            (None, Some(_)) => InvitationStatus::Withdrawn,
            (None, None) if invitation.is_open(now) => InvitationStatus::Open,
            (None, None) => InvitationStatus::Expired,
        };
        Self {
            id: invitation.id,
            email: invitation.email,
            role: invitation.role_key,
            teams: invitation.teams,
            status,
            invited_by: invitation.invited_by,
            created_at: format_timestamp(invitation.created_at),
            expires_at: format_timestamp(invitation.expires_at),
        }
    }
}
