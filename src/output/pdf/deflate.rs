//! Deflate, by libdeflate, with levels chosen by measuring.

use libdeflater::{CompressionLvl, Compressor, Decompressor};

/// How hard to try.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Effort {
    /// For what hardly shrinks: outlines, profiles, pictures.
    Fast,
    /// For text: page contents and tables.
    Good,
}

/// `bytes` as a zlib stream, which is what FlateDecode reads.
pub(super) fn deflate(bytes: &[u8], effort: Effort) -> Vec<u8> {
    let level = match effort {
        Effort::Fast => 1,
        Effort::Good => 6,
    };
    let level = CompressionLvl::new(level).unwrap_or_default();
    let mut compressor = Compressor::new(level);
    let mut out = vec![0; compressor.zlib_compress_bound(bytes.len())];
    // The bound is what libdeflate promises never to exceed.
    let length = compressor.zlib_compress(bytes, &mut out).expect("the output has the size of the bound");
    out.truncate(length);
    out
}

/// The `size` bytes that [`deflate`] made a stream of; nothing for another stream.
pub(super) fn inflate(deflated: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut out = vec![0; size];
    let length = Decompressor::new().zlib_decompress(deflated, &mut out).ok()?;
    (length == size).then_some(out)
}
