//! The pages of support staff.

mod tasks;

use super::{Exhibit, exhibit};
use crate::{
    brand::Brand,
    staff::{
        Choice, Frame, Kind, Reason, SignedIn, Wanted,
        confirm::{self, Confirm, Preview},
        sign_in, task,
    },
    words::Words,
};

const HELP: &str = "console-help@teaching-record.example";
const SIGN_IN: &str = "/staff/sign-in";

pub(super) fn all(words: &'static Words, brand: Brand) -> Vec<Exhibit> {
    let stranger = Frame { words, ..Frame::new(brand, HELP) };
    let member = stranger.signed_in(SignedIn {
        name: "Sam Okafor",
        tasks: "/staff/tasks",
        sign_out: "/staff/sign-out",
        csrf: "kq3Vb0Zr4o2m9xWl",
    });
    let mut exhibits = vec![
        exhibit("staff-start", "Staff: start", sign_in::start(&stranger, SIGN_IN)),
        exhibit("staff-signed-out", "Staff: signed out", sign_in::signed_out(&stranger, SIGN_IN)),
        exhibit("staff-ended", "Staff: session ended", sign_in::ended(&stranger, SIGN_IN)),
        exhibit("staff-not-finished", "Staff: sign-in not finished", {
            sign_in::not_finished(&stranger, SIGN_IN, "01JF8Z6Q3M")
        }),
        exhibit("staff-no-role", "Staff: no role", {
            sign_in::not_allowed(&member, sign_in::NotAllowed::NoRole)
        }),
        exhibit("staff-view-only", "Staff: may only look", {
            sign_in::not_allowed(&member, sign_in::NotAllowed::ViewOnly)
        }),
        exhibit("staff-task-not-found", "Staff: task not found", task::not_found(&member)),
    ];
    exhibits.extend(tasks::lists(&member));
    exhibits.extend(tasks::each(&member));
    exhibits.extend(confirmations(&member));
    exhibits
}

const TEXT: &str = "Dear Anne\n\nWe found your teaching record and connected it to your GOV.UK One \
                    Login.\n\nYour TRN is\n1234567\n";

fn confirmations(frame: &Frame<'_>) -> Vec<Exhibit> {
    let link = Confirm {
        reference: "TRN-7K4M-92QX",
        kind: Kind::PossibleDuplicate,
        from: "Register for an NPQ",
        decision: Choice::Link("1234567"),
        wanted: &[],
        reason: None,
        not_theirs: &["2345678"],
        email: Preview {
            to: "anne.smith@example.com",
            subject: "We found your teaching record: request TRN-7K4M-92QX",
            text: TEXT,
        },
        seen: "c2Vlbg",
        action: "/staff/tasks/01JF8Z6Q3M/decide",
        back: "/staff/tasks/01JF8Z6Q3M",
    };
    let new = Confirm { decision: Choice::NewTrn, not_theirs: &["1234567", "2345678"], ..link };
    let ask = Confirm {
        decision: Choice::Ask,
        wanted: &[Wanted::Nino, Wanted::Trn],
        not_theirs: &[],
        ..link
    };
    let refuse = Confirm {
        decision: Choice::Refuse,
        reason: Some(Reason::SomebodyElses),
        not_theirs: &[],
        ..link
    };
    let not_connect = Confirm { kind: Kind::RecordNotFound, ..refuse };
    [
        ("staff-confirm-link", "Staff: confirm a link", link),
        ("staff-confirm-new", "Staff: confirm a new TRN", new),
        ("staff-confirm-ask", "Staff: confirm a question", ask),
        ("staff-confirm-refuse", "Staff: confirm a refusal", refuse),
        ("staff-confirm-not-connect", "Staff: confirm no connection", not_connect),
    ]
    .map(|(slug, title, confirm)| exhibit(slug, title, confirm::page(frame, &confirm)))
    .into()
}
