//! Half-width marks in Chinese context made full-width; quotes, ellipses and dashes made Chinese.
//!
//! Source: `composition.md`, C4 and C5; GB/T 15834 for the ellipsis, which takes the place of the full
//! stop. Numbers, times, ratios, addresses and Latin sentences keep their marks, and a single `—` stays
//! as it is.

use super::chars::{Char, is_chinese, is_space};
use super::hygiene::{Change, Cleaned};

/// Mends the marks of one block.
pub(super) fn widen(chars: &mut Vec<Char>, cleaned: &mut Cleaned<'_>) {
    if chars.iter().any(|char| matches!(char.c, ',' | ':' | ';' | '!' | '?' | '(' | ')')) {
        let kept = addresses(chars);
        brackets(chars, &kept, cleaned);
        stops(chars, &kept, cleaned);
    }
    if chars.iter().any(|char| matches!(char.c, '"' | '\'')) {
        quotes(chars, cleaned);
    }
    let runs_may_stand = |char: &Char| never_doubled(char.c) || matches!(char.c, '.' | '…' | '-' | '－' | '―' | '─');
    if chars.iter().any(runs_may_stand) {
        let kept = addresses(chars);
        runs(chars, &kept, cleaned);
    }
}

/// The nearest character that is no space, before (`-1`) or after (`1`) `index`, quotes and half-width
/// brackets stepped over.
fn neighbour(chars: &[Char], index: usize, step: isize) -> Option<char> {
    let mut at = index.checked_add_signed(step)?;
    loop {
        let c = chars.get(at)?.c;
        if !is_space(c) && !matches!(c, '"' | '(' | ')' | '“' | '”' | '‘' | '’') {
            return Some(c);
        }
        at = at.checked_add_signed(step)?;
    }
}

fn touches_chinese(chars: &[Char], index: usize) -> bool {
    neighbour(chars, index, -1).is_some_and(is_chinese) || neighbour(chars, index, 1).is_some_and(is_chinese)
}

fn stops(chars: &mut [Char], kept: &[bool], cleaned: &mut Cleaned<'_>) {
    for index in 0..chars.len() {
        let wide = match chars[index].c {
            ',' => '，',
            ':' => '：',
            ';' => '；',
            '!' => '！',
            '?' => '？',
            _ => continue,
        };
        let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|char| char.c.is_ascii_digit());
        let in_number = digit(index.checked_sub(1)) && digit(Some(index + 1));
        let chinese = match wide {
            // A question or exclamation belongs to what it ends.
            '！' | '？' => neighbour(chars, index, -1).is_some_and(is_chinese),
            _ => touches_chinese(chars, index),
        };
        if chinese && !in_number && !kept[index] {
            cleaned.note(Change::Marks, chars[index].at as usize);
            chars[index].c = wide;
        }
    }
}

/// Brackets go by pairs: wide when Chinese stands inside or beside them.
fn brackets(chars: &mut [Char], kept: &[bool], cleaned: &mut Cleaned<'_>) {
    // How many Chinese characters stand before each place.
    let mut chinese: Vec<u32> = vec![0];
    for char in chars.iter() {
        chinese.push(chinese.last().copied().unwrap_or_default() + u32::from(is_chinese(char.c)));
    }
    let mut open = Vec::new();
    for index in 0..chars.len() {
        if kept[index] {
            continue;
        }
        match chars[index].c {
            '(' | '（' => open.push(index),
            ')' | '）' => match open.pop() {
                Some(opener) => {
                    let inside = chinese[index] > chinese[opener + 1];
                    let mixed = chars[opener].c == '（' || chars[index].c == '）';
                    let beside = neighbour(chars, opener, -1).is_some_and(is_chinese)
                        || neighbour(chars, index, 1).is_some_and(is_chinese);
                    if inside || beside || mixed {
                        set(chars, opener, '(', '（', cleaned);
                        set(chars, index, ')', '）', cleaned);
                    }
                }
                None if index > 0 && neighbour(chars, index, -1).is_some_and(is_chinese) => {
                    set(chars, index, ')', '）', cleaned);
                }
                None => {}
            },
            _ => {}
        }
    }
    for opener in open {
        if touches_chinese(chars, opener) {
            set(chars, opener, '(', '（', cleaned);
        }
    }
}

fn set(chars: &mut [Char], index: usize, from: char, to: char, cleaned: &mut Cleaned<'_>) {
    if chars[index].c == from {
        cleaned.note(Change::Marks, chars[index].at as usize);
        chars[index].c = to;
    }
}

/// Straight quotes by turns open and close; one between Latin letters or after a figure is an
/// apostrophe, a minute or an inch.
fn quotes(chars: &mut [Char], cleaned: &mut Cleaned<'_>) {
    for (straight, opening, closing) in [('"', '“', '”'), ('\'', '‘', '’')] {
        let mut is_open = false;
        for index in 0..chars.len() {
            let c = chars[index].c;
            if c == opening {
                is_open = true;
            } else if c == closing {
                is_open = false;
            }
            if c != straight {
                continue;
            }
            let before = index.checked_sub(1).map(|at| chars[at].c);
            let after = chars.get(index + 1).map(|next| next.c);
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let apostrophe = latin(before) && (latin(after) || !is_open);
            if apostrophe && (straight == '\'' || before.is_some_and(|c| c.is_ascii_digit()) && !is_open) {
                continue;
            }
            is_open = !is_open;
            cleaned.note(Change::Quotes, chars[index].at as usize);
            chars[index].c = if is_open { opening } else { closing };
        }
    }
}

/// Marks of which two in a row are a slip. `！！` and `？？` are not (C14), and `。。。` is an ellipsis.
pub(super) fn never_doubled(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | '。')
}

/// Runs of dots become ……, runs of hyphens ——, runs of stops one.
fn runs(chars: &mut Vec<Char>, kept: &[bool], cleaned: &mut Cleaned<'_>) {
    let mut mended: Vec<Char> = Vec::with_capacity(chars.len());
    let mut index = 0;
    while let Some(&char) = chars.get(index) {
        let run = chars[index..].iter().take_while(|next| next.c == char.c).count();
        let before = mended.iter().rev().find(|last| !is_space(last.c)).map(|last| last.c);
        let after = chars[index + run..].iter().find(|next| !is_space(next.c)).map(|next| next.c);
        let chinese = before.is_some_and(is_chinese) || after.is_some_and(is_chinese);
        // Twelve points, four characters, stand for whole paragraphs left out (C11).
        let change = match (char.c, run) {
            ('.', 10..) if chinese => Some((Change::Ellipsis, '…', 4)),
            ('.', 3..) if chinese => Some((Change::Ellipsis, '…', 2)),
            ('。', 3..) => Some((Change::Ellipsis, '…', 2)),
            ('…', 1 | 3) if chinese => Some((Change::Ellipsis, '…', 2)),
            ('…', 5..) if chinese => Some((Change::Ellipsis, '…', 4)),
            ('。', _) if mended.last().is_some_and(|last| last.c == '…') => Some((Change::EllipsisStop, '。', 0)),
            ('-', 2..) | ('－' | '―' | '─', 2) if chinese => Some((Change::Dash, '—', 2)),
            (c, 2..) if never_doubled(c) => Some((Change::Doubled, c, 1)),
            _ => None,
        };
        match change.filter(|_| !kept[index]) {
            Some((change, mark, width)) => {
                cleaned.note(change, char.at as usize);
                let source = |at: usize| chars[index + at.min(run - 1)].with(mark);
                mended.extend((0..width).map(source));
            }
            None => mended.extend_from_slice(&chars[index..index + run]),
        }
        index += run;
    }
    *chars = mended;
}

/// Which characters stand inside an address: `https://…`, `www.…`, `name@host`.
fn addresses(chars: &[Char]) -> Vec<bool> {
    let mut kept = vec![false; chars.len()];
    let mut index = 0;
    while index < chars.len() {
        if !chars[index].c.is_ascii_graphic() {
            index += 1;
            continue;
        }
        let run = chars[index..].iter().take_while(|char| char.c.is_ascii_graphic()).count();
        let word: String = chars[index..index + run].iter().map(|char| char.c).collect();
        // An address may begin behind other marks and ends before the marks of the sentence.
        let begin = ["https://", "http://", "ftp://", "www."].iter().filter_map(|scheme| word.find(scheme)).min();
        let begin = begin.or_else(|| {
            let at = word.find('@').filter(|&at| at > 0 && word[at..].contains('.'))?;
            let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
            Some(word[..at].rfind(|c| !local(c)).map_or(0, |before| before + 1))
        });
        if let Some(begin) = begin {
            let mut end = word.trim_end_matches([',', ':', ';', '!', '?', '.', '"', '\'']).len();
            let count = |bracket: char| word[begin..end.max(begin)].matches(bracket).count();
            let mut unopened = count(')').saturating_sub(count('('));
            while unopened > 0 && word[..end].ends_with(')') {
                (end, unopened) = (end - 1, unopened - 1);
            }
            kept[index + begin..index + end.max(begin)].fill(true);
        }
        index += run;
    }
    kept
}
