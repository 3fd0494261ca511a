//! Searching: `q=acme ren`, words that a record has in the fields that its reader may read.
//!
//! A record is found when it has every word, in whatever fields; the last may be the beginning of one. Text is
//! [folded](crate::fold) and split into words here and in the database alike: by an explicit set of characters, so that
//! no locale decides and the two agree. The database stores each word together with its field, and a query names words
//! of readable fields only. So a search does not reveal the content of a field that the reader may not read.

use crate::{
    catalogue::{Entity, Field, FieldKind, FieldMask},
    error::{Code, Error, FieldError, Result},
    fold::fold,
    image::Image,
};

const PARAMETER: &str = "q";
/// How many characters may be searched for.
pub const MAX_TEXT: usize = 200;
/// How many words may be searched for.
pub const MAX_WORDS: usize = 10;
/// Words are told apart by so many of their characters. The migrations know this number too.
pub const WORD_LENGTH: usize = 60;
/// So much of a text can be found, in characters. The migrations know this number too.
pub const TEXT_LENGTH: usize = 1_000;

/// A search: the words and the fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    entity: &'static str,
    fields: Vec<&'static Field>,
    words: Vec<String>,
}

impl Search {
    /// Reads the parameter. Words are looked for in those searched fields that `readable` holds, which may be none.
    pub fn parse(entity: &'static Entity, readable: FieldMask, text: &str) -> Result<Self> {
        let wrong = |why: String| {
            let field = FieldError::new(PARAMETER, Code::InvalidValue).with_message(why);
            Err(Error::invalid(vec![field]))
        };
        if text.chars().count() > MAX_TEXT {
            return wrong(format!("expected at most {MAX_TEXT} characters"));
        }
        let folded = fold(text);
        let words: Vec<_> = words(&folded).map(str::to_owned).collect();
        match words.len() {
            0 => return wrong("expected a word of letters or digits".to_owned()),
            1..=MAX_WORDS => {}
            _ => return wrong(format!("expected at most {MAX_WORDS} words")),
        }
        let fields = entity.fields().enumerate();
        let fields = fields.filter(|(index, field)| field.searched.is_some() && readable.contains(*index));
        Ok(Self { entity: entity.name, fields: fields.map(|(_, field)| field).collect(), words })
    }

    /// The singular name of the entity that is searched.
    pub fn entity(&self) -> &'static str {
        self.entity
    }

    /// The fields to look in. Without any, nothing is found.
    pub fn fields(&self) -> &[&'static Field] {
        &self.fields
    }

    /// The words, all of them to be found; of the last, the beginning is enough. They are letters and digits only, in
    /// the widest sense: nothing in them means anything to a query language.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether this record, one of the entity's, is found.
    pub fn matches(&self, image: &Image) -> bool {
        let texts = self.fields.iter().filter_map(|field| image.text(field.name)).map(searched);
        let texts: Vec<_> = texts.collect();
        let mut found = texts.iter().flat_map(|text| words(text));
        let Some((last, whole)) = self.words.split_last() else { return false };
        found.clone().any(|word| word.starts_with(last.as_str()))
            && whole.iter().all(|wanted| found.clone().any(|word| word == wanted))
            && found.next().is_some()
    }
}

/// What of a text can be found.
fn searched(text: &str) -> String {
    fold(text).chars().take(TEXT_LENGTH).collect()
}

/// The words of a folded text, each as far as it counts.
pub fn words(folded: &str) -> impl Iterator<Item = &str> + Clone {
    let words = folded.split(separates).filter(|word| !word.is_empty());
    words.map(|word| word.char_indices().nth(WORD_LENGTH).map_or(word, |(end, _)| &word[..end]))
}

/// Whether a character stands between words rather than in them: what is neither letter nor digit in ASCII and Latin-1,
/// and the blocks of punctuation and symbols beyond. The migrations name the same.
fn separates(character: char) -> bool {
    matches!(
        character,
        '\0'..='/' | ':'..='`' | '{'..='©' | '«'..='´' | '¶'..='¸' | '»'..='¿' | '×' | '÷'
            | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{2bff}' | '\u{3000}'..='\u{3004}'
            | '\u{3008}'..='\u{3020}' | '\u{30fb}' | '\u{fe00}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff0f}'
            | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '\u{1f000}'..='\u{1faff}'
    )
}

/// Whether words of this kind of field can be searched for.
pub const fn is_searchable(kind: FieldKind) -> bool {
    kind.folds()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::catalogue::samples::CONTACT;

    fn search(text: &str) -> Result<Search> {
        Search::parse(&CONTACT, FieldMask::ALL, text)
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
            "Notes likes",
            "  ada  ",
            "l ada",
        ] {
            assert!(search(found).expect(found).matches(&ada), "{found}");
        }
        for not in ["da", "ad lovelace", "eclairs", "ada bob", "customer", "adal"] {
            assert!(!search(not).expect(not).matches(&ada), "{not}");
        }
    }

    #[test]
    fn unreadable_fields_are_not_searched() {
        let entity = &CONTACT;
        let first = entity.fields().position(|field| field.name == "firstName").expect("a first name");
        let ada = contact(json!({"firstName": "Ada", "lastName": "Lovelace"}));
        let as_read = |text| Search::parse(entity, FieldMask::NONE.with(first), text).expect("words").matches(&ada);
        assert!(as_read("ada") && !as_read("lovelace") && !as_read("ada love"));
        assert!(!Search::parse(entity, FieldMask::NONE, "ada").expect("a word").matches(&ada));
    }

    #[test]
    fn an_invalid_search_is_refused() {
        for bad in ["", " ", "…", "'\\\"&|!()*:", "€", &"x".repeat(MAX_TEXT + 1), "a b c d e f g h i j k"] {
            let refused = search(bad).expect_err(bad);
            assert_eq!((refused.code(), refused.fields()[0].pointer.as_str()), (Code::Invalid, PARAMETER), "{bad}");
        }
        let long = "y".repeat(MAX_TEXT);
        assert_eq!(search(&long).expect("one word").words()[0].len(), WORD_LENGTH);
        assert!(search(&long).expect("one word").matches(&contact(json!({"firstName": "y".repeat(90)}))));
    }

    proptest! {
        #[test]
        fn words_are_not_parsed_as_a_query_language(text: String) {
            for word in words(&fold(&text)) {
                prop_assert!(!word.is_empty() && word.chars().count() <= WORD_LENGTH);
                prop_assert!(!word.contains(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()), "{}", word);
            }
        }

        #[test]
        fn any_text_is_answered_without_a_panic(text: String, name: String) {
            if let Ok(search) = search(&text) {
                search.matches(&contact(json!({"firstName": name, "lastName": null, "email": 3})));
            }
        }

        #[test]
        fn a_record_is_found_by_its_own_words(name in "[a-zA-Zäöß0-9 .-]{1,60}", at: prop::sample::Index) {
            let image = contact(json!({"firstName": name}));
            let folded = fold(&name);
            let all: Vec<_> = words(&folded).collect();
            prop_assume!(!all.is_empty());
            let word = all[at.index(all.len())];
            let beginning: String = word.chars().take(1 + at.index(word.chars().count())).collect();
            prop_assert!(search(&beginning).expect("a word").matches(&image));
        }
    }
}
