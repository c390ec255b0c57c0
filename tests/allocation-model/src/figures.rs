//! What exploring the scenarios came to.

use std::{collections::BTreeSet, fmt};

use stateright::{Checker, HasDiscoveries, Model};

use crate::{laws::SIGHTS, model::Allocation, protocol::Protocol, scenario::Scenario};

/// What exploring one scenario came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explored {
    /// The scenario.
    pub name: &'static str,
    /// How many failures could happen in it.
    pub faults: u8,
    /// How many steps were taken.
    pub steps: usize,
    /// How many different states there are.
    pub states: usize,
    /// How many states the longest way to one goes through.
    pub depth: usize,
    /// The laws that were broken, each with the steps that lead there.
    pub broken: Vec<(&'static str, String)>,
    /// What was seen on the way, of [`SIGHTS`].
    pub seen: BTreeSet<&'static str>,
}

/// Explores all there is of a scenario.
pub fn explore(scenario: &Scenario, protocol: &Protocol) -> Explored {
    look(scenario, protocol, HasDiscoveries::All)
}

/// Explores a scenario until a law is broken.
pub fn attack(scenario: &Scenario, protocol: &Protocol) -> Explored {
    look(scenario, protocol, HasDiscoveries::AnyFailures)
}

fn look(scenario: &Scenario, protocol: &Protocol, until: HasDiscoveries) -> Explored {
    let model = Allocation { scenario: scenario.clone(), protocol: protocol.clone() };
    // One thread: the depth depends on the order.
    let checker = model.checker().finish_when(until).spawn_bfs().join();
    let mut broken = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, path) in checker.discoveries() {
        if SIGHTS.contains(&name) {
            seen.insert(name);
        } else {
            let steps: Vec<String> =
                path.into_actions().iter().map(|action| format!("{action:?}")).collect();
            broken.push((name, steps.join("\n")));
        }
    }
    broken.sort();
    Explored {
        name: scenario.name,
        faults: scenario.faults,
        steps: checker.state_count(),
        states: checker.unique_state_count(),
        depth: checker.max_depth(),
        broken,
        seen,
    }
}

/// The figures of a run, as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures(pub Vec<Explored>);

impl Figures {
    /// Whether every law held in every scenario.
    pub fn is_sound(&self) -> bool {
        self.0.iter().all(|explored| explored.broken.is_empty())
    }

    /// What was seen in no scenario, of [`SIGHTS`].
    pub fn unseen(&self) -> Vec<&'static str> {
        let is_unseen = |sight: &&str| !self.0.iter().any(|it| it.seen.contains(*sight));
        SIGHTS.into_iter().filter(is_unseen).collect()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| scenario | failures | steps taken | states | depth |")?;
        writeln!(formatter, "| --- | ---: | ---: | ---: | ---: |")?;
        for Explored { name, faults, steps, states, depth, .. } in &self.0 {
            let (steps, states) = (grouped(*steps), grouped(*states));
            writeln!(formatter, "| {name} | {faults} | {steps} | {states} | {depth} |")?;
        }
        let steps = grouped(self.0.iter().map(|it| it.steps).sum());
        let states = grouped(self.0.iter().map(|it| it.states).sum());
        write!(formatter, "| **all** | | {steps} | **{states}** | |")
    }
}

/// A number with commas between the thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
