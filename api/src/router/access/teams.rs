//! The teams of the caller's tenant, and their members.

use axum::extract::State;
use http::StatusCode;
use plenum_app::{
    access::teams::{self, TeamView},
    identity::users::{self, UserView},
};
use plenum_shared::{Code, access::Action};
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Row, Shape},
    extract::{Bearer, NoQuery, PathIdAndUser},
    problem::Problem,
    router::administration::{granted, listed},
    routes::{
        access::teams::{NewTeam, TeamPatch, create_team, patch_team},
        forward,
    },
    state::Api,
};

pub(in crate::router) fn rows(path: &str) -> Vec<Row> {
    let one = format!("{path}/{{id}}");
    let team = Shape::output::<TeamView>;
    let mut rows = vec![
        Row::post(
            ContextName::Access,
            path,
            "create_team",
            create_team,
            granted("Creates a team without members", Action::WRITE, Answer::created("The new team.", team()))
                .takes::<NewTeam>(json!({ "name": "new {unique}" }))
                .errors(&[Code::AlreadyExists, Code::LimitReached]),
        ),
        Row::get(
            ContextName::Access,
            path,
            "list_teams",
            forward::list(teams::list),
            listed::<TeamView>("A page of the teams, the newest first"),
        ),
        Row::get(
            ContextName::Access,
            &one,
            "get_team",
            forward::get(teams::get),
            granted("A team", Action::READ, Answer::versioned("The team.", team())),
        ),
        Row::patch(
            ContextName::Access,
            &one,
            "patch_team",
            patch_team,
            granted("Renames a team", Action::WRITE, Answer::versioned("The team.", team()))
                .takes::<TeamPatch>(json!({ "name": "new {unique}" }))
                .errors(&[Code::AlreadyExists]),
        ),
        Row::delete(
            ContextName::Access,
            &one,
            "delete_team",
            forward::run_on_version(teams::delete),
            granted("Deletes a team that no record refers to", Action::DELETE, Answer::nothing("Deleted."))
                .errors(&[Code::InUse, Code::BeyondYourAccess]),
        ),
    ];
    rows.extend(members(&format!("{one}/members")));
    rows
}

fn members(path: &str) -> Vec<Row> {
    let one = format!("{path}/{{userId}}");
    vec![
        Row::get(
            ContextName::Access,
            path,
            "list_team_members",
            forward::list_of(teams::list_members),
            listed::<UserView>("A page of the members of a team, the newest members of the tenant first"),
        ),
        Row::put(
            ContextName::Access,
            &one,
            "add_team_member",
            |State(api): State<Api>, Bearer(caller): Bearer, PathIdAndUser(team, user), _: NoQuery| async move {
                users::join_team(&api.app, &caller, user, team).await?;
                Ok::<_, Problem>(StatusCode::NO_CONTENT)
            },
            granted("Adds a member to a team; may be repeated", Action::WRITE, Answer::nothing("Added."))
                .errors(&[Code::BeyondYourAccess]),
        ),
        Row::delete(
            ContextName::Access,
            &one,
            "remove_team_member",
            |State(api): State<Api>, Bearer(caller): Bearer, PathIdAndUser(team, user), _: NoQuery| async move {
                users::leave_team(&api.app, &caller, user, team).await?;
                Ok::<_, Problem>(StatusCode::NO_CONTENT)
            },
            granted("Removes a member from a team", Action::WRITE, Answer::nothing("Removed."))
                .errors(&[Code::BeyondYourAccess]),
        ),
    ]
}
