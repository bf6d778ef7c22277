//! Spliced copy: a paragraph whose words stand once more elsewhere in the story.
//!
//! Source: `composition.md`, C8: reported, never changed.

use crate::base::diag::{Code, Diagnostic, Span, say};
use crate::model::{Block, Copy};

use super::chars::is_han;
use super::hygiene::Cleaned;

/// Characters that two places have in common from which a splice is suspected.
const REPEATED: usize = 20;

/// How many of them are Han: addresses and figures may well stand twice.
const HAN: usize = 12;

/// Characters looked for at once. Any stretch of `REPEATED` holds one that begins at a multiple of it.
const PROBE: usize = REPEATED / 2;

/// Most repeats that are told of one story.
const TOLD: usize = 8;

/// Parts two pieces of copy; no copy holds it.
const BORDER: char = '\n';

/// Reports what stands twice in paragraphs, quotes, items and speeches.
///
/// Cost: in proportion to the length of the story.
pub(super) fn check(body: &[Block], cleaned: &mut Cleaned<'_>) {
    let mut text: Vec<char> = Vec::new();
    let mut places: Vec<u32> = Vec::new();
    for copy in body.iter().filter_map(running) {
        text.extend(copy.text.chars());
        places.extend(&copy.origins);
        text.push(BORDER);
        places.push(0);
    }
    let mut index = Index::new(text.len() / PROBE + 1);
    let (mut at, mut entered, mut told) = (0, 0, 0);
    while at + PROBE <= text.len() && told < TOLD {
        // What ends before this place can be repeated here.
        while entered + PROBE <= at {
            index.enter(&text, entered);
            entered += PROBE;
        }
        match index.find(&text, at).map(|before| repeat(&text, before, at)) {
            Some(found) if found.length >= REPEATED => {
                if found.is_suspect(&text) {
                    tell(&text, &places, &found, cleaned);
                    told += 1;
                }
                at = found.at + found.length;
            }
            _ => at += 1,
        }
    }
}

fn running(block: &Block) -> Option<&Copy> {
    match block {
        Block::Paragraph(copy) | Block::Quote(copy) | Block::Speech(copy) | Block::Item { text: copy, .. } => {
            Some(copy)
        }
        _ => None,
    }
}

/// Two places with the same words.
struct Repeat {
    before: usize,
    at: usize,
    length: usize,
}

impl Repeat {
    /// Whether it is copy, and no rule of dots, address or refrain of one character.
    fn is_suspect(&self, text: &[char]) -> bool {
        let words = &text[self.at..self.at + self.length];
        let varied = words.windows(2).any(|two| two[0] != two[1]);
        varied && words.iter().filter(|c| is_han(**c)).count() >= HAN && self.before + self.length <= self.at
    }
}

/// All that `before` and `at` have in common round them.
fn repeat(text: &[char], before: usize, at: usize) -> Repeat {
    let same = |one: usize, other: usize| text[one] == text[other] && text[one] != BORDER;
    let back = (1..=before.min(REPEATED)).take_while(|&back| same(before - back, at - back)).count();
    let most = (at - before - back.min(at - before)).min(text.len() - at);
    let ahead = (0..most).take_while(|&ahead| same(before + ahead, at + ahead)).count();
    Repeat { before: before - back, at: at - back, length: back + ahead }
}

fn tell(text: &[char], places: &[u32], found: &Repeat, cleaned: &mut Cleaned<'_>) {
    let span = |at: usize| {
        let (first, last) = (places[at], places[at + found.length - 1]);
        let end = cleaned.span(last).end.max(first);
        Span { end, ..cleaned.span(first) }
    };
    let words: String = text[found.at..found.at + PROBE].iter().collect();
    let length = found.length;
    let message = say(
        format!("“{words}……”等 {length} 字与前文重复，疑为拼接有误"),
        format!("{length} characters from “{words}” on repeat earlier copy: a splice gone wrong?"),
    );
    let hint = say("请核对原稿，删去一处；文字没有改动", "check the manuscript and delete one; the copy is unchanged");
    let found = Diagnostic::new(Code::CopySuspect, span(found.at), message)
        .hint(hint)
        .note(span(found.before), say("前文在这里", "the earlier copy is here"));
    cleaned.findings.push(found);
}

/// Where stretches of `PROBE` characters stand, by their hash: open addressing, the first of each kept.
struct Index {
    slots: Vec<u32>,
}

impl Index {
    const EMPTY: u32 = u32::MAX;

    fn new(entries: usize) -> Index {
        Index { slots: vec![Index::EMPTY; (entries * 2).next_power_of_two()] }
    }

    fn enter(&mut self, text: &[char], at: usize) {
        let stretch = &text[at..at + PROBE];
        if let Some(slot) = self.slot(text, stretch)
            && self.slots[slot] == Index::EMPTY
        {
            self.slots[slot] = at as u32;
        }
    }

    fn find(&self, text: &[char], at: usize) -> Option<usize> {
        let slot = self.slot(text, &text[at..at + PROBE])?;
        let found = self.slots[slot];
        (found != Index::EMPTY).then_some(found as usize)
    }

    /// Where the stretch stands, or would stand.
    fn slot(&self, text: &[char], stretch: &[char]) -> Option<usize> {
        let mix =
            |sum: u64, c: &char| (sum.rotate_left(5) ^ u64::from(u32::from(*c))).wrapping_mul(0x517c_c1b7_2722_0a95);
        let hash = stretch.iter().fold(0, mix);
        let mask = self.slots.len() - 1;
        let first = (hash >> 32) as usize;
        (0..self.slots.len()).map(|step| (first + step) & mask).find(|&slot| {
            let at = self.slots[slot] as usize;
            self.slots[slot] == Index::EMPTY || text.get(at..at + PROBE).is_some_and(|known| known == stretch)
        })
    }
}
