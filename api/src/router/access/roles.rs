//! The roles of the caller's tenant, and everything that a role can be granted.

use plenum_app::access::roles::{self, ModuleView, NewRole, RolePatch, RoleView};
use plenum_shared::{Code, access::Action};
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Header, Row, Shape},
    router::administration::{granted, listed},
    routes::{
        access::roles::{create_role, list_permissions, patch_role},
        forward,
    },
};

pub(in crate::router) fn rows(mount: &str) -> Vec<Row> {
    let (all, one) = (format!("{mount}/roles"), format!("{mount}/roles/{{id}}"));
    let role = Shape::output::<RoleView>;
    let modules = Answer::data("The modules.", Shape::list::<ModuleView>());
    let modules = modules.with_headers(&[Header::ContentLanguage, Header::Vary]);
    vec![
        Row::get(
            ContextName::Access,
            format!("{mount}/permissions"),
            "list_permissions",
            list_permissions,
            granted("Everything that a role can be granted", Action::READ, modules),
        ),
        Row::post(
            ContextName::Access,
            &all,
            "create_role",
            create_role,
            granted(
                "Creates a role with no more access than the caller's",
                Action::WRITE,
                Answer::created("The new role.", role()),
            )
            .takes::<NewRole>(json!({ "name": "new {unique}" }))
            .errors(&[
                Code::AlreadyExists,
                Code::BeyondYourAccess,
                Code::FeatureNotInPlan,
                Code::LimitReached,
            ]),
        ),
        Row::get(
            ContextName::Access,
            &all,
            "list_roles",
            forward::list(roles::list),
            listed::<RoleView>("A page of the roles, the newest first"),
        ),
        Row::get(
            ContextName::Access,
            &one,
            "get_role",
            forward::get(roles::get),
            granted("A role with its permissions", Action::READ, Answer::versioned("The role.", role())),
        ),
        Row::patch(
            ContextName::Access,
            &one,
            "patch_role",
            patch_role,
            granted(
                "Changes a role; its permissions are replaced as a whole",
                Action::WRITE,
                Answer::versioned("The role.", role()),
            )
            .takes::<RolePatch>(json!({ "name": "new {unique}" }))
            .errors(&[
                Code::SystemRole,
                Code::BeyondYourAccess,
                Code::AlreadyExists,
                Code::FeatureNotInPlan,
            ]),
        ),
        Row::delete(
            ContextName::Access,
            &one,
            "delete_role",
            forward::run_on_version(roles::delete),
            granted("Deletes a role that no member has", Action::DELETE, Answer::nothing("Deleted.")).errors(&[
                Code::SystemRole,
                Code::InUse,
                Code::BeyondYourAccess,
            ]),
        ),
    ]
}
