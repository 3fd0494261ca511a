//! The words of a text that was folded for searching, and those of what somebody typed.
//!
//! Words stand between characters that are no letter, mark or number. Where a script is written without spaces (the
//! scripts of China and Japan, Hangul for its compounds, Thai, Lao, Khmer, Burmese) a run of it is no word: its
//! overlapping pairs of characters are, so that `科技` and `トヨタ` are found inside a longer name. The last character of
//! a run is kept by itself as well; so every character of it begins a word, and one alone can be looked for too.

use std::collections::BTreeSet;

use icu_properties::{
    CodePointMapData,
    props::{GeneralCategory, GeneralCategoryGroup, Script},
    script::ScriptWithExtensions,
};

/// Words are told apart by so many of their characters.
pub const WORD_LENGTH: usize = 60;
/// So much of a text can be found, in characters.
pub const TEXT_LENGTH: usize = 1_000;
/// So many words and pairs of what was typed are looked for; any beyond are left out.
pub const MAX_TOKENS: usize = 40;

/// A word to look for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    pub text: String,
    /// A word that begins with the text is enough.
    pub is_prefix: bool,
}

/// A stretch of a text.
enum Run<'t> {
    Word(&'t str),
    /// Of a script without spaces.
    Unspaced(&'t str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Unspaced,
    Separator,
}

/// The words that are kept of a folded text.
pub fn stored_words(folded: &str) -> BTreeSet<String> {
    let end = folded.char_indices().nth(TEXT_LENGTH).map_or(folded.len(), |(end, _)| end);
    let mut words = BTreeSet::new();
    for run in runs(&folded[..end]) {
        match run {
            Run::Word(word) => {
                words.insert(cut(word).to_owned());
            }
            Run::Unspaced(run) => {
                words.extend(pairs(run).map(str::to_owned));
                words.extend(run.char_indices().next_back().map(|(last, _)| run[last..].to_owned()));
            }
        }
    }
    words
}

/// The words of a folded text that somebody typed, each once, and how many runs they stand in: of the last, if it is a
/// word, the beginning is enough, and so it is of a character that stands alone.
pub fn query_tokens(folded: &str) -> (Vec<Token>, usize) {
    let runs: Vec<_> = runs(folded).collect();
    let mut tokens: Vec<Token> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        match run {
            Run::Word(word) => {
                tokens.push(Token { text: cut(word).to_owned(), is_prefix: index + 1 == runs.len() });
            }
            Run::Unspaced(run) if run.chars().nth(1).is_none() => {
                tokens.push(Token { text: (*run).to_owned(), is_prefix: true });
            }
            Run::Unspaced(run) => {
                tokens.extend(pairs(run).map(|pair| Token { text: pair.to_owned(), is_prefix: false }));
            }
        }
    }
    let mut seen = BTreeSet::new();
    tokens.retain(|token| seen.insert(token.clone()));
    tokens.truncate(MAX_TOKENS);
    (tokens, runs.len())
}

/// The stretches of one class, separators left out.
fn runs(folded: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        loop {
            let first = classify(rest.chars().next()?, Class::Separator);
            let (mut end, mut before) = (rest.len(), first);
            for (at, char) in rest.char_indices().skip(1) {
                let class = classify(char, before);
                if class != first {
                    end = at;
                    break;
                }
                before = class;
            }
            let run;
            (run, rest) = rest.split_at(end);
            match first {
                Class::Word => return Some(Run::Word(run)),
                Class::Unspaced => return Some(Run::Unspaced(run)),
                Class::Separator => {}
            }
        }
    })
}

/// A mark goes with the character before it, and without one it is no part of a word.
fn classify(char: char, before: Class) -> Class {
    if char.is_ascii() {
        return if char.is_ascii_alphanumeric() { Class::Word } else { Class::Separator };
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(char);
    if GeneralCategoryGroup::Mark.contains(category) {
        return before;
    }
    if !GeneralCategoryGroup::Letter.contains(category) && !GeneralCategoryGroup::Number.contains(category) {
        return Class::Separator;
    }
    if is_unspaced(char) { Class::Unspaced } else { Class::Word }
}

/// By the extensions of the script too: the long vowel mark of katakana belongs to several.
fn is_unspaced(char: char) -> bool {
    const UNSPACED: [Script; 9] = [
        Script::Han,
        Script::Hiragana,
        Script::Katakana,
        Script::Hangul,
        Script::Bopomofo,
        Script::Thai,
        Script::Lao,
        Script::Khmer,
        Script::Myanmar,
    ];
    let scripts = ScriptWithExtensions::new();
    UNSPACED.iter().any(|script| scripts.has_script(char, *script))
}

/// Each two neighbouring characters of a run.
fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let starts = run.char_indices().map(|(at, _)| at);
    let ends = run.char_indices().map(|(at, char)| at + char.len_utf8()).skip(1);
    starts.zip(ends).map(move |(start, end)| &run[start..end])
}

/// A word as far as it counts.
fn cut(word: &str) -> &str {
    word.char_indices().nth(WORD_LENGTH).map_or(word, |(end, _)| &word[..end])
}
