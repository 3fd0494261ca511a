#!/usr/bin/env python3
"""Finds circles of files in Rust crates: files that need each other, directly or over others.

Usage: circles.py [--paths] <crate src folder>...

Each folder is the `src` of one crate. The module tree is read from `lib.rs`, `main.rs` and `bin/*.rs` by its `mod`
declarations. A file depends on another when one of its paths names something defined there: a `use`, or a path such as
`crate::a::f()`, `super::T` or `child::f()` in the code. A name is followed through `use` and `pub use` to the file that
defines it, so a façade that re-exports does not hide where the arrow ends.

Not counted: comments and strings; whatever is under `#[cfg(test)]`; `mod child;` itself; and a parent's re-export of
something in a module below it, unless the parent also uses that name.

The answer is the strongly connected components of more than one file. `--paths` also prints the path behind each arrow
inside a circle. The exit code is 1 when there is a circle, 2 when a folder has no crate.
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

NAME = r"(?:r#)?[A-Za-z_]\w*"
TEST = re.compile(r"#\[cfg\((?:test|all\(\s*test\b[^\]]*)\)\]")
MODULE = re.compile(rf"\bmod\s+({NAME})\s*([;{{])")
USE = re.compile(rf"(\bpub(?:\s*\([^)]*\))?\s+)?\buse\s+([^;]+);")
DEFINED = re.compile(
    rf"\b(?:fn|struct|enum|union|trait|type|const|static|macro_rules!)\s+(?:mut\s+)?({NAME})"
)
EXPORTED_MACRO = re.compile(rf"#\[macro_export[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*macro_rules!\s*({NAME})")
ITEM = re.compile(
    r"\s*(?:#\[[^\]]*\]\s*)*(?:pub\b(?:\s*\([^)]*\))?\s*)?"
    r"(?:(?:async|const|unsafe|extern|fn|mod|use|impl|struct|enum|union|trait|type|static|let|macro_rules)\b)"
)
PATH = re.compile(rf"(?<![\w:])(?:{NAME})(?:\s*::\s*{NAME})+")


@dataclass
class Import:
    """One leaf of a `use` tree: the path, the name by which it is known (`*` for a glob), and its visibility."""

    path: list
    name: str
    public: bool


@dataclass
class Module:
    """A module, in a file of its own or inside of another's."""

    file: Path
    parent: "Module | None"
    children: dict = field(default_factory=dict)
    imports: list = field(default_factory=list)
    defined: set = field(default_factory=set)
    body: str = ""

    def root(self):
        return self if self.parent is None else self.parent.root()

    def is_below(self, other):
        return self is other or (self.parent is not None and self.parent.is_below(other))


# --- Reading text ---


def without_comments_and_strings(text):
    """The same text with comments and the contents of literals replaced by blanks."""
    token = re.compile(
        r"""//[^\n]*|/\*|b?r(?P<hashes>\#*)"|b?c?"(?:\\.|[^"\\])*"|b?'(?:\\[^\n]{1,10}?|[^'\\\n])'""",
        re.S,
    )
    out, at = [], 0
    while match := token.search(text, at):
        end = match.end()
        if match.group() == "/*":
            end = end_of_block_comment(text, end)
        elif match.group("hashes") is not None:
            if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] == "_"):
                out.append(text[at:end - 1])
                at = end - 1
                continue
            close = text.find('"' + match.group("hashes"), end)
            end = len(text) if close < 0 else close + 1 + len(match.group("hashes"))
        out.append(text[at:match.start()])
        out.append(" " * (end - match.start()))
        at = end
    out.append(text[at:])
    return "".join(out)


def end_of_block_comment(text, at):
    """The end of a comment whose opening stands before `at`; comments nest."""
    depth = 1
    for match in re.compile(r"/\*|\*/").finditer(text, at):
        depth += 1 if match.group() == "/*" else -1
        if depth == 0:
            return match.end()
    return len(text)


def end_of_braces(text, at):
    """The end of a block whose opening brace is at `at`."""
    depth = 0
    for index in range(at, len(text)):
        if text[index] == "{":
            depth += 1
        elif text[index] == "}":
            depth -= 1
            if depth == 0:
                return index + 1
    return len(text)


def end_of_item(text, at):
    """The end of the item, field or statement that begins at `at`, after its `#[cfg]`."""
    # A comma ends a field or a variant, but stands between the parameters of an item.
    ends = ";" if ITEM.match(text, at) else ";,"
    depth = 0
    for index in range(at, len(text)):
        char = text[index]
        if char == "{" and depth == 0:
            end = end_of_braces(text, index)
            # `use a::{b, c};` and `const X: T = T { … };` go on behind their braces.
            rest = re.compile(r"\s*;").match(text, end)
            return rest.end() if rest else end
        if char in "([{":
            depth += 1
        elif char in ")]}":
            if depth == 0:
                return index
            depth -= 1
        elif char in ends and depth == 0:
            return index + 1
    return len(text)


def without_tests(text):
    """The same text without the items that only tests have."""
    while match := TEST.search(text):
        text = text[: match.start()] + text[end_of_item(text, match.end()) :]
    return text


def leaves(tree):
    """The paths of a `use` tree, each with the name it is known by."""
    tree = tree.strip()
    brace = tree.find("{")
    if brace < 0:
        path, _, alias = (part.strip() for part in re.sub(r"\s+as\s+", "@", tree).partition("@"))
        names = [name.strip() for name in path.split("::") if name.strip()]
        if names and names[-1] == "self":
            names.pop()
        if names:
            yield names, alias or names[-1]
        return
    prefix = [name.strip() for name in tree[:brace].split("::") if name.strip()]
    depth, start = 0, brace + 1
    inside = tree[: tree.rfind("}")] + ","
    for index in range(brace + 1, len(inside)):
        if inside[index] == "{":
            depth += 1
        elif inside[index] == "}":
            depth -= 1
        elif inside[index] == "," and depth == 0:
            branch = inside[start:index].strip()
            start = index + 1
            if re.match(r"self\b(?!\s*::)", branch):
                alias = branch.partition(" as ")[2].strip()
                yield prefix, alias or prefix[-1]
            elif branch:
                for names, name in leaves(branch):
                    yield prefix + names, name


# --- The modules of a crate ---


def module(file, text, parent, folder, files):
    """Reads one module and those below it. `folder` has the files of its children."""
    this = Module(file, parent)
    rest, at = [], 0
    while match := MODULE.search(text, at):
        rest.append(text[at : match.start()])
        name = match.group(1).removeprefix("r#")
        if match.group(2) == "{":
            at = end_of_braces(text, match.end() - 1)
            child = module(file, text[match.end() : at - 1], this, folder / name, files)
        else:
            at = match.end()
            child = child_in_file(name, this, folder, files)
        if child:
            this.children[name] = child
    rest.append(text[at:])
    body = "".join(rest)
    for match in USE.finditer(body):
        for path, name in leaves(match.group(2)):
            this.imports.append(Import(path, name, bool(match.group(1))))
    body = USE.sub(" ", body)
    body = re.sub(r"\bpub\s*\(\s*in\s+[^)]*\)", "pub", body)
    this.body = body
    this.defined = set(DEFINED.findall(body))
    return this


def child_in_file(name, parent, folder, files):
    for file in (folder / f"{name}.rs", folder / name / "mod.rs"):
        if file.is_file():
            files.add(file)
            return module(file, source(file), parent, folder / name, files)
    return None


def source(file):
    return without_tests(without_comments_and_strings(file.read_text()))


def crates(folder):
    """The root modules in a folder, and all files that belong to them."""
    files, roots = set(), []
    candidates = [folder / "lib.rs", folder / "main.rs", *sorted((folder / "bin").glob("*.rs"))]
    for file in candidates:
        if file.is_file():
            files.add(file)
            roots.append(module(file, source(file), None, file.parent, files))
    return roots, files


def all_modules(root):
    yield root
    for child in root.children.values():
        yield from all_modules(child)


def exported_macros(root):
    """The macros that stand at the crate's root wherever they are defined."""
    return {name: m.file for m in all_modules(root) for name in EXPORTED_MACRO.findall(m.body)}


# --- What a path names ---


@dataclass
class Target:
    """Where a path ends: in a module, and there at an item unless it names the module itself."""

    module: Module
    item: "str | None"


def resolve(scope, path, seen=()):
    """Follows a path as written in the module `scope`; none if it leaves the crate."""
    path = [name.removeprefix("r#") for name in path]
    if path[0] == "crate":
        return descend(scope.root(), path[1:], seen)
    if path[0] == "self":
        return descend(scope, path[1:], seen)
    if path[0] == "super":
        return resolve_super(scope, path, seen)
    if path[0] == "*":
        return Target(scope, "*")
    if not knows(scope, path[0], seen):
        return None
    return descend(scope, path, seen)


def resolve_super(scope, path, seen):
    while path and path[0] == "super":
        if scope.parent is None:
            return None
        scope, path = scope.parent, path[1:]
    return descend(scope, path, seen)


def knows(scope, name, seen):
    """Whether a name without a prefix means something of this crate in a module."""
    return name in scope.children or name in scope.defined or lookup_import(scope, name, seen) is not None


def descend(scope, path, seen):
    """Follows the names of a path from a module on, through whatever it imports."""
    if not path:
        return Target(scope, None)
    name, rest = path[0], path[1:]
    if name == "*":
        return Target(scope, "*")
    if name in scope.children:
        return descend(scope.children[name], rest, seen)
    if name in scope.defined:
        return Target(scope, name)
    found = lookup_import(scope, name, seen)
    if found is None:
        return Target(scope, name)
    return descend(found.module, rest, seen) if found.item is None else found


def lookup_import(scope, name, seen):
    """What a module imports under a name, explicitly or by a glob."""
    key = (id(scope), name)
    if key in seen:
        return None
    seen = (*seen, key)
    for entry in scope.imports:
        if entry.name == name:
            found = resolve(scope, entry.path, seen)
            if found:
                return found
    for entry in scope.imports:
        if entry.path[-1] == "*" and len(entry.path) > 1:
            origin = resolve(scope, entry.path[:-1], seen)
            if origin and origin.item is None and origin.module is not scope:
                found = defined_below(origin.module, name, seen)
                if found:
                    return found
    return None


def defined_below(scope, name, seen):
    """The definition of a name that a glob brings, if it brings one."""
    if name in scope.children:
        return Target(scope.children[name], None)
    if name in scope.defined:
        return Target(scope, name)
    return lookup_import(scope, name, seen)


# --- Arrows and circles ---


def arrows(root):
    """All dependencies between files, each with one path that shows it: {from: {to: path}}."""
    macros = exported_macros(root)
    found = {}

    def add(origin, target, path):
        file = macros.get(target.item, target.module.file) if target.module.parent is None else target.module.file
        if file != origin.file:
            found.setdefault(origin.file, {}).setdefault(file, "::".join(path))

    for this in all_modules(root):
        found.setdefault(this.file, {})
        for entry in this.imports:
            target = resolve(this, entry.path)
            if target and counts(this, entry, target):
                add(this, target, entry.path)
        for match in PATH.finditer(this.body):
            path = [name.strip() for name in match.group().split("::")]
            target = resolve(this, path)
            if target:
                add(this, target, path)
    return found


def counts(scope, entry, target):
    """Whether an import is a dependency of its own."""
    name = re.escape(entry.name)
    if target.item is None:
        # The paths that begin with a module's name are counted instead of its import.
        return not entry.public and not re.search(rf"(?<![\w:]){name}\s*::", scope.body)
    if not (entry.public and target.module.is_below(scope)):
        return True
    # A method or a field of the same name is something else.
    return entry.name != "*" and re.search(rf"(?<![\w.])(?<!fn ){name}\b(?!\s*:[^:])", scope.body) is not None


def components(graph):
    """Tarjan's strongly connected components, without recursion."""
    index, low, stack, on_stack, found = {}, {}, [], set(), []
    for start in graph:
        if start in index:
            continue
        work = [(start, iter(graph[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(graph.get(target, ()))))
                    break
                if target in on_stack:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(pop_until(stack, on_stack, node))
    return found


def pop_until(stack, on_stack, node):
    component = []
    while True:
        member = stack.pop()
        on_stack.discard(member)
        component.append(member)
        if member == node:
            return component


def circles(folder):
    """The circles of a crate with their arrows, and how many files it has; none without a crate."""
    roots, files = crates(folder)
    if not roots:
        return None
    found = []
    for root in roots:
        graph = arrows(root)
        found += [(sorted(component), graph) for component in components(graph) if len(component) > 1]
    return sorted(found, key=lambda circle: -len(circle[0])), len(files)


def report(folder, with_paths):
    """Prints the circles of one crate; says how many there are, or none if there is no crate."""
    result = circles(folder)
    if result is None:
        print(f"{folder}: no lib.rs, main.rs or bin/*.rs", file=sys.stderr)
        return None
    found, files = result
    inside = sum(len(component) for component, _ in found)
    print(f"{folder}: {len(found)} circles with {inside} of {files} files")
    for component, graph in found:
        print(f"  circle of {len(component)} files")
        for file in component:
            print(f"    {file.relative_to(folder)}")
            if with_paths:
                for target, path in sorted(graph[file].items()):
                    if target in component:
                        print(f"      -> {target.relative_to(folder)}  ({path})")
    return len(found)


def main(arguments):
    with_paths = "--paths" in arguments
    folders = [Path(argument) for argument in arguments if argument != "--paths"]
    if not folders:
        print(__doc__, file=sys.stderr)
        return 2
    counts_of_crates = [report(folder, with_paths) for folder in folders]
    if None in counts_of_crates:
        return 2
    return 1 if any(counts_of_crates) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
