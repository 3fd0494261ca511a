//! The activities that belong to a record as a source of its timeline: each at the time it was made, as it is now.
//!
//! That an activity belongs to a record is itself a field of the activity: a reader who may not read that field does
//! not learn of it from a timeline either.

use std::collections::{HashSet, VecDeque};

use plenum_shared::{
    Error, Result,
    access::Action,
    actor::ActorKind,
    caller::Caller,
    catalogue::{Entity, FieldKind, FieldMask, format_timestamp},
    filter::{Filter, FilterContext},
    ids::{RecordId, UserId},
    image::Image,
    sort::Sort,
    text::TextVersion,
};
use plenum_store::{
    TenantTx,
    history::ActorFilter,
    identity::service_accounts,
    records::{self, Deleted, Direction, ListQuery, Visibility},
};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    page::{ActivityEdge, PageAnchor},
    query::ParsedQuery,
    view::ActivityItem,
};
use crate::records::activity::ACTIVITY;

const BATCH: i64 = 50;
/// How large a batch may be; the activities that do not fit come with the next.
const BATCH_BYTES: usize = 1 << 20;
const CREATED_AT: &str = "createdAt";
const CREATED_BY: &str = "createdBy";

pub(super) struct Activities {
    entity: &'static Entity,
    mask: FieldMask,
    query: ListQuery,
    /// Only activities made by people, or only those made by machines. An activity names its creator, but not their
    /// kind.
    made_by: Option<ActorKind>,
    direction: Direction,
    at: Option<ActivityEdge>,
    now: OffsetDateTime,
    waiting: VecDeque<Image>,
    /// The machines among the creators of the activities that wait.
    machines: HashSet<UserId>,
    ended: bool,
}

impl Activities {
    /// The activities of this record that the caller may see; `None` when there cannot be any.
    pub(super) fn of(
        caller: &Caller,
        of: &Entity,
        record: RecordId,
        parsed: &ParsedQuery,
        anchor: &PageAnchor,
        now: OffsetDateTime,
    ) -> Result<Option<Self>> {
        let entity = &ACTIVITY;
        let Some(grant) = caller.access.role.grant(entity, Action::READ) else { return Ok(None) };
        let mask = caller.access.role.readable(entity);
        let Some(filter) = filter(entity, mask, caller.text, of, record, parsed, now)? else { return Ok(None) };
        let query = ListQuery {
            filter: Some(filter),
            bytes: BATCH_BYTES,
            ..ListQuery::first(BATCH, Sort::newest(entity), Visibility::of(&caller.access, grant.scope))
        };
        debug_assert!(query.deleted == Deleted::Exclude);
        let made_by = match parsed.actor {
            Some(ActorFilter::Kind(kind)) => Some(kind),
            Some(ActorFilter::Id(_)) | None => None,
        };
        Ok(Some(Self {
            entity,
            mask,
            query,
            made_by,
            direction: anchor.direction,
            at: anchor.edge.activities.clone(),
            now,
            waiting: VecDeque::new(),
            machines: HashSet::new(),
            ended: false,
        }))
    }

    /// When the next activity was made.
    pub(super) async fn peek(&mut self, tx: &mut TenantTx) -> Result<Option<OffsetDateTime>> {
        if self.waiting.is_empty() && !self.ended {
            self.read_on(tx).await?;
        }
        let created = |activity: &Image| activity.text(CREATED_AT).and_then(plenum_shared::catalogue::parse_timestamp);
        Ok(self.waiting.front().and_then(created))
    }

    /// Takes the activity that was peeked at; `None` when it is not a wanted one.
    pub(super) fn take(&mut self) -> Option<ActivityItem> {
        let activity = self.waiting.pop_front()?;
        let edge = edge_of(&activity);
        self.at = match self.direction {
            Direction::Forward => edge,
            Direction::Backward => edge.map(ActivityEdge::just_above),
        };
        let is_machine = creator(&activity).is_some_and(|user| self.machines.contains(&user));
        let made_by = if is_machine { ActorKind::Service } else { ActorKind::User };
        let wanted = self.made_by.is_none_or(|wanted| wanted == made_by);
        wanted.then(|| ActivityItem::of(&activity, self.entity, self.mask, made_by))
    }

    /// Where reading has stopped.
    pub(super) fn edge(&self) -> Option<ActivityEdge> {
        self.at.clone()
    }

    async fn read_on(&mut self, tx: &mut TenantTx) -> Result<()> {
        self.query.from = self.at.clone().map(|at| {
            let at = if self.direction == Direction::Backward { at.just_below() } else { at };
            let mut place = Image::default();
            place.set(CREATED_AT, json!(at.created_at));
            place.set("id", json!(at.id));
            (self.query.sort.keys_of(&place), self.direction)
        });
        let page = records::list(tx, self.entity, &self.query).await?;
        self.ended = !page.cut && (page.images.len() as i64) < BATCH;
        let mut read = VecDeque::from(page.images);
        if self.direction == Direction::Backward {
            read.make_contiguous().reverse();
        }
        if self.at.is_none() {
            // An activity made from now on is above the page, whether or not the page holds any.
            let none_yet = || ActivityEdge { created_at: format_timestamp(self.now), id: Uuid::max() };
            let newest = read.front().and_then(edge_of).map(ActivityEdge::just_above);
            self.at = Some(newest.unwrap_or_else(none_yet));
        }
        let creators: Vec<_> = read.iter().filter_map(creator).collect();
        if !creators.is_empty() {
            self.machines = service_accounts::among(tx, &creators).await?;
        }
        self.waiting = read;
        Ok(())
    }
}

impl ActivityEdge {
    fn just_above(self) -> Self {
        Self { id: Uuid::from_u128(self.id.as_u128().saturating_add(1)), ..self }
    }

    fn just_below(self) -> Self {
        Self { id: Uuid::from_u128(self.id.as_u128().saturating_sub(1)), ..self }
    }
}

fn creator(activity: &Image) -> Option<UserId> {
    activity.uuid(CREATED_BY).map(UserId::from)
}

fn edge_of(activity: &Image) -> Option<ActivityEdge> {
    let (created_at, id) = (activity.text(CREATED_AT)?.to_owned(), activity.uuid("id")?);
    Some(ActivityEdge { created_at, id })
}

/// The wanted activities as a filter like any other; nothing when none is wanted, or the reader may not know of what
/// would be parsed.
fn filter(
    activity: &'static Entity,
    mask: FieldMask,
    text: TextVersion,
    of: &Entity,
    record: RecordId,
    parsed: &ParsedQuery,
    now: OffsetDateTime,
) -> Result<Option<Filter>> {
    let refers = |kind| kind == FieldKind::Reference(of.name);
    let Some(relation) = activity.own_fields.iter().find(|field| refers(field.kind)) else { return Ok(None) };
    let mut wanted = vec![(format!("filter[{}]", relation.name), record.to_string())];
    let mut needed = vec![relation.name, CREATED_AT];
    for (operator, time) in [("gte", parsed.from), ("lt", parsed.to)] {
        wanted.extend(time.map(|time| (format!("filter[{CREATED_AT}][{operator}]"), format_timestamp(time))));
    }
    match parsed.actor {
        Some(ActorFilter::Id(person)) => {
            needed.push(CREATED_BY);
            wanted.push((format!("filter[{CREATED_BY}]"), person.to_string()));
        }
        Some(ActorFilter::Kind(ActorKind::User | ActorKind::Service)) => {
            needed.push(CREATED_BY);
            wanted.push((format!("filter[{CREATED_BY}][is_not_empty]"), "true".to_owned()));
        }
        Some(ActorFilter::Kind(ActorKind::System | ActorKind::Automation)) => return Ok(None),
        None => {}
    }
    if let Some(kinds) = parsed.activity_kinds() {
        let kind = activity.kinds.map_or("kind", |kinds| kinds.field);
        let known = activity.kinds.map(|kinds| kinds.of).unwrap_or_default();
        let kinds: Vec<_> = kinds.into_iter().filter(|word| known.iter().any(|kind| kind.name == *word)).collect();
        if kinds.is_empty() {
            return Ok(None);
        }
        needed.push(kind);
        wanted.push((format!("filter[{kind}][in]"), kinds.join(",")));
    }
    if needed.iter().any(|field| mask.field(activity, field).is_none()) {
        return Ok(None);
    }
    let parameters = wanted.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Filter::from_parameters(activity, mask, &FilterContext::of_program(now, text), parameters).map_err(Error::internal)
}
