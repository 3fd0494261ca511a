use plenum_shared::{
    catalogue::format_timestamp,
    ids::{TeamId, UserId},
};
use plenum_store::identity::users::{Member, UserStatus};
use schemars::JsonSchema;
use serde::Serialize;

/// A member as colleagues who may administer see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "User")]
pub struct UserView {
    pub id: UserId,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    /// The key of the role.
    pub role: String,
    pub status: UserStatus,
    pub teams: Vec<TeamId>,
    /// Of the membership; the person's names have none.
    pub version: i64,
    #[schemars(extend("format" = "date-time"))]
    pub created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub updated_at: String,
}

impl From<Member> for UserView {
    fn from(member: Member) -> Self {
        Self {
            id: member.user,
            email: member.email,
            first_name: member.first_name,
            last_name: member.last_name,
            role: member.role_key,
            status: member.status,
            teams: member.teams,
            version: member.version,
            created_at: format_timestamp(member.created_at),
            updated_at: format_timestamp(member.updated_at),
        }
    }
}
