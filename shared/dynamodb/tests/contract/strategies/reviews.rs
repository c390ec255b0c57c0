//! Any review task, and any notice.

use identity::{Person, Reference};
use journey::{Answers, NewTask, Notice, Progress, Reason, ReviewKind, Wanted};
use ports::Finding;
use proptest::{option, prelude::*, sample::select};

use super::{date, id, kind, nino_answer, origin, person, reference, trn};

/// What support staff ask for.
pub(crate) fn wanted() -> impl Strategy<Value = Wanted> {
    let asked = (any::<bool>(), any::<bool>(), any::<bool>());
    asked.prop_filter_map("nothing is asked for", |(nino, trn, name)| Wanted::new(nino, trn, name))
}

fn reason() -> impl Strategy<Value = Reason> {
    select(Reason::ALL.to_vec())
}

/// How far something is.
pub(crate) fn progress() -> impl Strategy<Value = Progress> {
    prop_oneof![
        Just(Progress::InReview),
        wanted().prop_map(Progress::NeedsInformation),
        (trn(), origin()).prop_map(|(trn, origin)| Progress::Completed { trn, origin }),
        reason().prop_map(Progress::Rejected),
    ]
}

/// What an email tells, under a reference.
pub(crate) fn notice() -> impl Strategy<Value = (Notice, Reference)> {
    let notice = prop_oneof![
        date().prop_map(|due| Notice::RequestReceived { due }),
        Just(Notice::TrnIssued),
        Just(Notice::RecordConnected),
        reason().prop_map(Notice::CannotConnect),
        wanted().prop_map(Notice::InformationNeeded),
    ];
    (notice, reference())
}

/// Why a record might be theirs.
pub(crate) fn finding() -> impl Strategy<Value = Finding> {
    (trn(), ".{0,60}").prop_map(|(trn, words)| Finding { trn, words })
}

/// A task about to be raised, whose it is and what they answered.
pub(crate) fn raised() -> impl Strategy<Value = (ReviewKind, NewTask, Person, Answers)> {
    let task = (id(), reference(), date(), date())
        .prop_map(|(id, reference, asked_on, due)| NewTask { id, reference, asked_on, due });
    let answers = (nino_answer(), option::of(trn())).prop_map(|(nino, trn)| Answers { nino, trn });
    (kind(), task, person(), answers)
}
