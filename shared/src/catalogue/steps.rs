//! State machines: a choice that goes from word to word only along its declared steps.

use serde_json::Value;

use super::{entity::Entity, field::Field, input::Draft};
use crate::{
    error::{Code, Error, FieldError, Result},
    image::Image,
};

impl Entity {
    /// Refuses a draft that takes a field along no declared step. A new record begins at the beginning.
    pub fn require_steps(&self, before: Option<&Image>, draft: &Draft) -> Result<()> {
        let machines = self.fields().filter(|field| !field.steps.is_empty());
        let errors: Vec<_> = machines
            .filter_map(|field| {
                let to = draft.get(field.name)?.as_str()?;
                let from = before.map(|image| image.get(field.name));
                let why = refusal(field, from, to)?;
                Some(FieldError::new(format!("/{}", field.name), Code::InvalidTransition).with_message(why))
            })
            .collect();
        if errors.is_empty() { Ok(()) } else { Err(Error::invalid(errors)) }
    }
}

/// Why a field may not go there, unless it may.
fn refusal(field: &Field, from: Option<&Value>, to: &str) -> Option<String> {
    let Some(from) = from.and_then(Value::as_str) else {
        let start = field.steps.first().map(|(start, _)| *start)?;
        return (to != start).then(|| format!("a new record begins as {start}"));
    };
    let next = field.steps.iter().find(|(word, _)| *word == from).map_or(&[][..], |(_, next)| next);
    if from == to || next.contains(&to) {
        return None;
    }
    let ways = if next.is_empty() { "nothing".to_owned() } else { next.join(" or ") };
    Some(format!("{from} cannot become {to}; it can become {ways}"))
}
