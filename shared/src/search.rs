//! Searching: `q=acme ren`, words that a record has in the fields that its reader may read.
//!
//! A record is found when it has every word, in whatever fields; the last may be the beginning of one. What is a word is
//! said by the [rules for text](crate::text), for records and searches alike. The database stores each word together
//! with its field, and a query names words of readable fields only. So a search does not reveal the content of a field
//! that the reader may not read.

use crate::{
    address,
    catalogue::{Entity, Field, FieldKind, FieldMask},
    error::{Code, Error, FieldError, Result},
    image::Image,
    text::{TextVersion, Token},
};

const PARAMETER: &str = "q";
/// How many characters may be searched for.
pub const MAX_TEXT: usize = 200;
/// How many words may be searched for.
pub const MAX_WORDS: usize = 10;

/// A search: the words and the fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    entity: &'static str,
    fields: Vec<&'static Field>,
    tokens: Vec<Token>,
    text: TextVersion,
}

impl Search {
    /// Reads the parameter under the rules of the tenant. Words are looked for in those searched fields that `readable`
    /// holds, which may be none.
    pub fn parse(entity: &'static Entity, readable: FieldMask, rules: TextVersion, text: &str) -> Result<Self> {
        let wrong = |why: String| {
            let field = FieldError::new(PARAMETER, Code::InvalidValue).with_message(why);
            Err(Error::invalid(vec![field]))
        };
        if text.chars().count() > MAX_TEXT {
            return wrong(format!("expected at most {MAX_TEXT} characters"));
        }
        let number = address::phone_query(text);
        let (tokens, words) = (rules.rules().query_tokens)(number.as_deref().unwrap_or(text));
        match words {
            0 => return wrong("expected a word of letters or digits".to_owned()),
            1..=MAX_WORDS => {}
            _ => return wrong(format!("expected at most {MAX_WORDS} words")),
        }
        let fields = entity.fields().enumerate();
        let fields = fields.filter(|(index, field)| field.searched && readable.contains(*index));
        Ok(Self { entity: entity.name, fields: fields.map(|(_, field)| field).collect(), tokens, text: rules })
    }

    /// The singular name of the entity that is searched.
    pub fn entity(&self) -> &'static str {
        self.entity
    }

    /// The fields to look in. Without any, nothing is found.
    pub fn fields(&self) -> &[&'static Field] {
        &self.fields
    }

    /// The words, all of them to be found. They are letters, marks and numbers only, in the widest sense: nothing in them
    /// means anything to a query language.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The rules by which the words were found in the text.
    pub fn text(&self) -> TextVersion {
        self.text
    }

    /// Whether this record, one of the entity's, is found.
    pub fn matches(&self, image: &Image) -> bool {
        let texts = self.fields.iter().filter_map(|field| Some((field, image.text(field.name)?)));
        let stored: Vec<_> = texts.flat_map(|(field, text)| stored_words(field, text, self.text)).collect();
        let is_found = |token: &Token| {
            let wanted = token.text.as_str();
            stored.iter().any(|word| if token.is_prefix { word.starts_with(wanted) } else { word == wanted })
        };
        !self.tokens.is_empty() && self.tokens.iter().all(is_found)
    }
}

/// The words that are kept of a text in this field. A phone number is found as it is dialled within its country too.
pub fn stored_words(field: &Field, text: &str, rules: TextVersion) -> Vec<String> {
    let mut words = (rules.rules().stored_words)(text);
    if field.kind == FieldKind::Phone && rules != TextVersion::LOWER {
        words.extend(address::phone_search_words(text));
        words.sort_unstable();
        words.dedup();
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{catalogue::samples::CONTACT, text::WORD_LENGTH};

    fn search(text: &str) -> Result<Search> {
        Search::parse(&CONTACT, FieldMask::ALL, TextVersion::KEYS, text)
    }

    fn contact(fields: serde_json::Value) -> Image {
        Image::from(fields.as_object().cloned().unwrap_or_default())
    }

    #[test]
    fn a_record_is_found_by_words_in_any_field_and_the_beginning_of_the_last() {
        let ada = contact(json!({
            "firstName": "Ada", "lastName": "Große-Lovelace", "email": "ada.l@analytical.example",
            "phone": "+49301234567", "status": "customer", "description": "wrote “Notes”; likes ÉCLAIRS",
        }));
        for found in [
            "ada",
            "ADA",
            "ad",
            "lovelace ada",
            "GROSSE love",
            "ada.l@ana",
            "analytical",
            "+4930",
            "notes",
            "éclairs",
            "eclairs",
            "Notes likes",
            "  ada  ",
            "l ada",
            "030 123 45",
            "(030) 12345",
            "030/1234567",
            "0049 30 1234",
            "+49 (0)30 1234567",
            "301234567",
        ] {
            assert!(search(found).expect(found).matches(&ada), "{found}");
        }
        for not in ["da", "ad lovelace", "ada bob", "customer", "adal", "030 99", "+1 30 1234567"] {
            assert!(!search(not).expect(not).matches(&ada), "{not}");
        }
    }

    #[test]
    fn unreadable_fields_are_not_searched() {
        let entity = &CONTACT;
        let first = entity.fields().position(|field| field.name == "firstName").expect("a first name");
        let ada = contact(json!({"firstName": "Ada", "lastName": "Lovelace"}));
        let as_read = |text| {
            Search::parse(entity, FieldMask::NONE.with(first), TextVersion::KEYS, text).expect("words").matches(&ada)
        };
        assert!(as_read("ada") && !as_read("lovelace") && !as_read("ada love"));
        assert!(!Search::parse(entity, FieldMask::NONE, TextVersion::KEYS, "ada").expect("a word").matches(&ada));
    }

    #[test]
    fn an_invalid_search_is_refused() {
        for bad in ["", " ", "…", "'\\\"&|!()*:", "€", &"x".repeat(MAX_TEXT + 1), "a b c d e f g h i j k"] {
            let refused = search(bad).expect_err(bad);
            assert_eq!((refused.code(), refused.fields()[0].pointer.as_str()), (Code::Invalid, PARAMETER), "{bad}");
        }
        let long = "y".repeat(MAX_TEXT);
        assert_eq!(search(&long).expect("one word").tokens()[0].text.len(), WORD_LENGTH);
        assert!(search(&long).expect("one word").matches(&contact(json!({"firstName": "y".repeat(90)}))));
    }

    proptest! {
        #[test]
        fn any_text_is_answered_without_a_panic(text: String, name: String) {
            for rules in [TextVersion::LOWER, TextVersion::KEYS] {
                if let Ok(search) = Search::parse(&CONTACT, FieldMask::ALL, rules, &text) {
                    search.matches(&contact(json!({"firstName": name, "lastName": null, "email": 3})));
                }
            }
        }

        #[test]
        fn a_record_is_found_by_its_own_words(name in "[a-zA-Zäöß0-9 .-]{1,60}", at: prop::sample::Index) {
            let image = contact(json!({"firstName": name}));
            for rules in [TextVersion::LOWER, TextVersion::KEYS] {
                let all = (rules.rules().stored_words)(&name);
                prop_assume!(!all.is_empty());
                let word = &all[at.index(all.len())];
                let beginning: String = word.chars().take(1 + at.index(word.chars().count())).collect();
                let search = Search::parse(&CONTACT, FieldMask::ALL, rules, &beginning).expect("a word");
                prop_assert!(search.matches(&image));
            }
        }
    }
}
