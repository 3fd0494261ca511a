//! The parts of a request that a handler takes, read from the types of its arguments.
//!
//! So a document cannot forget one of them: an argument of a type that is unknown here does not compile, and a test
//! compares the parts with the row's contract.

use std::future::Future;

use axum::extract::State;
use http::Uri;

use crate::{
    extract::{
        Bearer, ClientCredentials, IfMatch, IfNoneMatch, JsonObject, Languages, NoQuery, OperatorBearer, PathId,
        PathIdAndUser, Query, RequestOrigin,
    },
    state::{Api, ApiParts},
};

/// A part of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RequestPart {
    /// Nothing that a client would have to know of.
    Nothing,
    Token,
    OperatorToken,
    /// The names of the ids in the path.
    Ids(&'static [&'static str]),
    /// There must be no query.
    NoQuery,
    Query,
    IfMatch,
    IfNoneMatch,
    /// `Accept-Language`, which the success depends on.
    Languages,
    Body,
    /// A form, and perhaps credentials by HTTP Basic.
    Form,
}

/// An argument of a handler.
pub(crate) trait Argument {
    const PART: RequestPart;
}

/// A handler with known arguments; `A` are their types.
pub(crate) trait Takes<A> {
    const PARTS: &'static [RequestPart];
}

macro_rules! argument {
    ($($type:ty: $part:expr;)*) => {$(
        impl Argument for $type {
            const PART: RequestPart = $part;
        }
    )*};
}

argument! {
    State<Api>: RequestPart::Nothing;
    State<ApiParts>: RequestPart::Nothing;
    Uri: RequestPart::Nothing;
    RequestOrigin: RequestPart::Nothing;
    Bearer: RequestPart::Token;
    OperatorBearer: RequestPart::OperatorToken;
    NoQuery: RequestPart::NoQuery;
    Query: RequestPart::Query;
    IfMatch: RequestPart::IfMatch;
    IfNoneMatch: RequestPart::IfNoneMatch;
    Languages: RequestPart::Languages;
    JsonObject: RequestPart::Body;
    ClientCredentials: RequestPart::Form;
}

impl<T> Argument for PathId<T> {
    const PART: RequestPart = RequestPart::Ids(&["id"]);
}

impl<T, U> Argument for PathIdAndUser<T, U> {
    const PART: RequestPart = RequestPart::Ids(&["id", "userId"]);
}

macro_rules! takes {
    ($($argument:ident)*) => {
        impl<Function, Out, $($argument),*> Takes<($($argument,)*)> for Function
        where
            Function: FnOnce($($argument),*) -> Out,
            Out: Future,
            $($argument: Argument),*
        {
            const PARTS: &'static [RequestPart] = &[$($argument::PART),*];
        }
    };
}

takes!();
takes!(A);
takes!(A B);
takes!(A B C);
takes!(A B C D);
takes!(A B C D E);
takes!(A B C D E F);
takes!(A B C D E F G);
