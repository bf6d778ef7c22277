//! The rules of preflight: what is looked for in a file, and in which words it is told.
//!
//! Source: `print.md` 2 and 3; each rule names its clause.

mod rows_file;
mod rows_page;
mod told;

pub(super) mod files;
pub(super) mod metadata;
pub(super) mod pages;
mod xmp;

use std::collections::BTreeMap;

use crate::base::diag::Code;
use crate::base::geom::Rect;

use super::examine::Asks;
use super::report::{Finding, Flavour};

pub(super) use metadata::Facts;

/// Places of one finding that are kept.
const PLACES: usize = 400;

/// Something that was found, not yet in words.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) code: Code,
    /// What it is about.
    pub(super) object: String,
    pub(super) page: Option<usize>,
    pub(super) places: Vec<Rect>,
    pub(super) count: usize,
}

impl Found {
    /// In the file.
    pub(super) fn plain(code: Code, object: &str) -> Found {
        Found { code, object: object.to_owned(), page: None, places: Vec::new(), count: 1 }
    }

    /// On a page.
    pub(super) fn on(code: Code, object: &str, page: usize, at: Rect) -> Found {
        Found { page: Some(page), places: vec![at], ..Found::plain(code, object) }
    }

    /// On a page, no place known.
    pub(super) fn of_page(code: Code, object: &str, page: usize) -> Found {
        Found { page: Some(page), ..Found::plain(code, object) }
    }
}

/// Puts what was found into words: what is the same of one page together, in order.
pub(super) fn settle(found: Vec<Found>, asks: &Asks, judged: Flavour) -> Vec<Finding> {
    let mut merged: BTreeMap<(Option<usize>, Code, String), Found> = BTreeMap::new();
    for one in found {
        let key = (one.page, one.code, one.object.clone());
        match merged.get_mut(&key) {
            Some(known) => {
                known.count += one.count;
                let room = PLACES.saturating_sub(known.places.len());
                known.places.extend(one.places.into_iter().take(room));
            }
            None => {
                merged.insert(key, one);
            }
        }
    }
    let mut findings: Vec<Finding> = merged
        .into_values()
        .map(|found| {
            let told = told::told(&found, asks, judged);
            Finding {
                code: found.code,
                severity: told.severity,
                clause: told.clause,
                page: found.page,
                at: found.places.first().copied(),
                places: found.places,
                count: found.count,
                object: found.object,
                cause: told.cause,
                cure: told.cure,
            }
        })
        .collect();
    findings.sort_by_cached_key(Finding::order);
    findings
}
