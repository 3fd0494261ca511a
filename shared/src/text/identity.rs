//! The identity of a text: NFC and full case folding.

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::{
    ComposingNormalizer, ComposingNormalizerBorrowed, DecomposingNormalizer, DecomposingNormalizerBorrowed,
};

const CASE: CaseMapperBorrowed<'static> = CaseMapper::new();
const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfc();
const NFD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfd();

/// The form in which two texts are equal that differ in case or in how their accents are composed, and in nothing else.
///
/// Case is folded for no language in particular: `I` becomes `i`, and the Turkish `ı` is another letter. Folding takes
/// place on the decomposed text, as Unicode's canonical caseless matching (D145) has it, because the iota below a Greek
/// letter folds to a letter of its own. White space is left to the caller.
pub fn identity(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let decomposed = NFD.normalize(text);
    NFC.normalize(&CASE.fold_string(&decomposed)).into_owned()
}
