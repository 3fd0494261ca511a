//! Who is named in a text: `@` and then the e-mail address or the id of a member.
//!
//! `@vera@example.com, please look` names Vera. An address that merely stands in the text names nobody, for no `@` stands
//! before it; neither does an `@` in the middle of a word. Whether there is such a member is not asked here.

use std::collections::HashSet;

use uuid::Uuid;

use crate::ids::UserId;

/// The most people that one text names; those beyond are not told.
pub const MAX_MENTIONS: usize = 50;

/// The length of an id as we write it.
const ID: usize = 36;
/// No e-mail address is longer (RFC 5321).
const LONGEST: usize = 254;

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
    let word = rest.split(|letter| letter != '@' && !is_of_address(letter)).next()?;
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
    fn an_at_sign_and_an_address_or_an_id_name_somebody() {
        assert_eq!(emails("@vera@example.com, please look"), ["vera@example.com"]);
        assert_eq!(emails("Ask @vera@example.com."), ["vera@example.com"]);
        assert_eq!(emails("(@v.o'neil+x@ex-ample.co.uk)"), ["v.o'neil+x@ex-ample.co.uk"]);
        assert_eq!(emails("@a@b.c @d@e.f @a@b.c"), ["a@b.c", "d@e.f"]);
        let id = "0198f2b4-0000-7000-8000-000000000001";
        assert_eq!(emails(&format!("see @{id}.")), [id]);
        assert_eq!(emails(&format!("@{id}@{id}")), [id; 0]);
    }

    #[test]
    fn what_only_looks_like_it_names_nobody() {
        for text in
            ["", "@", "@@", "vera@example.com", "me@vera@example.com", "@vera", "@ vera@x.y", "@@x.y", "@x@.", "x@"]
        {
            assert_eq!(emails(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_text_names_so_many_and_no_more() {
        let text: String = (0..1_000).map(|number| format!("@u{number}@example.com ")).collect();
        assert_eq!(mentions(&text).len(), MAX_MENTIONS);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[@a-f0-9. ü\\-]{0,80}") {
            let _ = mentions(&text);
        }

        #[test]
        fn any_text_at_all(text: String) {
            let _ = mentions(&text);
        }
    }
}
