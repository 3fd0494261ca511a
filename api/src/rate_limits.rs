//! The limits of requests, in front of the [admission](crate::admission): a caller over a limit is refused before the
//! body is read and before anything is held that others wait for.
//!
//! The routes of members are limited by caller and by tenant. A request without a valid token goes no further than
//! here. An answer that says that nothing changed (304) costs nothing.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use http::{Method, StatusCode};
use plenum_app::{App, platform::plans};

use crate::{
    contract::{Auth, Operation},
    extract,
    problem::Problem,
    rate_limit_headers,
};

/// The limits of the routes of one server.
pub(crate) struct RateLimits {
    app: App,
    /// The cost of the routes of members, by path.
    costs: HashMap<String, Vec<(Method, u32)>>,
}

async fn admit(State(limits): State<Arc<RateLimits>>, mut request: Request, next: Next) -> Response {
    let Some(cost) = limits.cost(&request) else { return next.run(request).await };
    let admitted = extract::identify(&limits.app, request.headers(), request.extensions())
        .and_then(|who| Ok((plans::admit_request(&limits.app, &who, cost)?, who)));
    let (permit, who) = match admitted {
        Ok(admitted) => admitted,
        Err(refusal) => return Problem::from(refusal).into_response(),
    };
    request.extensions_mut().insert(extract::Identified(who));
    let mut response = next.run(request).await;
    rate_limit_headers::write(response.headers_mut(), &permit.remaining);
    if response.status() == StatusCode::NOT_MODIFIED {
        permit.give_back(&limits.app);
    }
    response
}

impl RateLimits {
    /// The limits of those of these operations that are for members.
    pub(crate) fn new<'a>(app: App, operations: impl Iterator<Item = &'a Operation>) -> Self {
        let mut costs = HashMap::<String, Vec<_>>::new();
        for operation in operations.filter(|operation| operation.contract.auth == Auth::Bearer) {
            costs.entry(operation.path.clone()).or_default().push((operation.method.clone(), operation.contract.cost));
        }
        Self { app, costs }
    }

    /// Puts the limits in front of the routes of these operations.
    pub(crate) fn guard(self, router: Router) -> Router {
        router.layer(from_fn_with_state(Arc::new(self), admit))
    }

    /// The cost of a request, if it is limited.
    fn cost(&self, request: &Request) -> Option<u32> {
        let path = request.extensions().get::<MatchedPath>()?;
        let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        let methods = self.costs.get(path.as_str())?;
        methods.iter().find(|(of_route, _)| of_route == method).map(|(_, cost)| *cost)
    }
}
