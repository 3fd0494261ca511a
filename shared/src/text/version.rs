//! The versions of the rules for text, and the columns that hold what each makes of a text.

use std::{
    fmt,
    hash::{Hash, Hasher},
};

use super::{
    identity::identity,
    letter_fold::fold,
    lower,
    search_fold::search_fold,
    sort_key::sort_key,
    words::{Token, query_tokens, stored_words},
};

/// One set of rules, and where the store keeps what they make.
pub struct TextRules {
    /// What `text_version` of a tenant says.
    pub version: i32,
    pub columns: TextColumns,
    /// By which texts are equal.
    pub identity: fn(&str) -> String,
    /// By which a piece of a text is found.
    pub search: fn(&str) -> String,
    pub sort: SortRule,
    /// The words that are kept of a text.
    pub stored_words: fn(&str) -> Vec<String>,
    /// The words of what somebody typed, and how many of them count towards the limit.
    pub query_tokens: fn(&str) -> (Vec<Token>, usize),
}

/// How texts are ordered: by text, or by a key.
#[derive(Clone, Copy)]
pub enum SortRule {
    Text(fn(&str) -> String),
    Key(fn(&str) -> Vec<u8>),
}

/// The names of the columns of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextColumns {
    /// One column for each text, `<column>_lower`, and the column `search`, which the database makes of them.
    Lower,
    /// `<column>_key`, `<column>_fold` and `<column>_sort` for each text, the column `words`, and `keys_of`, the version
    /// of the record that all of them were made of; each with this suffix.
    Keys { suffix: &'static str },
}

/// A version that this program carries.
#[derive(Clone, Copy)]
pub struct TextVersion(&'static TextRules);

/// The versions that this program carries, the oldest first. All are written; a tenant reads the one that it is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextVersions(&'static [TextVersion]);

/// The rules of the first releases: letters are folded one by one, accents stay, and order is that of code points.
static LOWER: TextRules = TextRules {
    version: 0,
    columns: TextColumns::Lower,
    identity: fold,
    search: fold,
    sort: SortRule::Text(fold),
    stored_words: lower::stored_words,
    query_tokens: lower::query_tokens,
};

/// ICU4X 2.4 and its data.
static KEYS: TextRules = TextRules {
    version: 1,
    columns: TextColumns::Keys { suffix: "" },
    identity,
    search: search_fold,
    sort: SortRule::Key(sort_key),
    stored_words: |text| stored_words(&search_fold(text)).into_iter().collect(),
    query_tokens: |text| query_tokens(&search_fold(text)),
};

impl TextVersion {
    /// The version of tenants from before there were versions.
    pub const LOWER: Self = Self(&LOWER);
    /// The version of new tenants.
    pub const KEYS: Self = Self(&KEYS);

    pub const fn new(rules: &'static TextRules) -> Self {
        Self(rules)
    }

    pub fn rules(self) -> &'static TextRules {
        self.0
    }

    pub fn number(self) -> i32 {
        self.0.version
    }

    pub fn columns(self) -> TextColumns {
        self.0.columns
    }
}

impl TextVersions {
    /// Those of this release.
    pub const RELEASED: Self = Self(&[TextVersion::LOWER, TextVersion::KEYS]);

    /// These versions, the oldest first; there is at least one.
    pub const fn new(versions: &'static [TextVersion]) -> Self {
        assert!(!versions.is_empty(), "a program has a version of its rules for text");
        Self(versions)
    }

    pub fn all(self) -> &'static [TextVersion] {
        self.0
    }

    /// The version that tenants are moved to, and that new ones begin with.
    pub fn newest(self) -> TextVersion {
        self.0[self.0.len() - 1]
    }

    /// The version of a tenant. One that the program does not carry was made by a later release, which goes on writing
    /// the newest of this one.
    pub fn of_tenant(self, number: i32) -> TextVersion {
        self.0.iter().copied().find(|version| version.number() == number).unwrap_or_else(|| self.newest())
    }
}

impl Default for TextVersions {
    fn default() -> Self {
        Self::RELEASED
    }
}

impl PartialEq for TextVersion {
    fn eq(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl Eq for TextVersion {}

impl Hash for TextVersion {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number().hash(state);
    }
}

impl fmt::Debug for TextVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TextVersion({})", self.number())
    }
}
