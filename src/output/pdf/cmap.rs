//! The ToUnicode table of a face: CIDs to text.

use super::ops::Ops;

/// The CMap stream for `texts`, by CID; empty texts have no entry.
///
/// Source: ISO 32000-1, 9.10.3; blocks of at most 100 entries as in Adobe Technical Note 5014.
pub(super) fn to_unicode(texts: &[&str]) -> Vec<u8> {
    let entries: Vec<(usize, &str)> =
        texts.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(|(cid, text)| (cid, *text)).collect();
    let mut ops = Ops::with_capacity(600 + entries.len() * 14);
    ops.raw(HEAD);
    for block in entries.chunks(100) {
        ops.number(block.len() as i64, 0);
        ops.op("beginbfchar");
        for &(cid, text) in block {
            ops.raw(b"<");
            ops.hex16(cid as u16);
            ops.raw(b"><");
            text.encode_utf16().for_each(|unit| ops.hex16(unit));
            ops.op(">");
        }
        ops.op("endbfchar");
    }
    ops.raw(TAIL);
    ops.into_bytes()
}

const HEAD: &[u8] = b"/CIDInit/ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
";

const TAIL: &[u8] = b"endcmap
CMapName currentdict/CMap defineresource pop
end
end
";
