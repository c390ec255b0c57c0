//! Near misses in spelling.

/// Names shorter than this are too much alike for one slip to mean anything.
const LETTERS_FOR_A_SLIP: usize = 5;
/// A truncation keeps at least this many letters.
const LETTERS_LEFT: usize = 3;

/// Whether one joined name is the other with one slip (a letter inserted, left out, replaced, or
/// swapped with its neighbour), or the head of the other.
pub(crate) fn is_near(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if shorter.bytes().next() != longer.bytes().next()
        && shorter.bytes().next_back() != longer.bytes().next_back()
    {
        // Neither a slip in five letters nor a truncation changes both ends.
        return false;
    }
    let letters = shorter.chars().count().min(longer.chars().count());
    (letters >= LETTERS_LEFT && longer.starts_with(shorter))
        || (letters >= LETTERS_FOR_A_SLIP && is_one_slip(shorter, longer))
}

fn is_one_slip(one: &str, other: &str) -> bool {
    let head = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let same: usize = head.map(|(a, _)| a.len_utf8()).sum();
    let mut one = one[same..].chars();
    let mut other = other[same..].chars();
    while let (Some(a), Some(b)) = (one.clone().next_back(), other.clone().next_back()) {
        if a != b {
            break;
        }
        one.next_back();
        other.next_back();
    }
    match (one.next(), one.next(), one.next(), other.next(), other.next(), other.next()) {
        (None, None, None, Some(_), None, None)
        | (Some(_), None, None, None | Some(_), None, None) => true,
        (Some(a), Some(b), None, Some(c), Some(d), None) => a == d && b == c,
        _ => false,
    }
}
