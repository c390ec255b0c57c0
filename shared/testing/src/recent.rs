//! What stand-ins remember.

use std::collections::VecDeque;

/// How many entries are remembered.
const REMEMBERED: usize = 1_000;

/// Values by their keys, the latest thousand alone: a stand-in that serves for days does not grow.
#[derive(Debug, Clone)]
pub struct Recent<V>(VecDeque<(String, V)>);

impl<V> Default for Recent<V> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<V> Recent<V> {
    /// Remembers `value` in place of what was remembered by this key, which is answered with.
    pub fn insert(&mut self, key: impl Into<String>, value: V) -> Option<V> {
        let key = key.into();
        let before = self.remove(&key);
        if self.0.len() == REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back((key, value));
        before
    }

    /// What is remembered by this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&V> {
        // Most of what is asked for is new.
        self.0.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        self.values_mut().rev().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// Forgets what was remembered by this key, and answers with it.
    pub fn remove(&mut self, key: &str) -> Option<V> {
        let place = self.0.iter().rposition(|(known, _)| known == key)?;
        self.0.remove(place).map(|(_, value)| value)
    }

    /// Everything with its key, the oldest first, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = (&str, &mut V)> {
        self.0.iter_mut().map(|(key, value)| (key.as_str(), value))
    }
}

#[cfg(test)]
mod tests {
    use super::{REMEMBERED, Recent};

    #[test]
    fn the_latest_are_remembered_and_what_is_renewed_is_among_them() {
        let mut recent = Recent::default();
        recent.insert("renewed", 1);
        for number in 0..REMEMBERED {
            if number == 500 {
                assert_eq!(recent.insert("renewed", 2), Some(1));
            }
            assert_eq!(recent.insert(number.to_string(), 0), None);
        }

        assert_eq!(recent.values_mut().count(), REMEMBERED);
        assert_eq!(
            (recent.get("renewed"), recent.get("0"), recent.get("1")),
            (Some(&2), None, Some(&0))
        );
    }

    #[test]
    fn what_is_removed_is_answered_with_once() {
        let mut recent = Recent::default();
        recent.insert("code", 1);
        *recent.get_mut("code").unwrap() += 1;

        assert_eq!(recent.remove("code"), Some(2));
        assert_eq!(recent.remove("code"), None);
    }
}
