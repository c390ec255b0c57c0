//! Random walks: events in any order, and where they lead.

use identity::{
    DateOfBirth, NamePart, NamePartKind, OneLoginUser, RecordName, RecordPolicy, RecordStatus,
    TeachingRecord, Trn, VerifiedIdentity, VerifiedName,
};
use jiff::civil::date;
use journey::{
    Answered, Arrow, Effect, Event, Found, Known, MatchedOn, More, NewRequest, NewTask, NinoAnswer,
    NoTrn, OpenWork, RequestOutcome, ReviewKind, Setback, Settled, Stage, TrnAnswer, TrnOrigin,
    Verdict, Wanted, step,
};
use proptest::{option, prelude::*, sample::select};

/// Where events led.
pub(crate) struct Walk {
    /// The last place.
    pub(crate) stage: Stage,
    /// The arrows taken.
    pub(crate) arrows: Vec<Arrow>,
    /// What was written down.
    pub(crate) effects: Vec<Effect>,
}

/// Takes every event that is in step, and passes over the rest.
pub(crate) fn walk(policy: RecordPolicy, events: &[Event]) -> Walk {
    let mut walk = Walk { stage: Stage::SigningIn, arrows: vec![], effects: vec![] };
    for event in events {
        match step(policy, walk.stage, event.clone()) {
            Ok(taken) => {
                walk.arrows.push(taken.arrow);
                walk.effects.extend(taken.effects);
                walk.stage = taken.stage;
            }
            Err(out) => walk.stage = *out.0,
        }
    }
    walk
}

pub(crate) fn policy() -> impl Strategy<Value = RecordPolicy> {
    select(vec![RecordPolicy::Existing, RecordPolicy::Allocate])
}

pub(crate) fn events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(event(), 0..16)
}

pub(crate) fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => (user(), known()).prop_map(|(user, known)| Event::SignedIn { user, known }),
        3 => user().prop_map(|user| Event::IdentityProved { user, identity: identity() }),
        1 => select(SETBACKS.to_vec()).prop_map(Event::TurnedBack),
        1 => Just(Event::TriedAgain),
        3 => (nino(), verdict()).prop_map(|(nino, verdict)| Event::NinoAnswered { nino, verdict }),
        2 => (trn(), verdict()).prop_map(|(trn, verdict)| Event::TrnAnswered { trn, verdict }),
        2 => (select(vec![NoTrn::None, NoTrn::Unknown]), prop::option::weighted(0.2, task()))
            .prop_map(|(no_trn, two_records)| Event::HasNoTrn { no_trn, two_records }),
        1 => task().prop_map(Event::SupportAsked),
        1 => outcome().prop_map(|outcome| Event::TrnRequested { request: request(), outcome }),
        1 => settled().prop_map(Event::CaughtUp),
        1 => (more(), prop::option::of(found()))
            .prop_map(|(more, found)| Event::Added { more, found }),
        1 => Just(Event::Refused),
    ]
}

const SETBACKS: [Setback; 7] = [
    Setback::IdentityNotProved,
    Setback::SignInNotFinished,
    Setback::SignedOut,
    Setback::Busy,
    Setback::SwitchedOff,
    Setback::Unreachable,
    Setback::RequestRefused,
];

fn user() -> impl Strategy<Value = OneLoginUser> {
    select(vec!["urn:fdc:gov.uk:2022:anne", "urn:fdc:gov.uk:2022:bea"]).prop_map(|subject| {
        OneLoginUser {
            subject: subject.parse().unwrap(),
            email: "anne@example.com".parse().unwrap(),
        }
    })
}

fn identity() -> VerifiedIdentity {
    let part = |kind, value: &str| NamePart { kind, value: value.to_owned() };
    let parts = vec![part(NamePartKind::Given, "ANNE"), part(NamePartKind::Family, "SMITH")];
    let born: DateOfBirth = "1990-05-01".parse().unwrap();
    VerifiedIdentity::new(vec![VerifiedName::new(parts, None, None).unwrap()], vec![born]).unwrap()
}

fn known() -> impl Strategy<Value = Known> {
    prop_oneof![
        2 => Just(Known::Nothing),
        1 => option::of(answered()).prop_map(|lately| Known::Identity(identity(), lately)),
        1 => settled().prop_map(|settled| Known::Settled(identity(), settled)),
    ]
}

/// What somebody answered to the two questions.
pub(crate) fn answered() -> impl Strategy<Value = Answered> {
    let trn_answer = prop_oneof![
        trn().prop_map(TrnAnswer::Given),
        select(vec![NoTrn::None, NoTrn::Unknown]).prop_map(TrnAnswer::None),
    ];
    (nino(), option::of(trn_answer)).prop_map(|(nino, trn)| Answered { nino, trn })
}

fn settled() -> impl Strategy<Value = Settled> {
    prop_oneof![
        trn().prop_map(|trn| Settled::Record { trn, origin: TrnOrigin::Found }),
        prop::option::of(wanted()).prop_map(|wanted| Settled::Open(OpenWork::Task {
            id: "t0".parse().unwrap(),
            kind: ReviewKind::RecordNotFound,
            reference: "TRN-7K4M-92QX".parse().unwrap(),
            asked_on: date(2026, 9, 1),
            due: date(2026, 9, 8),
            wanted,
        })),
    ]
}

/// Something that support staff ask for.
pub(crate) fn wanted() -> impl Strategy<Value = Wanted> {
    let asked = (any::<bool>(), any::<bool>(), any::<bool>());
    asked.prop_filter_map("nothing is asked for", |(nino, trn, name)| Wanted::new(nino, trn, name))
}

/// Something that a waiting person adds.
pub(crate) fn more() -> impl Strategy<Value = More> {
    let nino = Just("AB123456C".parse().unwrap());
    let name = Just("Jones".to_owned());
    (prop::option::of(nino), prop::option::of(trn()), prop::option::of(name))
        .prop_map(|(nino, trn, previous_last_name)| More { nino, trn, previous_last_name })
}

pub(crate) fn trn() -> impl Strategy<Value = Trn> {
    "[1-9][0-9]{6}".prop_map(|digits| digits.parse().unwrap())
}

fn nino() -> impl Strategy<Value = NinoAnswer> {
    prop_oneof![
        Just(NinoAnswer::Given("AB123456C".parse().unwrap())),
        Just(NinoAnswer::NotNow),
        Just(NinoAnswer::None),
    ]
}

pub(crate) fn found() -> impl Strategy<Value = Found> {
    trn().prop_map(|trn| Found { trn, merged_from: None, matched_on: MatchedOn::Nino })
}

fn verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![
        2 => found().prop_map(Verdict::Found),
        1 => Just(Verdict::AskForTrn),
        1 => task().prop_map(Verdict::TwoRecords),
        4 => Just(Verdict::NotFound),
    ]
}

fn task() -> impl Strategy<Value = NewTask> {
    Just(NewTask {
        id: "t1".parse().unwrap(),
        reference: "TRN-ABCD-2345".parse().unwrap(),
        asked_on: date(2026, 9, 1),
        due: date(2026, 9, 8),
    })
}

fn request() -> NewRequest {
    NewRequest {
        id: "r1".parse().unwrap(),
        reference: "TRN-WXYZ-6789".parse().unwrap(),
        asked_on: date(2026, 9, 1),
        due: date(2026, 9, 8),
    }
}

/// A new record.
pub(crate) fn record() -> impl Strategy<Value = TeachingRecord> {
    trn().prop_map(|trn| TeachingRecord {
        trn,
        name: RecordName::default(),
        previous_names: Vec::new(),
        date_of_birth: "1990-05-01".parse().unwrap(),
        ninos: Vec::new(),
        email: None,
        status: RecordStatus::Active,
        has_qts: false,
        has_open_alert: false,
    })
}

/// What comes of a TRN request at once.
pub(crate) fn outcome() -> impl Strategy<Value = RequestOutcome> {
    prop_oneof![
        record().prop_map(|record| RequestOutcome::Issued(Box::new(record))),
        found().prop_map(RequestOutcome::Matched),
        Just(RequestOutcome::Held),
    ]
}
