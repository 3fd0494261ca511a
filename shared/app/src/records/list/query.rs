//! The query of a list: the text of the request, and the query that was parsed from it for one caller.

use std::{borrow::Cow, collections::BTreeMap};

use plenum_shared::{
    Code, Error, Result,
    access::Role,
    caller::Caller,
    catalogue::{Catalogue, Entity, FieldMask, Relation},
    error::FieldError,
    filter::{Filter, FilterContext},
    include::include,
    page::{Fingerprint, PageScope},
    projection::project,
    search::Search,
    sort::Sort,
    text::TextVersion,
};
use serde_json::Value;

use crate::paging::page_size;

/// How many records a page by number may have before it. Beyond, a cursor goes on at no cost.
pub const MAX_OFFSET: u32 = 10_000;
/// The order of a list without a `sort`.
const NEWEST: &str = "-createdAt";

/// Which page of which list. The parts that depend on the caller's access are text here, and parsed in the transaction
/// that loads it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRequest {
    /// How many records, 1 to [`MAX_LIMIT`](crate::MAX_LIMIT); [`DEFAULT_LIMIT`](crate::DEFAULT_LIMIT) when not given.
    pub limit: Option<u32>,
    /// The `next` or `prev` of another page of the same list.
    pub cursor: Option<String>,
    /// The number of a page, from 1, instead of a cursor.
    pub page: Option<u32>,
    pub count: Option<Count>,
    /// `-createdAt,title`
    pub sort: Option<String>,
    /// `title,value`
    pub fields: Option<String>,
    /// `account,owner`
    pub include: Option<String>,
    pub filter: ListFilter,
    /// Words.
    pub search: Option<String>,
}

/// The filter of a list, as far as it is read without the caller's access.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ListFilter {
    #[default]
    None,
    /// Parameters whose names begin with `filter[`, and their values.
    Brackets(Vec<(String, String)>),
    /// The JSON in the parameter `filter`.
    Parameter(Value),
    /// The member `filter` of a body.
    Body(Value),
}

/// Whether, and how well, the records on all pages are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Exact,
    /// Exact as long as they are few.
    Estimate,
}

/// Where a page begins.
#[derive(Debug, Clone, Copy)]
pub(super) enum Start<'a> {
    Cursor(&'a str),
    Offset(u32),
}

/// A request, parsed.
pub(in crate::records) struct ParsedQuery {
    pub filter: Option<Filter>,
    pub search: Option<Search>,
    pub sort: Sort,
    pub fields: FieldMask,
    pub include: Vec<Relation>,
    query: Fingerprint,
}

impl ListRequest {
    pub(super) fn page_size(&self) -> Result<u32> {
        page_size(self.limit)
    }

    pub(super) fn start(&self) -> Result<Start<'_>> {
        match (&self.cursor, self.page) {
            (Some(_), Some(_)) => Err(wrong("page", "a page is named by its number or by a cursor, not by both")),
            (Some(cursor), None) => Ok(Start::Cursor(cursor)),
            (None, None) => Ok(Start::Offset(0)),
            (None, Some(page)) => {
                let before = page.checked_sub(1).ok_or_else(|| wrong("page", "the first page is 1"))?;
                let offset = before.checked_mul(self.page_size()?).filter(|offset| *offset <= MAX_OFFSET);
                let offset = offset.ok_or_else(|| {
                    wrong("page", format!("at most {MAX_OFFSET} records are skipped; go on with the cursor of a page"))
                })?;
                Ok(Start::Offset(offset))
            }
        }
    }
}

impl ListFilter {
    /// The filter as parameters of a query: what links repeat, and what cursors are bound to. The order of members in
    /// JSON does not matter to them.
    pub fn parameters(&self) -> Vec<(String, Cow<'_, str>)> {
        match self {
            Self::None => Vec::new(),
            Self::Brackets(pairs) => pairs.iter().map(|(name, value)| (name.clone(), value.into())).collect(),
            Self::Parameter(json) | Self::Body(json) => {
                vec![("filter".to_owned(), ordered(json).to_string().into())]
            }
        }
    }

    pub(super) fn parse(
        &self,
        entity: &'static Entity,
        readable: FieldMask,
        context: &FilterContext,
    ) -> Result<Option<Filter>> {
        match self {
            Self::None => Ok(None),
            Self::Brackets(pairs) => {
                let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                Filter::from_parameters(entity, readable, context, pairs)
            }
            Self::Parameter(json) => Filter::from_parameter(entity, readable, context, json),
            Self::Body(json) => Filter::from_json(entity, readable, context, "/filter", json),
        }
    }
}

/// The same JSON with the members of objects in the order of their names.
fn ordered(json: &Value) -> Value {
    match json {
        Value::Object(members) => {
            let members: BTreeMap<_, _> = members.iter().collect();
            Value::Object(members.into_iter().map(|(name, member)| (name.clone(), ordered(member))).collect())
        }
        Value::Array(items) => items.iter().map(ordered).collect(),
        other => other.clone(),
    }
}

impl ParsedQuery {
    pub(in crate::records) fn parse(
        catalogue: &Catalogue,
        entity: &'static Entity,
        role: &Role,
        context: &FilterContext,
        request: &ListRequest,
    ) -> Result<Self> {
        let readable = role.readable(entity);
        let filter = request.filter.parameters();
        let filter = filter.iter().map(|(name, value)| (name.as_str(), value.as_ref()));
        let sort = match &request.sort {
            Some(order) => Sort::parse(entity, readable, context.text, order)?,
            None => Sort::newest(entity),
        };
        let fields = match &request.fields {
            Some(fields) => project(entity, readable, fields)?,
            None => readable,
        };
        let include = match &request.include {
            Some(relations) => include(catalogue, entity, role, relations)?,
            None => Vec::new(),
        };
        let order = ("sort", request.sort.as_deref().unwrap_or(NEWEST));
        let shown = request.fields.as_deref().map(|fields| ("fields", fields));
        let words = request.search.as_deref().map(|words| ("q", words));
        let search = words.map(|(_, words)| Search::parse(entity, readable, context.text, words)).transpose()?;
        let parsed_filter = request.filter.parse(entity, readable, context)?;
        // What a filter or a search finds, and the order of texts, depend on the rules for text. A cursor of other rules
        // is one of another list. The first cursors were made before there were versions, and name none.
        let depends_on_text = sort.has_text() || parsed_filter.is_some() || search.is_some();
        let rules = (depends_on_text && context.text != TextVersion::LOWER).then(|| context.text.number().to_string());
        let rules = rules.as_deref().map(|rules| ("text", rules));
        let query = Fingerprint::of(filter.chain([order]).chain(shown).chain(words).chain(rules));
        Ok(Self { search, filter: parsed_filter, sort, fields, include, query })
    }

    /// What a cursor of this list is bound to: it is refused in any other, and for anybody else.
    pub(super) fn page_scope<'a>(&self, entity: &'a Entity, caller: &Caller) -> PageScope<'a> {
        PageScope { entity: entity.plural, tenant: caller.tenant, user: caller.user, query: self.query }
    }
}

fn wrong(parameter: &str, why: impl Into<String>) -> Error {
    let field = FieldError::new(parameter, Code::InvalidValue).with_message(why);
    Error::new(Code::MalformedQuery).with_fields(vec![field])
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use plenum_shared::access::{Action, DefaultFieldAccess, Grant, Scope};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::context::samples::catalogue;

    fn page(page: u32, limit: u32) -> Result<u32> {
        let request = ListRequest { page: Some(page), limit: Some(limit), ..ListRequest::default() };
        request.start().map(|start| match start {
            Start::Offset(offset) => offset,
            Start::Cursor(_) => u32::MAX,
        })
    }

    #[test]
    fn pages_are_counted_from_one_and_end_at_the_offset_limit() {
        assert_eq!(page(1, 200).unwrap(), 0);
        assert_eq!(page(51, 200).unwrap(), 10_000);
        for (number, limit) in [(0, 20), (52, 200), (u32::MAX, 200), (1, 0), (2, 201)] {
            let refused = page(number, limit)
                .and_then(|_| ListRequest { limit: Some(limit), ..ListRequest::default() }.page_size());
            assert_eq!(refused.unwrap_err().code(), Code::MalformedQuery, "{number} {limit}");
        }
        let both = ListRequest { page: Some(1), cursor: Some("x".to_owned()), ..ListRequest::default() };
        assert_eq!(both.start().unwrap_err().fields()[0].pointer, "page");
    }

    #[test]
    fn a_cursor_is_bound_to_filter_search_order_and_fields_but_not_to_page_limit_count_or_include() {
        let (catalogue, entity) = (catalogue(), &plenum_sales::DEAL);
        let base = ListRequest::default();
        let grant = Grant { scope: Scope::All, fields: HashMap::new() };
        let grants = [(entity.module.to_owned(), Action::READ, grant)];
        let role = Role::new(Uuid::nil().into(), "r", "R", 1, DefaultFieldAccess::Allow, grants);
        let context = FilterContext::of_program(time::OffsetDateTime::UNIX_EPOCH, TextVersion::KEYS);
        let print =
            |request: &ListRequest| ParsedQuery::parse(&catalogue, entity, &role, &context, request).unwrap().query;
        let same = [
            ListRequest { limit: Some(7), count: Some(Count::Exact), page: Some(3), ..base.clone() },
            ListRequest { sort: Some("-createdAt".to_owned()), ..base.clone() },
            ListRequest { include: Some("owner".to_owned()), ..base.clone() },
        ];
        for other in same {
            assert_eq!(print(&other), print(&base), "{other:?}");
        }
        let others = [
            ListRequest { sort: Some("createdAt".to_owned()), ..base.clone() },
            ListRequest { fields: Some("title".to_owned()), ..base.clone() },
            ListRequest { search: Some("desks".to_owned()), ..base.clone() },
            ListRequest {
                filter: ListFilter::Brackets(vec![("filter[status]".to_owned(), "open".to_owned())]),
                ..base.clone()
            },
            ListRequest { filter: ListFilter::Body(json!({ "status": { "eq": "open" } })), ..base.clone() },
        ];
        for other in others {
            assert_ne!(print(&other), print(&base), "{other:?}");
        }
        let (one, two) = (json!({ "status": {}, "title": {} }), json!({ "title": {}, "status": {} }));
        let with = |filter: ListFilter| {
            let filter = filter.parameters();
            let filter: Vec<_> = filter.iter().map(|(name, value)| (name.as_str(), value.as_ref())).collect();
            Fingerprint::of(filter)
        };
        assert_eq!(with(ListFilter::Body(one)), with(ListFilter::Parameter(two)), "in either place, in any order");
    }
}
