//! Signing up, in and out, and what people do with their own account.

use http::StatusCode;
use plenum_app::identity::{
    auth::{AcceptInvitation, Login, Me, NewNames, Register, SignedIn},
    sessions::SessionView,
};
use plenum_shared::Code;
use serde_json::json;

use super::{Answer, Contract, Header, Parameters, Row};
use crate::{
    openapi::Shape,
    routes::{
        identity::{auth, sessions},
        page,
    },
};

/// The keys that others verify our tokens with, at the place where they look for them.
pub(super) fn keys() -> Vec<Row> {
    let key = json!({ "type": "object", "required": ["kty", "kid", "alg", "use"] });
    let set = json!({
        "type": "object",
        "required": ["keys"],
        "properties": { "keys": { "type": "array", "items": key, "minItems": 1 } }
    });
    let answer = Answer::plain("The keys (RFC 7517).", Shape::literal(set)).with_headers(&[Header::CacheControl]);
    let contract = Contract::open("The public keys that verify access tokens", answer);
    vec![Row::get("/.well-known/jwks.json", "jwks", auth::jwks, contract)]
}

pub(super) fn rows(path: &str) -> Vec<Row> {
    let mut rows = of_signing_in(path);
    rows.extend(of_oneself(path));
    rows
}

fn of_signing_in(path: &str) -> Vec<Row> {
    let at = |name: &str| format!("{path}/{name}");
    let signed_in = || Answer::data("Signed in.", Shape::output::<SignedIn>()).with_status(StatusCode::CREATED);
    let entered = Shape::either(Shape::output::<SignedIn>(), Shape::output::<auth::Choice>());
    vec![
        Row::post(
            at("register"),
            "register",
            auth::register,
            Contract::open("Founds a tenant with its first administrator, and signs that person in", signed_in())
                .takes::<Register>()
                .refuses(&[Code::RegistrationRefused, Code::TooManyAttempts]),
        ),
        Row::post(
            at("login"),
            "login",
            auth::login,
            Contract::open(
                "Signs a person in, or asks one of several tenants which it shall be",
                Answer::data("Signed in, or the tenants to choose from.", entered),
            )
            .takes::<Login>()
            .refuses(&[
                Code::InvalidCredentials,
                Code::TooManyAttempts,
                Code::TenantSuspended,
                Code::Forbidden,
            ]),
        ),
        Row::post(
            at("refresh"),
            "refresh",
            auth::refresh,
            Contract::open(
                "Exchanges a refresh token for new tokens",
                Answer::data("New tokens; the old refresh token is used up.", Shape::output::<auth::Refreshed>()),
            )
            .takes::<auth::Refresh>()
            .refuses(&[Code::InvalidRefreshToken, Code::TenantSuspended, Code::Forbidden]),
        ),
        Row::post(
            at("accept-invitation"),
            "accept_invitation",
            auth::accept_invitation,
            Contract::open("Makes somebody who was invited a member, and signs them in", signed_in())
                .takes::<AcceptInvitation>()
                .refuses(&[
                    Code::InvalidInvitation,
                    Code::InvalidCredentials,
                    Code::TooManyAttempts,
                    Code::AlreadyExists,
                    Code::RegistrationRefused,
                    Code::TenantSuspended,
                ]),
        ),
        Row::post(
            at("logout"),
            "logout",
            auth::logout,
            Contract::members("Ends the session of the token", Answer::nothing("Signed out.")),
        ),
    ]
}

fn of_oneself(path: &str) -> Vec<Row> {
    let at = |name: &str| format!("{path}/{name}");
    let me = || {
        let who = Answer::data("Who the caller is.", Shape::output::<Me>());
        Contract::members("Who the caller is, and what they may do", who)
    };
    let renamed = Answer::data("Who the caller is now.", Shape::output::<Me>());
    let listed = Answer::page::<page::About>("The sessions.", Shape::output::<SessionView>());
    vec![
        Row::get(at("me"), "me", auth::me, me()),
        Row::get(at("profile"), "me", auth::me, me()).alias(),
        Row::patch(
            at("me"),
            "update_me",
            auth::update_me,
            Contract::members("Gives the caller other names", renamed).takes::<NewNames>(),
        ),
        Row::post(
            at("password"),
            "change_password",
            auth::change_password,
            Contract::members(
                "Gives the caller another password and ends their other sessions",
                Answer::nothing("The new password holds."),
            )
            .takes::<auth::ChangePassword>()
            .refuses(&[Code::TooManyAttempts]),
        ),
        Row::get(
            at("sessions"),
            "list_sessions",
            sessions::list_sessions,
            Contract::members("A page of the caller's live sessions, the newest first", listed)
                .asks(Parameters::Page)
                .refuses(&[Code::InvalidCursor]),
        ),
        Row::delete(
            at("sessions"),
            "end_other_sessions",
            sessions::end_other_sessions,
            Contract::members("Ends all of the caller's sessions but the one that asks", Answer::nothing("Ended.")),
        ),
        Row::delete(
            at("sessions/{id}"),
            "end_session",
            sessions::end_session,
            Contract::members("Ends one of the caller's sessions", Answer::nothing("Ended.")),
        ),
    ]
}
