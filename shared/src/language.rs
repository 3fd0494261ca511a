//! The languages of texts, and which of them a reader gets.
//!
//! A text is made in the first of these languages that there is a translation for: what the request accepts
//! ([`AcceptLanguage`]), the user's setting, the tenant's setting, English. What is sent without a request goes by the
//! settings alone.
//!
//! To add a language, add a variant here and a file of messages beside each of those that exist; a program that lacks
//! a message in one of its languages does not start. `docs/adr/0026-languages.md` has the steps.

mod accept_language;

pub use accept_language::AcceptLanguage;

/// A language that all messages are translated to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    German,
}

/// The languages of a reader's settings, as far as there are translations: of a user, and of the tenant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReaderLanguages {
    pub user: Option<Language>,
    pub tenant: Option<Language>,
}

impl Language {
    /// All languages. The first is the one that the program is written in.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The language tag (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The translation for a language tag by the scheme "lookup" of RFC 4647, section 3.4: the tag itself, or the
    /// longest beginning of it that there is a translation for. `de-AT` is German.
    pub fn for_tag(tag: &str) -> Option<Self> {
        let fitting = Self::ALL.into_iter().filter(|language| is_within(tag, language.tag()));
        fitting.max_by_key(|language| language.tag().len())
    }

    const fn index(self) -> usize {
        self as usize
    }
}

impl ReaderLanguages {
    /// The languages of the `locale` settings of a user and of a tenant.
    pub fn of_settings(user: Option<&str>, tenant: Option<&str>) -> Self {
        Self { user: user.and_then(Language::for_tag), tenant: tenant.and_then(Language::for_tag) }
    }
}

/// Whether a tag is a range or begins with all of its subtags.
fn is_within(tag: &str, range: &str) -> bool {
    let (tag, range) = (tag.as_bytes(), range.as_bytes());
    let begins = tag.get(..range.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(range));
    begins && matches!(tag.get(range.len()), None | Some(b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_the_translation_of_its_longest_beginning() {
        for (tag, language) in [
            ("de", Some(Language::German)),
            ("DE-at", Some(Language::German)),
            ("de-Latn-CH-1996", Some(Language::German)),
            ("en-GB", Some(Language::English)),
            ("den", None),
            ("d", None),
            ("fr", None),
            ("", None),
            ("dé", None),
        ] {
            assert_eq!(Language::for_tag(tag), language, "{tag}");
        }
        for language in Language::ALL {
            assert_eq!(Language::for_tag(language.tag()), Some(language));
            assert_eq!(Language::ALL[language.index()], language);
        }
    }

    #[test]
    fn the_users_setting_stands_before_the_tenants_and_one_without_translation_counts_as_none() {
        let choose = |user, tenant| ReaderLanguages::of_settings(user, tenant).choose();
        assert_eq!(choose(Some("en"), Some("de")), Language::English);
        assert_eq!(choose(Some("de-AT"), None), Language::German);
        assert_eq!(choose(Some("fr"), Some("de")), Language::German);
        assert_eq!(choose(Some("fr"), Some("pt-BR")), Language::English);
        assert_eq!(choose(None, None), Language::English);
    }
}
