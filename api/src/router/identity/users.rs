//! The members of the caller's tenant.

use plenum_app::identity::users::{self, UserPatch, UserView};
use plenum_shared::{Code, access::Action};
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Row, Shape},
    router::administration::{granted, listed},
    routes::{forward, identity::users::patch_user},
};

pub(in crate::router) fn rows(path: &str) -> Vec<Row> {
    let one = format!("{path}/{{id}}");
    let member = || Answer::versioned("The member.", Shape::output::<UserView>());
    vec![
        Row::get(
            ContextName::Identity,
            path,
            "list_users",
            forward::list(users::list),
            listed::<UserView>("A page of the members, the newest first"),
        ),
        Row::get(
            ContextName::Identity,
            &one,
            "get_user",
            forward::get(users::get),
            granted("A member", Action::READ, member()),
        ),
        Row::patch(
            ContextName::Identity,
            &one,
            "patch_user",
            patch_user,
            granted("Changes a member's role, or suspends or reactivates them", Action::WRITE, member())
                .takes::<UserPatch>(json!({ "status": "active" }))
                .errors(&[Code::BeyondYourAccess, Code::LastOfItsKind, Code::LimitReached]),
        ),
    ]
}
