//! What administrators do with their tenant: its members, invitations, teams and roles.

use http::StatusCode;
use plenum_app::{
    access::{
        roles::{ModuleView, NewRole, RolePatch, RoleView},
        teams::TeamView,
    },
    identity::{
        invitations::{InvitationView, Invite, Invited},
        users::{MemberPatch, MemberView},
    },
    platform::own_tenant::TenantDetails,
};
use plenum_shared::{
    Code,
    access::{Action, USERS},
};
use schemars::JsonSchema;

use super::{Answer, Contract, Header, Parameters, Row};
use crate::{
    openapi::Shape,
    routes::{
        access::{roles, teams},
        identity::{invitations, users},
        page,
        platform::tenant,
    },
};

pub(super) fn rows(mount: &str) -> Vec<Row> {
    let parts = [of_tenant(mount), of_users(mount), of_invitations(mount), of_teams(mount), of_roles(mount)];
    parts.into_iter().flatten().collect()
}

fn of_tenant(mount: &str) -> Vec<Row> {
    let path = format!("{mount}/tenant");
    let shown = || Answer::versioned("The tenant.", Shape::output::<TenantDetails>());
    vec![
        Row::get(&path, "get_tenant", tenant::get_tenant, Contract::members("The caller's tenant", shown())),
        Row::patch(
            &path,
            "patch_tenant",
            tenant::patch_tenant,
            granted("Gives the caller's tenant another name or other settings", Action::Write, shown())
                .takes::<tenant::TenantPatch>(),
        ),
    ]
}

fn of_users(mount: &str) -> Vec<Row> {
    let (all, one) = (format!("{mount}/users"), format!("{mount}/users/{{id}}"));
    let shown = || Answer::versioned("The member.", Shape::output::<MemberView>());
    vec![
        Row::get(
            &all,
            "list_users",
            users::list_users,
            listed::<MemberView>("A page of the members, the newest first"),
        ),
        Row::get(&one, "get_user", users::get_user, granted("A member", Action::Read, shown())),
        Row::patch(
            &one,
            "patch_user",
            users::patch_user,
            granted("Gives a member another role, suspends them or takes them back", Action::Write, shown())
                .takes::<MemberPatch>()
                .refuses(&[Code::BeyondYourAccess, Code::LastOfItsKind]),
        ),
    ]
}

fn of_invitations(mount: &str) -> Vec<Row> {
    let (all, one) = (format!("{mount}/invitations"), format!("{mount}/invitations/{{id}}"));
    let made = Answer::data("The invitation, and its token for this once.", Shape::output::<Invited>());
    let made = made.with_status(StatusCode::CREATED).with_headers(&[Header::CacheControl]);
    vec![
        Row::post(
            &all,
            "create_invitation",
            invitations::create_invitation,
            granted("Invites somebody to become a member", Action::Write, made).takes::<Invite>().refuses(&[
                Code::AlreadyExists,
                Code::BeyondYourAccess,
                Code::LimitReached,
            ]),
        ),
        Row::get(
            &all,
            "list_invitations",
            invitations::list_invitations,
            listed::<InvitationView>("A page of the invitations, the newest first"),
        ),
        Row::delete(
            &one,
            "withdraw_invitation",
            invitations::withdraw_invitation,
            granted("Withdraws an open invitation", Action::Delete, Answer::nothing("Withdrawn.")),
        ),
    ]
}

fn of_teams(mount: &str) -> Vec<Row> {
    let (all, one) = (format!("{mount}/teams"), format!("{mount}/teams/{{id}}"));
    let member = format!("{one}/members/{{userId}}");
    let shape = Shape::output::<TeamView>;
    vec![
        Row::post(
            &all,
            "create_team",
            teams::create_team,
            granted("Makes a team without members", Action::Write, Answer::created("The new team.", shape()))
                .takes::<teams::NewTeam>()
                .refuses(&[Code::AlreadyExists, Code::LimitReached]),
        ),
        Row::get(&all, "list_teams", teams::list_teams, listed::<TeamView>("A page of the teams, the newest first")),
        Row::get(
            &one,
            "get_team",
            teams::get_team,
            granted("A team", Action::Read, Answer::versioned("The team.", shape())),
        ),
        Row::patch(
            &one,
            "patch_team",
            teams::patch_team,
            granted("Gives a team another name", Action::Write, Answer::versioned("The team.", shape()))
                .takes::<teams::TeamPatch>()
                .refuses(&[Code::AlreadyExists]),
        ),
        Row::delete(
            &one,
            "delete_team",
            teams::delete_team,
            granted("Deletes a team that no record names", Action::Delete, Answer::nothing("Deleted."))
                .refuses(&[Code::InUse, Code::BeyondYourAccess]),
        ),
        Row::get(
            format!("{one}/members"),
            "list_team_members",
            teams::list_team_members,
            listed::<MemberView>("A page of the members of a team, the newest members of the tenant first"),
        ),
        Row::put(
            &member,
            "add_team_member",
            teams::add_team_member,
            granted(
                "Puts a member into a team; one who is in it stays",
                Action::Write,
                Answer::nothing("They are in."),
            )
            .refuses(&[Code::BeyondYourAccess]),
        ),
        Row::delete(
            &member,
            "remove_team_member",
            teams::remove_team_member,
            granted("Takes a member out of a team", Action::Write, Answer::nothing("They are out."))
                .refuses(&[Code::BeyondYourAccess]),
        ),
    ]
}

fn of_roles(mount: &str) -> Vec<Row> {
    let (all, one) = (format!("{mount}/roles"), format!("{mount}/roles/{{id}}"));
    let shape = Shape::output::<RoleView>;
    let modules = Answer::data("The modules.", Shape::list::<ModuleView>());
    vec![
        Row::get(
            format!("{mount}/permissions"),
            "list_permissions",
            roles::list_permissions,
            granted("Everything that a role can be granted", Action::Read, modules),
        ),
        Row::post(
            &all,
            "create_role",
            roles::create_role,
            granted(
                "Makes a role that reaches no further than the caller's",
                Action::Write,
                Answer::created("The new role.", shape()),
            )
            .takes::<NewRole>()
            .refuses(&[Code::AlreadyExists, Code::BeyondYourAccess, Code::LimitReached]),
        ),
        Row::get(&all, "list_roles", roles::list_roles, listed::<RoleView>("A page of the roles, the newest first")),
        Row::get(
            &one,
            "get_role",
            roles::get_role,
            granted("A role with its permissions", Action::Read, Answer::versioned("The role.", shape())),
        ),
        Row::patch(
            &one,
            "patch_role",
            roles::patch_role,
            granted(
                "Changes a role; its permissions are replaced as a whole",
                Action::Write,
                Answer::versioned("The role.", shape()),
            )
            .takes::<RolePatch>()
            .refuses(&[Code::SystemRole, Code::BeyondYourAccess, Code::AlreadyExists]),
        ),
        Row::delete(
            &one,
            "delete_role",
            roles::delete_role,
            granted("Deletes a role that nobody has", Action::Delete, Answer::nothing("Deleted.")).refuses(&[
                Code::SystemRole,
                Code::InUse,
                Code::BeyondYourAccess,
            ]),
        ),
    ]
}

fn granted(summary: &'static str, action: Action, answer: Answer) -> Contract {
    Contract::granted(summary, USERS, action, answer)
}

/// A list of what is administered.
fn listed<T: JsonSchema + 'static>(summary: &'static str) -> Contract {
    granted(summary, Action::Read, Answer::page::<page::About>("A page.", Shape::output::<T>()))
        .asks(Parameters::Page)
        .refuses(&[Code::InvalidCursor])
}
