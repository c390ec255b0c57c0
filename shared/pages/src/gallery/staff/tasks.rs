//! The list of tasks, and one task in every state.

use super::{Exhibit, exhibit};
use crate::staff::{
    By, Choice, Frame, Kind, Mistake, Outcome, Reason, Status, Wanted,
    task::{
        self, Candidate, Cell, Chosen, Compare, CompareMistake, Decide, Delivery, Done, Event,
        Facts, Happening, Mark, News, Next, Source, Standing, State, Task, Told, Undelivered,
    },
    tasks::{self, Filter, Line, List, Paging, Search, SearchMistake},
};

const HREF: &str = "/staff/tasks/01JF8Z6Q3M";

/// A name that turns round what follows, as a hostile one would.
const TURNED: &str = "Anne\u{202e} htimS\u{200b}";

pub(super) fn lists(frame: &Frame<'_>) -> Vec<Exhibit> {
    let late = Line {
        reference: "TRN-7K4M-92QX",
        href: HREF,
        kind: Kind::PossibleDuplicate,
        from: "Register for a national professional qualification",
        requested: "29 August",
        due: "Friday 5 September",
        is_late: true,
        status: Status::Open,
    };
    let waiting = Line {
        reference: "TRN-3H8P-47WD",
        kind: Kind::RecordNotFound,
        is_late: false,
        status: Status::WaitingForPerson,
        ..late
    };
    let bounced = Line {
        reference: "TRN-9C6N-53RT",
        kind: Kind::TwoRecords,
        is_late: false,
        status: Status::EmailNotDelivered,
        ..late
    };
    let lines = [late, waiting, bounced];
    let few = List {
        lines: &lines,
        paging: Paging::new(1, 3),
        filter: Filter { path: "/staff/tasks", kind: None, is_late: false },
        search: Search { action: "/staff/tasks/find", typed: "", mistake: None },
    };
    let filter = Filter { kind: Some(Kind::PossibleDuplicate), is_late: true, ..few.filter };
    let many = List { paging: Paging::new(7, 271), filter, ..few };
    let none = List { lines: &[], paging: Paging::new(1, 0), ..few };
    let unmatched = List { filter, ..none };
    let search = |typed, mistake| Search { typed, mistake: Some(mistake), ..few.search };
    let unknown = List { search: search("TRN-2222-2222", SearchMistake::NotFound), ..few };
    let shape = List { search: search("7K4M", SearchMistake::Shape), ..few };
    let empty = List { search: search("", SearchMistake::Empty), ..few };
    [
        ("staff-tasks", "Staff: tasks", few),
        ("staff-tasks-many", "Staff: many tasks, filtered", many),
        ("staff-tasks-none", "Staff: no tasks", none),
        ("staff-tasks-unmatched", "Staff: no task matches", unmatched),
        ("staff-tasks-unknown", "Staff: unknown reference", unknown),
        ("staff-tasks-shape", "Staff: malformed reference", shape),
        ("staff-tasks-empty", "Staff: no reference", empty),
    ]
    .map(|(slug, title, list)| exhibit(slug, title, tasks::page(frame, &list)))
    .into()
}

fn request() -> Facts<'static> {
    Facts {
        name: Cell::plain("Anne Marie Smith"),
        previous_names: Cell::plain("Anne Marie O’Neill\nAnne Featherstonehaugh-Cholmondeley"),
        date_of_birth: Cell::plain("5 January 1990"),
        nino: Cell::plain("AB 12 34 56 C"),
        trn: Cell::plain(""),
        email: Cell::plain("anne.smith@example.com"),
    }
}

fn candidates() -> [Candidate<'static>; 3] {
    let first = Candidate {
        trn: "1234567",
        facts: Facts {
            name: Cell::marked("Annie O’Neill", Mark::Nickname),
            previous_names: Cell::plain(""),
            date_of_birth: Cell::marked("1 May 1990", Mark::DayAndMonthSwapped),
            nino: Cell::plain("AB 12 34 56 C"),
            trn: Cell::plain("1234567"),
            email: Cell::marked("", Mark::Missing),
        },
        standing: Standing::InUse,
        has_qts: true,
        has_open_alert: false,
        why: &[
            "same NINO",
            "day and month of birth are swapped",
            "last name agrees with a previous name",
        ],
        source: Source::Engine,
        can_link: true,
    };
    let second = Candidate {
        trn: "2345678",
        facts: Facts {
            name: Cell::marked(TURNED, Mark::Similar),
            nino: Cell::marked("ZY 98 76 54 A", Mark::Different),
            trn: Cell::plain("2345678"),
            email: Cell::marked("a.smith@school.example", Mark::Different),
            ..first.facts
        },
        has_qts: false,
        has_open_alert: true,
        why: &["similar first name", "same email address"],
        ..first
    };
    let third = Candidate {
        trn: "3456789",
        facts: Facts { trn: Cell::plain("3456789"), ..second.facts },
        standing: Standing::MergedInto("2345678"),
        has_open_alert: false,
        why: &[],
        source: Source::Staff,
        can_link: false,
        ..second
    };
    [first, second, third]
}

const HISTORY: [Event<'static>; 4] = [
    Event { at: "10:42am on 2 September", by: By::Staff("Sam Okafor"), what: Happening::Viewed },
    Event { at: "9:15am on 2 September", by: By::Person, what: Happening::PersonAnswered },
    Event {
        at: "4:03pm on 1 September",
        by: By::Staff("Priya Nair"),
        what: Happening::Decided(Outcome::Asked(&[Wanted::Nino])),
    },
    Event { at: "2:30pm on 29 August", by: By::Service, what: Happening::Raised },
];

const TOLD: [Told<'static>; 1] =
    [Told { what: Wanted::Nino, value: "AB 12 34 56 C", at: "9:15am on 2 September" }];

const DECIDE: Decide<'static> = Decide {
    action: "/staff/tasks/01JF8Z6Q3M/check",
    seen: "c2Vlbg",
    chosen: Chosen { decision: None, wanted: &[], reason: None },
    mistake: None,
};

const COMPARE: Compare<'static> =
    Compare { action: "/staff/tasks/01JF8Z6Q3M/compare", typed: "", mistake: None };

const NEXT: Next<'static> = Next { reference: "TRN-3H8P-47WD", href: "/staff/tasks/01JF8Z6Q3N" };

pub(super) fn each(frame: &Frame<'_>) -> Vec<Exhibit> {
    let candidates = candidates();
    let open = Task {
        reference: "TRN-7K4M-92QX",
        kind: Kind::PossibleDuplicate,
        from: "Register for an NPQ",
        requested: "29 August",
        due: "Friday 5 September",
        is_late: false,
        email: "anne.smith@example.com",
        request: request(),
        candidates: &candidates,
        told: &TOLD,
        state: State::Open(Some(DECIDE)),
        compare: Some(COMPARE),
        news: None,
        history: &HISTORY,
    };
    let mut tasks = open_ones(&open);
    tasks.extend(mistakes(&open));
    tasks.extend(settled_ones(&open));
    tasks
        .into_iter()
        .map(|(slug, title, task)| exhibit(slug, title, task::page(frame, &task)))
        .collect()
}

type Named<'a> = (&'static str, &'static str, Task<'a>);

fn open_ones<'a>(open: &Task<'a>) -> Vec<Named<'a>> {
    let alone = Task {
        kind: Kind::RecordNotFound,
        candidates: &[],
        told: &[],
        is_late: true,
        history: &HISTORY[3..],
        ..*open
    };
    let viewer = Task { state: State::Open(None), compare: None, ..*open };
    let waiting = Task {
        state: State::Waiting {
            wanted: &[Wanted::Nino, Wanted::PreviousLastName],
            since: "1 September",
            decide: Some(DECIDE),
        },
        told: &[],
        ..*open
    };
    let changed = Task { news: Some(News::MatchesChanged), ..*open };
    let moved = Task { news: Some(News::TaskChanged), ..*open };
    let no_number = Task { news: Some(News::NoNumberLeft), ..*open };
    let compared =
        Task { news: Some(News::Done { what: Done::Compared("3456789"), next: None }), ..*open };
    vec![
        ("staff-task", "Staff: possible duplicate", *open),
        ("staff-task-two-records", "Staff: two records", Task { kind: Kind::TwoRecords, ..*open }),
        ("staff-task-alone", "Staff: nothing found, late", alone),
        ("staff-task-viewer", "Staff: may only look at a task", viewer),
        ("staff-task-waiting", "Staff: waiting for the person", waiting),
        ("staff-task-matches-changed", "Staff: the matches changed", changed),
        ("staff-task-changed", "Staff: the task changed", moved),
        ("staff-task-compared", "Staff: a record brought in", compared),
        ("staff-task-no-number", "Staff: no number is left", no_number),
    ]
}

fn mistakes<'a>(open: &Task<'a>) -> Vec<Named<'a>> {
    let decide = |mistake, decision| {
        let chosen = Chosen { decision, ..DECIDE.chosen };
        Task {
            state: State::Open(Some(Decide { mistake: Some(mistake), chosen, ..DECIDE })),
            ..*open
        }
    };
    let compare = |mistake, typed| Task {
        compare: Some(Compare { typed, mistake: Some(mistake), ..COMPARE }),
        ..*open
    };
    vec![
        ("staff-task-nothing-chosen", "Staff: nothing chosen", {
            decide(Mistake::NothingChosen, None)
        }),
        ("staff-task-nothing-wanted", "Staff: nothing asked for", {
            decide(Mistake::NothingWanted, Some(Choice::Ask))
        }),
        ("staff-task-no-reason", "Staff: no reason", {
            decide(Mistake::NoReason, Some(Choice::Refuse))
        }),
        ("staff-task-compare-shape", "Staff: malformed TRN", {
            compare(CompareMistake::Shape, "12345678")
        }),
        ("staff-task-compare-unknown", "Staff: unknown TRN", {
            compare(CompareMistake::NotFound, "7654321")
        }),
    ]
}

fn settled_ones<'a>(open: &Task<'a>) -> Vec<Named<'a>> {
    let settled = |by, outcome, delivery, news| Task {
        state: State::Settled { by, at: "10:42am on 2 September", outcome, delivery },
        compare: None,
        news,
        ..*open
    };
    let sam = By::Staff("Sam Okafor");
    let connected = Outcome::Connected("1234567");
    let undelivered = Undelivered {
        send_again: Some("/staff/tasks/01JF8Z6Q3M/send-again"),
        told: "/staff/tasks/01JF8Z6Q3M/told",
    };
    let refused = Outcome::Refused(Reason::MoreThanOnePerson);
    let done = Some(News::Done { what: Done::Decided(connected), next: Some(NEXT) });
    let meanwhile = Some(News::DecidedMeanwhile {
        by: By::Staff("Priya Nair"),
        at: "10:40am",
        outcome: refused,
    });
    let sent = Delivery::Sent("10:43am on 2 September");
    vec![
        ("staff-task-done", "Staff: decided", settled(sam, connected, Delivery::Queued, done)),
        ("staff-task-settled", "Staff: settled", {
            settled(sam, Outcome::NewTrn("3141592"), sent, None)
        }),
        ("staff-task-by-the-person", "Staff: settled by the person", {
            settled(By::Person, connected, Delivery::NotNeeded, None)
        }),
        ("staff-task-told", "Staff: told another way", {
            settled(sam, connected, Delivery::ToldAnotherWay, None)
        }),
        ("staff-task-meanwhile", "Staff: decided meanwhile", {
            settled(By::Staff("Priya Nair"), refused, Delivery::Queued, meanwhile)
        }),
        ("staff-task-not-delivered", "Staff: email not delivered", {
            settled(sam, connected, Delivery::NotDelivered(Some(undelivered)), None)
        }),
        ("staff-task-complained", "Staff: not to be emailed", {
            let told = Undelivered { send_again: None, ..undelivered };
            settled(sam, connected, Delivery::NotDelivered(Some(told)), None)
        }),
    ]
}
