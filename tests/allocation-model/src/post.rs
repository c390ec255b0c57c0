//! From the outbox to the email: a relay and couriers, who deliver at least once.

use crate::{
    action::Action,
    model::{Allocation, State},
    protocol::Weakness,
    register::Delivery,
};

/// A message that a courier has in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Load {
    /// Which message of the outbox.
    pub message: usize,
    /// Whether its email is sent, and not noted yet.
    pub is_sent: bool,
}

impl Allocation {
    /// What the relay and the couriers can do next.
    pub(crate) fn post_actions(&self, state: &State, actions: &mut Vec<Action>) {
        if state.couriers.is_empty() {
            return;
        }
        for (index, message) in state.register.outbox.iter().enumerate() {
            if message.relayed == 0 || state.repeats > 0 {
                actions.push(Action::Relay { message: index });
            }
            if message.queued == 0 {
                continue;
            }
            if message.delivery == Delivery::Sent && !self.protocol.has(Weakness::NoLease) {
                actions.push(Action::Drop { message: index });
                continue;
            }
            let idle = state.couriers.iter().enumerate().filter(|(_, load)| load.is_none());
            if self.may_take(state, index) {
                actions.extend(idle.map(|(courier, _)| Action::Take { courier, message: index }));
            }
        }
        for (courier, load) in state.couriers.iter().enumerate() {
            let Some(load) = load else { continue };
            actions.push(if load.is_sent {
                Action::Note { courier }
            } else {
                Action::Send { courier }
            });
            if state.faults > 0 {
                actions.push(Action::Lose { courier });
            }
        }
    }

    /// A lease holds for as long as its holder can still be at work.
    fn may_take(&self, state: &State, message: usize) -> bool {
        match state.register.outbox[message].delivery {
            Delivery::Pending => true,
            Delivery::Leased(holder) => {
                let is_at_work =
                    state.couriers[usize::from(holder)].is_some_and(|load| load.message == message);
                !is_at_work
                    || self.protocol.has(Weakness::ShortLease)
                    || self.protocol.has(Weakness::NoLease)
            }
            Delivery::Sent => self.protocol.has(Weakness::NoLease),
        }
    }

    /// The relay puts a message on the queue.
    pub(crate) fn relay(state: &mut State, message: usize) {
        let message = &mut state.register.outbox[message];
        if message.relayed > 0 {
            state.repeats -= 1;
        }
        message.relayed += 1;
        message.queued += 1;
    }

    /// A courier takes a message.
    pub(crate) fn take(state: &mut State, courier: usize, message: usize) {
        let taken = &mut state.register.outbox[message];
        taken.queued -= 1;
        taken.delivery =
            Delivery::Leased(u8::try_from(courier).expect("a scenario has a few couriers"));
        state.couriers[courier] = Some(Load { message, is_sent: false });
    }

    /// A courier sends an email.
    pub(crate) fn send(state: &mut State, courier: usize) -> Option<()> {
        let load = state.couriers[courier].as_mut()?;
        load.is_sent = true;
        state.register.outbox[load.message].sent += 1;
        Some(())
    }

    /// A courier notes what they sent, if the lease is still theirs.
    pub(crate) fn note(state: &mut State, courier: usize) -> Option<()> {
        let load = state.couriers[courier].take()?;
        state.register.outbox[load.message].delivery = Delivery::Sent;
        Some(())
    }

    /// A courier fails.
    pub(crate) fn lose(state: &mut State, courier: usize) -> Option<()> {
        let load = state.couriers[courier].take()?;
        let message = &mut state.register.outbox[load.message];
        message.queued += 1;
        message.lost_notes += u8::from(load.is_sent);
        state.faults -= 1;
        Some(())
    }
}
