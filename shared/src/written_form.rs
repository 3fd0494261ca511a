//! The one form in which text is stored: composed (NFC), without the space around it, and without characters that
//! nobody sees.
//!
//! Two texts that look alike are so stored alike, whichever keyboard, spreadsheet or web page they came from. What
//! shapes the characters beside it stays: the joiners of Persian, Hindi and emoji, variation selectors, and the tags of
//! flags. What only turns the direction of text, or shows nothing at all, is left out of a line. Text of several lines
//! keeps the marks that arrange a paragraph of mixed direction, and loses the overrides.
//!
//! Text that is stored already keeps its bytes until it is written again.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};

/// Text with a control character that its kind of field does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("text with control characters")]
pub struct ControlCharacter;

const BLACK_FLAG: char = '\u{1f3f4}';

/// The written form of one line.
pub fn line(text: &str) -> Result<String, ControlCharacter> {
    match text.chars().any(char::is_control) {
        true => Err(ControlCharacter),
        false => Ok(form(text, is_unseen, trim_line)),
    }
}

/// The written form of text that may have several lines; their breaks and their indentation stay.
pub fn lines(text: &str) -> Result<String, ControlCharacter> {
    match text.chars().any(|char| char.is_control() && !matches!(char, '\n' | '\r' | '\t')) {
        true => Err(ControlCharacter),
        false => Ok(form(text, |char| is_unseen(char) && !arranges_paragraph(char), str::trim)),
    }
}

/// A piece of a text in written form. Space at its ends stays, since it stands inside of the text that is looked for.
pub fn piece(text: &str) -> String {
    form(text, is_unseen, |text| text)
}

/// Whether nothing of a text is seen.
pub fn shows_nothing(text: &str) -> bool {
    // The braille pattern without a dot is a symbol by its category, and blank.
    text.chars().all(|char| char.is_whitespace() || char.is_control() || is_ignorable(char) || char == '\u{2800}')
}

/// Whether a text has characters that the written form of a line leaves out.
pub fn has_unseen(text: &str) -> bool {
    !text.is_ascii() && (seen(text, is_unseen).len() != text.len() || text.trim_end().ends_with(is_joiner))
}

fn form(text: &str, unseen: impl Fn(char) -> bool, trim: impl Fn(&str) -> &str) -> String {
    if text.is_ascii() {
        return trim(text).to_owned();
    }
    // Unseen characters go first: some of them keep their neighbours from being composed.
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&seen(text, unseen)).into_owned();
    let trimmed = trim(&composed);
    if trimmed.len() == composed.len() { composed } else { trimmed.to_owned() }
}

/// A joiner at the end joins nothing.
fn trim_line(text: &str) -> &str {
    text.trim().trim_end_matches(|char: char| char.is_whitespace() || is_joiner(char))
}

/// The text without unseen characters, but for those that shape the character before them.
fn seen(text: &str, unseen: impl Fn(char) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut before = None;
    for char in text.chars() {
        let stays = match char {
            // After a letter of ASCII no joiner has a meaning.
            _ if is_joiner(char) => before.is_some_and(|before: char| {
                !before.is_ascii() && !before.is_whitespace() && !is_joiner(before) && !is_tag(before)
            }),
            _ if is_variation_selector(char) => before.is_some_and(|before: char| {
                !before.is_whitespace() && !is_variation_selector(before) && !is_joiner(before)
            }),
            _ if is_tag(char) => before.is_some_and(|before| before == BLACK_FLAG || is_tag(before)),
            _ => !unseen(char),
        };
        if stays {
            kept.push(char);
            before = Some(char);
        }
    }
    kept
}

fn is_unseen(char: char) -> bool {
    !char.is_ascii() && (is_ignorable(char) || matches!(char, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}'))
}

/// Default_Ignorable_Code_Point of Unicode: without a glyph where it is not understood.
fn is_ignorable(char: char) -> bool {
    !char.is_ascii() && CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(char)
}

/// Marks, embeddings and isolates of direction, which paragraphs of mixed direction are written with, soft hyphens,
/// and the two separators. Overrides (U+202D, U+202E) are not among them: they show text in another order than it has.
fn arranges_paragraph(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202c}' | '\u{2066}'..='\u{2069}')
}

fn is_joiner(char: char) -> bool {
    matches!(char, '\u{200c}' | '\u{200d}')
}

fn is_variation_selector(char: char) -> bool {
    matches!(char, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The letters that spell a region after a flag, and their end.
fn is_tag(char: char) -> bool {
    matches!(char, '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_composed_trimmed_and_free_of_what_nobody_sees() {
        for (given, written) in [
            ("  Ada  ", "Ada"),
            ("\u{a0}Ada\u{3000}", "Ada"),
            ("Jose\u{301}", "José"),
            ("\u{1100}\u{1161}", "가"),
            ("\u{feff}Ada\u{200b}", "Ada"),
            ("Ada\u{202e}nimda", "Adanimda"),
            ("A\u{2066}b\u{2069}", "Ab"),
            ("co\u{ad}op", "coop"),
            ("Ada\u{200d}", "Ada"),
            ("\u{200c}Ada", "Ada"),
            ("Ada \u{200b}", "Ada"),
            ("a\u{34f}\u{301}", "á"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
            ("👩\u{200d}💻", "👩\u{200d}💻"),
            ("❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3}", "❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3}"),
            ("🏴\u{e0067}\u{e0062}\u{e007f}", "🏴\u{e0067}\u{e0062}\u{e007f}"),
            ("tag\u{e0041}", "tag"),
            ("ᠠ\u{180b}", "ᠠ\u{180b}"),
            ("葛\u{e0100}", "葛\u{e0100}"),
            ("\u{3164}", ""),
            ("ﬁ", "ﬁ"),
        ] {
            assert_eq!(line(given).as_deref(), Ok(written), "{given:?}");
        }
        for bad in ["a\u{0}", "a\nb", "\u{7}", "a\u{85}b", "a\tb"] {
            assert_eq!(line(bad), Err(ControlCharacter), "{bad:?}");
        }
    }

    #[test]
    fn long_text_keeps_its_lines_and_the_direction_of_its_paragraphs_but_no_override() {
        for (given, written) in [
            ("\n a\r\n\tb \n\n", "a\r\n\tb"),
            ("a\u{2067}שלום\u{2069}b", "a\u{2067}שלום\u{2069}b"),
            ("\u{200f}שלום", "\u{200f}שלום"),
            ("pay\u{202e}001\u{202c}", "pay001\u{202c}"),
            ("a\u{2028}b", "a\u{2028}b"),
            ("\u{feff}e\u{301}", "é"),
        ] {
            assert_eq!(lines(given).as_deref(), Ok(written), "{given:?}");
        }
        assert_eq!(lines("a\u{0}"), Err(ControlCharacter));
    }

    #[test]
    fn blank_text_shows_nothing_and_a_piece_keeps_its_space() {
        for blank in
            ["", " \t\n", "\u{200b}\u{2060}", "\u{3164}\u{115f}", "\u{2800}", "\u{202e}", "\u{e0041}", "\u{feff}"]
        {
            assert!(shows_nothing(blank), "{blank:?}");
        }
        for shown in ["a", "\u{301}", "—", "🏴", "0"] {
            assert!(!shows_nothing(shown), "{shown:?}");
        }
        assert_eq!(piece(" e\u{301}\u{200b} "), " é ");
        assert!(has_unseen("Ada\u{202e}") && !has_unseen("می\u{200c}خواهم") && !has_unseen("Jose\u{301}"));
    }

    proptest! {
        #[test]
        fn a_written_form_is_its_own(text in "(\\PC|[ \u{ad}\u{34f}\u{301}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{fe0f}\u{e0067}🏴क्]){0,12}") {
            if let Ok(written) = line(&text) {
                prop_assert_eq!(line(&written), Ok(written.clone()));
                prop_assert!(!has_unseen(&written), "{:?}", written);
                prop_assert_eq!(written.trim(), written.as_str());
            }
            if let Ok(written) = lines(&text) {
                prop_assert_eq!(lines(&written), Ok(written));
            }
            let piece_of = piece(&text);
            prop_assert_eq!(piece(&piece_of), piece_of);
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = (line(&text), lines(&text), piece(&text), shows_nothing(&text), has_unseen(&text));
        }
    }
}
