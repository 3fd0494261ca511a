//! Following the records of one entity at one address, if they can be followed.

use axum::extract::State;
use http::Uri;
use plenum_app::records::followers::{FollowedView, FollowerView};
use plenum_shared::{Code, access::Action, catalogue::Entity};

use super::{Answer, Contract, Parameters, Row};
use crate::{
    extract::{Bearer, NoQuery, PathId, Query},
    openapi::Shape,
    routes::{page, records::followers},
};

/// What the caller follows, whatever it is.
pub(super) fn following(mount: &str) -> Row {
    let page = Answer::page::<page::About>("What the caller follows.", Shape::output::<FollowedView>());
    let contract =
        Contract::members("Reads a page of the records that the caller follows, the last followed first", page);
    let contract = contract.asks(Parameters::Page).refuses(&[Code::InvalidCursor]);
    Row::get(format!("{mount}/following"), "list_following", followers::list_following, contract)
}

pub(super) fn rows(entity: &'static Entity, path: &str) -> Vec<Row> {
    if !entity.followable {
        return Vec::new();
    }
    let (noun, follow) = (entity.noun(), format!("{path}/{{id}}/follow"));
    let granted = |summary, answer| Contract::granted(summary, entity.module, Action::Read, answer);
    let page = Answer::page::<page::About>("The followers.", Shape::output::<FollowerView>());
    vec![
        Row::put(
            &follow,
            format!("follow_{noun}"),
            move |State(api), Bearer(who), PathId(id), _: NoQuery| followers::follow_record(api, entity, who, id),
            granted("Makes the caller a follower of a record", Answer::nothing("They follow it."))
                .refuses(&[Code::LimitReached]),
        ),
        Row::delete(
            &follow,
            format!("unfollow_{noun}"),
            move |State(api), Bearer(who), PathId(id), _: NoQuery| followers::unfollow_record(api, entity, who, id),
            granted(
                "Stops following a record, even one that is out of sight",
                Answer::nothing("They do not follow it."),
            ),
        ),
        Row::get(
            format!("{path}/{{id}}/followers"),
            format!("list_{noun}_followers"),
            move |State(api), Bearer(who), PathId(id), address: Uri, query: Query| {
                followers::list_followers(api, entity, who, id, address, query)
            },
            granted("Reads a page of a record's followers, the newest first", page)
                .asks(Parameters::Page)
                .refuses(&[Code::InvalidCursor]),
        ),
    ]
}
