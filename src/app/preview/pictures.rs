//! Pictures as browsers get them: under names that change with their bytes, made when they are first asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use crate::output::hash::sha256_hex;
use crate::output::pdf::{Bytes, Display, DisplayCopy, Paper};
use crate::output::proof;

/// Pixels of the longer side: twice what a column picture takes on a large screen.
const LONGEST: u32 = 1800;
/// Dots to the inch of a page of a PDF.
const DPI: u32 = 150;
/// Figures of a name.
const NAME: usize = 16;

/// The pictures of the pages that are shown.
#[derive(Default)]
pub(super) struct Pictures {
    known: Mutex<Known>,
}

/// Bytes, while somebody else holds them.
type Address = Weak<dyn AsRef<[u8]> + Send + Sync>;

#[derive(Default)]
struct Known {
    /// What stands at this address; once it is dropped, another may.
    named: Vec<(Address, String)>,
    copies: BTreeMap<String, Option<Arc<DisplayCopy>>>,
}

impl Pictures {
    /// The name of a picture.
    pub(super) fn name(&self, bytes: &Bytes) -> String {
        let mut known = self.lock();
        let is_it = |weak: &Address| weak.strong_count() > 0 && std::ptr::addr_eq(weak.as_ptr(), Arc::as_ptr(bytes));
        if let Some((_, name)) = known.named.iter().find(|(weak, _)| is_it(weak)) {
            return name.clone();
        }
        let mut name = sha256_hex((**bytes).as_ref());
        name.truncate(NAME);
        known.named.retain(|(weak, _)| weak.strong_count() > 0);
        known.named.push((Arc::downgrade(bytes), name.clone()));
        let Known { named, copies } = &mut *known;
        copies.retain(|copied, _| named.iter().any(|(_, name)| copied.split('-').next() == Some(name)));
        name
    }

    /// A picture by its name, for a screen. Behind the name of a PDF stands which of its pages.
    pub(super) fn copy(&self, name: &str, screen: &Display) -> Option<Arc<DisplayCopy>> {
        let bytes = {
            let known = self.lock();
            if let Some(copy) = known.copies.get(name) {
                return copy.clone();
            }
            let named = name.split('-').next().unwrap_or(name);
            known.named.iter().filter(|(_, known)| known == named).find_map(|(weak, _)| weak.upgrade())?
        };
        let page = name.split_once('-').and_then(|(_, page)| page.parse::<usize>().ok()?.checked_sub(1));
        let made = match page {
            Some(page) => drawn((*bytes).as_ref(), page),
            None => screen.copy((*bytes).as_ref(), LONGEST),
        };
        let made = made.map(Arc::new);
        self.lock().copies.insert(name.to_owned(), made.clone());
        made
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A page of a PDF that is placed as a picture.
fn drawn(pdf: &[u8], page: usize) -> Option<DisplayCopy> {
    let raster = proof::page(pdf, page, DPI, Paper::White).ok()?;
    Some(DisplayCopy { bytes: raster.png(), kind: "image/png" })
}
