//! The messages of the product in every language: Fluent files, built into the program and parsed once at its start.
//!
//! The files of this folder have what belongs to no context; each context brings [files](MessageFile) of its own. A
//! message is found by its name, `deal-won`, and an attribute of it by both, `deal-won.body`. Code that makes a text
//! declares the message with the arguments it gives ([`Message`]), and [`Messages::check`] compares the two: at the
//! start of the program, so that a text cannot fail to be made later.

mod file;

use std::{borrow::Cow, collections::BTreeSet, fmt, sync::Arc};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use self::file::{Declared, declared};
use crate::{access, error::Code, language::Language};

/// A file of messages in one language.
#[derive(Debug, Clone, Copy)]
pub struct MessageFile {
    pub language: Language,
    /// The file, in Fluent's syntax.
    pub text: &'static str,
}

/// A message as the code that uses it declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// `deal-won`, or `deal-won.body` for an attribute of it.
    pub name: Cow<'static, str>,
    /// The arguments that it is given.
    pub arguments: Vec<&'static str>,
}

/// All messages in all languages. Cheap to clone.
#[derive(Clone, Default)]
pub struct Messages(Arc<Vec<Translation>>);

/// The messages of one language.
struct Translation {
    language: Language,
    declared: Declared,
    bundle: FluentBundle<FluentResource>,
}

/// Why these files make no messages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("messages: {0}")]
pub struct InvalidMessages(String);

/// The messages of no context.
const OWN_FILES: [MessageFile; 2] = [
    MessageFile { language: Language::English, text: include_str!("messages/en.ftl") },
    MessageFile { language: Language::German, text: include_str!("messages/de.ftl") },
];

/// A date in the form of the language.
const DATE: &str = "date";

impl Message {
    pub fn new(name: impl Into<Cow<'static, str>>, arguments: &[&'static str]) -> Self {
        Self { name: name.into(), arguments: arguments.to_vec() }
    }
}

impl Messages {
    /// Parses the messages of no context and these. Fails when a file is malformed, when a name is there twice, or
    /// when the languages differ in their messages or in the arguments of one.
    pub fn new<'a>(files: impl IntoIterator<Item = &'a MessageFile>) -> Result<Self, InvalidMessages> {
        let files: Vec<_> = OWN_FILES.iter().chain(files).copied().collect();
        let translations = Language::ALL.into_iter().map(|language| {
            let texts = files.iter().filter(|file| file.language == language).map(|file| file.text);
            Translation::new(language, texts)
        });
        let translations = translations.collect::<Result<Vec<_>, _>>()?;
        for pair in translations.windows(2) {
            pair[0].require_same(&pair[1])?;
        }
        Ok(Self(Arc::new(translations)))
    }

    /// Compares the messages with those that code uses. Fails when one of the used messages is missing, when a message
    /// has an argument that it is not given, or when it is not used.
    pub fn check(&self, used: impl IntoIterator<Item = Message>) -> Result<(), InvalidMessages> {
        let Some(first) = self.0.first() else { return Ok(()) };
        let mut unused: BTreeSet<&str> = first.declared.keys().map(String::as_str).collect();
        for Message { name, arguments } in own_messages().chain(used) {
            let Some(wanted) = first.declared.get(&*name) else {
                return Err(InvalidMessages(format!("there is no {name}")));
            };
            if let Some(unknown) = wanted.iter().find(|wanted| !arguments.contains(&wanted.as_str())) {
                return Err(InvalidMessages(format!("{name} has an argument {unknown}, which nobody gives")));
            }
            unused.remove(&*name);
        }
        match unused.first() {
            Some(name) => Err(InvalidMessages(format!("nobody uses {name}"))),
            None => Ok(()),
        }
    }

    /// The text of a message.
    pub fn text(&self, language: Language, name: &str, arguments: &[(&'static str, &str)]) -> String {
        let translation = self.0.iter().find(|translation| translation.language == language);
        // The name of an unknown message is never seen: the start of the program has checked all of them.
        translation.and_then(|translation| translation.text(name, arguments)).unwrap_or_else(|| name.to_owned())
    }

    /// The title of an error.
    pub fn title(&self, language: Language, code: Code) -> Cow<'static, str> {
        if language == Language::English || self.0.is_empty() {
            return Cow::Borrowed(code.summary());
        }
        Cow::Owned(self.text(language, &title_name(code), &[]))
    }

    /// A date as people write it in the language. `date` is in the form of the API, `2026-05-31`; anything else is
    /// repeated as it is.
    pub fn date(&self, language: Language, date: &str) -> String {
        let mut parts = date.splitn(3, '-');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(year), Some(month), Some(day)) => {
                self.text(language, DATE, &[("year", year), ("month", month), ("day", day)])
            }
            _ => date.to_owned(),
        }
    }
}

/// The messages that this module uses.
fn own_messages() -> impl Iterator<Item = Message> {
    let titles = Code::ALL.iter().map(|code| Message::new(title_name(*code), &[]));
    let permissions = access::titles_of_records().into_iter().map(|title| Message::new(title, &[]));
    titles.chain(permissions).chain([Message::new(DATE, &["year", "month", "day"])])
}

fn title_name(code: Code) -> String {
    format!("problem-{}", code.as_str())
}

impl Translation {
    fn new(language: Language, files: impl Iterator<Item = &'static str>) -> Result<Self, InvalidMessages> {
        let invalid = |problem: String| InvalidMessages(format!("{}: {problem}", language.tag()));
        let tag: LanguageIdentifier = language.tag().parse().map_err(|error| invalid(format!("{error}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks around arguments that separate directions of writing are no part of a text in JSON: a client that
        // shows it beside text of another direction isolates it as a whole.
        bundle.set_use_isolating(false);
        let mut all = Declared::new();
        for file in files {
            let resource = FluentResource::try_new(file.to_owned());
            let resource = resource.map_err(|(_, errors)| invalid(format!("a file is malformed: {errors:?}")))?;
            all.extend(declared(&resource).map_err(invalid)?);
            bundle.add_resource(resource).map_err(|errors| invalid(format!("a name is there twice: {errors:?}")))?;
        }
        Ok(Self { language, declared: all, bundle })
    }

    /// Refuses a language that has other messages, or the same with other arguments.
    fn require_same(&self, other: &Self) -> Result<(), InvalidMessages> {
        let names: BTreeSet<_> = self.declared.keys().chain(other.declared.keys()).collect();
        match names.into_iter().find(|name| self.declared.get(*name) != other.declared.get(*name)) {
            Some(name) => {
                let (one, other) = (self.language.tag(), other.language.tag());
                Err(InvalidMessages(format!("{name} is missing or has other arguments in one of {one} and {other}")))
            }
            None => Ok(()),
        }
    }

    fn text(&self, name: &str, arguments: &[(&'static str, &str)]) -> Option<String> {
        let pattern = match name.split_once('.') {
            Some((id, attribute)) => self.bundle.get_message(id)?.get_attribute(attribute)?.value(),
            None => self.bundle.get_message(name)?.value()?,
        };
        let arguments: FluentArgs<'_> = arguments.iter().copied().collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        if !errors.is_empty() {
            tracing::error!(name, language = self.language.tag(), ?errors, "a message was made with errors");
        }
        Some(text.into_owned())
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let languages = self.0.iter().map(|translation| (translation.language, translation.declared.len()));
        f.debug_map().entries(languages).finish()
    }
}

#[cfg(test)]
mod tests;
