//! Invitations to the caller's tenant.

use http::StatusCode;
use plenum_app::identity::invitations::{self, InvitationView, Invite, Invited};
use plenum_shared::{Code, access::Action};
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Header, Row, Shape},
    router::administration::{granted, listed},
    routes::{forward, identity::invitations::create_invitation},
};

pub(in crate::router) fn rows(path: &str) -> Vec<Row> {
    let made = Answer::data("The invitation with its token, which is shown only once.", Shape::output::<Invited>());
    let made = made.with_status(StatusCode::CREATED).with_headers(&[Header::CacheControl]);
    vec![
        Row::post(
            ContextName::Identity,
            path,
            "create_invitation",
            create_invitation,
            granted("Invites a person to become a member", Action::WRITE, made)
                .takes::<Invite>(json!({ "email": "{unique}@example.com", "role": "read_only" }))
                .errors(&[Code::AlreadyExists, Code::BeyondYourAccess, Code::LimitReached]),
        ),
        Row::get(
            ContextName::Identity,
            path,
            "list_invitations",
            forward::list(invitations::list),
            listed::<InvitationView>("A page of the invitations, the newest first"),
        ),
        Row::delete(
            ContextName::Identity,
            format!("{path}/{{id}}"),
            "withdraw_invitation",
            forward::run_on(invitations::withdraw),
            granted("Withdraws an open invitation", Action::DELETE, Answer::nothing("Withdrawn.")),
        ),
    ]
}
