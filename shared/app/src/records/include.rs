//! Relations that are included with records: `include=account,deals`, one level deep and in the snapshot of the
//! records.
//!
//! A related record is judged like one that is read by itself: by the caller's scope, and under the mask of its own
//! entity. One that the caller may not see is null, like one that does not exist.

use std::collections::{HashMap, HashSet};

use plenum_shared::{
    Result,
    access::Action,
    caller::Caller,
    catalogue::{Entity, Field, FieldKind, FieldMask, Inverse, Relation, Target},
    image::Image,
    sort::Sort,
};
use plenum_store::{
    TenantTx,
    access::teams,
    identity::users,
    records::{self, Visibility},
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The member of a record under which its relations are shown. It is no field of any entity.
const INCLUDED: &str = "included";

/// The related values of one relation, by the id that leads to them.
type FoundById = HashMap<Uuid, Value>;

/// Adds the related values to each record. `records` are the images as the caller sees them, in the same order.
pub(super) async fn add(
    tx: &mut TenantTx,
    caller: &Caller,
    relations: &[Relation],
    images: &[Image],
    records: &mut [Map<String, Value>],
) -> Result<()> {
    if relations.is_empty() {
        return Ok(());
    }
    let mut included = vec![Map::new(); images.len()];
    for relation in relations {
        let ids: HashSet<_> = images.iter().filter_map(|image| lead(relation, image)).collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let (found, absent) = match relation {
            Relation::One { to: Target::User, .. } => (people(tx, &ids).await?, Value::Null),
            Relation::One { to: Target::Team, .. } => (teams_named(tx, &ids).await?, Value::Null),
            Relation::One { to: Target::Record(entity), .. } => (one(tx, caller, entity, &ids).await?, Value::Null),
            Relation::Many { entity, field, inverse } => {
                (many(tx, caller, (entity, field), *inverse, &ids).await?, some(Vec::new(), 0))
            }
        };
        for (image, included) in images.iter().zip(&mut included) {
            let value = lead(relation, image).and_then(|id| found.get(&id).cloned());
            included.insert(relation.name().to_owned(), value.unwrap_or_else(|| absent.clone()));
        }
    }
    for (record, included) in records.iter_mut().zip(included) {
        record.insert(INCLUDED.to_owned(), Value::Object(included));
    }
    Ok(())
}

/// The id by which the relation of a record is found: the value of a field of its own, or its own id.
fn lead(relation: &Relation, image: &Image) -> Option<Uuid> {
    match relation {
        Relation::One { field, .. } => image.uuid(field.name),
        Relation::Many { .. } => image.id().map(|id| id.uuid()),
    }
}

async fn people(tx: &mut TenantTx, ids: &[Uuid]) -> Result<FoundById> {
    let names = users::names(tx, ids).await?;
    Ok(names.into_iter().map(|(user, name)| (user.uuid(), json!({ "id": user, "name": name }))).collect())
}

async fn teams_named(tx: &mut TenantTx, ids: &[Uuid]) -> Result<FoundById> {
    let names = teams::names(tx, ids).await?;
    Ok(names.into_iter().map(|(team, name)| (team.uuid(), json!({ "id": team, "name": name }))).collect())
}

/// The records themselves, as far as the caller may see them.
async fn one(tx: &mut TenantTx, caller: &Caller, entity: &'static Entity, ids: &[Uuid]) -> Result<FoundById> {
    if caller.access.role.grant(entity, Action::READ).is_none() {
        return Ok(FoundById::new());
    }
    let mask = shown(caller, entity);
    let records = records::with_ids(tx, entity, ids).await?;
    let visible = records.into_iter().filter(|record| caller.access.covers(entity, Action::READ, record));
    Ok(visible.filter_map(|record| Some((record.id()?.uuid(), json!(record.masked(entity, mask))))).collect())
}

/// For each id, the first few of the visible records that name it.
async fn many(
    tx: &mut TenantTx,
    caller: &Caller,
    (entity, field): (&'static Entity, &'static Field),
    inverse: Inverse,
    ids: &[Uuid],
) -> Result<FoundById> {
    let visible = Visibility::of(&caller.access, caller.access.require(entity, Action::READ)?);
    let sort = order(caller, entity)?;
    let limit = usize::from(inverse.limit);
    // One more than the limit tells whether there are more.
    let records = records::naming(tx, (entity, field), ids, i64::from(inverse.limit) + 1, &sort, &visible).await?;
    let mask = shown(caller, entity);
    let mut by_lead: HashMap<Uuid, Vec<Value>> = HashMap::new();
    for record in records {
        if let Some(id) = record.uuid(field.name) {
            by_lead.entry(id).or_default().push(json!(record.masked(entity, mask)));
        }
    }
    Ok(by_lead.into_iter().map(|(id, records)| (id, some(records, limit))).collect())
}

/// By position where records have one, else the newest first.
fn order(caller: &Caller, entity: &'static Entity) -> Result<Sort> {
    match entity.field("position") {
        Some(field) => Sort::parse(entity, FieldMask::ALL, caller.text, field.name),
        None => Ok(Sort::newest(entity)),
    }
}

/// The fields of a related record that the caller sees.
fn shown(caller: &Caller, entity: &'static Entity) -> FieldMask {
    let readable = caller.access.role.readable(entity);
    let brief = entity.fields().enumerate().filter(|(_, field)| !FieldKind::is_bulky(field.kind));
    let seen = brief.filter(|(index, _)| readable.contains(*index));
    seen.fold(FieldMask::NONE, |mask, (index, _)| mask.with(index))
}

fn some(mut records: Vec<Value>, limit: usize) -> Value {
    let more = records.len() > limit;
    records.truncate(limit);
    json!({ "data": records, "hasMore": more })
}
