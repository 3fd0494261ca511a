//! Handlers of operations that only forward to a use case: the caller, an id of the path, a version or a page goes in,
//! and the result comes out as one of the usual answers.

use std::future::Future;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use futures::future::BoxFuture;
use http::{StatusCode, Uri};
use plenum_app::{App, PageRequest, Paged, Versioned};
use plenum_shared::{Result, caller::Identity};
use serde::Serialize;
use uuid::Uuid;

use super::{
    answer::{data, versioned},
    page,
};
use crate::{
    extract::{Bearer, IfMatch, NoQuery, PathId, Query},
    problem::Problem,
    state::Api,
};

pub(crate) type Answering = BoxFuture<'static, Result<Response, Problem>>;

/// A use case: an async function of the application, the caller, and further input.
pub(crate) trait UseCase<'a, Input, Output>: Clone + Send + Sync + 'static {
    fn run(&self, app: &'a App, caller: &'a Identity, input: Input) -> impl Future<Output = Result<Output>> + Send;
}

macro_rules! use_case {
    ($($value:ident: $input:ident),*) => {
        impl<'a, Function, Running, Output, $($input),*> UseCase<'a, ($($input,)*), Output> for Function
        where
            Function: Fn(&'a App, &'a Identity, $($input),*) -> Running + Clone + Send + Sync + 'static,
            Running: Future<Output = Result<Output>> + Send,
        {
            fn run(
                &self,
                app: &'a App,
                caller: &'a Identity,
                ($($value,)*): ($($input,)*),
            ) -> impl Future<Output = Result<Output>> + Send {
                self(app, caller, $($value),*)
            }
        }
    };
}

use_case!();
use_case!(one: One);
use_case!(one: One, two: Two);

/// A page of a list.
pub(crate) fn list<F, T>(use_case: F) -> impl Fn(State<Api>, Bearer, Uri, Query) -> Answering + Clone
where
    F: for<'a> UseCase<'a, (PageRequest,), Paged<T>>,
    T: Serialize,
{
    move |State(api), Bearer(caller), address, query| {
        let use_case = use_case.clone();
        Box::pin(async move {
            let request = page::requested(query)?;
            page::answer(&address, use_case.run(&api.app, &caller, (request,)).await?)
        })
    }
}

/// A page of a list that belongs to the thing of the path.
pub(crate) fn list_of<F, Id, T>(use_case: F) -> impl Fn(State<Api>, Bearer, PathId<Id>, Uri, Query) -> Answering + Clone
where
    F: for<'a> UseCase<'a, (Id, PageRequest), Paged<T>>,
    Id: From<Uuid> + Send + 'static,
    T: Serialize,
{
    move |State(api), Bearer(caller), PathId(id), address, query| {
        let use_case = use_case.clone();
        Box::pin(async move {
            let request = page::requested(query)?;
            page::answer(&address, use_case.run(&api.app, &caller, (id, request)).await?)
        })
    }
}

/// The thing of the path, with its version.
pub(crate) fn get<F, Id, T>(use_case: F) -> impl Fn(State<Api>, Bearer, PathId<Id>, NoQuery) -> Answering + Clone
where
    F: for<'a> UseCase<'a, (Id,), Versioned<T>>,
    Id: From<Uuid> + Send + 'static,
    T: Serialize,
{
    move |State(api), Bearer(caller), PathId(id), _| {
        let use_case = use_case.clone();
        Box::pin(async move { versioned(use_case.run(&api.app, &caller, (id,)).await?) })
    }
}

/// The result of a use case that needs no more than the caller.
pub(crate) fn read<F, T>(use_case: F) -> impl Fn(State<Api>, Bearer, NoQuery) -> Answering + Clone
where
    F: for<'a> UseCase<'a, (), T>,
    T: Serialize,
{
    move |State(api), Bearer(caller), _| {
        let use_case = use_case.clone();
        Box::pin(async move { Ok(data(use_case.run(&api.app, &caller, ()).await?)) })
    }
}

/// The result of a use case for the thing of the path.
pub(crate) fn read_one<F, Id, T>(use_case: F) -> impl Fn(State<Api>, Bearer, PathId<Id>, NoQuery) -> Answering + Clone
where
    F: for<'a> UseCase<'a, (Id,), T>,
    Id: From<Uuid> + Send + 'static,
    T: Serialize,
{
    move |State(api), Bearer(caller), PathId(id), _| {
        let use_case = use_case.clone();
        Box::pin(async move { Ok(data(use_case.run(&api.app, &caller, (id,)).await?)) })
    }
}

/// 204 once the use case is done.
pub(crate) fn run<F>(use_case: F) -> impl Fn(State<Api>, Bearer, NoQuery) -> Answering + Clone
where
    F: for<'a> UseCase<'a, (), ()>,
{
    move |State(api), Bearer(caller), _| {
        let use_case = use_case.clone();
        Box::pin(async move {
            use_case.run(&api.app, &caller, ()).await?;
            Ok(StatusCode::NO_CONTENT.into_response())
        })
    }
}

/// 204 once the use case is done with the thing of the path.
pub(crate) fn run_on<F, Id>(use_case: F) -> impl Fn(State<Api>, Bearer, PathId<Id>, NoQuery) -> Answering + Clone
where
    F: for<'a> UseCase<'a, (Id,), ()>,
    Id: From<Uuid> + Send + 'static,
{
    move |State(api), Bearer(caller), PathId(id), _| {
        let use_case = use_case.clone();
        Box::pin(async move {
            use_case.run(&api.app, &caller, (id,)).await?;
            Ok(StatusCode::NO_CONTENT.into_response())
        })
    }
}

/// 204 once the use case is done with this version of the thing of the path.
pub(crate) fn run_on_version<F, Id>(
    use_case: F,
) -> impl Fn(State<Api>, Bearer, PathId<Id>, NoQuery, IfMatch) -> Answering + Clone
where
    F: for<'a> UseCase<'a, (Id, Option<i64>), ()>,
    Id: From<Uuid> + Send + 'static,
{
    move |State(api), Bearer(caller), PathId(id), _, IfMatch(version)| {
        let use_case = use_case.clone();
        Box::pin(async move {
            use_case.run(&api.app, &caller, (id, version)).await?;
            Ok(StatusCode::NO_CONTENT.into_response())
        })
    }
}
