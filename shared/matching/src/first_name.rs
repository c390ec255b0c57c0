//! Comparing first names.

use crate::{
    FirstNameOutcome, MiddleNameOutcome,
    nicknames::are_nicknames,
    slips::is_near,
    tokens::{Tokens, is_initial},
};

/// Compares the verified given names with a record's first and middle names.
///
/// They agree when the record's first-name tokens are all among the given tokens, or the given
/// tokens all among the record's first and middle tokens. An initial is never what they agree on.
pub(crate) fn compare(given: &Tokens, first: &Tokens, middle: &Tokens) -> FirstNameOutcome {
    if given.is_empty() || first.is_empty() {
        return FirstNameOutcome::Missing;
    }
    // Most names are told apart by their marks, before the rule that they stand before is asked.
    let marks = given.marks();
    let begin_alike = marks.may_begin_alike(first.marks());
    let share = begin_alike || marks.may_begin_alike(middle.marks());
    let near = marks.may_be_near(first.marks());
    let forms = given.may_be_forms_of(first);
    if !share && !near && !forms {
        return FirstNameOutcome::Different;
    }
    let spelled_out = is_spelled_out(given) && is_spelled_out(first);
    if begin_alike && spelled_out && is_whole(given, first, middle) {
        FirstNameOutcome::Exact
    } else if share && (first_is_among(given, first) || given_is_among(given, first, middle)) {
        FirstNameOutcome::Token
    } else if forms && spelled_out && is_nickname(given, first, middle) {
        FirstNameOutcome::Nickname
    } else if spelled_out
        && ((near && is_similar(given, first)) || (forms && has_forms(given, first)))
    {
        FirstNameOutcome::Similar
    } else if begin_alike && pairs(given, first).any(|(one, other)| is_initial_of(one, other)) {
        FirstNameOutcome::Initial
    } else {
        FirstNameOutcome::Different
    }
}

/// Compares the given names besides the first with a record's middle names.
pub(crate) fn compare_middle(given: &Tokens, first: &Tokens, middle: &Tokens) -> MiddleNameOutcome {
    if given.len() < 2 || middle.is_empty() {
        // One given name is the first name.
        return MiddleNameOutcome::Missing;
    }
    // The tokens the first name was recognised by are spent; else the leading one is the first name.
    let spent = given.iter().any(|token| first.contains(token));
    let mut rest = given
        .iter()
        .enumerate()
        .filter(|(at, token)| if spent { !first.contains(token) } else { *at > 0 })
        .map(|(_, token)| token);
    if !given.marks().may_be_near(middle.marks()) && !given.may_be_forms_of(middle) {
        return if rest.next().is_some() {
            MiddleNameOutcome::Different
        } else {
            MiddleNameOutcome::Missing
        };
    }
    let mut found = MiddleNameOutcome::Missing;
    for token in rest {
        for other in middle.iter() {
            found = found.min(if token == other && !is_initial(token) {
                return MiddleNameOutcome::Agrees;
            } else if token == other
                || is_initial_of(token, other)
                || are_nicknames(token, other)
                || is_near(token, other)
            {
                MiddleNameOutcome::Near
            } else {
                MiddleNameOutcome::Different
            });
        }
    }
    found
}

/// The same letters in the same order, however they are divided.
fn is_whole(given: &Tokens, first: &Tokens, middle: &Tokens) -> bool {
    let rest = given.joined().strip_prefix(first.joined());
    rest.is_some_and(|rest| rest.is_empty() || rest == middle.joined())
}

fn first_is_among(given: &Tokens, first: &Tokens) -> bool {
    is_spelled_out(first)
        && (first.iter().all(|token| given.contains(token)) || is_run_of(first.joined(), given))
}

fn given_is_among(given: &Tokens, first: &Tokens, middle: &Tokens) -> bool {
    is_spelled_out(given)
        && (given.iter().all(|token| first.contains(token) || middle.contains(token))
            || is_run_of(given.joined(), first))
}

fn is_spelled_out(name: &Tokens) -> bool {
    name.iter().any(|token| !is_initial(token))
}

/// Whether neighbouring tokens, joined, are `joined`: Mary Anne Jane holds `MARYANNE`.
fn is_run_of(joined: &str, tokens: &Tokens) -> bool {
    let last = tokens.len();
    (0..last).any(|from| (from..last).any(|to| tokens.run(from, to) == joined))
}

/// The whole names are forms of one formal name, or the leading tokens are and the others agree.
fn is_nickname(given: &Tokens, first: &Tokens, middle: &Tokens) -> bool {
    let leading = given.first().zip(first.first());
    let has_more = given.len() > 1 || first.len() > 1;
    are_nicknames(given.joined(), first.joined())
        || (has_more
            && leading.is_some_and(|(one, other)| are_nicknames(one, other))
            && others_agree(given, first, middle))
}

/// Whether the tokens after the leading ones agree the way whole first names do.
fn others_agree(given: &Tokens, first: &Tokens, middle: &Tokens) -> bool {
    first.iter().skip(1).all(|token| given.iter().skip(1).any(|other| token == other))
        || given
            .iter()
            .skip(1)
            .all(|token| first.iter().skip(1).any(|other| token == other) || middle.contains(token))
}

fn is_similar(given: &Tokens, first: &Tokens) -> bool {
    if is_near(given.joined(), first.joined()) {
        return true;
    }
    // One token against one has been compared whole.
    let has_more = given.len() > 1 || first.len() > 1;
    has_more && has_similar_token(given, first)
}

fn has_similar_token(given: &Tokens, first: &Tokens) -> bool {
    given.iter().any(|token| is_near(token, first.joined()))
        || first.iter().any(|token| is_near(token, given.joined()))
        || pairs(given, first).any(|(one, other)| one == other && !is_initial(one))
}

/// Whether one token of each is a form of one formal name.
fn has_forms(given: &Tokens, first: &Tokens) -> bool {
    pairs(given, first).any(|(one, other)| are_nicknames(one, other))
}

fn pairs<'a>(one: &'a Tokens, other: &'a Tokens) -> impl Iterator<Item = (&'a str, &'a str)> {
    one.iter().flat_map(|token| other.iter().map(move |second| (token, second)))
}

fn is_initial_of(one: &str, other: &str) -> bool {
    (is_initial(one) && other.starts_with(one)) || (is_initial(other) && one.starts_with(other))
}
