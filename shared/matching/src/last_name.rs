//! Comparing last names.

use crate::{
    LastNameOutcome,
    affixes::is_particle,
    slips::is_near,
    tokens::{Tokens, is_initial},
};

/// Compares all verified family names together, in any order, with a record's last name.
pub(crate) fn compare(family: &Tokens, last: &Tokens) -> LastNameOutcome {
    if family.is_empty() || last.is_empty() {
        return LastNameOutcome::Missing;
    }
    if family.marks().may_begin_alike(last.marks()) {
        if same_tokens(family, last) {
            return LastNameOutcome::Exact;
        }
        if family.joined() == last.joined() {
            return LastNameOutcome::Separators;
        }
        if is_among(family, last) || is_among(last, family) {
            return LastNameOutcome::Token;
        }
    }
    if family.marks().may_be_near(last.marks()) && is_similar(family, last) {
        return LastNameOutcome::Similar;
    }
    LastNameOutcome::Different
}

/// Whether they are the same but for order and separators.
pub(crate) fn is_exact(family: &Tokens, last: &Tokens) -> bool {
    !family.is_empty()
        && !last.is_empty()
        && (same_tokens(family, last) || family.joined() == last.joined())
}

/// Whether they agree, without asking how.
pub(crate) fn agree(family: &Tokens, last: &Tokens) -> bool {
    family.marks().may_begin_alike(last.marks())
        && (is_exact(family, last) || is_among(family, last) || is_among(last, family))
}

/// What stands for a last name in an index: its tokens without particles, and those with their
/// particles joined on (`O BRIEN` is filed under `brien` and `obrien`).
pub(crate) fn index_tokens(last: &Tokens) -> impl Iterator<Item = &str> {
    let bare = without_particles(last);
    let among = bare.clone();
    bare.chain(with_particles_joined(last).filter(move |unit| !among.clone().any(|t| t == *unit)))
}

fn same_tokens(one: &Tokens, other: &Tokens) -> bool {
    one.len() == other.len()
        && one.iter().all(|token| other.contains(token))
        && other.iter().all(|token| one.contains(token))
}

/// Whether all of `fewer` is among `more`, by at least one token that is a name.
fn is_among(fewer: &Tokens, more: &Tokens) -> bool {
    let is_name = |token: &str| !is_particle(token) && !is_initial(token);
    without_particles(fewer).any(is_name)
        && (without_particles(fewer)
            .all(|token| without_particles(more).any(|other| other == token))
            || with_particles_joined(fewer)
                .all(|unit| with_particles_joined(more).any(|other| other == unit)))
}

fn is_similar(one: &Tokens, other: &Tokens) -> bool {
    let shared = |token: &str| {
        !is_particle(token)
            && !is_initial(token)
            && without_particles(other).any(|own| own == token)
    };
    let bare = || Some((only(without_particles(one))?, only(without_particles(other))?));
    (!one.iter().all(is_particle)
        && !other.iter().all(is_particle)
        && is_near(one.joined(), other.joined()))
        || bare().is_some_and(|(one, other)| is_near(one, other))
        || without_particles(one).any(shared)
        || with_particles_joined(one).any(|unit| {
            !is_initial(unit)
                && !is_particle(unit)
                && with_particles_joined(other).any(|own| own == unit)
        })
}

/// The tokens that are no particles, or all of them if nothing else is left.
fn without_particles(name: &Tokens) -> impl Iterator<Item = &str> + Clone {
    let all_particles = name.iter().all(is_particle);
    name.iter().filter(move |token| all_particles || !is_particle(token))
}

/// The tokens with the particles before them joined on.
fn with_particles_joined(name: &Tokens) -> impl Iterator<Item = &str> + Clone {
    let mut from = 0;
    name.iter().enumerate().filter_map(move |(at, token)| {
        if is_particle(token) && at + 1 < name.len() {
            return None;
        }
        let unit = name.run(from, at);
        from = at + 1;
        Some(unit)
    })
}

fn only<'a>(mut tokens: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = tokens.next()?;
    if tokens.next().is_some() { None } else { Some(first) }
}
