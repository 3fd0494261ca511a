//! The caller of a request, and its origin.
//!
//! The tenant of the token is the only one that counts. A tenant named elsewhere in the request can only agree with it.

use axum::extract::FromRequestParts;
use http::{Extensions, HeaderMap, HeaderValue, header, request::Parts};
use plenum_app::{
    App,
    platform::{self, Operator},
};
use plenum_shared::{
    Code, Error, Result,
    caller::{Identity, Origin},
    ids::TenantId,
};

use crate::{admission::Admitted, problem::Problem, request_context::RequestContext, state::Api};

const TENANT: &str = "x-tenant-id";

/// The caller named by a valid access token.
pub(crate) struct Bearer(pub(crate) Identity);

/// The caller of a request whose token was verified before the handler.
#[derive(Clone)]
pub(crate) struct Identified(pub(crate) Identity);

/// The operator of the platform named by an operator token. Operator tokens and access tokens never stand for each
/// other.
pub(crate) struct OperatorBearer(pub(crate) Operator);

/// The origin of a request, for routes that take no token.
pub(crate) struct RequestOrigin(pub(crate) Origin);

impl FromRequestParts<Admitted<Api>> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &Admitted<Api>) -> Result<Self, Problem> {
        match parts.extensions.remove::<Identified>() {
            Some(Identified(who)) => Ok(Self(who)),
            None => Ok(Self(identify(&api.app, &parts.headers, &parts.extensions)?)),
        }
    }
}

/// The caller named by the access token of a request with these headers.
pub(crate) fn identify(app: &App, headers: &HeaderMap, extensions: &Extensions) -> Result<Identity> {
    let context = context(extensions)?;
    let identity = app.identify(bearer_token(headers)?, context.origin())?;
    context.record_tenant(identity.tenant);
    require_tenant(headers, identity.tenant)?;
    Ok(identity)
}

impl FromRequestParts<Admitted<Api>> for OperatorBearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &Admitted<Api>) -> Result<Self, Problem> {
        let origin = context(&parts.extensions)?.origin();
        let token = bearer_token(&parts.headers)?;
        Ok(Self(platform::operators::identify(&api.app, token, origin).await?))
    }
}

impl<S: Sync> FromRequestParts<S> for RequestOrigin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(context(&parts.extensions)?.origin()))
    }
}

fn context(extensions: &Extensions) -> Result<&RequestContext> {
    let missing = || Error::internal("the request did not pass the front");
    extensions.get::<RequestContext>().ok_or_else(missing)
}

/// The token of the one `Authorization` header.
fn bearer_token(headers: &HeaderMap) -> Result<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(Code::Unauthenticated.into()) };
    let credentials = value.to_str().ok().and_then(|value| value.split_once(' '));
    match credentials {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() => Ok(token),
        _ => Err(Code::Unauthenticated.into()),
    }
}

fn require_tenant(headers: &HeaderMap, tenant: TenantId) -> Result<()> {
    let names = |value: &HeaderValue| value.to_str().ok().and_then(|text| text.parse::<TenantId>().ok());
    let agrees = headers.get_all(TENANT).iter().all(|value| names(value) == Some(tenant));
    if agrees { Ok(()) } else { Err(Code::TenantMismatch.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn exactly_one_bearer_token_is_accepted() {
        assert_eq!(bearer_token(&headers(&[("authorization", "bearer abc")])).unwrap(), "abc");
        let refused: [&[(&str, &str)]; 5] = [
            &[],
            &[("authorization", "Basic abc")],
            &[("authorization", "Bearer")],
            &[("authorization", "Bearer ")],
            &[("authorization", "Bearer a"), ("authorization", "Bearer a")],
        ];
        for pairs in refused {
            assert_eq!(bearer_token(&headers(pairs)).unwrap_err().code(), Code::Unauthenticated);
        }
    }

    #[test]
    fn a_tenant_header_must_match_the_token() {
        let ours = "0198f2b4-0000-7000-8000-000000000001";
        let tenant: TenantId = ours.parse().unwrap();
        assert!(require_tenant(&headers(&[]), tenant).is_ok());
        assert!(require_tenant(&headers(&[(TENANT, ours)]), tenant).is_ok());
        for other in ["0198f2b4-0000-7000-8000-000000000002", "", "acme"] {
            let error = require_tenant(&headers(&[(TENANT, ours), (TENANT, other)]), tenant).unwrap_err();
            assert_eq!(error.code(), Code::TenantMismatch);
        }
    }
}
