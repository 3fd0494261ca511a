//! The selected fields of a record: `fields=title,value`, as far as the caller may read them.

use crate::{
    catalogue::{Entity, FieldMask},
    error::{Code, Error, FieldError, Result},
};

const PARAMETER: &str = "fields";

/// The fields that the parameter names, and the id. A field outside of `readable` gets the same error as one that does
/// not exist.
pub fn project(entity: &Entity, readable: FieldMask, text: &str) -> Result<FieldMask> {
    let mut mask = FieldMask::NONE;
    for name in text.split(',') {
        let known = readable.index(entity, name);
        let index = known.ok_or_else(|| wrong(FieldError::unknown(PARAMETER, name)))?;
        if mask.contains(index) {
            let twice = FieldError::new(PARAMETER, Code::InvalidValue).with_message("a field stands twice");
            return Err(wrong(twice));
        }
        mask = mask.with(index);
    }
    Ok(readable.index(entity, "id").map_or(mask, |index| mask.with(index)))
}

fn wrong(field: FieldError) -> Error {
    Error::new(Code::MalformedQuery).with_fields(vec![field])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::samples::DEAL;

    fn names(readable: FieldMask, text: &str) -> Result<Vec<&'static str>> {
        let entity = &DEAL;
        let mask = project(entity, readable, text)?;
        Ok(entity
            .fields()
            .enumerate()
            .filter(|(index, _)| mask.contains(*index))
            .map(|(_, field)| field.name)
            .collect())
    }

    #[test]
    fn selected_fields_and_the_id_are_shown_in_the_order_of_the_catalogue() {
        assert_eq!(names(FieldMask::ALL, "value,title").unwrap(), ["title", "value", "id"]);
        assert_eq!(names(FieldMask::ALL, "id").unwrap(), ["id"]);
    }

    #[test]
    fn an_unreadable_field_is_refused_like_an_unknown_one() {
        let only_title = FieldMask::NONE.with(0);
        let hidden = names(only_title, "title,value").unwrap_err();
        let absent = names(only_title, "title,margin").unwrap_err();
        assert_eq!((hidden.code(), absent.code()), (Code::MalformedQuery, Code::MalformedQuery));
        assert_eq!(hidden.fields()[0].message.replace("value", "margin"), absent.fields()[0].message);
        for bad in ["", "title,", "title,title", "Title", " title", "*", "title;drop table deals"] {
            assert_eq!(names(FieldMask::ALL, bad).unwrap_err().fields()[0].pointer, "fields", "{bad}");
        }
    }
}
