//! The terms that everything shares which administrators manage: the permissions of the module `users`.

use plenum_app::access::permissions::USERS;
use plenum_shared::{Code, access::Action};
use schemars::JsonSchema;

use crate::{
    contract::{Answer, Contract, Parameters, Shape},
    routes::page::PageInfo,
};

pub(super) fn granted(summary: &'static str, action: Action, answer: Answer) -> Contract {
    Contract::granted(summary, USERS.permission(action), answer)
}

/// A page of an administrative list.
pub(super) fn listed<T: JsonSchema + 'static>(summary: &'static str) -> Contract {
    granted(summary, Action::READ, Answer::page::<PageInfo>("A page.", Shape::output::<T>()))
        .queries(Parameters::Page)
        .errors(&[Code::InvalidCursor])
}
