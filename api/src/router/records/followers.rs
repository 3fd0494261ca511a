//! Following the records of one entity at one address, if they can be followed.

use axum::extract::State;
use http::{StatusCode, Uri};
use plenum_app::records::followers::{self, FollowedView, FollowerView};
use plenum_shared::{Code, access::Action, catalogue::Entity};

use crate::{
    contract::{Answer, ContextName, Contract, Parameters, Row, Shape},
    extract::{Bearer, NoQuery, PathId, Query},
    problem::Problem,
    routes::{
        forward,
        page::{self, PageInfo},
    },
    state::Api,
};

/// The records of all entities that the caller follows.
pub(in crate::router) fn following(path: &str) -> Row {
    let page = Answer::page::<PageInfo>("The followed records.", Shape::output::<FollowedView>());
    let contract =
        Contract::members("Reads a page of the records that the caller follows, the last followed first", page);
    let contract = contract.queries(Parameters::Page).errors(&[Code::InvalidCursor]);
    Row::get(ContextName::Records, path, "list_following", forward::list(followers::following), contract)
}

pub(in crate::router) fn rows(entity: &'static Entity, path: &str) -> Vec<Row> {
    if !entity.followable {
        return Vec::new();
    }
    let (noun, follow) = (entity.noun(), format!("{path}/{{id}}/follow"));
    let granted = |summary, answer| Contract::granted(summary, entity.permission(Action::READ), answer);
    let page = Answer::page::<PageInfo>("The followers.", Shape::output::<FollowerView>());
    vec![
        Row::put(
            ContextName::Records,
            &follow,
            format!("follow_{noun}"),
            move |State(api): State<Api>, Bearer(caller): Bearer, PathId(id), _: NoQuery| async move {
                followers::follow(&api.app, &caller, entity, id).await?;
                Ok::<_, Problem>(StatusCode::NO_CONTENT)
            },
            granted("Makes the caller a follower of a record", Answer::nothing("Following."))
                .errors(&[Code::LimitReached]),
        ),
        Row::delete(
            ContextName::Records,
            &follow,
            format!("unfollow_{noun}"),
            move |State(api): State<Api>, Bearer(caller): Bearer, PathId(id), _: NoQuery| async move {
                followers::unfollow(&api.app, &caller, entity, id).await?;
                Ok::<_, Problem>(StatusCode::NO_CONTENT)
            },
            granted(
                "Stops following a record, even one that the caller may no longer see",
                Answer::nothing("Not following."),
            ),
        ),
        Row::get(
            ContextName::Records,
            format!("{path}/{{id}}/followers"),
            format!("list_{noun}_followers"),
            move |State(api): State<Api>, Bearer(caller): Bearer, PathId(id), address: Uri, query: Query| async move {
                let request = page::requested(query)?;
                page::answer(&address, followers::list(&api.app, &caller, entity, id, request).await?)
            },
            granted("Reads a page of a record's followers, the newest first", page)
                .queries(Parameters::Page)
                .errors(&[Code::InvalidCursor]),
        ),
    ]
}
