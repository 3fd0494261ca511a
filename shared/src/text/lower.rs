//! The words of the first version of the rules: texts are folded letter by letter, and split as the database splits them
//! when it makes the column `search`. They go with that column.

use super::{
    letter_fold::fold,
    words::{TEXT_LENGTH, Token, WORD_LENGTH},
};

/// The words that the database keeps of a text.
pub(super) fn stored_words(text: &str) -> Vec<String> {
    let searched: String = fold(text).chars().take(TEXT_LENGTH).collect();
    words(&searched).map(str::to_owned).collect()
}

/// The words of what somebody typed; of the last, the beginning is enough.
pub(super) fn query_tokens(text: &str) -> (Vec<Token>, usize) {
    let folded = fold(text);
    let mut tokens: Vec<_> = words(&folded).map(|word| Token { text: word.to_owned(), is_prefix: false }).collect();
    if let Some(last) = tokens.last_mut() {
        last.is_prefix = true;
    }
    let count = tokens.len();
    (tokens, count)
}

/// The words of a folded text, each as far as it counts.
fn words(folded: &str) -> impl Iterator<Item = &str> + Clone {
    let words = folded.split(separates).filter(|word| !word.is_empty());
    words.map(|word| word.char_indices().nth(WORD_LENGTH).map_or(word, |(end, _)| &word[..end]))
}

/// Whether a character stands between words rather than in them: what is neither letter nor digit in ASCII and Latin-1,
/// and the blocks of punctuation and symbols beyond. The migrations name the same.
fn separates(character: char) -> bool {
    matches!(
        character,
        '\0'..='/' | ':'..='`' | '{'..='©' | '«'..='´' | '¶'..='¸' | '»'..='¿' | '×' | '÷'
            | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{2bff}' | '\u{3000}'..='\u{3004}'
            | '\u{3008}'..='\u{3020}' | '\u{30fb}' | '\u{fe00}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff0f}'
            | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '\u{1f000}'..='\u{1faff}'
    )
}
