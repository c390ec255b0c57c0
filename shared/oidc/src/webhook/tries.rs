//! When an event is tried again that a service did not take.

use jiff::{SignedDuration, Timestamp};

/// How long an event is tried. Whoever is away over a long weekend hears of it on coming back.
pub const TRIED_FOR: SignedDuration = SignedDuration::from_hours(72);

const SHORTEST: SignedDuration = SignedDuration::from_mins(1);
const LONGEST: SignedDuration = SignedDuration::from_hours(6);

/// When an event is tried next that was written at `written_at` and was not taken at `now`: after as long again
/// as it has been tried so far, a minute at least and six hours at most, and a last time when it has been tried
/// for [`TRIED_FOR`]. [`None`] once that is over. Nothing has to be counted.
pub fn next_try(written_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let last = written_at.saturating_add(TRIED_FOR).unwrap_or(Timestamp::MAX);
    if now >= last {
        return None;
    }
    let pause = now.duration_since(written_at).clamp(SHORTEST, LONGEST);
    Some(now.saturating_add(pause).unwrap_or(last).min(last))
}
