//! What may be the name of a person or an organisation.

use plenum_shared::{Code, Error, Result, error::FieldError};

pub(super) const MAX_NAME: usize = 100;

/// What is wrong with a name of at most `max` characters.
pub(crate) fn problem(pointer: &str, text: &str, max: usize) -> Option<FieldError> {
    let fits = !text.is_empty() && text.chars().count() <= max && !text.chars().any(char::is_control);
    let expected = || format!("expected 1 to {max} characters without control characters");
    (!fits).then(|| FieldError::new(pointer, Code::InvalidValue).with_message(expected()))
}

/// Refuses names of a person that cannot be, all of them at once.
pub(crate) fn require<'a>(names: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<()> {
    let problems: Vec<_> = names.into_iter().filter_map(|(pointer, text)| problem(pointer, text, MAX_NAME)).collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::invalid(problems)) }
}
