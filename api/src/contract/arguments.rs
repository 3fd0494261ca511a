//! What a handler takes out of a request, read from the types of its arguments.
//!
//! So a document cannot forget what a handler asks for: an argument of a type that is unknown here does not compile,
//! and a test holds what is taken against what the row says about it.

use std::future::Future;

use axum::extract::State;
use http::Uri;

use super::Api;
use crate::extract::{
    Bearer, ClientCredentials, IfMatch, IfNoneMatch, JsonObject, NoQuery, OperatorBearer, PathId, PathIdAndUser, Query,
    RequestOrigin,
};

/// A part of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
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
    Body,
    /// A form, and perhaps credentials by HTTP Basic.
    Form,
}

/// An argument of a handler.
pub(crate) trait Argument {
    const PART: Part;
}

/// A function whose arguments are known. `A` are their types.
pub(crate) trait Takes<A> {
    const PARTS: &'static [Part];
}

macro_rules! argument {
    ($($type:ty: $part:expr;)*) => {$(
        impl Argument for $type {
            const PART: Part = $part;
        }
    )*};
}

argument! {
    State<Api>: Part::Nothing;
    Uri: Part::Nothing;
    RequestOrigin: Part::Nothing;
    Bearer: Part::Token;
    OperatorBearer: Part::OperatorToken;
    NoQuery: Part::NoQuery;
    Query: Part::Query;
    IfMatch: Part::IfMatch;
    IfNoneMatch: Part::IfNoneMatch;
    JsonObject: Part::Body;
    ClientCredentials: Part::Form;
}

impl<T> Argument for PathId<T> {
    const PART: Part = Part::Ids(&["id"]);
}

impl<T, U> Argument for PathIdAndUser<T, U> {
    const PART: Part = Part::Ids(&["id", "userId"]);
}

macro_rules! takes {
    ($($argument:ident)*) => {
        impl<Function, Out, $($argument),*> Takes<($($argument,)*)> for Function
        where
            Function: FnOnce($($argument),*) -> Out,
            Out: Future,
            $($argument: Argument),*
        {
            const PARTS: &'static [Part] = &[$($argument::PART),*];
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
