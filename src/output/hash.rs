//! SHA-256, as manifests and document ids want it, and MD5, as some print shops want it.

use md5::Md5;
use sha2::{Digest, Sha256};

/// The SHA-256 of `bytes`, as 64 small hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&sha256(&[bytes]))
}

/// The SHA-256 of several pieces, each preceded by its length, so that no two lists run together.
pub(crate) fn sha256_pieces(pieces: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for piece in pieces {
        hasher.update((piece.len() as u64).to_be_bytes());
        hasher.update(piece);
    }
    hasher.finalize().into()
}

fn sha256(pieces: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for piece in pieces {
        hasher.update(piece);
    }
    hasher.finalize().into()
}

/// A sum that grows piece by piece.
#[derive(Clone, Debug)]
pub enum Sum {
    /// SHA-256.
    Sha256(Sha256),
    /// MD5: against accidents, not against intent.
    Md5(Md5),
}

impl Sum {
    /// An empty SHA-256.
    pub fn sha256() -> Sum {
        Sum::Sha256(Sha256::new())
    }

    /// An empty MD5.
    pub fn md5() -> Sum {
        Sum::Md5(Md5::new())
    }

    /// Takes in the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        match self {
            Sum::Sha256(sum) => sum.update(piece),
            Sum::Md5(sum) => sum.update(piece),
        }
    }

    /// In small hexadecimal digits.
    pub fn finish(self) -> String {
        match self {
            Sum::Sha256(sum) => hex(&sum.finalize()),
            Sum::Md5(sum) => hex(&sum.finalize()),
        }
    }
}

/// Small hexadecimal digits, two a byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_of_abc_is_that_of_the_standard() {
        // FIPS 180-4, example of one block.
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn pieces_do_not_run_together() {
        assert_ne!(sha256_pieces(&[b"ab", b"c"]), sha256_pieces(&[b"a", b"bc"]));
    }
}
