//! Signing up, in and out, the tokens, and the caller's own account.

use http::StatusCode;
use plenum_app::identity::auth::{AcceptInvitation, Login, Me, NewNames, Register, SignedIn, logout, me};
use plenum_shared::Code;
use serde_json::{Value, json};

use crate::{
    contract::{Answer, ContextName, Contract, Header, Row, Schemas, Shape},
    extract::TokenForm,
    routes::{forward, identity::auth},
};

/// The public keys of our tokens, at the address where verifiers look for them.
pub(in crate::router) fn keys() -> Row {
    let answer = Answer::plain("The keys (RFC 7517).", Shape::made(key_set)).with_headers(&[Header::CacheControl]);
    let contract = Contract::open("The public keys that verify access tokens", answer);
    Row::get(ContextName::Identity, "/.well-known/jwks.json", "jwks", auth::jwks, contract)
}

fn key_set(schemas: &mut Schemas) -> Value {
    let text = || json!({ "type": "string" });
    let key = schemas.component("JsonWebKey".to_owned(), |_| {
        json!({
            "type": "object",
            "description": "A key of an elliptic curve (RFC 8037).",
            "required": ["kty", "kid", "alg", "use"],
            "properties": { "kty": text(), "kid": text(), "alg": text(), "use": text(), "crv": text(), "x": text() }
        })
    });
    schemas.component("JsonWebKeySet".to_owned(), |_| {
        json!({
            "type": "object",
            "required": ["keys"],
            "properties": { "keys": { "type": "array", "items": key, "minItems": 1 } }
        })
    })
}

pub(in crate::router) fn rows(path: &str) -> Vec<Row> {
    let mut rows = sign_in(path);
    rows.extend(own_account(path));
    rows
}

fn sign_in(path: &str) -> Vec<Row> {
    let at = |name: &str| format!("{path}/{name}");
    let signed_in = || Answer::data("Signed in.", Shape::output::<SignedIn>()).with_status(StatusCode::CREATED);
    vec![
        Row::post(
            ContextName::Identity,
            at("register"),
            "register",
            auth::register,
            Contract::open("Founds a tenant with its first administrator, and signs that person in", signed_in())
                .takes_secret::<Register>()
                .errors(&[Code::RegistrationRefused, Code::TooManyAttempts]),
        ),
        Row::post(
            ContextName::Identity,
            at("login"),
            "login",
            auth::login,
            Contract::open(
                "Signs a person in, or lists the tenants to choose from",
                Answer::data("Signed in, or the tenants to choose from.", Shape::output::<auth::LoginResult>()),
            )
            .takes_secret::<Login>()
            .errors(&[
                Code::InvalidCredentials,
                Code::TooManyAttempts,
                Code::TenantSuspended,
                Code::Forbidden,
            ]),
        ),
        Row::post(
            ContextName::Identity,
            at("refresh"),
            "refresh",
            auth::refresh,
            Contract::open(
                "Exchanges a refresh token for new tokens",
                Answer::data("New tokens; the old refresh token is used up.", Shape::output::<auth::Refreshed>()),
            )
            .takes_secret::<auth::Refresh>()
            .errors(&[Code::InvalidRefreshToken, Code::TenantSuspended, Code::Forbidden]),
        ),
        Row::post(
            ContextName::Identity,
            at("accept-invitation"),
            "accept_invitation",
            auth::accept_invitation,
            Contract::open("Accepts an invitation: makes the person a member and signs them in", signed_in())
                .takes_secret::<AcceptInvitation>()
                .errors(&[
                    Code::InvalidInvitation,
                    Code::InvalidCredentials,
                    Code::TooManyAttempts,
                    Code::AlreadyExists,
                    Code::RegistrationRefused,
                    Code::TenantSuspended,
                ]),
        ),
        Row::post(
            ContextName::Identity,
            at("logout"),
            "logout",
            forward::run(logout),
            Contract::members("Ends the session of the token", Answer::nothing("Signed out.")),
        ),
    ]
}

fn own_account(path: &str) -> Vec<Row> {
    let at = |name: &str| format!("{path}/{name}");
    let get_me = |name| {
        let answer = Answer::data("The caller.", Shape::output::<Me>());
        let contract = Contract::members("The caller with their permissions", answer);
        Row::get(ContextName::Identity, at(name), "me", forward::read(me), contract)
    };
    let renamed = Answer::data("The caller with the new names.", Shape::output::<Me>());
    vec![
        get_me("me"),
        get_me("profile").alias(),
        Row::patch(
            ContextName::Identity,
            at("me"),
            "update_me",
            auth::update_me,
            Contract::members("Changes the caller's names", renamed).takes::<NewNames>(json!({ "firstName": "Mo" })),
        ),
        Row::post(
            ContextName::Identity,
            at("password"),
            "change_password",
            auth::change_password,
            Contract::members(
                "Changes the caller's password and ends their other sessions",
                Answer::nothing("Changed."),
            )
            .takes_secret::<auth::ChangePassword>()
            .errors(&[Code::TooManyAttempts]),
        ),
    ]
}

/// The token endpoint of service accounts.
pub(in crate::router) fn token(path: &str) -> Row {
    let given = Answer::plain("A token (RFC 6749, section 5.1).", Shape::output::<auth::TokenAnswer>());
    Row::post(
        ContextName::Identity,
        format!("{path}/token"),
        "token",
        auth::token,
        Contract::open(
            "Exchanges the credentials of a service account for an access token",
            given.with_headers(&[Header::CacheControl]),
        )
        .takes_secret::<TokenForm>()
        .errors(&[
            Code::InvalidClient,
            Code::InvalidRequest,
            Code::UnsupportedGrantType,
            Code::TooManyAttempts,
            Code::TenantSuspended,
            Code::Forbidden,
        ]),
    )
}
