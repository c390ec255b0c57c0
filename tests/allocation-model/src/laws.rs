//! What must hold in every state, and what must be seen at least once for the model to be worth anything.

use std::collections::BTreeSet;

use stateright::{Model, Property};

use crate::{
    action::Action,
    cast::{Claim, Subject, Trn},
    model::{Allocation, State},
    register::{Progress, Standing},
    worker::{Role, Stage},
};

/// Nobody has two TRNs, even when support staff gave one of them.
pub const ONE_TRN_EACH: &str = "nobody has two TRNs";
/// A TRN is allocated at once only where the rules would allocate it if they saw all of the register.
pub const NOBODY_OVERLOOKED: &str = "nobody on record is overlooked";
/// Nobody is linked to somebody else's record.
pub const ONE_PERSON_EACH: &str = "no TRN is two people's";
/// A record that was allocated is linked to whom it was allocated for, who alone holds the claim of that subject.
pub const NO_RECORD_LEFT_OVER: &str = "no record is left over";
/// A One Login user has one request, or another when one was refused, and the two agree about where they are.
pub const ONE_REQUEST: &str = "a user and their one request agree";
/// A person is told only what is so.
pub const NOTHING_UNTRUE: &str = "nobody is told what is not so";
/// An email tells only what has happened.
pub const NO_UNTRUE_EMAIL: &str = "no email tells what did not happen";
/// An email is sent once, and once more at most for each time that its sender failed before noting it.
pub const ONE_EMAIL: &str = "an email is sent once, but for failures";
/// When nothing is left to happen, everybody has a record, is in review or was refused, and has been told so.
pub const NOBODY_LOST: &str = "nobody is lost";
/// Wherever things are, whoever asks again gets an answer if nothing else fails.
pub const A_WAY_ON: &str = "whoever asks again gets an answer";

/// A survey was overtaken, and made again.
pub const SAW_RACE: &str = "a survey is overtaken";
/// A transaction was carried out after its run had given it up.
pub const SAW_LATE: &str = "a transaction is late";
/// Somebody was connected to a record that another request of theirs had created.
pub const SAW_MATCH: &str = "the second account matches";
/// A request was held.
pub const SAW_HOLD: &str = "a request is held";
/// Two workers drew the same TRN.
pub const SAW_SAME_DRAW: &str = "two draw the same TRN";
/// An email was sent twice.
pub const SAW_TWO_EMAILS: &str = "an email is sent twice";

/// What must be seen in one scenario or another.
pub const SIGHTS: [&str; 6] =
    [SAW_RACE, SAW_LATE, SAW_MATCH, SAW_HOLD, SAW_SAME_DRAW, SAW_TWO_EMAILS];

/// How many steps an answer takes at most: four surveys of four queries, with their draws and transactions.
const PATIENCE: usize = 40;

pub(crate) fn properties() -> Vec<Property<Allocation>> {
    vec![
        Property::always(ONE_TRN_EACH, one_trn_each),
        Property::always(NOBODY_OVERLOOKED, |_, state: &State| !state.register.is_misjudged),
        Property::always(ONE_PERSON_EACH, one_person_each),
        Property::always(NO_RECORD_LEFT_OVER, no_record_left_over),
        Property::always(ONE_REQUEST, one_request),
        Property::always(NOTHING_UNTRUE, nothing_untrue),
        Property::always(NO_UNTRUE_EMAIL, no_untrue_email),
        Property::always(ONE_EMAIL, one_email),
        Property::always(NOBODY_LOST, nobody_lost),
        Property::always(A_WAY_ON, a_way_on),
        Property::sometimes(SAW_RACE, saw_race),
        Property::sometimes(SAW_LATE, saw_late),
        Property::sometimes(SAW_MATCH, saw_match),
        Property::sometimes(SAW_HOLD, saw_hold),
        Property::sometimes(SAW_SAME_DRAW, saw_same_draw),
        Property::sometimes(SAW_TWO_EMAILS, saw_two_emails),
    ]
}

fn is_settled(state: &State, subject: Subject) -> bool {
    state.register.user(subject).standing != Standing::Nothing
}

fn one_trn_each(model: &Allocation, state: &State) -> bool {
    let cast = &model.scenario.cast;
    let mut humans = BTreeSet::new();
    state.register.records.values().all(|record| humans.insert(cast.person(record.of).human))
}

fn one_person_each(model: &Allocation, state: &State) -> bool {
    let human = |subject: Subject| model.scenario.cast.person(subject).human;
    state.register.users.iter().all(|(subject, user)| match user.standing {
        Standing::Linked(trn) => {
            state.register.records.get(&trn).is_some_and(|it| human(it.of) == human(*subject))
        }
        Standing::Nothing | Standing::Held | Standing::Refused => true,
    })
}

fn no_record_left_over(_: &Allocation, state: &State) -> bool {
    let register = &state.register;
    register.records.iter().filter(|(_, record)| !record.is_old).all(|(trn, record)| {
        let claim = Claim::Subject(record.of);
        register.user(record.of).standing == Standing::Linked(*trn)
            && register.claims.get(&claim) == Some(trn)
    })
}

fn one_request(_: &Allocation, state: &State) -> bool {
    let mut asked = BTreeSet::new();
    // The latest first: those before it were refused.
    state.register.requests.iter().rev().all(|request| {
        let standing = match request.progress {
            Progress::InReview => Standing::Held,
            Progress::Completed(trn) => Standing::Linked(trn),
            Progress::Refused => Standing::Refused,
        };
        if asked.insert(request.by) {
            state.register.user(request.by).standing == standing
        } else {
            standing == Standing::Refused
        }
    })
}

fn nothing_untrue(_: &Allocation, state: &State) -> bool {
    state.workers.iter().all(|stage| match stage {
        Stage::Answered(by, told) => {
            let standing = state.register.user(*by).standing;
            // Staff may have decided since.
            standing == *told || (*told == Standing::Held && standing != Standing::Nothing)
        }
        Stage::Waiting
        | Stage::Surveying(_)
        | Stage::Deciding(_)
        | Stage::Drawing(_)
        | Stage::Sending(..)
        | Stage::Committed(..) => true,
    })
}

fn no_untrue_email(_: &Allocation, state: &State) -> bool {
    state.register.outbox.iter().filter(|message| message.sent > 0).all(|message| {
        let standing = state.register.user(message.to).standing;
        match message.tells {
            Standing::Linked(_) => standing == message.tells,
            // Staff may have decided since; whoever was refused may have asked again.
            Standing::Held | Standing::Refused => standing != Standing::Nothing,
            Standing::Nothing => false,
        }
    })
}

fn one_email(_: &Allocation, state: &State) -> bool {
    state.register.outbox.iter().all(|message| message.sent <= 1 + message.lost_notes)
}

fn nobody_lost(model: &Allocation, state: &State) -> bool {
    let mut actions = Vec::new();
    model.actions(state, &mut actions);
    if !actions.is_empty() {
        return true;
    }
    let is_told = state.couriers.is_empty() || state.register.outbox.iter().all(|it| it.sent > 0);
    is_told && state.register.outbox.len() >= state.register.requests.len() && {
        model.scenario.subjects().all(|subject| is_settled(state, subject))
    }
}

fn a_way_on(model: &Allocation, state: &State) -> bool {
    model.scenario.roles.iter().enumerate().all(|(worker, role)| match role {
        Role::Tab(_) => walks_home(model, state, worker),
        Role::Staff | Role::Import(_) => true,
    })
}

/// Whether a run comes to an answer while all others stand still and nothing fails.
fn walks_home(model: &Allocation, state: &State, worker: usize) -> bool {
    let mut state = state.clone();
    for _ in 0..PATIENCE {
        if matches!(state.workers[worker], Stage::Answered(..)) {
            return true;
        }
        let mut actions = Vec::new();
        model.worker_actions(&state, worker, &mut actions);
        // Reads come first as they are, without anything missed; of the draws, the first that is free.
        let is_taken = |action: &Action| match action {
            Action::Draw { trn, .. } => state.register.records.contains_key(trn),
            Action::Ask { .. }
            | Action::Open { .. }
            | Action::Import { .. }
            | Action::Query { .. }
            | Action::Rule { .. }
            | Action::RunOut { .. }
            | Action::Arrive { .. }
            | Action::Hear { .. }
            | Action::ArriveLate { .. }
            | Action::Fail { .. }
            | Action::Relay { .. }
            | Action::Take { .. }
            | Action::Drop { .. }
            | Action::Send { .. }
            | Action::Note { .. }
            | Action::Lose { .. } => false,
        };
        let next = actions.into_iter().find(|action| !is_taken(action));
        let Some(next) = next.and_then(|action| model.next_state(&state, action)) else {
            return false;
        };
        state = next;
    }
    false
}

fn saw_race(_: &Allocation, state: &State) -> bool {
    state.workers.iter().any(|stage| matches!(stage, Stage::Surveying(it) if it.round > 1))
}

fn saw_late(_: &Allocation, state: &State) -> bool {
    state.strays.iter().any(|stray| is_settled(state, stray.by))
}

fn saw_match(_: &Allocation, state: &State) -> bool {
    state.register.users.iter().any(|(subject, user)| match user.standing {
        Standing::Linked(trn) => {
            state.register.records.get(&trn).is_some_and(|it| !it.is_old && it.of != *subject)
        }
        Standing::Nothing | Standing::Held | Standing::Refused => false,
    })
}

fn saw_hold(_: &Allocation, state: &State) -> bool {
    state.register.requests.iter().any(|request| request.progress == Progress::InReview)
}

fn saw_same_draw(_: &Allocation, state: &State) -> bool {
    let drawn: Vec<Trn> = state
        .workers
        .iter()
        .filter_map(|stage| match stage {
            Stage::Sending(_, transaction) => transaction.allocates(),
            Stage::Waiting
            | Stage::Surveying(_)
            | Stage::Deciding(_)
            | Stage::Drawing(_)
            | Stage::Committed(..)
            | Stage::Answered(..) => None,
        })
        .collect();
    drawn.iter().collect::<BTreeSet<_>>().len() < drawn.len()
}

fn saw_two_emails(_: &Allocation, state: &State) -> bool {
    state.register.outbox.iter().any(|message| message.sent > 1)
}
