//! Words in a name that are not the name: titles before it, suffixes after it, particles inside it.

/// Left out at the head of the given names while another given token is left.
const TITLES: [&str; 24] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "rev",
    "canon",
    "fr",
    "sir",
    "dame",
    "lady",
    "lord",
    "hon",
    "cllr",
    "capt",
    "maj",
    "col",
    "lt",
    "sgt",
    "rabbi",
    "imam",
];

/// Left out at the tail of the family names while another family token is left.
const SUFFIXES: [&str; 19] = [
    "jr", "sr", "ii", "iii", "iv", "esq", "ba", "bsc", "ma", "msc", "mba", "phd", "dphil", "med",
    "pgce", "qts", "obe", "mbe", "cbe",
];

/// Left out of a comparison of last names while another token is left, and never what two last
/// names are said to share.
const PARTICLES: [&str; 25] = [
    "de", "da", "di", "do", "dos", "del", "du", "la", "le", "van", "von", "der", "den", "ten",
    "ter", "al", "el", "bin", "ibn", "ben", "abu", "o", "mc", "mac", "st",
];

pub(crate) fn is_title(token: &str) -> bool {
    TITLES.contains(&token)
}

pub(crate) fn is_suffix(token: &str) -> bool {
    SUFFIXES.contains(&token)
}

pub(crate) fn is_particle(token: &str) -> bool {
    token.len() <= 3 && PARTICLES.contains(&token)
}
