//! The query of a history: the text of the request, and the query that was parsed from it.

use plenum_shared::{
    Code, Error, Result,
    actor::ActorKind,
    catalogue::{Catalogue, WhenHidden, format_timestamp, parse_timestamp},
    error::FieldError,
    page::Fingerprint,
};
use plenum_store::history::ActorFilter;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::paging::page_size;

const MAX_TYPES: usize = 20;
const MAX_WORD: usize = 64;

/// Which page of which history; everything but the page is text, to be read here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryRequest {
    /// How many, 1 to [`MAX_LIMIT`](crate::MAX_LIMIT); [`DEFAULT_LIMIT`](crate::DEFAULT_LIMIT) when not given.
    pub limit: Option<u32>,
    /// The `next` or `prev` of another page of the same history.
    pub cursor: Option<String>,
    /// The time it begins with.
    pub from: Option<String>,
    /// The time before which it ends.
    pub to: Option<String>,
    /// The id of a user, or the kind of an actor.
    pub actor: Option<String>,
    /// Types of events and, in a timeline, kinds of activities, separated by commas.
    pub types: Option<String>,
    /// The kind of thing it is about; for the history of a whole tenant.
    pub entity: Option<String>,
}

/// A request, parsed.
pub(super) struct ParsedQuery {
    pub limit: u32,
    pub from: Option<OffsetDateTime>,
    pub to: Option<OffsetDateTime>,
    pub actor: Option<ActorFilter>,
    pub types: Option<Vec<String>>,
    pub entity: Option<String>,
}

impl ParsedQuery {
    pub(super) fn parse(request: &HistoryRequest) -> Result<Self> {
        let time = |name, text: &Option<String>| {
            let parsed = text.as_deref().map(|text| parse_timestamp(text).ok_or_else(|| not_a_time(name)));
            parsed.transpose()
        };
        Ok(Self {
            limit: page_size(request.limit)?,
            from: time("from", &request.from)?,
            to: time("to", &request.to)?,
            actor: request.actor.as_deref().map(actor).transpose()?,
            types: request.types.as_deref().map(types).transpose()?,
            entity: request.entity.as_deref().map(entity).transpose()?,
        })
    }

    /// The parameters that a page of this history has in common with every other, in their one spelling. None of their
    /// characters has a meaning in an address.
    pub(super) fn parameters(&self) -> Vec<(&'static str, String)> {
        let actor = self.actor.map(|actor| match actor {
            ActorFilter::Id(id) => id.to_string(),
            ActorFilter::Kind(kind) => kind.as_str().to_owned(),
        });
        let all = [
            ("from", self.from.map(format_timestamp)),
            ("to", self.to.map(format_timestamp)),
            ("actor", actor),
            ("type", self.types.as_ref().map(|types| types.join(","))),
            ("entity", self.entity.clone()),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    pub(super) fn fingerprint(&self) -> Fingerprint {
        let parameters = self.parameters();
        Fingerprint::of(parameters.iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// Whether entries that a reader sees as being of this type are wanted.
    pub(super) fn wants(&self, kind: &str) -> bool {
        self.types.as_ref().is_none_or(|types| types.iter().any(|wanted| wanted == kind))
    }

    /// The stored types of entries that a reader may see as one of the wanted types; empty when that may be any. A
    /// reader who may not learn of a special type sees it as the plain one, and must not find it by its special name.
    pub(super) fn stored_types(&self, catalogue: &Catalogue) -> Vec<String> {
        let Some(types) = &self.types else { return Vec::new() };
        let mut stored = Vec::new();
        for kind in types.iter().filter(|kind| is_event(kind)) {
            if kind.ends_with(".access_gained") || kind.ends_with(".access_lost") {
                return Vec::new();
            }
            let entity = catalogue.entities().find(|entity| *kind == format!("{}.updated", entity.name));
            let special = entity.into_iter().flat_map(|entity| entity.events);
            let instead = special.filter(|event| event.when_hidden == WhenHidden::PlainUpdate);
            stored.extend(instead.map(|event| event.name.to_owned()));
            stored.push(kind.clone());
        }
        stored
    }

    /// Whether events are wanted at all, and not kinds of activities alone.
    pub(super) fn wants_events(&self) -> bool {
        self.types.as_ref().is_none_or(|types| types.iter().any(|kind| is_event(kind)))
    }

    /// The kinds of activities that are wanted; nothing when all are.
    pub(super) fn activity_kinds(&self) -> Option<Vec<&str>> {
        let types = self.types.as_ref()?;
        Some(types.iter().map(String::as_str).filter(|kind| !is_event(kind)).collect())
    }
}

/// The type of an event is of two words, the kind of an activity of one.
fn is_event(kind: &str) -> bool {
    kind.contains('.')
}

fn actor(text: &str) -> Result<ActorFilter> {
    let kind = ActorKind::parse(text).map(ActorFilter::Kind);
    let id = || Uuid::try_parse(text).ok().map(ActorFilter::Id);
    kind.or_else(id)
        .ok_or_else(|| wrong("actor", "expected the id of a user, or one of user, system, service, automation"))
}

fn types(text: &str) -> Result<Vec<String>> {
    let types: Vec<_> = text.split(',').collect();
    let sound = |kind: &&str| kind.split('.').all(is_word) && kind.split('.').count() <= 2;
    if types.len() > MAX_TYPES || !types.iter().all(sound) {
        return Err(wrong(
            "type",
            format!("expected up to {MAX_TYPES} types such as deal.updated, separated by commas"),
        ));
    }
    Ok(types.into_iter().map(str::to_owned).collect())
}

fn entity(text: &str) -> Result<String> {
    if is_word(text) { Ok(text.to_owned()) } else { Err(wrong("entity", "expected a word such as deal, user or role")) }
}

fn is_word(text: &str) -> bool {
    (1..=MAX_WORD).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

fn not_a_time(parameter: &str) -> Error {
    wrong(parameter, "expected a time such as 2026-01-31T12:00:00Z")
}

fn wrong(parameter: &str, why: impl Into<String>) -> Error {
    let field = FieldError::new(parameter, Code::InvalidValue).with_message(why);
    Error::new(Code::MalformedQuery).with_fields(vec![field])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::samples::catalogue;

    fn parsed(types: &str) -> ParsedQuery {
        ParsedQuery::parse(&HistoryRequest { types: Some(types.to_owned()), ..HistoryRequest::default() })
            .expect("a request")
    }

    #[test]
    fn types_that_a_mask_turns_into_updates_are_read_and_unrequested_types_are_left_out() {
        let mut stored = parsed("deal.updated").stored_types(&catalogue());
        stored.sort();
        assert_eq!(stored, ["deal.stage_changed", "deal.updated"]);
        assert_eq!(parsed("deal.stage_changed,call").stored_types(&catalogue()), ["deal.stage_changed"]);
        assert!(
            parsed("deal.access_gained,deal.updated").stored_types(&catalogue()).is_empty(),
            "it may be stored as anything"
        );
        assert!(!parsed("deal.stage_changed").wants("deal.updated"));
        assert!(!parsed("call,note").wants_events());
        assert_eq!(parsed("call,deal.updated").activity_kinds(), Some(vec!["call"]));
    }

    #[test]
    fn malformed_parameters_are_refused_by_name() {
        let base = HistoryRequest::default;
        let text = |text: &str| Some(text.to_owned());
        for (request, parameter) in [
            (HistoryRequest { limit: Some(0), ..base() }, "limit"),
            (HistoryRequest { limit: Some(201), ..base() }, "limit"),
            (HistoryRequest { from: text("yesterday"), ..base() }, "from"),
            (HistoryRequest { to: text("2026-01-31"), ..base() }, "to"),
            (HistoryRequest { actor: text("somebody"), ..base() }, "actor"),
            (HistoryRequest { types: text("Deal.Updated"), ..base() }, "type"),
            (HistoryRequest { types: text("deal.updated,"), ..base() }, "type"),
            (HistoryRequest { types: text("a.b.c"), ..base() }, "type"),
            (HistoryRequest { entity: text("deal&x"), ..base() }, "entity"),
        ] {
            let error = ParsedQuery::parse(&request).err().unwrap_or_else(|| panic!("{request:?}"));
            assert_eq!((error.code(), error.fields()[0].pointer.as_str()), (Code::MalformedQuery, parameter));
        }
    }
}
