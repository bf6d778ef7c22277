//! A file written object by object, for what is put together from finished files.

use super::deflate::{Effort, deflate};

/// A file being written: its objects, each with its number.
pub(in crate::output) struct Raw {
    pub(in crate::output) objects: Vec<(i32, Vec<u8>)>,
    pub(in crate::output) next: i32,
}

impl Raw {
    pub(in crate::output) fn new() -> Raw {
        Raw { objects: Vec::new(), next: 1 }
    }

    pub(in crate::output) fn take(&mut self) -> i32 {
        self.next += 1;
        self.next - 1
    }

    pub(in crate::output) fn add(&mut self, id: i32, bytes: Vec<u8>) {
        self.objects.push((id, bytes));
    }

    pub(in crate::output) fn stream(&mut self, id: i32, dict: &[u8], bytes: &[u8]) {
        let mut out = b"<<".to_vec();
        out.extend(dict);
        out.extend(format!("/Length {}>>\nstream\n", bytes.len()).bytes());
        out.extend(bytes);
        out.extend(b"\nendstream");
        self.add(id, out);
    }

    /// With a classic cross-reference table, which every flavour may have.
    pub(in crate::output) fn finish(mut self, version: &str, trailer: &str) -> Vec<u8> {
        self.objects.sort_by_key(|(id, _)| *id);
        let mut out = format!("%PDF-{version}\n%").into_bytes();
        out.extend([0x80; 4]);
        out.push(b'\n');
        let mut table = format!("xref\n0 {}\n0000000000 65535 f\r\n", self.objects.len() + 1);
        for (id, bytes) in &self.objects {
            table += &format!("{:010} 00000 n\r\n", out.len());
            out.extend(format!("{id} 0 obj\n").bytes());
            out.extend(bytes);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        out.extend(table.bytes());
        out.extend(
            format!("trailer\n<</Size {}{trailer}>>\nstartxref\n{start}\n%%EOF\n", self.objects.len() + 1).bytes(),
        );
        out
    }
}

/// A stream deflated.
pub(in crate::output) fn packed(bytes: &[u8]) -> Vec<u8> {
    deflate(bytes, Effort::Good)
}
