//! What may be the name of a person or an organisation.

use plenum_shared::{Code, Error, Result, error::FieldError};

pub(super) const MAX_NAME: usize = 100;

/// What is wrong with a name of at most `max` characters.
pub(crate) fn problem(pointer: &str, text: &str, max: usize) -> Option<FieldError> {
    let fits = !text.is_empty() && text.chars().count() <= max && !text.chars().any(char::is_control);
    let expected = match (fits, is_plain(text)) {
        (true, true) => return None,
        (false, _) => format!("expected 1 to {max} characters without control characters"),
        (true, false) => "a name has neither links nor characters that are not seen".to_owned(),
    };
    Some(FieldError::new(pointer, Code::InvalidValue).with_message(expected))
}

/// Whether a name is what it looks like, wherever it is shown: other people read it in lists, mails and invitations.
fn is_plain(text: &str) -> bool {
    let lower = text.to_lowercase();
    let links = lower.contains("://") || lower.contains("www.");
    let mut before = None;
    let seen = text.chars().all(|char| {
        // The two joiners shape letters in some scripts; after those they belong, and no such script is ASCII.
        let shaped = |before: char| !before.is_ascii() && !before.is_whitespace() && !is_unseen(before);
        let fine = !is_unseen(char) || is_joiner(char) && before.is_some_and(shaped);
        before = Some(char);
        fine
    });
    seen && !links && !text.ends_with(is_joiner)
}

fn is_joiner(char: char) -> bool {
    matches!(char, '\u{200c}' | '\u{200d}')
}

/// Characters without width, and marks that turn the direction of what follows.
fn is_unseen(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Refuses names of a person that cannot be, all of them at once.
pub(crate) fn require<'a>(names: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<()> {
    let problems: Vec<_> = names.into_iter().filter_map(|(pointer, text)| problem(pointer, text, MAX_NAME)).collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::invalid(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_invisible_characters_or_an_address_of_a_page_is_refused() {
        for good in ["Ada", "O'Brien-Łukasz", "日本太郎", "می\u{200c}خواهم", "Booking.com", "A/B Ltd.", "क्\u{200d}ष"]
        {
            assert_eq!(problem("/name", good, MAX_NAME), None, "{good:?}");
        }
        for bad in [
            "",
            "a\u{7}",
            "Ada\u{202e}nimda",
            "Ad\u{200b}a",
            "\u{feff}Ada",
            "Ada\u{200d}",
            "\u{200c}Ada",
            "A\u{2066}b",
            "Win https://evil.example",
            "see WWW.evil.example",
            "tag\u{e0041}",
        ] {
            assert!(problem("/name", bad, MAX_NAME).is_some(), "{bad:?}");
        }
    }
}
