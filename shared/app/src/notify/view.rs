//! What a notification says to its reader today.

use std::collections::{HashMap, HashSet};

use plenum_shared::{
    Result,
    access::{Access, Action},
    catalogue::{Catalogue, Entity, FieldMask, format_timestamp},
    event,
    ids::{NotificationId, RecordId, UserId},
    image::Image,
    notification::Category,
};
use plenum_store::{TenantTx, identity::users, notify::notifications::Notification, records};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

/// A notification as its reader may see it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Notification")]
pub struct NotificationView {
    pub id: NotificationId,
    /// `deal_won`; `record_changed` when the reader may no longer know more.
    pub category: String,
    /// A short line in English; whoever speaks another language makes one of the other fields.
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
struct Visible<'a> {
    entity: &'static Entity,
    image: &'a Image,
    mask: FieldMask,
}

/// What a notification tells of, as far as its reader may know.
struct News {
    category: String,
    event: String,
}

/// What the words are made of.
struct Words<'a> {
    who: &'a str,
    /// The record by its name, or by its kind when its name is not to be seen.
    what: String,
    stage: Option<String>,
}

/// What these notifications, all of one reader, say to them. What they need is read in as many statements as there are
/// kinds of record.
pub(super) async fn render(
    catalogue: &Catalogue,
    tx: &mut TenantTx,
    access: &Access,
    rows: &[Notification],
) -> Result<Vec<NotificationView>> {
    let mut images = HashMap::new();
    let kinds: HashSet<&str> = rows.iter().map(|row| row.entity.as_str()).collect();
    for of in kinds.into_iter().filter_map(|name| catalogue.by_name(name)) {
        let ids: HashSet<Uuid> = rows.iter().filter(|row| row.entity == of.name).map(|row| row.record.uuid()).collect();
        let found = records::get_all(tx, of, &ids.into_iter().collect::<Vec<_>>()).await?;
        images.extend(found.into_iter().filter_map(|image| Some((image.id()?, image))));
    }
    let stages = stages(catalogue, tx, access, images.values()).await?;
    let actors: HashSet<Uuid> = rows.iter().filter_map(|row| row.actor).map(UserId::uuid).collect();
    let names: HashMap<UserId, String> =
        users::names(tx, &actors.into_iter().collect::<Vec<_>>()).await?.into_iter().collect();
    Ok(rows.iter().map(|row| view(catalogue, access, row, &images, &stages, &names)).collect())
}

/// The names of the stages that deals are in, as far as the reader may see them.
async fn stages(
    catalogue: &Catalogue,
    tx: &mut TenantTx,
    access: &Access,
    images: impl Iterator<Item = &Image>,
) -> Result<HashMap<Uuid, String>> {
    let ids: HashSet<Uuid> = images.filter_map(|image| image.uuid("stageId")).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let Some(stage) = catalogue.by_name("stage") else { return Ok(HashMap::new()) };
    let mask = access.role.readable(stage);
    let found = records::get_all(tx, stage, &ids.into_iter().collect::<Vec<_>>()).await?;
    let seen = found.into_iter().filter(|image| access.covers(stage, Action::Read, image));
    Ok(seen.filter_map(|image| Some((image.uuid("id")?, stage.label_of(&image, mask)?))).collect())
}

fn view(
    catalogue: &Catalogue,
    access: &Access,
    row: &Notification,
    images: &HashMap<RecordId, Image>,
    stages: &HashMap<Uuid, String>,
    names: &HashMap<UserId, String>,
) -> NotificationView {
    let visible = catalogue.by_name(&row.entity).and_then(|entity| {
        let image = images.get(&row.record).filter(|image| access.covers(entity, Action::Read, image))?;
        Some(Visible { entity, image, mask: access.role.readable(entity) })
    });
    let actor = row.actor.filter(|_| visible.is_some());
    let actor = actor.and_then(|id| Some(ActorView { id, name: names.get(&id)?.clone() }));
    let fields = visible.as_ref().map(|record| record.shown(&row.fields)).unwrap_or_default();
    let news = News::of(row, visible.as_ref());
    let (title, body) = match &visible {
        Some(record) => {
            let stage = record.mask.field(record.entity, "stageId").and_then(|field| record.image.uuid(field.name));
            let words = Words {
                who: actor.as_ref().map_or("Somebody", |actor| &actor.name),
                what: record.label().unwrap_or_else(|| format!("A {}", record.entity.name)),
                stage: stage.and_then(|stage| stages.get(&stage).cloned()),
            };
            text(&news, &words, &fields, record)
        }
        None => ("Something that you can no longer see".to_owned(), String::new()),
    };
    NotificationView {
        id: row.id,
        category: news.category,
        title,
        body,
        record: visible.map(|record| record.view(row.record)),
        actor,
        event: news.event,
        fields,
        count: row.count,
        created_at: format_timestamp(row.created_at),
        updated_at: format_timestamp(row.updated_at),
        read_at: row.read_at.map(format_timestamp),
    }
}

fn text(news: &News, words: &Words<'_>, fields: &[String], record: &Visible<'_>) -> (String, String) {
    let Words { who, what, stage } = words;
    match Category::parse(&news.category) {
        Some(Category::Mentioned) => (format!("{who} mentioned you"), what.clone()),
        Some(Category::Assigned) => {
            (format!("{what} was assigned to you"), format!("{who} assigned this {} to you", record.entity.name))
        }
        Some(Category::DealWon) => (format!("{what} was won"), format!("{who} closed the deal as won")),
        Some(Category::DealLost) => (format!("{what} was lost"), format!("{who} closed the deal as lost")),
        Some(Category::DealMoved) => {
            let to = stage.as_deref().unwrap_or("another stage");
            (format!("{what} has moved"), format!("{who} moved the deal; it is in {to} now"))
        }
        Some(Category::TaskDue) => {
            let day = record.mask.field(record.entity, "dueDate").and_then(|field| record.image.text(field.name));
            (format!("{what} is due"), day.map_or_else(String::new, |day| format!("to be done by {day}")))
        }
        // A word of a newer program is told in the words for any change.
        Some(Category::RecordChanged) | None => {
            let what_happened = match news.event.rsplit_once('.').map(|(_, verb)| verb) {
                Some("deleted") => format!("{who} deleted it"),
                Some("restored") => format!("{who} restored it"),
                _ if fields.is_empty() => format!("{who} changed it"),
                _ => format!("{who} changed {}", fields.join(", ")),
            };
            (format!("{what} has changed"), what_happened)
        }
    }
}

impl News {
    /// The category was one that the reader could know when they were told, and the event may never have been: what is
    /// stored is the entry's type, whoever it was told to. Both are judged again, by today's mask.
    fn of(row: &Notification, record: Option<&Visible<'_>>) -> Self {
        let anything =
            || News { category: Category::RecordChanged.as_str().to_owned(), event: format!("{}.updated", row.entity) };
        let Some(record) = record.filter(|record| record.may_know(&row.category)) else { return anything() };
        let event = event::kind_under(record.entity, &row.event, record.mask);
        News { category: row.category.clone(), event: event.unwrap_or_else(|| event::plain_update(record.entity)) }
    }
}

impl Visible<'_> {
    /// Whether the reader may read what makes a notification one of this category.
    fn may_know(&self, category: &str) -> bool {
        let fields = Category::parse(category).map(Category::told_by).unwrap_or_default();
        fields.is_empty() || fields.iter().any(|field| self.mask.field(self.entity, field).is_some())
    }

    fn label(&self) -> Option<String> {
        self.entity.label_of(self.image, self.mask)
    }

    /// Those of these fields that the reader may read.
    fn shown(&self, fields: &[String]) -> Vec<String> {
        fields.iter().filter(|field| self.mask.field(self.entity, field).is_some()).cloned().collect()
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
