//! The `Accept-Language` of a request (RFC 9110, section 12.5.4).
//!
//! Reading it allocates nothing. A header that is malformed, longer than a kilobyte or longer than 32 ranges says
//! nothing, as if it were not there: no request fails because of it.

use super::{Language, ReaderLanguages, is_within};

/// The longest header that is read, in bytes.
const MAX_LENGTH: usize = 1_024;
/// The most ranges that are read.
const MAX_RANGES: usize = 32;
/// The weight of a range that names none, in thousandths.
const FULL_WEIGHT: u16 = 1_000;

/// What a request says about languages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AcceptLanguage {
    preferred: Option<Language>,
    /// The languages that it refuses (`q=0`), by their [index](Language::index).
    refused: [bool; Language::ALL.len()],
}

/// A language range with its weight in thousandths.
#[derive(Debug, Clone, Copy)]
struct WeightedRange<'a> {
    range: &'a str,
    weight: u16,
}

impl AcceptLanguage {
    /// Reads the value of a header. Of ranges with the same weight the first one counts. `*` prefers no language to
    /// another, so the reader's settings decide when no range before it has a translation.
    pub fn parse(header: &[u8]) -> Self {
        Self::well_formed(header).unwrap_or_default()
    }

    /// The language of a text for a reader with these settings. A language that the request refuses is not taken from
    /// a setting; when nothing is left, the text is in English.
    pub fn choose(self, reader: ReaderLanguages) -> Language {
        let settings = [reader.user, reader.tenant].into_iter().flatten();
        let accepted = settings.into_iter().find(|language| !self.refused[language.index()]);
        self.preferred.or(accepted).unwrap_or(Language::English)
    }

    fn well_formed(header: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(header).ok().filter(|text| text.len() <= MAX_LENGTH)?;
        let mut accepted = Self::default();
        let mut best = WeightedRange { range: "", weight: 0 };
        if ranges(text).count() > MAX_RANGES {
            return None;
        }
        for range in ranges(text) {
            let WeightedRange { range, weight } = range?;
            for language in Language::ALL.into_iter().filter(|language| is_within(language.tag(), range)) {
                accepted.refused[language.index()] |= weight == 0;
            }
        }
        for WeightedRange { range, weight } in ranges(text).flatten() {
            let language = Language::for_tag(range).filter(|language| !accepted.refused[language.index()]);
            if weight > best.weight && (range == "*" || language.is_some()) {
                best = WeightedRange { range, weight };
                accepted.preferred = language;
            }
        }
        Some(accepted)
    }
}

impl ReaderLanguages {
    /// The language of what is sent without a request.
    pub fn choose(self) -> Language {
        AcceptLanguage::default().choose(self)
    }
}

/// The ranges of a header in their order; nothing for one that is malformed. An empty element is no range.
fn ranges(header: &str) -> impl Iterator<Item = Option<WeightedRange<'_>>> {
    let elements = header.split(',').map(trim).filter(|element| !element.is_empty());
    elements.map(|element| {
        let (range, weight) = match element.split_once(';') {
            Some((range, weight)) => (trim(range), parse_weight(trim(weight))?),
            None => (element, FULL_WEIGHT),
        };
        is_range(range).then_some(WeightedRange { range, weight })
    })
}

/// Without the optional whitespace of HTTP.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// `*`, or letters and then subtags of letters and digits, of at most eight characters each.
fn is_range(range: &str) -> bool {
    let mut subtags = range.split('-');
    let is_subtag = |subtag: &str| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric());
    let first = subtags.next().unwrap_or_default();
    range == "*" || is_subtag(first) && first.bytes().all(|b| b.is_ascii_alphabetic()) && subtags.all(is_subtag)
}

/// `q=0.8` in thousandths; at most three digits behind the point, and at most 1.
fn parse_weight(text: &str) -> Option<u16> {
    let value = text.strip_prefix("q=").or_else(|| text.strip_prefix("Q="))?;
    let (whole, fraction) = match value.split_once('.') {
        Some(parts) => parts,
        None => (value, ""),
    };
    if !matches!(whole, "0" | "1") || fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain(*b"000").take(3);
    let thousandths = digits.fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    let weight = if whole == "1" { FULL_WEIGHT + thousandths } else { thousandths };
    (weight <= FULL_WEIGHT).then_some(weight)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GERMAN_USER: ReaderLanguages = ReaderLanguages { user: Some(Language::German), tenant: None };

    fn chosen(header: &str, reader: ReaderLanguages) -> &'static str {
        AcceptLanguage::parse(header.as_bytes()).choose(reader).tag()
    }

    #[test]
    fn the_range_with_the_greatest_weight_that_has_a_translation_is_chosen() {
        for (header, language) in [
            ("de", "de"),
            ("de-AT", "de"),
            ("DE-at , en;q=0.9", "de"),
            ("en;q=0.8, de;q=0.9", "de"),
            ("de;q=0.8,en;q=0.8", "de"),
            ("en , de", "en"),
            ("fr, de;q=0.001", "de"),
            ("fr;q=1.000, en-GB;Q=0.5\t,, de;q=0.4", "en"),
            ("de;q=0", "en"),
            ("de;q=0.000, de-AT", "en"),
            ("de-AT;q=0, de", "de"),
            ("fr, pt-BR", "en"),
            ("", "en"),
            (" , ,", "en"),
        ] {
            assert_eq!(chosen(header, ReaderLanguages::default()), language, "{header}");
        }
    }

    #[test]
    fn a_request_that_prefers_no_language_leaves_the_choice_to_the_settings() {
        for header in ["*", "fr", "fr, *;q=0.5", "*, en;q=0.5", "*;q=0", "en;q=0"] {
            assert_eq!(chosen(header, GERMAN_USER), "de", "{header}");
        }
        for header in ["en", "en;q=0.1", "de;q=0", "de;q=0, *", "*;q=0.1, en"] {
            assert_eq!(chosen(header, GERMAN_USER), "en", "{header}");
        }
        let english_user = ReaderLanguages { user: Some(Language::English), tenant: Some(Language::German) };
        assert_eq!(chosen("en;q=0, *", english_user), "de");
    }

    #[test]
    fn a_malformed_header_says_nothing() {
        let many = vec!["fr"; MAX_RANGES].join(",") + ",en";
        let long = "en,".repeat(10 * 1_024 / 3);
        let malformed = [
            "en;q=2",
            "en;q=1.001",
            "en;q=0.1234",
            "en;q=-1",
            "en;q=",
            "en;q",
            "en;level=1",
            "en;q=1;q=1",
            "en de",
            "en-",
            "-en",
            "en_GB",
            "englishlanguage",
            "1en",
            "en/de",
            "ën",
            "en;q=0,5",
            "en, de;q=x",
            &many,
            &long,
        ];
        for header in malformed {
            assert_eq!(chosen(header, GERMAN_USER), "de", "{header}");
        }
        assert_eq!(AcceptLanguage::parse(b"en\xff"), AcceptLanguage::default());
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(header: Vec<u8>) {
            AcceptLanguage::parse(&header).choose(ReaderLanguages::default());
        }

        #[test]
        fn of_two_languages_the_one_with_the_greater_weight_is_chosen(german in 1_u16..=1_000, english in 1_u16..=1_000) {
            let weight = |of: u16| format!("{}.{:03}", of / 1_000, of % 1_000);
            let header = format!("fr, de-CH;q={}, xx;q=0.5, en;q={}", weight(german), weight(english));
            let expected = if german >= english { "de" } else { "en" };
            prop_assert_eq!(chosen(&header, ReaderLanguages::default()), expected);
        }
    }
}
