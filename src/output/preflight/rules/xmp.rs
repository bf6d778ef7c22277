//! The XMP of a file, as far as PDF/X speaks of it.

use std::collections::BTreeMap;

/// Bytes of a packet.
pub(super) const PACKET: usize = 4 << 20;
/// Nodes of a packet.
const NODES: u32 = 50_000;

const NAMES: [(&str, &str); 6] = [
    ("http://www.npes.org/pdfx/ns/id/", "pdfxid"),
    ("http://ns.adobe.com/pdfx/1.3/", "pdfx"),
    ("http://ns.adobe.com/xap/1.0/mm/", "xmpMM"),
    ("http://ns.adobe.com/xap/1.0/", "xmp"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://ns.adobe.com/pdf/1.3/", "pdf"),
];

/// The properties of a packet by `prefix:name`; none where it is no XML.
pub(super) fn properties(packet: &[u8]) -> Option<BTreeMap<String, String>> {
    let text = std::str::from_utf8(packet).ok()?;
    let text = text.trim_start_matches('\u{feff}').trim_matches(['\0', ' ', '\n', '\r', '\t']);
    let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(text, options).ok()?;
    let key = |space: Option<&str>, name: &str| {
        let prefix = NAMES.iter().find(|(uri, _)| Some(*uri) == space)?.1;
        Some(format!("{prefix}:{name}"))
    };
    let mut found = BTreeMap::new();
    for node in document.descendants().filter(|node| node.tag_name().name() == "Description") {
        for attribute in node.attributes() {
            if let Some(key) = key(attribute.namespace(), attribute.name()) {
                found.insert(key, attribute.value().trim().to_owned());
            }
        }
        for child in node.children().filter(roxmltree::Node::is_element) {
            if let Some(key) = key(child.tag_name().namespace(), child.tag_name().name()) {
                let text: String =
                    child.descendants().filter_map(|node| if node.is_text() { node.text() } else { None }).collect();
                found.insert(key, text.trim().to_owned());
            }
        }
    }
    Some(found)
}
