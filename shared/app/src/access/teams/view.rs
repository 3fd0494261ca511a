use plenum_shared::{catalogue::format_timestamp, ids::TeamId};
use plenum_store::access::teams::Team;
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Team")]
pub struct TeamView {
    pub id: TeamId,
    pub name: String,
    /// How many; who they are is a list of its own.
    pub member_count: i64,
    pub version: i64,
    #[schemars(extend("format" = "date-time"))]
    pub created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub updated_at: String,
}

impl From<Team> for TeamView {
    fn from(team: Team) -> Self {
        Self {
            id: team.id,
            name: team.name,
            member_count: team.members,
            version: team.version,
            created_at: format_timestamp(team.created_at),
            updated_at: format_timestamp(team.updated_at),
        }
    }
}
