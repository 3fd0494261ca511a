//! Machines: their accounts, and the tokens they get for their credentials.

use http::StatusCode;
use plenum_app::identity::service_accounts::{NewServiceAccount, ServiceAccountView, WithSecret};
use plenum_shared::{
    Code,
    access::{Action, USERS},
};

use super::{Answer, Contract, Header, Parameters, Row};
use crate::{
    extract::TokenForm,
    openapi::Shape,
    routes::{
        identity::{auth, service_accounts},
        page,
    },
};

pub(super) fn rows(mount: &str) -> Vec<Row> {
    let mut rows = of_accounts(mount);
    rows.push(token(mount));
    rows
}

fn token(mount: &str) -> Row {
    let given = Answer::plain("A token (RFC 6749, section 5.1).", Shape::output::<auth::TokenAnswer>());
    Row::post(
        format!("{mount}/auth/token"),
        "token",
        auth::token,
        Contract::open(
            "Gives a machine an access token for its credentials",
            given.with_headers(&[Header::CacheControl]),
        )
        .takes::<TokenForm>()
        .refuses(&[
            Code::InvalidClient,
            Code::InvalidRequest,
            Code::UnsupportedGrantType,
            Code::TooManyAttempts,
            Code::TenantSuspended,
            Code::Forbidden,
        ]),
    )
}

fn of_accounts(mount: &str) -> Vec<Row> {
    let (all, one) = (format!("{mount}/service-accounts"), format!("{mount}/service-accounts/{{id}}"));
    let secret = || Answer::data("The account, and its secret for this once.", Shape::output::<WithSecret>());
    let made = secret().with_status(StatusCode::CREATED).with_headers(&[Header::CacheControl, Header::Location]);
    let shown = Answer::data("The service account.", Shape::output::<ServiceAccountView>());
    let listed = Answer::page::<page::About>("A page.", Shape::output::<ServiceAccountView>());
    vec![
        Row::post(
            &all,
            "create_service_account",
            service_accounts::create_service_account,
            granted("Makes a machine a member", Action::Write, made)
                .takes::<NewServiceAccount>()
                .refuses(&[Code::BeyondYourAccess, Code::LimitReached]),
        ),
        Row::get(
            &all,
            "list_service_accounts",
            service_accounts::list_service_accounts,
            granted("A page of the service accounts, the newest first", Action::Read, listed)
                .asks(Parameters::Page)
                .refuses(&[Code::InvalidCursor]),
        ),
        Row::get(
            &one,
            "get_service_account",
            service_accounts::get_service_account,
            granted("A service account", Action::Read, shown),
        ),
        Row::delete(
            &one,
            "delete_service_account",
            service_accounts::delete_service_account,
            granted("Revokes a service account for good", Action::Delete, Answer::nothing("Revoked."))
                .refuses(&[Code::BeyondYourAccess]),
        ),
        Row::post(
            format!("{one}/secret"),
            "rotate_service_account_secret",
            service_accounts::rotate_service_account_secret,
            granted(
                "Gives a service account a new secret",
                Action::Write,
                secret().with_headers(&[Header::CacheControl]),
            )
            .takes::<service_accounts::Rotation>()
            .refuses(&[Code::BeyondYourAccess]),
        ),
    ]
}

fn granted(summary: &'static str, action: Action, answer: Answer) -> Contract {
    Contract::granted(summary, USERS, action, answer)
}
