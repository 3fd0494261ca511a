//! Phone numbers, read by the numbering plans of the countries, and written as E.164.
//!
//! A number is taken when its length is possible in its country. Whether it is assigned is not judged: numbering plans
//! change sooner than programs, and a CRM holds odd numbers. Numbers that were stored before this rule, without a
//! country, keep their digits, and are found by them.

use icu_properties::{CodePointMapData, props::GeneralCategory};
use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region, get_national_significant_number_owned,
};

/// The longest number, in digits (E.164).
const MAX_DIGITS: usize = 15;
/// Fewer digits than this are searched for as they are.
const FEWEST_SEARCHED: usize = 5;
/// What may part the digits of a phone number, and means nothing.
const SEPARATORS: [char; 14] = [
    ' ', '\u{a0}', '\u{2007}', '\u{2009}', '\u{202f}', '-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '.', '/',
    '(', ')',
];
/// What may stand before an extension, the normal form first.
const EXTENSION_MARKS: [&str; 4] = [";ext=", "ext.", "ext", "x"];

/// A country whose numbers may be written without its calling code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country(Region);

/// Why a text is no phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneProblem {
    #[error("a phone number such as +49 30 1234567")]
    NotANumber,
    /// The number is national, and nobody says of which nation.
    #[error(
        "a phone number with its country code, such as +49 30 1234567, as no country is set for numbers without one"
    )]
    NoCountry,
    #[error("a phone number with its area code")]
    NoAreaCode,
}

impl Country {
    /// From two letters of ISO 3166-1. A country without phone numbers of its own is none.
    pub fn from_code(code: &str) -> Option<Self> {
        let region = Region::try_from(code).ok()?;
        PHONE_NUMBER_UTIL.get_country_code_for_region(region).map(|_| Self(region))
    }
}

/// The written form of a number: `+49301234567`, `+49301234567;ext=89`. A number without a country code is one of the
/// country.
pub fn phone(text: &str, country: Option<Country>) -> Result<String, PhoneProblem> {
    let (number, extension) = split(text).ok_or(PhoneProblem::NotANumber)?;
    if country.is_none() && !number.starts_with('+') {
        let is_national = (3..=MAX_DIGITS).contains(&number.len());
        return Err(if is_national { PhoneProblem::NoCountry } else { PhoneProblem::NotANumber });
    }
    let parsed = parse(&number, country).ok_or(PhoneProblem::NotANumber)?;
    match PHONE_NUMBER_UTIL.is_possible_number_with_reason(&parsed) {
        Ok(NumberLengthType::IsPossible) => {}
        Ok(NumberLengthType::IsPossibleLocalOnly) => return Err(PhoneProblem::NoAreaCode),
        Err(_) => return Err(PhoneProblem::NotANumber),
    }
    let written = parsed.format_as(PhoneNumberFormat::E164);
    let extension = extension.map(|extension| format!(";ext={extension}")).unwrap_or_default();
    match written.len() <= 1 + MAX_DIGITS {
        true => Ok(format!("{written}{extension}")),
        false => Err(PhoneProblem::NotANumber),
    }
}

/// The forms in which a number may be stored that somebody looks for: its written form, and its digits as they were kept
/// before numbers had a country. None: the text is no number.
pub(crate) fn stored_forms(text: &str, country: Option<Country>) -> Vec<String> {
    let earlier = split(text).filter(|(number, _)| (3..=1 + MAX_DIGITS).contains(&number.len()));
    let earlier = earlier.map(|(number, extension)| match extension {
        Some(extension) => format!("{number};ext={extension}"),
        None => number,
    });
    let mut forms: Vec<_> = phone(text, country).into_iter().chain(earlier).collect();
    forms.dedup();
    forms
}

/// The forms of a piece of a number: its digits alone, and with the country's code, should it be the beginning of a
/// national number. Nothing: the piece has more in it than digits and what parts them.
pub(crate) fn pieces(text: &str, country: Option<Country>) -> Option<Vec<String>> {
    let digits = digits(text)?;
    if digits.is_empty() {
        return None;
    }
    let mut pieces = match country {
        Some(country) if !digits.starts_with('+') => international(&digits, country),
        _ => Vec::new(),
    };
    pieces.push(digits);
    Some(pieces)
}

/// The words by which a stored number is found besides those of its written form: as it is dialled within its country,
/// and without the prefix for that. `0301234567` and `301234567` of `+49301234567`.
pub fn phone_search_words(written: &str) -> Vec<String> {
    let number = written.split(';').next().unwrap_or_default();
    let Some(parsed) = parse(number, None) else { return Vec::new() };
    let national = parsed.format_as(PhoneNumberFormat::National);
    let dialled: String = national.chars().filter(char::is_ascii_digit).collect();
    let significant = get_national_significant_number_owned(&parsed);
    let mut words = vec![dialled, significant];
    words.dedup();
    words
}

/// The digits of a text that is searched for, if it can only be a phone number: it begins with `+`, `0` or a bracket and
/// has digits in groups. A prefix for calls abroad, and a zero in brackets, are left out as in a written number.
pub(crate) fn phone_query(text: &str) -> Option<String> {
    let text = text.trim();
    let is_part = |char: char| char.is_ascii_digit() || matches!(char, '+' | '(' | ')' | ' ' | '-' | '/' | '.');
    if !text.starts_with(['+', '0', '(']) || !text.chars().all(is_part) {
        return None;
    }
    let digits: String = text.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    (digits.len() >= FEWEST_SEARCHED).then(|| digits.to_owned())
}

fn parse(number: &str, country: Option<Country>) -> Option<PhoneNumber> {
    PHONE_NUMBER_UTIL.parse(number, country.map(|Country(region)| region)).ok()
}

/// The digits of a number with its `+`, and those of its extension. The library would read more into a text than this
/// lets through: letters of keypads, parameters of links, and what comes before a number.
fn split(text: &str) -> Option<(String, Option<String>)> {
    let lower = text.trim().to_ascii_lowercase();
    let parts = EXTENSION_MARKS.iter().find_map(|mark| lower.split_once(mark));
    let (number, extension) = parts.map_or((lower.as_str(), None), |(number, rest)| (number, Some(rest.trim())));
    let is_extension = |text: &str| (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let extension = match extension {
        Some(extension) if is_extension(extension) => Some(extension.to_owned()),
        Some(_) => return None,
        None => None,
    };
    let number = digits(number)?;
    number.contains(|char: char| char.is_ascii_digit()).then_some((number, extension))
}

/// The digits of any script as those of ASCII, after a `+` if there is one, without what parts them.
fn digits(text: &str) -> Option<String> {
    let text = text.trim();
    let (plus, rest) = match text.strip_prefix(['+', '\u{ff0b}']) {
        // The digit in brackets is the one that callers from abroad leave out.
        Some(rest) => ("+", rest.replacen("(0)", "", 1)),
        None => ("", text.to_owned()),
    };
    let digits = rest.chars().filter(|char| !SEPARATORS.contains(char)).map(digit);
    digits.collect::<Option<String>>().map(|digits| format!("{plus}{digits}"))
}

/// Decimal digits stand in runs of ten, in their order, from zero on.
fn digit(char: char) -> Option<char> {
    if char.is_ascii() {
        return char.is_ascii_digit().then_some(char);
    }
    let is_digit = |code: u32| {
        let category = char::from_u32(code).map(|char| CodePointMapData::<GeneralCategory>::new().get(char));
        category == Some(GeneralCategory::DecimalNumber)
    };
    let code = u32::from(char);
    let before = (0..).take_while(|back| is_digit(code - back)).count().checked_sub(1)?;
    char::from_digit(u32::try_from(before % 10).ok()?, 10)
}

/// The beginnings that a stored number may have which is dialled like this in the country. The zero before an area code
/// is dropped in most countries and kept in some, and no number of either could be meant by the other form.
fn international(digits: &str, Country(region): Country) -> Vec<String> {
    let Some(code) = PHONE_NUMBER_UTIL.get_country_code_for_region(region).map(|code| code.to_string()) else {
        return Vec::new();
    };
    let abroad = if code == "1" { "011" } else { "00" };
    if let Some(foreign) = digits.strip_prefix(abroad) {
        return vec![format!("+{foreign}")];
    }
    let mut beginnings = vec![format!("+{code}{digits}")];
    beginnings.extend(digits.strip_prefix('0').map(|rest| format!("+{code}{rest}")));
    beginnings.extend(digits.strip_prefix(&code).map(|rest| format!("+{code}{rest}")));
    beginnings
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(country: &str) -> Option<Country> {
        Country::from_code(country)
    }

    #[test]
    fn numbers_are_written_as_e164_whatever_parts_their_digits() {
        for (given, country, written) in [
            ("+49 (0)30 / 123-45.67", None, "+49301234567"),
            ("+49\u{a0}30\u{2013}1234567", None, "+49301234567"),
            ("(030) 1234567", of("DE"), "+49301234567"),
            ("0049 30 1234567", of("DE"), "+49301234567"),
            ("011 49 30 1234567", of("US"), "+49301234567"),
            ("(201) 555-0123", of("US"), "+12015550123"),
            ("1 201 555 0123", of("US"), "+12015550123"),
            ("06 698 12345", of("IT"), "+390669812345"),
            ("+390669812345", of("DE"), "+390669812345"),
            ("011 15-2345-6789", of("AR"), "+5491123456789"),
            ("٠٣٠ ١٢٣٤٥٦٧", of("DE"), "+49301234567"),
            ("＋４９ ３０ １２３４５６７", None, "+49301234567"),
            ("+1 555 010 9999 x12", None, "+15550109999;ext=12"),
            ("+15550109999 Ext. 12", None, "+15550109999;ext=12"),
            ("+15550109999;ext=12", None, "+15550109999;ext=12"),
            ("+800 1234 5678", None, "+80012345678"),
        ] {
            assert_eq!(phone(given, country).as_deref(), Ok(written), "{given}");
        }
    }

    #[test]
    fn a_possible_number_is_taken_though_nobody_has_it() {
        let number = parse("+49 30 1", None);
        assert!(phone("+1 555 555 5555", None).is_ok() && number.is_none_or(|number| !number.is_valid()));
    }

    #[test]
    fn what_is_no_number_is_refused_with_the_reason() {
        for bad in [
            "",
            "+",
            "1",
            "+49301234567890123456",
            "+49+30",
            "++49301234567",
            "call me",
            "call +49 30 1234567",
            "1-800-FLOWERS",
            "+49 30 12a",
            "+49301234567 x",
            "+49301234567 x1y",
            "+49301234567;phone-context=evil.example",
            "tel:+49301234567",
            "+999 1234567",
            "+49301234567\u{202e}",
            "+49 30 1234567 or so",
        ] {
            assert_eq!(phone(bad, of("DE")), Err(PhoneProblem::NotANumber), "{bad:?}");
        }
        assert_eq!(phone("030 1234567", None), Err(PhoneProblem::NoCountry));
        assert_eq!(phone("555-0123", of("US")), Err(PhoneProblem::NoAreaCode));
        assert_eq!((of("XX"), of("Germany"), of("")), (None, None, None));
    }

    #[test]
    fn a_number_is_looked_for_in_the_forms_in_which_it_may_be_stored() {
        assert_eq!(stored_forms("030 1234567", of("DE")), ["+49301234567", "0301234567"]);
        assert_eq!(stored_forms("030 1234567", None), ["0301234567"]);
        assert_eq!(stored_forms("+49 30 1234567", None), ["+49301234567"]);
        assert!(stored_forms("call me", of("DE")).is_empty());
        for (piece, country, forms) in [
            ("030 12", "DE", vec!["+4903012", "+493012", "03012"]),
            ("06 698", "IT", vec!["+3906698", "+396698", "06698"]),
            ("(201) 55", "US", vec!["+120155", "20155"]),
            ("1 201", "US", vec!["+11201", "+1201", "1201"]),
            ("+49 30", "DE", vec!["+4930"]),
            ("0049 30", "DE", vec!["+4930", "004930"]),
            ("011 49", "US", vec!["+49", "01149"]),
        ] {
            assert_eq!(pieces(piece, of(country)).expect("digits"), forms, "{piece}");
        }
        assert_eq!(pieces(";ext=8", of("DE")), None);
        assert_eq!(pieces("030 12", None), Some(vec!["03012".to_owned()]));
        assert_eq!(phone_search_words("+49301234567;ext=8"), ["0301234567", "301234567"]);
        assert_eq!(phone_search_words("+12015550123"), ["2015550123"]);
        assert!(phone_search_words("0301234567").is_empty() && phone_search_words("").is_empty());
        for (typed, digits) in [
            ("030 123 45", "03012345"),
            ("+49 (0)30/123-45", "493012345"),
            ("0049.30.12345", "493012345"),
            (" (201) 555 ", "201555"),
        ] {
            assert_eq!(phone_query(typed).as_deref(), Some(digits), "{typed}");
        }
        for other in ["2024-05-12", "030", "0301234x", "Ada 030123", "", "+", "12 34 56"] {
            assert_eq!(phone_query(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn a_written_number_is_its_own_in_every_country(
            text in "[+]?[0-9 ()./-]{2,18}( ?(x|ext[.]?|;ext=) ?[0-9]{1,8})?",
            country in prop::sample::select(vec!["DE", "US", "IT", "AR", "MX", "BR", "FR", "CI", "CN", "SM"]),
        ) {
            if let Ok(written) = phone(&text, of(country)) {
                prop_assert_eq!(phone(&written, None), Ok(written.clone()));
                prop_assert_eq!(phone(&written, of(country)), Ok(written));
            }
        }

        #[test]
        fn no_text_panics(text in any::<String>(), digits in "[+0-9]{0,24}") {
            for text in [text, digits] {
                let _ = (phone(&text, of("DE")), stored_forms(&text, of("US")), pieces(&text, of("AR")));
                phone_search_words(&text);
            }
        }
    }
}
