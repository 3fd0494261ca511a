//! Related records in the same answer: `include=account,owner`, as far as the caller may read them.

use crate::{
    access::Role,
    catalogue::{Catalogue, Entity, Relation},
    error::{Code, Error, FieldError, Result},
};

const PARAMETER: &str = "include";

/// The relations that the parameter names. A relation on a field that the role may not read gets the same error as
/// one that does not exist, because the related record would reveal the field.
pub fn include(catalogue: &Catalogue, entity: &'static Entity, role: &Role, text: &str) -> Result<Vec<Relation>> {
    let mut relations = Vec::<Relation>::new();
    for name in text.split(',') {
        let mut known = catalogue.relations(entity).filter(|relation| stands_on_readable(entity, role, relation));
        let relation = known.find(|relation| relation.name() == name);
        let relation = relation.ok_or_else(|| wrong(FieldError::unknown_relation(PARAMETER, name)))?;
        if relations.iter().any(|known| known.name() == relation.name()) {
            let twice = FieldError::new(PARAMETER, Code::InvalidValue).with_message("a relation stands twice");
            return Err(wrong(twice));
        }
        relations.push(relation);
    }
    Ok(relations)
}

fn stands_on_readable(entity: &'static Entity, role: &Role, relation: &Relation) -> bool {
    let (holder, field) = match relation {
        Relation::One { field, .. } => (entity, field),
        Relation::Many { entity, field, .. } => (*entity, field),
    };
    // A role that may not read the entity at all may read none of its fields.
    role.grant(holder, crate::access::Action::READ).is_some()
        && role.readable(holder).field(holder, field.name).is_some()
}

fn wrong(field: FieldError) -> Error {
    Error::new(Code::MalformedQuery).with_fields(vec![field])
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        access::{Action, DefaultFieldAccess, FieldAccess, Grant, Scope},
        catalogue::samples::{DEAL, catalogue},
    };

    fn role(modules: &[(&str, &[&str])]) -> Role {
        let grants = modules.iter().map(|(module, hidden)| {
            let fields: HashMap<_, _> = hidden.iter().map(|field| ((*field).to_owned(), FieldAccess::None)).collect();
            ((*module).to_owned(), Action::READ, Grant { scope: Scope::All, fields })
        });
        Role::new(Uuid::nil().into(), "r", "R", 1, DefaultFieldAccess::Allow, grants)
    }

    fn all() -> Role {
        let modules: Vec<_> = catalogue().entities().map(|entity| (entity.module, &[][..])).collect();
        role(&modules)
    }

    fn names(role: &Role, segment: &str, text: &str) -> Result<Vec<&'static str>> {
        let catalogue = catalogue();
        let entity = catalogue.by_segment(segment).expect("an entity");
        Ok(include(&catalogue, entity, role, text)?.iter().map(Relation::name).collect())
    }

    #[test]
    fn relations_are_named_after_their_fields_or_by_the_other_side() {
        assert_eq!(names(&all(), "deals", "account,owner,stage").unwrap(), ["account", "owner", "stage"]);
        assert_eq!(names(&all(), "customers", "deals,contacts,parent,children").unwrap().len(), 4);
        assert_eq!(names(&all(), "pipelines", "stages,createdBy").unwrap(), ["stages", "createdBy"]);
        assert_eq!(names(&all(), "tasks", "assignee,deal,team").unwrap().len(), 3);
        for bad in ["", "accountId", "Account", "account,", "account,account", "deals", "id", "account.owner"] {
            let refused = names(&all(), "deals", bad).unwrap_err();
            assert_eq!(
                (refused.code(), refused.fields()[0].pointer.as_str()),
                (Code::MalformedQuery, "include"),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_relation_of_a_hidden_field_is_hidden() {
        let hidden = role(&[("deals", &["accountId"]), ("accounts", &[])]);
        let unknown = |role: &Role, segment: &str, name: &str| {
            let refused = names(role, segment, name).unwrap_err();
            (refused.message().to_owned(), refused.fields()[0].message.replace(name, "X"))
        };
        let never = unknown(&all(), "deals", "nosuch");
        assert_eq!(unknown(&hidden, "deals", "account"), never);
        assert_eq!(unknown(&hidden, "accounts", "deals"), never, "nor from the other end");
        // Contacts cannot be read at all, so neither can what they name.
        assert_eq!(unknown(&hidden, "accounts", "contacts"), never);
        // A relation of a deal belongs to a field of the deal; its record is checked one by one.
        assert!(names(&hidden, "deals", "contact").is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_answered_without_a_panic(text: String, listed: Vec<String>) {
            let catalogue = catalogue();
            for entity in catalogue.entities() {
                for text in [&text, &listed.join(",")] {
                    if let Ok(relations) = include(&catalogue, entity, &all(), text) {
                        prop_assert_eq!(relations.iter().map(Relation::name).collect::<Vec<_>>().join(","), text.clone());
                    }
                }
            }
        }

        #[test]
        fn the_parsed_relations_are_the_named_ones(chosen in prop::sample::subsequence(vec!["account", "contact", "stage", "owner", "team"], 1..5)) {
            let relations = include(&catalogue(), &DEAL, &all(), &chosen.join(",")).expect("they exist");
            prop_assert_eq!(relations.iter().map(Relation::name).collect::<Vec<_>>(), chosen);
        }
    }
}
