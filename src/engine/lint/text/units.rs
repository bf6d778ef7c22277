//! Units that are not legal, and signs of units in the wrong letters.
//!
//! Source: 国务院关于在我国统一实行法定计量单位的命令 (1984); GB/T 3100 for the letters of signs.

use crate::base::diag::say;

use super::{Slip, Text, stands};

/// Behind a figure: what is written, what is meant.
const WORDS: [(&str, &str); 13] = [
    ("公分", "厘米"),
    ("公尺", "米"),
    ("公升", "升"),
    ("平米", "平方米"),
    ("市斤", "斤，或换算为千克"),
    ("市里", "里，或换算为千米"),
    ("马力", "千瓦（1马力约为0.735千瓦）"),
    ("度电", "千瓦时电"),
    ("吋", "英寸"),
    ("呎", "英尺"),
    ("哩", "英里"),
    ("立升", "升"),
    ("公厘", "毫米"),
];

/// Signs, which are followed by no letter.
const SIGNS: [(&str, &str); 29] = [
    ("KG", "kg"),
    ("Kg", "kg"),
    ("KM", "km"),
    ("Km", "km"),
    ("CM", "cm"),
    ("Cm", "cm"),
    ("MM", "mm"),
    ("Mm", "mm"),
    ("ML", "mL"),
    ("Ml", "mL"),
    ("KW", "kW"),
    ("Kw", "kW"),
    ("kw", "kW"),
    ("KWH", "kW·h"),
    ("Kwh", "kW·h"),
    ("kwh", "kW·h"),
    ("kWh", "kW·h"),
    ("HZ", "Hz"),
    ("hz", "Hz"),
    ("KHZ", "kHz"),
    ("Khz", "kHz"),
    ("MHZ", "MHz"),
    ("Mhz", "MHz"),
    ("GHZ", "GHz"),
    ("Ghz", "GHz"),
    ("MPA", "MPa"),
    ("Mpa", "MPa"),
    ("DB", "dB"),
    ("db", "dB"),
];

pub(super) fn units(text: &Text<'_>) -> Vec<Slip> {
    let chars = &text.chars;
    let mut found = Vec::new();
    let copy = &text.copy.text;
    if !copy.contains(|c: char| c.is_ascii_alphabetic()) && !WORDS.iter().any(|(wrong, _)| copy.contains(wrong)) {
        return found;
    }
    for at in 1..chars.len() {
        let figure = |c: char| c.is_ascii_digit() || matches!(c, '多' | '余' | '万' | '亿' | '千' | '百' | '十' | '几');
        let (before, here) = (chars[at - 1], chars[at]);
        if !figure(before) {
            continue;
        }
        if here.is_ascii_alphabetic() && before.is_ascii_digit() {
            let sign = chars[at..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
            let known = SIGNS.iter().find(|(wrong, _)| wrong.len() == sign && stands(chars, at, wrong));
            found.extend(known.map(|(_, right)| Slip {
                range: at..at + sign,
                right: Some((*right).to_owned()),
                reason: say("计量单位符号的大小写不对", "the letters of this unit are not so"),
            }));
        } else if let Some((wrong, right)) = WORDS.iter().find(|(wrong, _)| stands(chars, at, wrong)) {
            found.push(Slip {
                range: at..at + wrong.chars().count(),
                right: Some((*right).to_owned()),
                reason: say("不是法定计量单位", "not a legal unit"),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::units;

    #[test]
    fn illegal_units_and_signs() {
        assert_eq!(read("宽30公分", units), ["公分→厘米"]);
        assert_eq!(read("120平米，重5KG，2500Kw", units), ["平米→平方米", "KG→kg", "Kw→kW"]);
        assert_eq!(read("用了3000多度电", units), ["度电→千瓦时电"]);
    }

    #[test]
    fn legal_ones_are_left_alone() {
        for text in ["30厘米，5 kg，3公里，120平方米", "公分是旧称", "CM公司，5KMH", "2026年8月度电费"]
        {
            assert!(read(text, units).is_empty(), "{text}: {:?}", read(text, units));
        }
    }
}
