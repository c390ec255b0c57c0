//! What goes wrong under a hand that types, writes or copies.

use jiff::civil::Date;

use crate::chance::Chance;

/// One letter or digit left out, doubled, replaced or swapped with its neighbour; letters stay
/// letters and digits digits. Nothing before `from` changes.
pub(crate) fn letter(text: &str, from: usize, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < from + 2 {
        return text.to_owned();
    }
    let at = from + chance.below(letters.len() - from - 1);
    match chance.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = *chance.one_of(&['a', 'e', 'i', 'n', 'r', 's', 't']),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// One of the digits between two places replaced, or swapped with the next one.
pub(crate) fn digit(text: &str, from: usize, to: usize, chance: &mut Chance) -> String {
    let mut digits: Vec<u8> = text.bytes().collect();
    let at = from + chance.below(to - from - 1);
    if chance.percent(40) && digits[at] != digits[at + 1] {
        digits.swap(at, at + 1);
    } else {
        let other = 1 + u8::try_from(chance.below(9)).expect("it is a digit");
        digits[at] = b'0' + (digits[at] - b'0' + other) % 10;
    }
    digits.into_iter().map(char::from).collect()
}

/// A date that was written down wrongly: day and month swapped where that makes a date, or one digit
/// of it another.
pub(crate) fn date(born: Date, chance: &mut Chance) -> Date {
    let swapped = Date::new(born.year(), born.day(), born.month());
    match swapped {
        Ok(swapped) if swapped != born && chance.percent(60) => swapped,
        Ok(_) | Err(_) => loop {
            let text = digit(&born.strftime("%Y%m%d").to_string(), 2, 8, chance);
            match Date::strptime("%Y%m%d", &text) {
                Ok(wrong) if wrong != born => return wrong,
                Ok(_) | Err(_) => {}
            }
        },
    }
}

/// Without accents and other marks, as a system prints it that knows 26 letters.
pub(crate) fn without_marks(text: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'ã' | 'å' | 'ä' | 'ą' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'ễ' | 'ę' => 'e',
        'í' | 'ï' | 'ı' => 'i',
        'ł' | 'Ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ó' | 'ô' | 'ö' | 'ø' | 'Ö' => 'o',
        'ś' => 's',
        'ü' => 'u',
        other => other,
    };
    text.chars().map(plain).collect()
}
