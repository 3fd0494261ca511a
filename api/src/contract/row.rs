//! A row of the table: an address, who answers there, and what is promised.

use axum::{
    handler::Handler,
    routing::{MethodFilter, MethodRouter, on},
};
use http::Method;

use super::{
    Api,
    contract::Contract,
    takes::{Part, Takes},
};

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// Anybody.
    Public,
    /// Whoever has a valid access token.
    Bearer,
    /// Operators of the platform, by a token of their own.
    Operator,
}

/// A route as others may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteInfo {
    pub method: Method,
    /// The path with its parameters in braces: `/api/v1/deals/{id}`.
    pub path: String,
    /// The name of the operation; an alias has the same.
    pub operation: String,
    pub auth: Auth,
    /// Whether the operation has another address, the one to use.
    pub is_alias: bool,
    /// What the caller's role must allow: `deals.read`. There may be nothing of the kind.
    pub permission: Option<String>,
}

pub(crate) struct Row {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) operation: String,
    pub(crate) is_alias: bool,
    pub(crate) contract: Contract,
    /// What the handler takes.
    pub(crate) parts: &'static [Part],
    pub(super) handler: MethodRouter<Api>,
}

macro_rules! methods {
    ($($function:ident: $filter:ident;)*) => {$(
        pub(super) fn $function<H, T, A>(
            path: impl Into<String>,
            operation: impl Into<String>,
            handler: H,
            contract: Contract,
        ) -> Self
        where
            H: Handler<T, Api> + Takes<A>,
            T: 'static,
        {
            Self {
                method: Method::$filter,
                path: path.into(),
                operation: operation.into(),
                is_alias: false,
                contract,
                parts: H::PARTS,
                handler: on(MethodFilter::$filter, handler),
            }
        }
    )*};
}

impl Row {
    methods! {
        get: GET;
        post: POST;
        put: PUT;
        patch: PATCH;
        delete: DELETE;
    }

    /// Another address of an operation.
    pub(super) fn alias(self) -> Self {
        Self { is_alias: true, ..self }
    }

    pub(super) fn info(self) -> RouteInfo {
        let Self { method, path, operation, is_alias, contract, .. } = self;
        RouteInfo { method, path, operation, auth: contract.auth, is_alias, permission: contract.permission }
    }
}
