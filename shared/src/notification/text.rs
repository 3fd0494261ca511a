//! The texts of notifications: the message of a category, with the arguments that the category gives it.
//!
//! The message of the category `deal_won` is `notification-deal_won`; its text is the title, and its attribute `body`
//! the body. An entity has a message too, `entity-deal`, which stands for a record of unknown name, and whose attribute
//! `this` refers to one.

use std::borrow::Cow;

use crate::{
    catalogue::{Entity, FieldMask},
    image::Image,
    language::Language,
    messages::{Message, Messages},
};

/// The arguments of the message of a category.
#[derive(Debug, Clone, Copy)]
pub enum CategoryText {
    /// Of what is known of the record.
    Record(&'static [TextArgument]),
    /// `subjects`: what the entries about the tenant are about. Each has its words in an attribute of the message with
    /// its name. These are all the names, in the order of texts.
    Tenant(fn() -> Vec<&'static str>),
}

/// An argument of the text about a record. What may be missing comes with another argument, which is `yes` or `no`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextArgument {
    /// `actor`: who did it, by name.
    Actor,
    /// `record`: the record by its name, or by its entity when its name is hidden.
    Record,
    /// `entity`: the words for one such record, `this deal`.
    Entity,
    /// `change`: `deleted`, `restored`, `fields` when some that changed are known, or `other`.
    Change,
    /// `fields`: the names of the fields that changed, as in the API.
    Fields,
    /// `referenced`, `hasReferenced`: the name of the record that the category
    /// [refers](super::NotificationCategory::referenced) to.
    Referenced,
    /// `day`, `hasDay`: the date in this field of the record.
    Day(&'static str),
}

/// What the text of a notification is made of, as far as its reader may know.
#[derive(Debug, Clone, Copy)]
pub struct TextParts<'a> {
    pub actor: &'a str,
    pub record: &'a str,
    pub entity: &'a Entity,
    pub image: &'a Image,
    pub mask: FieldMask,
    /// The type of the entry.
    pub event: &'a str,
    /// The fields that changed.
    pub fields: &'a [String],
    /// The name of the [referenced](super::NotificationCategory::referenced) record.
    pub referenced: Option<&'a str>,
}

/// What a notification says, in the language of its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub title: String,
    pub body: String,
}

type Given<'a> = Vec<(&'static str, Cow<'a, str>)>;

const SUBJECTS: &[&str] = &["subjects", "hasSubjects"];

impl CategoryText {
    /// The messages of the category of this name.
    pub fn messages(self, category: &str) -> Vec<Message> {
        let title = message_of(category);
        let attribute = |of: &str| format!("{title}.{of}");
        match self {
            Self::Record(given) => {
                let names: Vec<_> = given.iter().flat_map(|argument| argument.names()).copied().collect();
                vec![Message::new(attribute("body"), &names), Message::new(title, &names)]
            }
            Self::Tenant(subjects) => {
                let words = subjects().into_iter().map(|subject| Message::new(attribute(subject), &[]));
                let texts = [Message::new(attribute("body"), SUBJECTS), Message::new(title.clone(), SUBJECTS)];
                words.chain(texts).collect()
            }
        }
    }
}

/// The messages of an entity.
pub fn entity_messages(entity: &Entity) -> [Message; 2] {
    [Message::new(message_of_entity(entity), &[]), Message::new(this_entity(entity), &[])]
}

/// A record whose name is hidden.
pub fn unnamed_record(messages: &Messages, language: Language, entity: &Entity) -> String {
    messages.text(language, &message_of_entity(entity), &[])
}

/// The text of a category about the tenant: of what the entries say they are about.
pub fn tenant_text(
    messages: &Messages,
    language: Language,
    category: &str,
    known: fn() -> Vec<&'static str>,
    subjects: &[String],
) -> Text {
    let named = known().into_iter().filter(|known| subjects.iter().any(|subject| subject == known));
    let words = named.map(|subject| messages.text(language, &format!("{}.{subject}", message_of(category)), &[]));
    let words = words.collect::<Vec<_>>().join(", ");
    let has = yes_or_no(!words.is_empty());
    made(messages, language, category, &vec![("subjects", Cow::Owned(words)), ("hasSubjects", Cow::Borrowed(has))])
}

impl TextParts<'_> {
    /// The text of a category with these arguments.
    pub fn text(&self, messages: &Messages, language: Language, category: &str, arguments: &[TextArgument]) -> Text {
        let mut given = Vec::with_capacity(2 * arguments.len());
        for argument in arguments {
            self.add(*argument, messages, language, &mut given);
        }
        made(messages, language, category, &given)
    }

    fn add<'a>(&'a self, argument: TextArgument, messages: &Messages, language: Language, given: &mut Given<'a>) {
        match argument {
            TextArgument::Actor => given.push(("actor", self.actor.into())),
            TextArgument::Record => given.push(("record", self.record.into())),
            TextArgument::Entity => {
                given.push(("entity", messages.text(language, &this_entity(self.entity), &[]).into()));
            }
            TextArgument::Change => given.push(("change", self.change().into())),
            TextArgument::Fields => given.push(("fields", self.fields.join(", ").into())),
            TextArgument::Referenced => {
                given.push(("referenced", self.referenced.unwrap_or_default().into()));
                given.push(("hasReferenced", yes_or_no(self.referenced.is_some()).into()));
            }
            TextArgument::Day(field) => {
                let day = self.value(field).map(|day| messages.date(language, day));
                given.push(("hasDay", yes_or_no(day.is_some()).into()));
                given.push(("day", day.unwrap_or_default().into()));
            }
        }
    }

    /// The text of a field, when the reader may read it.
    fn value(&self, field: &str) -> Option<&str> {
        self.mask.field(self.entity, field).and_then(|field| self.image.text(field.name))
    }

    fn change(&self) -> &'static str {
        match self.event.rsplit_once('.').map(|(_, verb)| verb) {
            Some("deleted") => "deleted",
            Some("restored") => "restored",
            _ if self.fields.is_empty() => "other",
            _ => "fields",
        }
    }
}

impl TextArgument {
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Actor => &["actor"],
            Self::Record => &["record"],
            Self::Entity => &["entity"],
            Self::Change => &["change"],
            Self::Fields => &["fields"],
            Self::Referenced => &["referenced", "hasReferenced"],
            Self::Day(_) => &["day", "hasDay"],
        }
    }
}

fn made(messages: &Messages, language: Language, category: &str, given: &Given<'_>) -> Text {
    let given: Vec<_> = given.iter().map(|(name, value)| (*name, &**value)).collect();
    let title = message_of(category);
    let body = messages.text(language, &format!("{title}.body"), &given);
    Text { title: messages.text(language, &title, &given), body }
}

fn yes_or_no(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn message_of(category: &str) -> String {
    format!("notification-{category}")
}

fn message_of_entity(entity: &Entity) -> String {
    format!("entity-{}", entity.name)
}

fn this_entity(entity: &Entity) -> String {
    format!("{}.this", message_of_entity(entity))
}
