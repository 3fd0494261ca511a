//! Text as it is compared, found and sorted: two folds, the words of a text, and its place in an order.
//!
//! - *Identity* ([`identity`]) says whether two texts are the same but for case: names that must be unique, addresses,
//!   and the operators `eq` and `in`. Accents and compatibility forms stay, since `josé@` and `jose@` are two mailboxes.
//! - *Search* ([`search_fold`]) says whether a text has what somebody typed: `muller` in `Müller`.
//! - *Order* ([`sort_key`]) puts É beside E.
//!
//! All three are computed here, from the data of ICU4X in exact versions, and stored beside the text. The database has
//! data of its own, which differ from server to server, and only compares the bytes. So SQL, memory and cursors agree.
//!
//! Other data would make other keys of the same texts. A [`TextVersion`] is therefore one set of rules with columns of
//! its own, and a release that changes the data carries two: the tenant's `text_version` says which one is read, while
//! both are written.

mod field_tag;
mod identity;
mod letter_fold;
mod lower;
mod search_fold;
mod sort_key;
mod version;
mod words;

pub use field_tag::field_tag;
pub use identity::identity;
pub use letter_fold::fold;
pub use search_fold::search_fold;
pub use sort_key::{MAX_SORT_KEY, SORTED_CHARACTERS, sort_key, sorted_part};
pub use version::{SortRule, TextColumns, TextRules, TextVersion, TextVersions};
pub use words::{MAX_TOKENS, TEXT_LENGTH, Token, WORD_LENGTH, query_tokens, stored_words};

#[cfg(test)]
mod tests;
