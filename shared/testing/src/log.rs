//! What was logged.

use std::{
    cell::RefCell,
    io,
    path::Path,
    sync::{Arc, Mutex, Once, PoisonError},
};

use tracing_subscriber::{filter::filter_fn, fmt::MakeWriter, layer::SubscriberExt};

/// What one thread logs of our own code, at every level, from when this is made until it is dropped: a line
/// of JSON each, as Lambda would have it.
///
/// A thread that has one is never told of by another: tests look at their own logs while others run. (Handing
/// each thread a subscriber of its own will not do: whether a place in the code is listened to at all is
/// kept for the whole process, and whoever comes by there first settles it.)
pub struct Log {
    kept: Kept,
}

type Kept = Arc<Mutex<Vec<u8>>>;

thread_local! {
    static LISTENING: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

impl Log {
    /// The log of this thread from now on.
    ///
    /// # Panics
    /// Somebody else listens to the whole process.
    #[must_use]
    pub fn here() -> Self {
        static TO_EVERY_THREAD: Once = Once::new();
        TO_EVERY_THREAD.call_once(|| {
            let lines = tracing_subscriber::fmt::layer().json().with_writer(ToWhoeverListens);
            // Cargo names the files of a workspace relative to it, and those of everybody else whole.
            let of_ours =
                filter_fn(|place| place.file().is_some_and(|file| Path::new(file).is_relative()));
            let subscriber = tracing_subscriber::registry().with(lines).with(of_ours);
            tracing::subscriber::set_global_default(subscriber).expect("nobody else listens");
        });
        let kept = Kept::default();
        LISTENING.set(Some(kept.clone()));
        Self { kept }
    }

    /// Every line.
    ///
    /// # Panics
    /// What was logged is not UTF-8.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        String::from_utf8(kept).expect("JSON is UTF-8").lines().map(str::to_owned).collect()
    }

    /// The fields of every line, in the order they were logged in.
    ///
    /// # Panics
    /// A line is not JSON.
    #[must_use]
    pub fn fields(&self) -> Vec<serde_json::Value> {
        let line = |line: String| serde_json::from_str::<serde_json::Value>(&line);
        let lines = self.lines().into_iter().map(line);
        lines.map(|line| line.expect("lines are JSON")["fields"].take()).collect()
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        LISTENING.set(None);
    }
}

/// Hands each line to the log of the thread that said it, if it has one.
struct ToWhoeverListens;

impl io::Write for ToWhoeverListens {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        LISTENING.with_borrow(|log| {
            if let Some(kept) = log {
                kept.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(line);
            }
        });
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for ToWhoeverListens {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        Self
    }
}
