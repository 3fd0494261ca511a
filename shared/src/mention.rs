//! Mentions in a text: `@` and then the e-mail address or the id of a member.
//!
//! `@vera@example.com, please look` names Vera. An address that merely stands in the text names nobody, for no `@`
//! stands before it; neither does an `@` in the middle of a word. The existence of the member is checked elsewhere.

use std::collections::HashSet;

use uuid::Uuid;

use crate::ids::UserId;

/// The most mentions of one text; further ones are ignored.
pub const MAX_MENTIONS: usize = 50;

/// The length of an id as we write it.
const ID: usize = 36;
/// No e-mail address is longer (RFC 5321).
const LONGEST: usize = 254;
/// An address may have dots behind it that are none of it, but not for ever.
const LONGEST_WORD: usize = LONGEST + 64;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Mention {
    User(UserId),
    /// An e-mail address, as it was written.
    Email(String),
}

/// The people that a text names, each once, in their order.
pub fn mentions(text: &str) -> Vec<Mention> {
    let (mut found, mut known) = (Vec::new(), HashSet::new());
    let mut before = None;
    for (at, letter) in text.char_indices() {
        if letter == '@' && !before.is_some_and(is_of_address) {
            let mention = read(&text[at + 1..]);
            found.extend(mention.filter(|mention| known.insert(mention.clone())));
        }
        if found.len() == MAX_MENTIONS {
            break;
        }
        before = Some(letter);
    }
    found
}

fn read(rest: &str) -> Option<Mention> {
    if rest.starts_with('@') {
        return None;
    }
    let word = &rest[..word_length(rest.chars())?];
    if let Some(id) = word.get(..ID).and_then(|id| Uuid::try_parse(id).ok()) {
        // What follows an id is no part of a longer one.
        return word[ID..].chars().all(|letter| ".-_".contains(letter)).then(|| Mention::User(id.into()));
    }
    let (local, domain) = word.split_once('@')?;
    // A dot that ends the sentence is none of the address.
    let domain = domain.split('@').next()?.trim_end_matches(['.', '-', '_', '+', '%', '\'']);
    let address = format!("{local}@{domain}");
    (!local.is_empty() && !domain.is_empty() && address.len() <= LONGEST).then_some(Mention::Email(address))
}

/// How long the word is that these letters begin with, in bytes; nothing when it is too long to name anybody. No more
/// is looked at than that takes: every `@` of a text may begin a word, and words may reach to the end of it.
fn word_length(letters: impl Iterator<Item = char>) -> Option<usize> {
    let mut length = 0;
    for letter in letters.take_while(|letter| *letter == '@' || is_of_address(*letter)) {
        length += letter.len_utf8();
        if length > LONGEST_WORD {
            return None;
        }
    }
    Some(length)
}

/// Whether a letter can be part of an address, beside the `@` in its middle.
fn is_of_address(letter: char) -> bool {
    letter.is_alphanumeric() || ".-_+%'".contains(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn emails(text: &str) -> Vec<String> {
        let email = |mention| match mention {
            Mention::Email(address) => address,
            Mention::User(user) => user.to_string(),
        };
        mentions(text).into_iter().map(email).collect()
    }

    #[test]
    fn an_at_sign_with_an_address_or_an_id_is_a_mention() {
        assert_eq!(emails("@vera@example.com, please look"), ["vera@example.com"]);
        assert_eq!(emails("Ask @vera@example.com."), ["vera@example.com"]);
        assert_eq!(emails("(@v.o'neil+x@ex-ample.co.uk)"), ["v.o'neil+x@ex-ample.co.uk"]);
        assert_eq!(emails("@a@b.c @d@e.f @a@b.c"), ["a@b.c", "d@e.f"]);
        let id = "0198f2b4-0000-7000-8000-000000000001";
        assert_eq!(emails(&format!("see @{id}.")), [id]);
        assert_eq!(emails(&format!("@{id}@{id}")), [id; 0]);
    }

    #[test]
    fn similar_text_is_no_mention() {
        for text in
            ["", "@", "@@", "vera@example.com", "me@vera@example.com", "@vera", "@ vera@x.y", "@@x.y", "@x@.", "x@"]
        {
            assert_eq!(emails(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_number_of_mentions_of_a_text_is_limited() {
        let text: String = (0..1_000).map(|number| format!("@u{number}@example.com ")).collect();
        assert_eq!(mentions(&text).len(), MAX_MENTIONS);
    }

    #[test]
    fn an_overlong_word_is_no_mention() {
        assert_eq!(emails(&format!("@vera@example.com{}", ".".repeat(64))), ["vera@example.com"]);
        assert_eq!(emails(&format!("@vera@example.com{} @v@x.y", ".".repeat(1_000))), ["v@x.y"]);
        assert_eq!(emails(&"@".repeat(100_000)), [""; 0]);
    }

    proptest! {
        #[test]
        fn a_bounded_part_of_a_long_word_is_read(word in "[@a.ü]{0,2000}") {
            let mut looked_at = 0;
            let length = word_length(word.chars().inspect(|_| looked_at += 1));
            prop_assert!(looked_at <= LONGEST_WORD + 1, "{}", looked_at);
            prop_assert_eq!(length, Some(word.len()).filter(|length| *length <= LONGEST_WORD));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[@a-f0-9. ü\\-]{0,80}") {
            let _ = mentions(&text);
        }

        #[test]
        fn arbitrary_text_never_panics(text: String) {
            let _ = mentions(&text);
        }
    }
}
