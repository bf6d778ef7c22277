//! The profile of sRGB: some hundred bytes, the same in every file.

/// Where the colours of screens are written as an ICC profile of version 4: curves, and a matrix adapted to D50.
///
/// Source: IEC 61966-2-1; ICC.1:2010, 7.2, 8.3.3, 9.2, 10.
pub(super) fn profile() -> Vec<u8> {
    let fixed = |values: &[f64]| -> Vec<u8> {
        values.iter().flat_map(|value| ((value * 65_536.0).round() as i32).to_be_bytes()).collect()
    };
    let element = |kind: &[u8; 4], body: Vec<u8>| [&kind[..], &[0; 4], &body].concat();
    let point = |xyz: [f64; 3]| element(b"XYZ ", fixed(&xyz));
    // Function 3: a power, and a straight line near black.
    let curve = element(
        b"para",
        [&[0, 3, 0, 0][..], &fixed(&[2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045])].concat(),
    );
    let adaptation =
        [1.047_882, 0.022_919, -0.050_217, 0.029_587, 0.990_479, -0.017_059, -0.009_232, 0.015_076, 0.751_678];
    let elements: [(&[u8], Vec<u8>); 7] = [
        (b"desc", words("sRGB IEC61966-2.1")),
        (b"cprt", words("Public domain")),
        (b"wtpt", point([0.964_2, 1.0, 0.824_9])),
        (b"chad", element(b"sf32", fixed(&adaptation))),
        (b"rXYZ", point([0.436_04, 0.222_49, 0.013_92])),
        (b"gXYZ", point([0.385_12, 0.716_90, 0.097_07])),
        (b"bXYZ", point([0.143_05, 0.060_61, 0.713_92])),
    ];
    let curves: [&[u8]; 3] = [b"rTRC", b"gTRC", b"bTRC"];
    let count = elements.len() + curves.len();
    let mut table = (count as u32).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let first = 128 + 4 + count * 12;
    let entry = |name: &[u8], at: usize, size: usize, table: &mut Vec<u8>| {
        table.extend_from_slice(name);
        table.extend_from_slice(&((first + at) as u32).to_be_bytes());
        table.extend_from_slice(&(size as u32).to_be_bytes());
    };
    for (name, body) in &elements {
        entry(name, data.len(), body.len(), &mut table);
        data.extend_from_slice(body);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    for name in curves {
        entry(name, data.len(), curve.len(), &mut table);
    }
    data.extend_from_slice(&curve);
    data.resize(data.len().next_multiple_of(4), 0);
    [header(first + data.len()), table, data].concat()
}

/// Source: ICC.1:2010, 7.2.
fn header(size: usize) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &(size as u32).to_be_bytes());
    put(8, &[4, 0x20, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // A day that is in the standard's own time: no clock is read.
    put(24, &[2010_u16, 12, 1, 0, 0, 0].map(u16::to_be_bytes).concat());
    put(36, b"acsp");
    put(68, &[0.964_2_f64, 1.0, 0.824_9].map(|value| ((value * 65_536.0).round() as i32).to_be_bytes()).concat());
    header
}

/// multiLocalizedUnicodeType, in English.
fn words(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let number = |value: usize| (value as u32).to_be_bytes();
    [&b"mluc"[..], &[0; 4], &number(1), &number(12), b"enUS", &number(units.len()), &number(28), &units].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_reader_knows_it_as_srgb() {
        let bytes = profile();
        assert_eq!(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize, bytes.len());
        let ours = lcms2::Profile::new_icc(&bytes).expect("a profile");
        let theirs = lcms2::Profile::new_srgb();
        let format = lcms2::PixelFormat::RGB_8;
        let way = lcms2::Transform::new(&ours, format, &theirs, format, lcms2::Intent::RelativeColorimetric);
        let way = way.expect("a way from one to the other");
        let from: Vec<[u8; 3]> = (0..=255_u8).map(|value| [value, 255 - value, value / 2]).collect();
        let mut to = vec![[0_u8; 3]; from.len()];
        way.transform_pixels(&from, &mut to);
        for (one, other) in from.iter().zip(&to) {
            assert!(one.iter().zip(other).all(|(one, other)| one.abs_diff(*other) <= 1), "{one:?} {other:?}");
        }
    }
}
