//! A row of the table: an operation at an address, and the handler that answers there.

use axum::{
    handler::Handler,
    routing::{MethodFilter, MethodRouter, on},
};
use http::Method;

use super::{
    Auth, ContextName, Contract,
    arguments::{RequestPart, Takes},
    sample::{SampleBody, Target},
};
use crate::{admission::Admitted, state::Api};

/// A route as other crates see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteInfo {
    pub method: Method,
    /// The path with its parameters in braces: `/api/v1/deals/{id}`.
    pub path: String,
    /// The name of the operation; an alias has the same.
    pub operation: String,
    pub context: ContextName,
    pub auth: Auth,
    /// Whether the operation has another address, the one to use.
    pub is_alias: bool,
    /// The permission that the caller's role needs: `deals.read`.
    pub permission: Option<String>,
    /// The thing that `{id}` in the path names.
    pub target: Target,
    /// A body for tests to send, if the route takes one.
    pub sample: Option<SampleBody>,
}

/// An operation at one of its addresses.
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) context: ContextName,
    pub(crate) is_alias: bool,
    pub(crate) contract: Contract,
    /// The parts of a request that the handler takes.
    pub(crate) parts: &'static [RequestPart],
}

/// An operation with its handler. The state is that of admitted requests; only the probes have another.
pub(crate) struct Row<S = Admitted<Api>> {
    pub(crate) operation: Operation,
    pub(crate) handler: MethodRouter<S>,
}

macro_rules! methods {
    ($($function:ident: $filter:ident;)*) => {$(
        pub(crate) fn $function<H, T, A>(
            context: ContextName,
            path: impl Into<String>,
            name: impl Into<String>,
            handler: H,
            contract: Contract,
        ) -> Self
        where
            H: Handler<T, S> + Takes<A>,
            T: 'static,
        {
            let operation = Operation {
                name: name.into(),
                method: Method::$filter,
                path: path.into(),
                context,
                is_alias: false,
                contract,
                parts: H::PARTS,
            };
            Self { operation, handler: on(MethodFilter::$filter, handler) }
        }
    )*};
}

impl<S: Clone + Send + Sync + 'static> Row<S> {
    methods! {
        get: GET;
        post: POST;
        put: PUT;
        patch: PATCH;
        delete: DELETE;
    }

    /// Another address of an operation.
    pub(crate) fn alias(mut self) -> Self {
        self.operation.is_alias = true;
        self
    }
}

impl Operation {
    pub(crate) fn info(self) -> RouteInfo {
        let Self { name, method, path, context, is_alias, contract, .. } = self;
        let target = Target::of(&method, &path);
        let Contract { auth, permission, body, .. } = contract;
        let sample = body.map(|body| body.sample);
        RouteInfo { method, path, operation: name, context, auth, is_alias, permission, target, sample }
    }
}
