//! Service accounts: programs that are members of a tenant.

use http::StatusCode;
use plenum_app::identity::service_accounts::{self as use_cases, NewServiceAccount, ServiceAccountView, WithSecret};
use plenum_shared::{Code, access::Action};
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Header, Row, Shape},
    router::administration::{granted, listed},
    routes::{forward, identity::service_accounts},
};

pub(in crate::router) fn rows(path: &str) -> Vec<Row> {
    let one = format!("{path}/{{id}}");
    let secret =
        || Answer::data("The account with its secret, which is shown only once.", Shape::output::<WithSecret>());
    let made = secret().with_status(StatusCode::CREATED).with_headers(&[Header::CacheControl, Header::Location]);
    let account = Answer::data("The service account.", Shape::output::<ServiceAccountView>());
    vec![
        Row::post(
            ContextName::Identity,
            path,
            "create_service_account",
            service_accounts::create_service_account,
            granted("Creates a service account", Action::WRITE, made)
                .takes::<NewServiceAccount>(json!({ "name": "{unique}", "role": "read_only" }))
                .errors(&[Code::BeyondYourAccess, Code::LimitReached]),
        ),
        Row::get(
            ContextName::Identity,
            path,
            "list_service_accounts",
            forward::list(use_cases::list),
            listed::<ServiceAccountView>("A page of the service accounts, the newest first"),
        ),
        Row::get(
            ContextName::Identity,
            &one,
            "get_service_account",
            forward::read_one(use_cases::get),
            granted("A service account", Action::READ, account),
        ),
        Row::delete(
            ContextName::Identity,
            &one,
            "delete_service_account",
            forward::run_on(use_cases::delete),
            granted("Revokes a service account permanently", Action::DELETE, Answer::nothing("Revoked."))
                .errors(&[Code::BeyondYourAccess]),
        ),
        Row::post(
            ContextName::Identity,
            format!("{one}/secret"),
            "rotate_service_account_secret",
            service_accounts::rotate_service_account_secret,
            granted(
                "Creates a new secret for a service account",
                Action::WRITE,
                secret().with_headers(&[Header::CacheControl]),
            )
            .takes::<service_accounts::SecretRotation>(json!({}))
            .errors(&[Code::BeyondYourAccess]),
        ),
    ]
}
