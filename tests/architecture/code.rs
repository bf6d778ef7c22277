//! Rust sources as far as the architecture test needs them: code without comments and strings, the
//! paths it names, and the module a path starts from.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A source file.
pub(crate) struct File {
    /// Its path below `src`, with `/`.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) lines: usize,
    /// The text with comments and the contents of strings blanked out.
    code: String,
    /// The code with modules under `#[cfg(test)]` blanked out too.
    shipped: String,
}

impl File {
    pub(crate) fn new(name: &str, text: &str) -> File {
        let code = without_comments(text);
        let tests_only = name.ends_with("/tests.rs") || name.contains("/tests/");
        let shipped = if tests_only { String::new() } else { without_tests(&code) };
        File { name: name.to_string(), text: text.to_string(), lines: text.lines().count(), code, shipped }
    }

    /// The top-level module it belongs to: `engine`; `main` and `lib` stand for themselves.
    pub(crate) fn module(&self) -> &str {
        self.name.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Whether the code names a path of this crate.
    pub(crate) fn names_crate(&self, name: &str) -> bool {
        let path = format!("{name}::");
        self.code.lines().any(|line| has(line, &path))
    }

    /// The modules of the file itself, from the top: `engine`, `text`, `class`.
    fn path(&self) -> Vec<&str> {
        let mut parts: Vec<&str> = self.name.trim_end_matches(".rs").split('/').collect();
        if parts.last().is_some_and(|last| *last == "mod") || parts == ["lib"] || parts == ["main"] {
            parts.pop();
        }
        parts
    }
}

/// All `.rs` files below a directory, sorted.
pub(crate) fn sources(directory: &Path) -> Vec<File> {
    let mut found = Vec::new();
    let mut open = vec![directory.to_path_buf()];
    while let Some(next) = open.pop() {
        for path in fs::read_dir(&next).expect("src").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(directory).expect("below").display().to_string().replace('\\', "/");
                found.push(File::new(&name, &fs::read_to_string(&path).expect("a source")));
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Something that only some files may use.
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    /// Where a pattern begins or ends with a letter, a whole word; `0.0` stands for any float literal.
    pub(crate) patterns: &'static [&'static str],
    /// Files or folders, each with the reason.
    pub(crate) allowed: &'static [(&'static str, &'static str)],
}

impl Rule {
    /// Lines of a file that break the rule.
    pub(crate) fn breaches(&self, file: &File) -> Vec<String> {
        if self.allowed.iter().any(|(place, _)| file.name.starts_with(place)) {
            return Vec::new();
        }
        self.uses(file)
    }

    /// Exceptions that no file needs.
    pub(crate) fn stale(&self, files: &[File]) -> Vec<String> {
        let needed = |place: &str| files.iter().any(|file| file.name.starts_with(place) && !self.uses(file).is_empty());
        let unneeded = self.allowed.iter().filter(|(place, _)| !needed(place));
        unneeded.map(|(place, _)| format!("{}: the exception {place} is not needed", self.name)).collect()
    }

    fn uses(&self, file: &File) -> Vec<String> {
        let hit = |line: &str| self.patterns.iter().find(|pattern| has(line, pattern)).copied();
        let lines = file.shipped.lines().enumerate();
        lines
            .filter_map(|(number, line)| hit(line).map(|hit| (number + 1, hit)))
            .map(|(number, hit)| format!("{}: src/{}:{number}: {hit}", self.name, file.name))
            .collect()
    }
}

fn has(line: &str, pattern: &str) -> bool {
    if pattern == "0.0" {
        return has_float(line);
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let (first, last) = (pattern.chars().next().is_some_and(is_word), pattern.chars().last().is_some_and(is_word));
    line.match_indices(pattern).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(is_word);
        let after = line[at + pattern.len()..].chars().next().is_some_and(is_word);
        let inside_a_word = first && before || last && after;
        !inside_a_word
    })
}

/// Whether there is a literal such as `1.5`: figures, a point, figures, and no field access before.
fn has_float(line: &str) -> bool {
    let chars: Vec<char> = line.chars().collect();
    (1..chars.len().saturating_sub(1)).any(|at| {
        if chars[at] != '.' || !chars[at - 1].is_ascii_digit() || !chars[at + 1].is_ascii_digit() {
            return false;
        }
        let start = chars[..at].iter().rposition(|c| !c.is_ascii_digit() && *c != '_');
        start.is_none_or(|start| chars[start] != '.' && !chars[start].is_alphanumeric())
    })
}

/// Imports that the table forbids, as `file:line: may not import MODULE`.
pub(crate) fn crossings(file: &File, table: &[(&str, &[&str])]) -> Vec<String> {
    let own = file.module();
    let Some((_, allowed)) = table.iter().find(|(module, _)| *module == own) else { return Vec::new() };
    let modules: Vec<&str> = table.iter().map(|(module, _)| *module).collect();
    let mut found: Vec<String> = named(file)
        .into_iter()
        .filter(|(_, path)| modules.contains(&path[0].as_str()))
        .filter(|(_, path)| path[0] != own && !allowed.contains(&path[0].as_str()))
        .map(|(line, path)| format!("src/{}:{line}: {own} may not import {}", file.name, path[0]))
        .collect();
    found.dedup();
    found
}

/// Imports of `forbidden` paths in the files that begin with a place.
pub(crate) fn reaches(file: &File, forbidden: &[(&str, &str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    for (place, path, reason) in forbidden.iter().filter(|(place, ..)| file.name.starts_with(place)) {
        let wanted: Vec<&str> = path.split("::").collect();
        for (line, _) in named(file)
            .into_iter()
            .filter(|(_, named)| named.iter().zip(&wanted).filter(|(a, b)| a == b).count() == wanted.len())
        {
            found.push(format!("src/{}:{line}: {place} may not import {path}: {reason}", file.name));
        }
    }
    found
}

/// Every path that is named from the top of the crate, or leads there through `super`, with its line.
fn named(file: &File) -> Vec<(usize, Vec<String>)> {
    let tokens = tokens(&file.code);
    let mut modules: Vec<String> = file.path().iter().map(|part| part.to_string()).collect();
    let mut opened: Vec<usize> = Vec::new(); // brace depths at which a nested module began
    let (mut depth, mut at, mut found) = (0, 0, Vec::new());
    while at < tokens.len() {
        let (line, token) = (tokens[at].0, tokens[at].1.as_str());
        let next = |ahead: usize| tokens.get(at + ahead).map_or("", |(_, token)| token.as_str());
        let path_before = at > 0 && tokens[at - 1].1 == "::";
        match token {
            "mod" if next(2) == "{" => {
                modules.push(next(1).to_string());
                depth += 1;
                opened.push(depth);
                at += 2;
            }
            "{" => depth += 1,
            "}" => {
                if opened.last() == Some(&depth) {
                    opened.pop();
                    modules.pop();
                }
                depth = depth.saturating_sub(1);
            }
            "crate" | "paiban" if next(1) == "::" && !path_before => expand(&tokens, at + 2, &[], line, &mut found),
            "super" if next(1) == "::" && !path_before => {
                let mut climbed = 1;
                while next(climbed * 2) == "super" && next(climbed * 2 + 1) == "::" {
                    climbed += 1;
                }
                if climbed <= modules.len() {
                    let base = modules[..modules.len() - climbed].to_vec();
                    expand(&tokens, at + climbed * 2, &base, line, &mut found);
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Follows a path, and all paths of a group, from the token at `at`.
fn expand(tokens: &[(usize, String)], at: usize, base: &[String], line: usize, found: &mut Vec<(usize, Vec<String>)>) {
    let Some((_, token)) = tokens.get(at) else { return };
    if token == "{" {
        let (mut depth, mut start) = (1, true);
        for (index, (line, token)) in tokens.iter().enumerate().skip(at + 1) {
            match token.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                "," if depth == 1 => start = true,
                _ if depth == 1 && start => {
                    start = false;
                    expand(tokens, index, base, *line, found);
                }
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
        return;
    }
    let mut path = base.to_vec();
    path.push(token.clone());
    if tokens.get(at + 1).is_some_and(|(_, token)| token == "::") {
        let before = found.len();
        expand(tokens, at + 2, &path, line, found);
        if found.len() > before {
            return;
        }
    }
    found.push((line, path));
}

/// Words, `::` and single marks, each with its line.
fn tokens(code: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let length = if c.is_alphanumeric() || c == '_' {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                c.len_utf8()
            };
            if !c.is_whitespace() {
                found.push((number + 1, rest[..length].to_string()));
            }
            rest = &rest[length..];
        }
    }
    found
}

/// The words of some code.
pub(crate) fn words(code: &str) -> Vec<String> {
    let is_word = |token: &String| token.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_');
    tokens(code).into_iter().map(|(_, token)| token).filter(is_word).collect()
}

/// The names in the second column of a table, written as `name`.
pub(crate) fn cited(table: &str) -> BTreeSet<String> {
    let cells = table.lines().filter(|line| line.starts_with('|')).filter_map(|line| line.split('|').nth(2));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_string).collect::<Vec<_>>()).collect()
}

/// Blanks comments and the contents of strings and characters; lines stay where they are.
fn without_comments(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = match (chars[at], chars.get(at + 1)) {
            ('/', Some('/')) => chars[at..].iter().position(|&c| c == '\n').map_or(chars.len(), |length| at + length),
            ('/', Some('*')) => comment_end(&chars, at),
            ('"', _) => string_end(&chars, at),
            ('r', Some('"' | '#')) if !follows_word(&chars, at) => raw_end(&chars, at),
            ('\'', _) => character_end(&chars, at),
            _ => at,
        };
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

fn follows_word(chars: &[char], at: usize) -> bool {
    // `br"…"` is a raw string too.
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_') && chars[at - 1] != 'b'
}

fn comment_end(chars: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

fn raw_end(chars: &[char], start: usize) -> usize {
    let hashes = chars[start + 1..].iter().take_while(|&&c| c == '#').count();
    if chars.get(start + 1 + hashes) != Some(&'"') {
        return start; // a raw identifier
    }
    let mut at = start + 2 + hashes;
    while at < chars.len() {
        if chars[at] == '"' && chars[at + 1..].iter().take(hashes).filter(|&&c| c == '#').count() == hashes {
            return at + 1 + hashes;
        }
        at += 1;
    }
    chars.len()
}

/// The end of a character literal; a lifetime is left alone.
fn character_end(chars: &[char], start: usize) -> usize {
    match (chars.get(start + 1), chars.get(start + 2)) {
        (Some('\\'), _) => {
            let from = start + 3;
            chars[from.min(chars.len())..].iter().position(|&c| c == '\'').map_or(start, |length| from + length + 1)
        }
        (Some(_), Some('\'')) => start + 3,
        _ => start,
    }
}

/// Blanks what stands in `#[cfg(test)] mod … { … }`.
fn without_tests(code: &str) -> String {
    let mut out = code.to_string();
    while let Some(start) = out.find("#[cfg(test)]") {
        let rest = &out[start..];
        let stop = rest.find(['{', ';']).unwrap_or(rest.len());
        let end = if rest[stop..].starts_with('{') {
            let mut depth = 0;
            let closed = rest[stop..].char_indices().find(|(_, c)| {
                depth += i32::from(*c == '{') - i32::from(*c == '}');
                depth == 0
            });
            closed.map_or(rest.len(), |(at, _)| stop + at + 1)
        } else {
            (stop + 1).min(rest.len())
        };
        let blank: String = rest[..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..start + end, &blank);
    }
    out
}
