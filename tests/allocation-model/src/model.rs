//! The model: a scenario, its state, and every step from it.

use stateright::{Model, Property};

use crate::{
    action::Action,
    cast::{Claim, Subject, Trn},
    laws,
    post::Load,
    protocol::{Protocol, Weakness},
    register::{Message, Progress, Register, Standing},
    scenario::Scenario,
    transaction::{HeldRequest, Transaction},
    worker::{Errand, Role, Stage, Survey},
};

/// A scenario played by a protocol.
#[derive(Debug, Clone)]
pub struct Allocation {
    /// Who asks, who decides, and what may fail.
    pub scenario: Scenario,
    /// What they follow.
    pub protocol: Protocol,
}

/// Everything there is at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    /// The tables.
    pub register: Register,
    /// Each run of a function, in the order of the scenario's roles.
    pub workers: Vec<Stage>,
    /// Transactions on the way whose run has failed or given up waiting.
    pub strays: Vec<Transaction>,
    /// What each courier has in hand.
    pub couriers: Vec<Option<Load>>,
    /// How many failures may still come.
    pub faults: u8,
    /// How many times a message may still be put on the queue again.
    pub repeats: u8,
}

impl Model for Allocation {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State {
            register: Register::opening(&self.scenario.cast),
            workers: vec![Stage::Waiting; self.scenario.roles.len()],
            strays: Vec::new(),
            couriers: vec![None; self.scenario.couriers],
            faults: self.scenario.faults,
            repeats: self.scenario.repeats,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        for worker in 0..state.workers.len() {
            self.worker_actions(state, worker, actions);
        }
        actions.extend((0..state.strays.len()).map(|stray| Action::ArriveLate { stray }));
        self.post_actions(state, actions);
    }

    fn next_state(&self, state: &State, action: Action) -> Option<State> {
        let mut next = state.clone();
        self.take_step(&mut next, action)?;
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        laws::properties()
    }
}

impl Allocation {
    /// What one worker can do next.
    pub(crate) fn worker_actions(&self, state: &State, worker: usize, actions: &mut Vec<Action>) {
        let run = &state.workers[worker];
        match run {
            Stage::Waiting => match self.scenario.roles[worker] {
                Role::Tab(subject) => {
                    actions.push(Action::Ask { worker, is_stale: false });
                    if state.register.user(subject).before.is_some() {
                        actions.push(Action::Ask { worker, is_stale: true });
                    }
                }
                Role::Staff => {
                    let requests = state.register.requests.iter().enumerate();
                    let open = requests.filter(|(_, it)| it.progress == Progress::InReview);
                    actions.extend(open.map(|(request, _)| Action::Open { worker, request }));
                }
                Role::Import(_) => actions.push(Action::Import { worker }),
            },
            Stage::Surveying(survey) => {
                for key in &survey.left {
                    self.queries(state, worker, *key, actions);
                }
            }
            Stage::Deciding(survey) => {
                let rulings = survey.rulings(&self.scenario.cast);
                actions.extend(rulings.into_iter().map(|ruling| Action::Rule { worker, ruling }));
            }
            Stage::Drawing(_) => {
                let range = (0..self.scenario.range).map(Trn);
                if range.clone().all(|trn| state.register.records.contains_key(&trn)) {
                    actions.push(Action::RunOut { worker });
                }
                actions.extend(range.map(|trn| Action::Draw { worker, trn }));
            }
            Stage::Sending(..) => actions.push(Action::Arrive { worker }),
            Stage::Committed(..) => actions.push(Action::Hear { worker }),
            Stage::Answered(..) => return,
        }
        if state.faults > 0 && *run != Stage::Waiting {
            actions.push(Action::Fail { worker, arrives: false });
            if matches!(run, Stage::Sending(..)) {
                actions.push(Action::Fail { worker, arrives: true });
            }
        }
    }

    fn take_step(&self, state: &mut State, action: Action) -> Option<()> {
        let cast = &self.scenario.cast;
        match action {
            Action::Ask { worker, is_stale } => self.ask(state, worker, is_stale)?,
            Action::Open { worker, request } => self.open(state, worker, request),
            Action::Import { worker } => self.import(state, worker)?,
            Action::Query { worker, key, is_stale, missed } => {
                self.query(state, worker, key, is_stale, &missed)?;
            }
            Action::Rule { worker, ruling } => {
                let Stage::Deciding(survey) = state.leave(worker) else { return None };
                state.workers[worker] = survey.rule(ruling);
            }
            Action::Draw { worker, trn } => {
                let Stage::Drawing(survey) = state.leave(worker) else { return None };
                if self.protocol.has(Weakness::TellsBeforeCommit) {
                    let message = Message::new(survey.by, Standing::Linked(trn));
                    state.register.outbox.push(message);
                }
                state.workers[worker] = survey.allocate(cast, trn);
            }
            Action::RunOut { worker } => {
                let Stage::Drawing(survey) = state.leave(worker) else { return None };
                state.workers[worker] = survey.run_out();
            }
            Action::Arrive { worker } => {
                let Stage::Sending(survey, transaction) = state.leave(worker) else { return None };
                let outcome = state.register.commit(cast, &self.protocol, &transaction);
                state.workers[worker] = match outcome {
                    Ok(()) => Stage::Committed(transaction.by, transaction.standing()),
                    Err(refusal) => survey.refused(cast, &self.protocol, &state.register, refusal),
                };
            }
            Action::Hear { worker } => {
                let Stage::Committed(by, standing) = state.leave(worker) else { return None };
                state.register.show(by);
                state.workers[worker] = self.answer(worker, by, standing);
            }
            Action::ArriveLate { stray } => {
                let transaction = state.strays.remove(stray);
                // Nobody is there to hear whether it was carried out.
                let _ = state.register.commit(cast, &self.protocol, &transaction);
            }
            Action::Fail { worker, arrives } => self.fail(state, worker, arrives),
            Action::Relay { message } => Self::relay(state, message),
            Action::Take { courier, message } => Self::take(state, courier, message),
            Action::Drop { message } => state.register.outbox[message].queued -= 1,
            Action::Send { courier } => Self::send(state, courier)?,
            Action::Note { courier } => Self::note(state, courier)?,
            Action::Lose { courier } => Self::lose(state, courier)?,
        }
        Some(())
    }

    fn ask(&self, state: &mut State, worker: usize, is_stale: bool) -> Option<()> {
        let Role::Tab(subject) = self.scenario.roles[worker] else { return None };
        let user = state.register.user(subject);
        let (version, standing) = match user.before {
            Some(before) if is_stale => (user.version - 1, before),
            Some(_) | None => (user.version, user.standing),
        };
        if !is_stale && let Some(user) = state.register.users.get_mut(&subject) {
            user.before = None;
        }
        state.workers[worker] = match standing {
            // Whoever was refused may ask again.
            Standing::Nothing | Standing::Refused => self.survey(subject, version),
            Standing::Held | Standing::Linked(_) => Stage::Answered(subject, standing),
        };
        Some(())
    }

    /// A member of staff is shown the records that the claims lead to, besides what the survey will find. That
    /// the claims are read before it makes no difference: giving a TRN depends on each as it was read.
    fn open(&self, state: &mut State, worker: usize, request: usize) {
        let cast = &self.scenario.cast;
        let asked = state.register.requests[request];
        let claims = cast.claims(asked.by).into_iter();
        let claims: Vec<(Claim, Option<Trn>)> =
            claims.map(|it| (it, state.register.claims.get(&it).copied())).collect();
        let shown = claims.iter().filter_map(|(_, holder)| *holder);
        let shown = shown.filter_map(|trn| Some((trn, state.register.records.get(&trn)?.of)));
        let user = state.register.user(asked.by).version;
        let held = HeldRequest { request, task: asked.task, claims: claims.clone() };
        let mut survey = Survey::start(cast, asked.by, user, Errand::Decides(held));
        if !self.protocol.has(Weakness::ClaimsNotShown) {
            survey.found.extend(shown);
        }
        state.workers[worker] = Stage::Surveying(survey);
    }

    fn import(&self, state: &mut State, worker: usize) -> Option<()> {
        let Role::Import(subject) = self.scenario.roles[worker] else { return None };
        let is_there = state.register.records.contains_key(&Trn::imported(subject));
        state.workers[worker] = if is_there {
            Stage::Answered(subject, Standing::Nothing)
        } else {
            let cast = &self.scenario.cast;
            Survey::import(subject).finish(cast)
        };
        Some(())
    }

    fn survey(&self, subject: Subject, version: u8) -> Stage {
        Stage::Surveying(Survey::start(&self.scenario.cast, subject, version, Errand::Asks))
    }

    /// A person is answered; a member of staff goes on to the next task.
    fn answer(&self, worker: usize, by: Subject, standing: Standing) -> Stage {
        match self.scenario.roles[worker] {
            Role::Tab(_) | Role::Import(_) => Stage::Answered(by, standing),
            Role::Staff => Stage::Waiting,
        }
    }

    fn fail(&self, state: &mut State, worker: usize, arrives: bool) {
        state.faults -= 1;
        let (by, standing) = match state.leave(worker) {
            Stage::Sending(_, transaction) => {
                let unknown = (transaction.by, transaction.standing());
                state.strays.extend(arrives.then_some(transaction));
                unknown
            }
            Stage::Committed(by, standing) => (by, standing),
            Stage::Waiting
            | Stage::Surveying(_)
            | Stage::Deciding(_)
            | Stage::Drawing(_)
            | Stage::Answered(..) => return,
        };
        if self.protocol.has(Weakness::AssumesSuccess) {
            state.workers[worker] = self.answer(worker, by, standing);
        } else if self.protocol.has(Weakness::AssumesFailure)
            && let Role::Tab(_) = self.scenario.roles[worker]
        {
            state.workers[worker] = self.survey(by, state.register.user(by).version);
        }
    }
}

impl State {
    /// What a worker was at, who is waiting from now on.
    pub(crate) fn leave(&mut self, worker: usize) -> Stage {
        std::mem::replace(&mut self.workers[worker], Stage::Waiting)
    }
}
