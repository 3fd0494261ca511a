//! The form of a text in which it is found: what somebody types who knows the word and not its accents.

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::{
    ComposingNormalizer, ComposingNormalizerBorrowed, DecomposingNormalizer, DecomposingNormalizerBorrowed,
};
use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory, Script},
};

const CASE: CaseMapperBorrowed<'static> = CaseMapper::new();
const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfc();
const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfkd();

/// Compatibility forms become ordinary ones, case is folded, and marks go from letters whose readers leave them out:
/// Latin, Greek, Arabic and Hebrew. Elsewhere a mark makes another letter (kana, the Cyrillic й, Thai, the scripts of
/// India) and stays.
///
/// Letters with a stroke, which Unicode does not take apart, lose it as well. The dotless `ı` becomes `i`: as the dot of
/// `İ` is a mark, all four letters i of Turkish are one. Characters that are not seen (a soft hyphen, a joiner) go,
/// unless nothing else would remain.
pub fn search_fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let spelled = NFKD.normalize(text);
    let folded = CASE.fold_string(&spelled);
    let spelled = NFKD.normalize(&folded);
    let bare = without_marks(&spelled);
    let bare = if bare.is_empty() { spelled.as_ref() } else { bare.as_str() };
    NFC.normalize(bare).into_owned()
}

fn without_marks(spelled: &str) -> String {
    let mut base = None;
    let kept = spelled.chars().filter_map(|char| {
        if char.is_ascii() {
            base = Some(CodePointMapData::<Script>::new().get(char));
            return Some(char);
        }
        if CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(char) {
            return None;
        }
        match CodePointMapData::<GeneralCategory>::new().get(char) {
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark => {
                (!base.is_some_and(drops_marks)).then_some(char)
            }
            GeneralCategory::SpacingMark => Some(char),
            _ => {
                base = Some(CodePointMapData::<Script>::new().get(char));
                Some(without_stroke(char))
            }
        }
    });
    kept.collect()
}

fn drops_marks(script: Script) -> bool {
    matches!(script, Script::Latin | Script::Greek | Script::Arabic | Script::Hebrew)
}

fn without_stroke(folded: char) -> char {
    match folded {
        'ı' => 'i',
        'đ' => 'd',
        'ħ' => 'h',
        'ł' => 'l',
        'ø' => 'o',
        'ŧ' => 't',
        other => other,
    }
}
