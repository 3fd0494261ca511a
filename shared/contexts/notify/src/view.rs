//! What a notification says to its reader today.

use std::collections::{HashMap, HashSet};

use plenum_app::access::permissions::WRITE_USERS;
use plenum_shared::{
    Result,
    access::{Access, Action},
    catalogue::{Catalogue, Entity, FieldKind, FieldMask, format_timestamp},
    event,
    ids::{NotificationId, RecordId, UserId},
    image::Image,
    language::Language,
    messages::Messages,
    notification::{self, CategoryText, TENANT, Text, TextParts},
};
use plenum_store::{TenantTx, identity::users, notify::notifications::Notification, records};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::categories::RECORD_CHANGED;

/// What is said of an actor whose name is unknown.
const SOMEBODY: &str = "somebody";
/// The title of a notification that its reader may know nothing of.
const HIDDEN: &str = "notification-hidden";

/// The messages that are used here, beside those of categories and entities.
pub(super) const MESSAGES: &[&str] = &[SOMEBODY, HIDDEN];

/// A notification as its reader may see it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Notification")]
pub struct NotificationView {
    pub id: NotificationId,
    /// `deal_won`; `record_changed` when the reader may no longer know more.
    pub category: String,
    /// A short line in the language of its reader. A client in a language that the server does not have makes its own
    /// from the other fields.
    pub title: String,
    pub body: String,
    /// The record, as long as the reader can see it.
    pub record: Option<RecordView>,
    /// Who did it, the last of several; nobody when it was the system's doing, or the record is out of sight.
    pub actor: Option<ActorView>,
    /// The type of the event that it tells of, the last of several, as far as the reader may know.
    pub event: String,
    /// The fields that changed, as far as the reader may read them.
    pub fields: Vec<String>,
    /// How many changes it tells of.
    pub count: i32,
    #[schemars(extend("format" = "date-time"))]
    pub created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub updated_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub read_at: Option<String>,
}

/// The record that a notification is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "NotifiedRecord")]
pub struct RecordView {
    /// `deal`
    pub entity: String,
    pub id: RecordId,
    /// `deals/{id}`
    pub subject: String,
    /// What it is called, as far as the reader may know.
    pub label: Option<String>,
    pub deleted: bool,
}

/// Who did what a notification tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "NotifiedActor")]
pub struct ActorView {
    pub id: UserId,
    pub name: String,
}

/// A record that the reader may see, with the mask they see it under.
struct VisibleRecord<'a> {
    entity: &'static Entity,
    image: &'a Image,
    mask: FieldMask,
}

/// What a notification tells of, as far as its reader may know.
struct KnownChange {
    category: String,
    event: String,
}

/// What the views of some notifications are made of.
struct Sources<'a> {
    catalogue: &'a Catalogue,
    access: &'a Access,
    language: Language,
    images: HashMap<RecordId, Image>,
    /// The names of the records to which those refer, as far as the reader may see them.
    referenced: HashMap<Uuid, String>,
    actors: HashMap<UserId, String>,
}

/// What these notifications, all of one reader, say to them in this language. What they need is read in as many
/// statements as there are kinds of record.
pub(super) async fn render(
    catalogue: &Catalogue,
    tx: &mut TenantTx,
    access: &Access,
    language: Language,
    rows: &[Notification],
) -> Result<Vec<NotificationView>> {
    let mut images = HashMap::new();
    let kinds: HashSet<&str> = rows.iter().map(|row| row.entity.as_str()).collect();
    for of in kinds.into_iter().filter_map(|name| catalogue.by_name(name)) {
        let ids: HashSet<Uuid> = rows.iter().filter(|row| row.entity == of.name).map(|row| row.record.uuid()).collect();
        let found = records::get_all(tx, of, &ids.into_iter().collect::<Vec<_>>()).await?;
        images.extend(found.into_iter().filter_map(|image| Some((image.id()?, image))));
    }
    let referenced = referenced(catalogue, tx, access, rows, &images).await?;
    let actors: HashSet<Uuid> = rows.iter().filter_map(|row| row.actor).map(UserId::uuid).collect();
    let actors = users::names(tx, &actors.into_iter().collect::<Vec<_>>()).await?.into_iter().collect();
    let sources = Sources { catalogue, access, language, images, referenced, actors };
    Ok(rows.iter().map(|row| sources.view(row)).collect())
}

/// The names of the records that the texts of these notifications name besides their own, as far as the reader may see
/// them.
async fn referenced(
    catalogue: &Catalogue,
    tx: &mut TenantTx,
    access: &Access,
    rows: &[Notification],
    images: &HashMap<RecordId, Image>,
) -> Result<HashMap<Uuid, String>> {
    let reference = |row: &Notification| {
        let field = catalogue.notification_categories().by_name(&row.category)?.referenced?;
        let FieldKind::Reference(target) = catalogue.by_name(&row.entity)?.field(field)?.kind else { return None };
        Some((target, images.get(&row.record)?.uuid(field)?))
    };
    let mut ids: HashMap<&str, HashSet<Uuid>> = HashMap::new();
    for (target, id) in rows.iter().filter_map(reference) {
        ids.entry(target).or_default().insert(id);
    }
    let mut names = HashMap::new();
    for (target, ids) in ids {
        let Some(entity) = catalogue.by_name(target) else { continue };
        let mask = access.role.readable(entity);
        let found = records::get_all(tx, entity, &ids.into_iter().collect::<Vec<_>>()).await?;
        let seen = found.into_iter().filter(|image| access.covers(entity, Action::READ, image));
        names.extend(seen.filter_map(|image| Some((image.uuid("id")?, entity.label_of(&image, mask)?))));
    }
    Ok(names)
}

impl Sources<'_> {
    fn view(&self, row: &Notification) -> NotificationView {
        if row.entity == TENANT {
            return self.view_of_tenant(row);
        }
        let visible = self.visible(row);
        let actor = row.actor.filter(|_| visible.is_some());
        let actor = actor.and_then(|id| Some(ActorView { id, name: self.actors.get(&id)?.clone() }));
        let fields = visible.as_ref().map(|record| record.readable(&row.fields)).unwrap_or_default();
        let change = self.known_change(row, visible.as_ref());
        let text = match &visible {
            Some(record) => self.text(&change, record, actor.as_ref(), &fields),
            None => self.hidden_text(),
        };
        let record = visible.map(|record| record.view(row.record));
        NotificationView { record, actor, event: change.event, fields, ..view(row, change.category, text) }
    }

    /// A notification about the tenant, which says nothing to a reader who is no administrator any more.
    fn view_of_tenant(&self, row: &Notification) -> NotificationView {
        let category = self.catalogue.notification_categories().by_name(&row.category);
        let subjects = match category.map(|category| category.text) {
            Some(CategoryText::Tenant(known)) if self.access.require_permission(WRITE_USERS).is_ok() => known,
            _ => {
                let text = self.hidden_text();
                return NotificationView { event: plain_update(TENANT), ..view(row, hidden_category(), text) };
            }
        };
        let text = notification::tenant_text(self.messages(), self.language, &row.category, subjects, &row.fields);
        NotificationView { fields: row.fields.clone(), ..view(row, row.category.clone(), text) }
    }

    fn visible(&self, row: &Notification) -> Option<VisibleRecord<'_>> {
        let entity = self.catalogue.by_name(&row.entity)?;
        let image = self.images.get(&row.record).filter(|image| self.access.covers(entity, Action::READ, image))?;
        Some(VisibleRecord { entity, image, mask: self.access.role.readable(entity) })
    }

    /// The category was one that the reader could know when they were notified, and the event may never have been: what
    /// is stored is the entry's type, for all recipients alike. Both are judged again, by today's mask.
    fn known_change(&self, row: &Notification, record: Option<&VisibleRecord<'_>>) -> KnownChange {
        let category = self.catalogue.notification_categories().by_name(&row.category);
        let revealing = category.map(|category| category.revealing).unwrap_or_default();
        let Some(record) = record.filter(|record| revealing.is_empty() || record.reads_any(revealing)) else {
            return KnownChange { category: hidden_category(), event: plain_update(&row.entity) };
        };
        let event = event::kind_under(record.entity, &row.event, record.mask);
        let event = event.unwrap_or_else(|| event::plain_update(record.entity));
        KnownChange { category: row.category.clone(), event }
    }

    fn text(
        &self,
        change: &KnownChange,
        record: &VisibleRecord<'_>,
        actor: Option<&ActorView>,
        fields: &[String],
    ) -> Text {
        // A category of a newer program has the text of any change.
        let category = self.catalogue.notification_categories().by_name(&change.category).unwrap_or(&RECORD_CHANGED);
        let referenced = category.referenced.filter(|field| record.reads_any(&[field]));
        let referenced = referenced.and_then(|field| self.referenced.get(&record.image.uuid(field)?));
        let CategoryText::Record(arguments) = category.text else { return self.hidden_text() };
        let (messages, language) = (self.messages(), self.language);
        let actor = actor.map(|actor| actor.name.clone());
        let label = record.label();
        let parts = TextParts {
            actor: &actor.unwrap_or_else(|| messages.text(language, SOMEBODY, &[])),
            record: &label.unwrap_or_else(|| notification::unnamed_record(messages, language, record.entity)),
            entity: record.entity,
            image: record.image,
            mask: record.mask,
            event: &change.event,
            fields,
            referenced: referenced.map(String::as_str),
        };
        parts.text(messages, language, category.name, arguments)
    }

    fn hidden_text(&self) -> Text {
        Text { title: self.messages().text(self.language, HIDDEN, &[]), body: String::new() }
    }

    fn messages(&self) -> &Messages {
        self.catalogue.messages()
    }
}

/// The view of a notification that names neither a record nor an actor.
fn view(row: &Notification, category: String, text: Text) -> NotificationView {
    NotificationView {
        id: row.id,
        category,
        title: text.title,
        body: text.body,
        record: None,
        actor: None,
        event: row.event.clone(),
        fields: Vec::new(),
        count: row.count,
        created_at: format_timestamp(row.created_at),
        updated_at: format_timestamp(row.updated_at),
        read_at: row.read_at.map(format_timestamp),
    }
}

fn hidden_category() -> String {
    RECORD_CHANGED.name.to_owned()
}

fn plain_update(entity: &str) -> String {
    format!("{entity}.updated")
}

impl VisibleRecord<'_> {
    fn reads_any(&self, fields: &[&str]) -> bool {
        fields.iter().any(|field| self.mask.field(self.entity, field).is_some())
    }

    fn label(&self) -> Option<String> {
        self.entity.label_of(self.image, self.mask)
    }

    /// Those of these fields that the reader may read.
    fn readable(&self, fields: &[String]) -> Vec<String> {
        fields.iter().filter(|field| self.reads_any(&[field.as_str()])).cloned().collect()
    }

    fn view(&self, id: RecordId) -> RecordView {
        RecordView {
            entity: self.entity.name.to_owned(),
            id,
            subject: format!("{}/{id}", self.entity.plural),
            label: self.label(),
            deleted: self.image.is_deleted(),
        }
    }
}
