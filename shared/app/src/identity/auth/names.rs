//! The names of people, organisations, teams, roles and machines.

use plenum_shared::{
    Code, Error, Result,
    error::FieldError,
    written_form::{has_unseen, line, shows_nothing},
};

pub(super) const MAX_NAME: usize = 100;

/// A name of at most `max` characters in its written form, or what is wrong with it. Other people read it in lists,
/// mails and invitations, so it is what it looks like: no character that is not seen, no link.
pub(crate) fn written(pointer: &str, text: &str, max: usize) -> Result<String, FieldError> {
    let refused = |why: String| Err(FieldError::new(pointer, Code::InvalidValue).with_message(why));
    let text = text.trim();
    let name = line(text).ok().filter(|name| !shows_nothing(name) && name.chars().count() <= max);
    let Some(name) = name else {
        return refused(format!("expected 1 to {max} characters without control characters"));
    };
    let lower = name.to_lowercase();
    if has_unseen(text) || lower.contains("://") || lower.contains("www.") {
        return refused("a name has neither links nor characters that are not seen".to_owned());
    }
    Ok(name)
}

/// The names of a person in their written form, or everything that is wrong with them.
pub(crate) fn of_person(first: &str, last: &str) -> Result<(String, String)> {
    match (written("/firstName", first, MAX_NAME), written("/lastName", last, MAX_NAME)) {
        (Ok(first), Ok(last)) => Ok((first, last)),
        (first, last) => Err(Error::invalid([first.err(), last.err()].into_iter().flatten().collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_in_one_form() {
        assert_eq!(written("/name", " Jose\u{301} ", MAX_NAME).as_deref(), Ok("José"));
        assert!(written("/name", &"x".repeat(101), MAX_NAME).is_err());
        let refused = of_person("", "\u{7}").expect_err("both");
        let pointers: Vec<_> = refused.fields().iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(pointers, ["/firstName", "/lastName"]);
    }

    #[test]
    fn a_name_with_invisible_characters_or_an_address_of_a_page_is_refused() {
        for good in ["Ada", "O'Brien-Łukasz", "日本太郎", "می\u{200c}خواهم", "Booking.com", "A/B Ltd.", "क्\u{200d}ष"]
        {
            assert_eq!(written("/name", good, MAX_NAME).as_deref(), Ok(good), "{good:?}");
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
            "\u{3164}",
            "\u{2800} \u{2800}",
        ] {
            assert!(written("/name", bad, MAX_NAME).is_err(), "{bad:?}");
        }
    }
}
