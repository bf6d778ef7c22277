//! The edition that is shipped loads without an error.

use std::path::Path;

use paiban::input::{World, load};

#[test]
fn the_shipped_edition_loads() {
    let home = std::env::var("DEMO").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let world = World::disk(&home);
    let begin = std::time::Instant::now();
    let found = load(&world, &Path::new(&home).join("editions/2026-11-23"));
    println!("{:?}", begin.elapsed());
    for d in &found.diagnostics {
        if d.code == paiban::base::diag::Code::CopyCleaned {
            continue;
        }
        let name = world
            .source(d.span.file)
            .map(|s| format!("{}:{}", s.name, s.text[..d.span.start as usize].lines().count()))
            .unwrap_or_default();
        println!(
            "{:?} {} {} {} | {}",
            d.severity,
            d.code.as_str(),
            name,
            d.message.en,
            d.hint.as_ref().map_or("", |h| &h.en)
        );
        println!("     {} | {}", d.message.zh, d.hint.as_ref().map_or("", |h| &h.zh));
    }
    let loaded = found.value.expect("loads");
    println!("{:?} {} pages {} stories", loaded.broken_pages, loaded.edition.pages.len(), loaded.edition.stories.len());
}
