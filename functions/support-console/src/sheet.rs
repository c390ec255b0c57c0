//! How a task stands and what can be done about it, with the texts that its page borrows.

use pages::{
    ENGLISH,
    staff::{
        By, Outcome, Wanted,
        task::{
            Chosen, Compare, Decide, Delivery, Done, News, Next, State, Told as PersonTold,
            Undelivered,
        },
    },
};
use ports::{Dropped, Listed, TaskEmail};
use web::calendar;

use crate::{
    case::Case,
    filled::Filled,
    fresh::Fresh,
    page::Besides,
    paths,
    story::{self, Told},
};

/// Everything that a page of a task shows besides the records.
pub(crate) struct Sheet<'a> {
    pub(crate) case: &'a Case,
    /// What happened so far, the latest first.
    pub(crate) history: Vec<Told>,
    besides: &'a Besides<'a>,
    may_decide: bool,
    email: TaskEmail,
    /// When the email was sent, if it was.
    sent: Option<String>,
    next: Option<(String, String)>,
    wanted: Vec<Wanted>,
    since: String,
    since_day: String,
    /// What the member of staff sees now: it goes on with the decision.
    seen: String,
    check: String,
    compare: String,
    tell_again: String,
    told: String,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(
        case: &'a Case,
        besides: &'a Besides<'a>,
        (history, email, next): (Vec<Told>, TaskEmail, Option<(String, String)>),
        may_decide: bool,
    ) -> Self {
        let task = &case.task;
        let at = |path| paths::of(path, &task.id);
        let since = task.decided.as_ref().map_or(task.raised_at, |last| last.at);
        Self {
            besides,
            may_decide,
            sent: story::sent(&email).map(|at| calendar::moment(ENGLISH, at)),
            wanted: story::asked(&task.progress),
            since: calendar::moment(ENGLISH, since),
            since_day: ENGLISH.far(calendar::today(since)),
            seen: case.seen(),
            check: at(paths::TASK),
            compare: at(paths::COMPARE),
            tell_again: at(paths::TELL_AGAIN),
            told: at(paths::TOLD),
            case,
            history,
            email,
            next,
        }
    }

    /// How the task stands.
    pub(crate) fn state(&self) -> State<'_> {
        let (since, outcome) = (&self.since, self.outcome());
        match (self.case.task.listed, outcome) {
            (Some(Listed::WaitingForPerson), _) => State::Waiting {
                wanted: &self.wanted,
                since: &self.since_day,
                decide: self.decide(),
            },
            (Some(Listed::EmailNotDelivered) | None, Some(outcome)) => {
                State::Settled { by: self.by(), at: since, outcome, delivery: self.delivery() }
            }
            (Some(Listed::Open | Listed::EmailNotDelivered) | None, _) => {
                State::Open(self.decide())
            }
        }
    }

    /// What has just happened.
    pub(crate) fn news(&self) -> Option<News<'_>> {
        let (by, at) = (self.by(), &self.since);
        let next = self.next.as_ref().map(|(reference, href)| Next { reference, href });
        let done = |what| News::Done { what, next };
        match self.besides.news? {
            Fresh::Decided => self.outcome().map(Done::Decided).map(done),
            Fresh::Compared => {
                let last = self.case.task.compared.last();
                last.map(|trn| Done::Compared(trn.as_str())).map(done)
            }
            Fresh::SentAgain => Some(done(Done::SentAgain)),
            Fresh::ToldAnotherWay => Some(done(Done::ToldAnotherWay)),
            Fresh::MatchesChanged => Some(News::MatchesChanged),
            Fresh::NoNumberLeft => Some(News::NoNumberLeft),
            Fresh::TaskChanged => {
                let decided = self.outcome().filter(|_| self.was_just_decided());
                let meanwhile = |outcome| News::DecidedMeanwhile { by, at, outcome };
                Some(decided.map_or(News::TaskChanged, meanwhile))
            }
        }
    }

    /// What the person told us since they asked.
    pub(crate) fn told(&self) -> Vec<PersonTold<'_>> {
        let answered = self.history.iter().find(|event| event.is_answer());
        let told = self.case.task.previous_last_name.iter().zip(answered);
        let what = Wanted::PreviousLastName;
        told.map(|(value, event)| PersonTold { what, value, at: &event.at }).collect()
    }

    /// The form that brings a record in.
    pub(crate) fn compare(&self) -> Option<Compare<'_>> {
        let (typed, mistake) = self.besides.compared.unzip();
        let typed = typed.unwrap_or_default();
        let may = self.may_decide && self.case.is_open();
        may.then_some(Compare { action: &self.compare, typed, mistake })
    }

    fn decide(&self) -> Option<Decide<'_>> {
        let may = self.may_decide && self.case.is_open();
        may.then(|| Decide {
            action: &self.check,
            seen: &self.seen,
            chosen: self.besides.filled.map_or_else(Chosen::default, Filled::chosen),
            mistake: self.besides.mistake,
        })
    }

    fn outcome(&self) -> Option<Outcome<'_>> {
        story::outcome(&self.case.task.progress, &self.wanted)
    }

    fn by(&self) -> By<'_> {
        self.case.task.decided.as_ref().map_or(By::Service, |last| story::by(&last.by))
    }

    /// Whether the latest thing done to the task was to decide it.
    fn was_just_decided(&self) -> bool {
        self.history.iter().find(|event| !event.is_view()).is_some_and(Told::is_decision)
    }

    fn delivery(&self) -> Delivery<'_> {
        if self.case.task.listed == Some(Listed::EmailNotDelivered) {
            return Delivery::NotDelivered(self.may_decide.then_some(Undelivered {
                send_again: story::can_be_sent_again(&self.email).then_some(&*self.tell_again),
                told: &self.told,
            }));
        }
        if self.history.iter().any(Told::is_told_another_way) {
            return Delivery::ToldAnotherWay;
        }
        match (&self.email, &self.sent) {
            (TaskEmail::None, _) => Delivery::NotNeeded,
            (TaskEmail::Noted(ports::Delivery::Dropped { why: Dropped::NothingToTell, .. }), _) => {
                Delivery::NotNeeded
            }
            (TaskEmail::Noted(_), Some(at)) => Delivery::Sent(at),
            (TaskEmail::Waiting | TaskEmail::Noted(_), _) => Delivery::Queued,
        }
    }
}
