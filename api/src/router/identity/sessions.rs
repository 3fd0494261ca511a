//! The caller's own sessions.

use plenum_app::identity::sessions::{self, SessionView};
use plenum_shared::Code;

use crate::{
    contract::{Answer, ContextName, Contract, Parameters, Row, Shape},
    routes::{forward, page::PageInfo},
};

pub(in crate::router) fn rows(path: &str) -> Vec<Row> {
    let listed = Answer::page::<PageInfo>("The sessions.", Shape::output::<SessionView>());
    vec![
        Row::get(
            ContextName::Identity,
            path,
            "list_sessions",
            forward::list(sessions::list),
            Contract::members("A page of the caller's live sessions, the newest first", listed)
                .queries(Parameters::Page)
                .errors(&[Code::InvalidCursor]),
        ),
        Row::delete(
            ContextName::Identity,
            path,
            "end_other_sessions",
            forward::run(sessions::end_others),
            Contract::members("Ends all of the caller's sessions except the current one", Answer::nothing("Ended.")),
        ),
        Row::delete(
            ContextName::Identity,
            format!("{path}/{{id}}"),
            "end_session",
            forward::run_on(sessions::end),
            Contract::members("Ends one of the caller's sessions", Answer::nothing("Ended.")),
        ),
    ]
}
