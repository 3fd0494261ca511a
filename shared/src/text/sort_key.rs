//! The place of a text in an order, as bytes that are compared one by one.

use std::borrow::Cow;

use icu_collator::{
    CollatorBorrowed,
    options::{CollatorOptions, Strength},
};
use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};

/// So many characters of a text decide its place.
pub const SORTED_CHARACTERS: usize = 200;
/// No key is longer, in bytes: the key, a tenant and an id have to fit into an entry of an index. Two hundred letters of
/// any script stay well below it; only ligatures of many letters are cut off.
pub const MAX_SORT_KEY: usize = 1_024;

const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfc();

/// The root order of CLDR, which is no language's own: letters first, accents where letters are equal, and no case, so
/// that texts that differ in case only are in the order of their ids, as they were before there were keys.
static ROOT: CollatorBorrowed<'static> = CollatorBorrowed::new_root(options());

const fn options() -> CollatorOptions {
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Secondary);
    options
}

/// The beginning of a text that decides its place, composed: it has the same key as the whole.
pub fn sorted_part(text: &str) -> Cow<'_, str> {
    let composed = NFC.normalize(text);
    match composed.char_indices().nth(SORTED_CHARACTERS) {
        None => composed,
        Some((end, _)) => Cow::Owned(composed[..end].to_owned()),
    }
}

/// The key by which a text is sorted: its first characters in the root order of CLDR.
pub fn sort_key(text: &str) -> Vec<u8> {
    let part = sorted_part(text);
    let mut key = Vec::with_capacity(part.len() + 8);
    let Ok(()) = ROOT.write_sort_key_to(&part, &mut key);
    key.truncate(MAX_SORT_KEY);
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::tests::any_script;

    fn sorted<const N: usize>(mut texts: [&str; N]) -> [&str; N] {
        texts.sort_by_key(|text| sort_key(text));
        texts
    }

    #[test]
    fn accented_letters_stand_beside_the_plain_ones() {
        assert_eq!(
            sorted(["Zorn", "Émile", "Fabre", "Emil", "Östen", "Oz", "emu"]),
            ["Emil", "Émile", "emu", "Fabre", "Östen", "Oz", "Zorn"]
        );
        assert_eq!(sorted(["cote", "côté", "coté", "côte"]), ["cote", "coté", "côte", "côté"]);
        assert_eq!(
            sorted(["я", "а", "z", "ω", "α", "א", "ا", "あ", "7", "-"]),
            ["-", "7", "z", "α", "ω", "а", "я", "א", "ا", "あ"]
        );
    }

    #[test]
    fn case_and_composition_do_not_move_a_text() {
        for (one, other) in [("ÉCOLE", "école"), ("e\u{301}cole", "école"), ("STRASSE", "strasse"), ("가", "가")] {
            assert_eq!(sort_key(one), sort_key(other), "{one} {other}");
        }
        assert_ne!(sort_key("ecole"), sort_key("école"));
    }

    #[test]
    fn a_key_is_bounded_and_made_of_the_first_characters() {
        let long = "é".repeat(SORTED_CHARACTERS);
        assert_eq!(sort_key(&format!("{long}a")), sort_key(&format!("{long}b")));
        assert_ne!(sort_key(&format!("{}a", &long[2..])), sort_key(&format!("{}b", &long[2..])));
        for letter in ["z", "Ω", "я", "字", "한", "ไ", "\u{1f600}", "\u{fdfa}", "\u{10fffd}"] {
            let key = sort_key(&letter.repeat(500));
            assert!(key.len() <= MAX_SORT_KEY, "{letter}");
            assert!(key.len() < 900 || letter == "\u{fdfa}", "{letter}: {}", key.len());
        }
        assert!(sort_key("").len() < 4);
        let decomposed = "e\u{301}".repeat(SORTED_CHARACTERS + 5);
        assert_eq!(sort_key(&sorted_part(&decomposed)), sort_key(&decomposed));
    }

    proptest! {
        #[test]
        fn keys_are_in_the_order_of_the_collator(one in any_script(12), other in any_script(12)) {
            prop_assert_eq!(sort_key(&one).cmp(&sort_key(&other)), ROOT.compare(&one, &other), "{:?} {:?}", one, other);
        }
    }
}
