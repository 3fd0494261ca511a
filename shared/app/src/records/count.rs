use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Action,
    calendar::{self, PeriodStart},
    caller::{Caller, Identity},
    catalogue::{Entity, FieldKind},
    error::FieldError,
    filter::FilterContext,
    grouping::{GroupKey, MAX_GROUPS},
};
use plenum_store::{
    TenantTx, log,
    records::{self, Group, GroupValue, GroupedCount, Grouping, ListQuery, Visibility},
};
use serde_json::{Map, Value, json};

use super::list::{Count, ListFilter, ListRequest, ParsedQuery, Total};
use crate::{App, Done, Intent};

/// How many periods there may be between the first time and the last: the days of a hundred years.
const MAX_PERIODS: usize = 36_600;

/// Which records are counted, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountRequest {
    /// `stageId,createdAt.month`
    pub group_by: Option<String>,
    pub filter: ListFilter,
    /// Words.
    pub search: Option<String>,
}

/// A number of records, and of which groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    pub total: Total,
    /// The largest first; none without `group_by`.
    pub groups: Vec<CountedGroup>,
    /// Whether there are other groups than these.
    pub has_more: bool,
    /// Listening from here on misses nothing that came after the records were counted.
    pub cursor: String,
}

/// Records with the same values.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedGroup {
    /// The values by the names in `group_by`. A period is named by its first day.
    pub by: Map<String, Value>,
    pub count: i64,
}

/// Counts the records that the caller may see, in groups of those with the same values if that is requested.
pub async fn count(app: &App, who: &Identity, entity: &'static Entity, request: &CountRequest) -> Result<Counted> {
    let _permit = app.list_permit(who).await?;
    app.read(who, &CountRecords { entity, request }).await
}

struct CountRecords<'a> {
    entity: &'static Entity,
    request: &'a CountRequest,
}

#[async_trait]
impl Intent for CountRecords<'_> {
    const NAME: &'static str = "records.count";
    type Output = Counted;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Counted>> {
        let (entity, CountRequest { group_by, filter, search }) = (self.entity, self.request);
        let scope = caller.access.require(entity, Action::READ)?;
        let (role, context) = (&caller.access.role, FilterContext::of(caller, app.source().now()));
        let keys = match group_by {
            Some(text) => GroupKey::parse(entity, role.readable(entity), text)?,
            None => Vec::new(),
        };
        let request = ListRequest { filter: filter.clone(), search: search.clone(), ..ListRequest::default() };
        let parsed = ParsedQuery::parse(app.catalogue(), entity, role, &context, &request)?;
        let head = log::head(tx).await?;
        let found = match &parsed.search {
            Some(search) => Some(records::search(tx, entity, search).await?),
            None => None,
        };
        let query = ListQuery {
            filter: parsed.filter,
            search: found,
            ..ListQuery::first(1, parsed.sort, Visibility::of(&caller.access, scope))
        };
        let (total, groups, has_more) = match keys.as_slice() {
            [] => (Count::Exact.of(tx, entity, &query).await?, Vec::new(), false),
            keys => {
                let periods = periods(tx, entity, &query, keys, &context).await?;
                let groupings: Vec<_> = keys.iter().zip(&periods).map(|(key, starts)| grouping(key, starts)).collect();
                let at_most = i64::try_from(MAX_GROUPS).unwrap_or(i64::MAX);
                let counted = records::count_in_groups(tx, entity, &query, &groupings, at_most + 1).await?;
                let GroupedCount { mut groups, total } = counted;
                let has_more = groups.len() > MAX_GROUPS;
                groups.truncate(MAX_GROUPS);
                let view = |group: Group| view(keys, &periods, group);
                (Total::Exact(total), groups.into_iter().map(view).collect(), has_more)
            }
        };
        let cursor = app.cursors().seal(caller.tenant, head);
        Ok(Done { output: Counted { total, groups, has_more, cursor }, entries: Vec::new() })
    }
}

/// The periods of a key that counts times; of any other key, none.
type Periods = Vec<PeriodStart>;

/// The periods between the first time and the last of each key that counts times. They are those of the reader's zone by
/// the rules of this program; the database may know other rules.
async fn periods(
    tx: &mut TenantTx,
    entity: &'static Entity,
    query: &ListQuery,
    keys: &[GroupKey],
    context: &FilterContext,
) -> Result<Vec<Periods>> {
    let mut all = Vec::new();
    for GroupKey { field, period } in keys {
        let extent = match (field.kind, period) {
            (FieldKind::Timestamp, Some(period)) => {
                records::extent(tx, entity, query, field).await?.map(|extent| (extent, *period))
            }
            _ => None,
        };
        all.push(match extent {
            None => Vec::new(),
            Some(((first, last), period)) => {
                calendar::starts(period, first, last, &context.locality.zone(), MAX_PERIODS).ok_or_else(|| {
                    let why = format!("{} has too many of these periods; choose a longer one, or a filter", field.name);
                    Error::invalid(vec![FieldError::new("groupBy", Code::InvalidValue).with_message(why)])
                })?
            }
        });
    }
    Ok(all)
}

fn grouping(key: &GroupKey, periods: &Periods) -> Grouping {
    match (key.field.kind, key.period) {
        (FieldKind::Date, Some(period)) => Grouping::Dates(key.field, period),
        (_, Some(_)) => Grouping::Moments(key.field, periods.iter().map(|start| start.moment).collect()),
        (_, None) => Grouping::Values(key.field),
    }
}

fn view(keys: &[GroupKey], periods: &[Periods], group: Group) -> CountedGroup {
    let values = keys.iter().zip(periods).zip(group.values).map(|((key, periods), value)| {
        let value = match value {
            GroupValue::Nothing => Value::Null,
            GroupValue::Word(word) => json!(word),
            GroupValue::Id(id) => json!(id),
            GroupValue::Bool(yes) => json!(yes),
            GroupValue::Day(day) => json!(plenum_shared::catalogue::format_date(day)),
            GroupValue::Moment(index) => periods.get(index).map(|start| start.day.to_string()).into(),
        };
        (key.name(), value)
    });
    CountedGroup { by: values.collect(), count: group.count }
}
