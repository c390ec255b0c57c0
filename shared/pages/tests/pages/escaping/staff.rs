//! The pages of support staff with every value hostile.

use maud::Markup;
use pages::{
    Brand,
    staff::{
        By, Choice, Frame, Kind, Outcome, Reason, SignedIn, Status, Wanted,
        confirm::{self, Confirm, Preview},
        sign_in,
        task::{
            self, Candidate, Cell, Chosen, Compare, Decide, Delivery, Done, Event, Facts,
            Happening, Mark, News, Next, Source, Standing, State, Task, Told, Undelivered,
        },
        tasks::{self, Filter, Line, List, Paging, Search},
    },
};

use super::HOSTILE;

const CELL: Cell<'static> = Cell { value: HOSTILE, mark: Some(Mark::Different) };
const FACTS: Facts<'static> = Facts {
    name: CELL,
    previous_names: CELL,
    date_of_birth: CELL,
    nino: CELL,
    trn: CELL,
    email: CELL,
};
const CANDIDATES: [Candidate<'static>; 1] = [Candidate {
    trn: HOSTILE,
    facts: FACTS,
    standing: Standing::MergedInto(HOSTILE),
    has_qts: true,
    has_open_alert: true,
    why: &[HOSTILE],
    source: Source::Staff,
    can_link: true,
}];
const DECIDE: Decide<'static> = Decide {
    action: HOSTILE,
    seen: HOSTILE,
    chosen: Chosen { decision: None, wanted: &[], reason: None },
    mistake: None,
};

pub(super) fn every_page(brand: Brand) -> Vec<Markup> {
    let frame = Frame::new(brand, HOSTILE).signed_in(SignedIn {
        name: HOSTILE,
        tasks: HOSTILE,
        sign_out: HOSTILE,
        csrf: HOSTILE,
    });
    let mut pages = vec![
        sign_in::start(&frame, HOSTILE),
        sign_in::signed_out(&frame, HOSTILE),
        sign_in::ended(&frame, HOSTILE),
        sign_in::not_finished(&frame, HOSTILE, HOSTILE),
        sign_in::not_allowed(&frame, sign_in::NotAllowed::NoRole),
        task::not_found(&frame),
        list(&frame),
    ];
    pages.extend(tasks(&frame));
    pages.extend([Choice::Link(HOSTILE), Choice::Refuse].map(|decision| {
        confirm::page(
            &frame,
            &Confirm {
                reference: HOSTILE,
                kind: Kind::TwoRecords,
                from: HOSTILE,
                decision,
                wanted: &Wanted::ALL,
                reason: Some(Reason::NoRecord),
                not_theirs: &[HOSTILE],
                email: Preview { to: HOSTILE, subject: HOSTILE, text: HOSTILE },
                seen: HOSTILE,
                action: HOSTILE,
                back: HOSTILE,
            },
        )
    }));
    pages
}

fn list(frame: &Frame<'_>) -> Markup {
    let line = Line {
        reference: HOSTILE,
        href: HOSTILE,
        kind: Kind::TwoRecords,
        from: HOSTILE,
        requested: HOSTILE,
        due: HOSTILE,
        is_late: true,
        status: Status::Open,
    };
    tasks::page(
        frame,
        &List {
            lines: &[line],
            paging: Paging::new(1, 1),
            filter: Filter { path: HOSTILE, kind: Some(Kind::TwoRecords), is_late: true },
            search: Search {
                action: HOSTILE,
                typed: HOSTILE,
                mistake: Some(tasks::SearchMistake::Shape),
            },
        },
    )
}

fn tasks(frame: &Frame<'_>) -> Vec<Markup> {
    let by = By::Staff(HOSTILE);
    let outcome = Outcome::Connected(HOSTILE);
    let next = Some(Next { reference: HOSTILE, href: HOSTILE });
    let settled = |delivery| State::Settled { by, at: HOSTILE, outcome, delivery };
    let undelivered = Undelivered { send_again: Some(HOSTILE), told: HOSTILE };
    let states = [
        State::Open(Some(DECIDE)),
        State::Waiting { wanted: &Wanted::ALL, since: HOSTILE, decide: Some(DECIDE) },
        settled(Delivery::Sent(HOSTILE)),
        settled(Delivery::NotDelivered(Some(undelivered))),
    ];
    let news = [
        News::Done { what: Done::Decided(outcome), next },
        News::Done { what: Done::Compared(HOSTILE), next },
        News::DecidedMeanwhile { by, at: HOSTILE, outcome },
        News::MatchesChanged,
    ];
    let events = [
        Event { at: HOSTILE, by, what: Happening::Compared(HOSTILE) },
        Event { at: HOSTILE, by, what: Happening::Decided(outcome) },
    ];
    states
        .into_iter()
        .zip(news)
        .map(|(state, news)| {
            task::page(
                frame,
                &Task {
                    reference: HOSTILE,
                    kind: Kind::PossibleDuplicate,
                    from: HOSTILE,
                    requested: HOSTILE,
                    due: HOSTILE,
                    is_late: true,
                    email: HOSTILE,
                    request: FACTS,
                    candidates: &CANDIDATES,
                    told: &[Told { what: Wanted::Nino, value: HOSTILE, at: HOSTILE }],
                    state,
                    compare: Some(Compare { action: HOSTILE, typed: HOSTILE, mistake: None }),
                    news: Some(news),
                    history: &events,
                },
            )
        })
        .collect()
}
