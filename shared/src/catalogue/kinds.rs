//! Entities of several kinds: all records are alike in most, and each kind has some fields of its own.
//!
//! A kind may have an address of its own: `/tasks` are the activities of kind `task`. Behind it stands the same entity,
//! [narrowed](super::Entity::only) to one kind: it reads only such records and makes only such records.

/// The kinds of an entity.
#[derive(Debug)]
pub struct Kinds {
    /// The field that says of which kind a record is: a choice, required, and set once.
    pub field: &'static str,
    pub of: &'static [Kind],
}

/// One kind of record within an entity.
#[derive(Debug)]
pub struct Kind {
    /// The word in the field.
    pub name: &'static str,
    /// The fields that records of this kind have beyond those of every kind. A field that no kind names is everyone's.
    pub fields: &'static [&'static str],
}

impl Kinds {
    /// Whether records of this kind have the field.
    pub fn has(&self, kind: &str, field: &str) -> bool {
        let mut naming = self.of.iter().filter(|kind| kind.fields.contains(&field)).peekable();
        naming.peek().is_none() || naming.any(|naming| naming.name == kind)
    }
}
