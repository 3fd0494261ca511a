//! The letters under which the column `search` keeps the words of fields, as its migration has them. They go with it:
//! the words of later versions are kept under a tag that follows from the name of the field.

/// The letter of a field, if its words are kept.
pub(super) fn of(table: &str, field: &str) -> Option<char> {
    let letters: &[(&str, char)] = match table {
        "pipelines" | "stages" => &[("name", 'n')],
        "accounts" => &[
            ("name", 'n'),
            ("industry", 'i'),
            ("website", 'w'),
            ("email", 'e'),
            ("phone", 'p'),
            ("city", 'c'),
            ("description", 'd'),
        ],
        "contacts" => &[
            ("firstName", 'f'),
            ("lastName", 'l'),
            ("title", 't'),
            ("email", 'e'),
            ("phone", 'p'),
            ("mobile", 'm'),
            ("description", 'd'),
        ],
        "deals" => &[("title", 't'), ("description", 'd')],
        "activities" => &[("subject", 's'), ("description", 'd'), ("outcome", 'o'), ("location", 'l')],
        "leads" => &[
            ("title", 't'),
            ("firstName", 'f'),
            ("lastName", 'l'),
            ("email", 'e'),
            ("phone", 'p'),
            ("company", 'c'),
            ("description", 'd'),
        ],
        _ => &[],
    };
    letters.iter().find(|(name, _)| *name == field).map(|(_, letter)| *letter)
}
