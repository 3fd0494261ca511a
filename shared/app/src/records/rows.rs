//! The rows that a write reads, locks and changes: each in a statement of its own, or with those of other writes
//! through a [buffer](WriteBuffer).

mod buffer;

use plenum_shared::{Result, access::Action, catalogue::Entity, ids::RecordId, image::Image};
use plenum_store::{
    TenantTx,
    access::teams,
    identity::users,
    records::{self, Deleted, Lock},
};
use uuid::Uuid;

pub(crate) use buffer::{OWNER, Wanted, WriteBuffer};

use buffer::Question;

/// The rows of a write in its transaction.
pub(crate) struct Rows<'a> {
    tx: &'a mut TenantTx,
    buffer: Option<&'a mut WriteBuffer>,
}

impl<'a> From<&'a mut TenantTx> for Rows<'a> {
    /// Every read and every write is a statement of its own.
    fn from(tx: &'a mut TenantTx) -> Self {
        Self { tx, buffer: None }
    }
}

impl<'a> Rows<'a> {
    /// What is known is not read again, and changes wait in the buffer for one statement.
    pub(super) fn buffered(tx: &'a mut TenantTx, buffer: &'a mut WriteBuffer) -> Self {
        Self { tx, buffer: Some(buffer) }
    }

    pub(crate) fn reborrow(&mut self) -> Rows<'_> {
        Rows { tx: self.tx, buffer: self.buffer.as_deref_mut() }
    }

    /// The transaction, for reads that have nothing to do with the rows of records.
    pub(super) fn tx(&mut self) -> &mut TenantTx {
        self.tx
    }

    /// The record with this id, if the tenant has it.
    pub(crate) async fn get(
        &mut self,
        entity: &'static Entity,
        id: RecordId,
        deleted: Deleted,
        lock: Lock,
    ) -> Result<Option<Image>> {
        match &mut self.buffer {
            None => records::get(self.tx, entity, id, deleted, lock).await,
            Some(buffer) => {
                let found = buffer.get(self.tx, entity, id, lock).await?;
                Ok(found.filter(|image| deleted == Deleted::Include || !image.is_deleted()))
            }
        }
    }

    /// The live records that have this id in a field.
    pub(super) async fn find_by(&mut self, entity: &'static Entity, field: &str, id: Uuid) -> Result<Vec<Image>> {
        let question = Question::new(entity, field, id);
        if let Some(known) = self.answer(&question).await? {
            return Ok(known);
        }
        let found = records::find_by(self.tx, entity, field, id).await?;
        self.remember(question, &found);
        Ok(found)
    }

    /// The oldest live record in which this yes-or-no field is true.
    pub(super) async fn first_where_true(&mut self, entity: &'static Entity, field: &str) -> Result<Option<Image>> {
        let question = Question::new(entity, field, Uuid::nil());
        if let Some(known) = self.answer(&question).await? {
            return Ok(known.into_iter().next());
        }
        let found = records::first_where_true(self.tx, entity, field).await?;
        self.remember(question, found.as_slice());
        Ok(found)
    }

    /// The live record in which this yes-or-no field is true among those that have this id in another field.
    pub(super) async fn first_where_true_of(
        &mut self,
        entity: &'static Entity,
        flag: &str,
        field: &str,
        id: Uuid,
    ) -> Result<Option<Image>> {
        let question = Question::new(entity, &format!("{flag} {field}"), id);
        if let Some(known) = self.answer(&question).await? {
            return Ok(known.into_iter().next());
        }
        let found = records::first_where_true_of(self.tx, entity, flag, field, id).await?;
        self.remember(question, found.as_slice());
        Ok(found)
    }

    /// How many live records have this id in a field.
    pub(super) async fn count_by(&mut self, entity: &'static Entity, field: &str, id: Uuid) -> Result<i64> {
        if let Some(buffer) = &mut self.buffer {
            buffer.flush_entity(self.tx, entity).await?;
        }
        records::count_by(self.tx, entity, field, id).await
    }

    /// Inserts a record.
    pub(super) async fn insert(&mut self, entity: &'static Entity, image: &Image) -> Result<()> {
        match &mut self.buffer {
            None => records::insert(self.tx, entity, image).await,
            Some(buffer) => buffer.insert(entity, image),
        }
    }

    /// Replaces a record that is locked by its next version. False: it has another version by now.
    pub(super) async fn update(&mut self, entity: &'static Entity, image: &Image, expected: i64) -> Result<bool> {
        match &mut self.buffer {
            None => records::update(self.tx, entity, image, expected).await,
            Some(buffer) => buffer.update(self.tx, entity, image, expected).await.map(|()| true),
        }
    }

    /// As [`update`](Self::update), before anything that is written later.
    pub(super) async fn update_first(&mut self, entity: &'static Entity, image: &Image, expected: i64) -> Result<bool> {
        match &mut self.buffer {
            None => records::update(self.tx, entity, image, expected).await,
            Some(buffer) => buffer.update_first(self.tx, entity, image, expected).await,
        }
    }

    /// Whether this is an active member.
    pub(super) async fn is_active(&mut self, user: Uuid) -> Result<bool> {
        if let Some(known) = self.buffer.as_deref().and_then(|buffer| buffer.is_active(user)) {
            return Ok(known);
        }
        let is_active = users::is_active(self.tx, user.into()).await?;
        if let Some(buffer) = &mut self.buffer {
            buffer.know_active(user, is_active);
        }
        Ok(is_active)
    }

    /// Whether this is an active member whose role may read the records of an entity.
    pub(super) async fn may_read(&mut self, user: Uuid, entity: &Entity) -> Result<bool> {
        if let Some(known) = self.buffer.as_deref().and_then(|buffer| buffer.may_read(user, entity)) {
            return Ok(known);
        }
        let may_read = users::is_granted(self.tx, user.into(), entity.module, Action::READ.as_str()).await?;
        if let Some(buffer) = &mut self.buffer {
            buffer.know_reader(user, entity, may_read);
        }
        Ok(may_read)
    }

    /// Whether the tenant has this team.
    pub(super) async fn team_exists(&mut self, team: Uuid) -> Result<bool> {
        if let Some(known) = self.buffer.as_deref().and_then(|buffer| buffer.team_exists(team)) {
            return Ok(known);
        }
        let exists = teams::exists(self.tx, team.into()).await?;
        if let Some(buffer) = &mut self.buffer {
            buffer.know_team(team, exists);
        }
        Ok(exists)
    }

    /// What is known about a question. Otherwise it may be put to the database, which has all changes by then.
    async fn answer(&mut self, question: &Question) -> Result<Option<Vec<Image>>> {
        match &mut self.buffer {
            None => Ok(None),
            Some(buffer) => buffer.answer(self.tx, question).await,
        }
    }

    fn remember(&mut self, question: Question, answer: &[Image]) {
        if let Some(buffer) = &mut self.buffer {
            buffer.remember(question, answer);
        }
    }
}
