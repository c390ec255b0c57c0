//! Names as common as they are: first and last names, their short forms and their spellings.

use crate::chance::Chance;

static FIRST_NAMES: &str = include_str!("../data/first_names.txt");
static LAST_NAMES: &str = include_str!("../data/last_names.txt");

/// One name, and what else it is called.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    /// As its bearer writes it.
    pub(crate) formal: &'static str,
    /// Short forms that its bearer may go by.
    pub(crate) short: Vec<&'static str>,
    /// Other spellings, and how other offices transliterate it.
    pub(crate) spellings: Vec<&'static str>,
}

/// First and last names, drawn as often as they are met: the one in place *n* of the list about
/// 1 in *n* + 20.
#[derive(Debug)]
pub(crate) struct Names {
    first: Vec<Name>,
    last: Vec<Name>,
    /// For each list, how often the names up to each place are drawn together.
    first_sums: Vec<usize>,
    last_sums: Vec<usize>,
}

impl Default for Names {
    fn default() -> Self {
        Self::read()
    }
}

impl Names {
    /// The lists that come with the evaluation.
    pub(crate) fn read() -> Self {
        let (first, last) = (list(FIRST_NAMES, true), list(LAST_NAMES, false));
        Self { first_sums: sums(first.len()), last_sums: sums(last.len()), first, last }
    }

    /// A first name.
    pub(crate) fn first(&self, chance: &mut Chance) -> &Name {
        &self.first[draw(&self.first_sums, chance)]
    }

    /// A last name.
    pub(crate) fn last(&self, chance: &mut Chance) -> &Name {
        &self.last[draw(&self.last_sums, chance)]
    }
}

fn list(text: &'static str, has_short_forms: bool) -> Vec<Name> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut columns = line.split(':');
            let formal = columns.next().unwrap_or_default().trim();
            let mut words =
                || columns.next().unwrap_or_default().split_whitespace().collect::<Vec<_>>();
            let short = if has_short_forms { words() } else { Vec::new() };
            Name { formal, short, spellings: words() }
        })
        .collect()
}

fn sums(count: usize) -> Vec<usize> {
    (0..count)
        .scan(0, |sum, place| {
            *sum += 100_000 / (place + 20);
            Some(*sum)
        })
        .collect()
}

fn draw(sums: &[usize], chance: &mut Chance) -> usize {
    let drawn = chance.below(sums.last().copied().unwrap_or(1));
    sums.partition_point(|sum| *sum <= drawn)
}
