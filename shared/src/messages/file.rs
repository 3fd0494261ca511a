//! What a file of messages declares: the names of its messages and of their attributes, with their arguments.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

/// The arguments of messages and attributes, by their names.
pub(super) type Declared = BTreeMap<String, BTreeSet<String>>;

/// Fails for what these files do without: references, functions and terms. Each message can be read on its own then,
/// and its arguments are those that stand in it.
pub(super) fn declared(resource: &FluentResource) -> Result<Declared, String> {
    let mut declared = Declared::new();
    let mut add = |name: String, pattern: &Pattern<&str>| {
        let mut arguments = BTreeSet::new();
        of_pattern(pattern, &mut arguments).map_err(|problem| format!("{name} {problem}"))?;
        match declared.insert(name.clone(), arguments) {
            None => Ok(()),
            Some(_) => Err(format!("{name} is there twice")),
        }
    };
    for entry in resource.entries() {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Term(term) => return Err(format!("{} is a term", term.id.name)),
            Entry::Junk { content } => return Err(format!("{content:?} is no message")),
        };
        let id = message.id.name;
        let value = message.value.as_ref().ok_or_else(|| format!("{id} has no text"))?;
        add(id.to_owned(), value)?;
        for attribute in &message.attributes {
            add(format!("{id}.{}", attribute.id.name), &attribute.value)?;
        }
    }
    Ok(declared)
}

fn of_pattern(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) -> Result<(), &'static str> {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, arguments)?;
        }
    }
    Ok(())
}

fn of_expression(expression: &Expression<&str>, arguments: &mut BTreeSet<String>) -> Result<(), &'static str> {
    match expression {
        Expression::Inline(inline) => of_inline(inline, arguments),
        Expression::Select { selector, variants } => {
            of_inline(selector, arguments)?;
            variants.iter().try_for_each(|variant| of_pattern(&variant.value, arguments))
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) -> Result<(), &'static str> {
    match inline {
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => Ok(()),
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
            Ok(())
        }
        InlineExpression::Placeable { expression } => of_expression(expression, arguments),
        InlineExpression::FunctionReference { .. } => Err("calls a function"),
        InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => {
            Err("refers to another message")
        }
    }
}
