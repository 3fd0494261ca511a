//! Looks settings up by name and collects the problems found.

use super::{problem::Problem, table::Setting};

/// Where a setting is looked up by its name.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

pub(super) struct Reader<'a> {
    get: Lookup<'a>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// `problems` are those that are known already.
    pub(super) fn new(get: Lookup<'a>, problems: Vec<Problem>) -> Self {
        Self { get, problems }
    }

    /// Notes which of these settings are not set.
    pub(super) fn require(&mut self, needed: &[&'static str]) {
        for name in needed {
            if self.given(name).is_none() {
                self.problems.push(Problem::missing(name));
            }
        }
    }

    /// A setting with a default. `None` means that a problem was noted.
    pub(super) fn read<T>(&mut self, setting: &Setting<T>) -> Option<T> {
        self.read_or_absent(setting)?
    }

    /// A setting that may be absent. The outer `None` means that a problem was noted.
    pub(super) fn read_or_absent<T>(&mut self, setting: &Setting<T>) -> Option<Option<T>> {
        let given = self.given(setting.about.name);
        let Some(text) = given.as_deref().or(setting.about.default) else { return Some(None) };
        let value = (setting.parse)(text);
        if value.is_none() {
            self.problems.push(Problem::unacceptable(&setting.about, text));
        }
        value.map(Some)
    }

    /// A setting that is set to nothing is not set: that is what a line `NAME=` in a file of settings means.
    fn given(&self, name: &str) -> Option<String> {
        (self.get)(name).filter(|text| !text.is_empty())
    }
}
