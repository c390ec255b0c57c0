//! Every path of the console. A task's id says nothing about anybody.

use identity::TaskId;

use crate::fresh::Fresh;

/// The way in.
pub(crate) const START: &str = "/";
/// Off to the sign-in of their organisation.
pub(crate) const SIGN_IN: &str = "/sign-in";
/// Where that sends people back to.
pub(crate) const CALLBACK: &str = "/sign-in/callback";
/// Signs out.
pub(crate) const SIGN_OUT: &str = "/sign-out";
/// Where signing out ends.
pub(crate) const SIGNED_OUT: &str = "/signed-out";
/// The list.
pub(crate) const TASKS: &str = "/tasks";
/// The search for a reference.
pub(crate) const FIND: &str = "/tasks/find";
/// One task; a decision that is posted here is shown before it is carried out.
pub(crate) const TASK: &str = "/tasks/{task}";
/// Carries a decision out.
pub(crate) const DECIDE: &str = "/tasks/{task}/decide";
/// Brings a record in to compare.
pub(crate) const COMPARE: &str = "/tasks/{task}/compare";
/// Sends the email that came back again.
pub(crate) const TELL_AGAIN: &str = "/tasks/{task}/tell-again";
/// Says that the person was told another way.
pub(crate) const TOLD: &str = "/tasks/{task}/told";

/// A path of a task.
pub(crate) fn of(path: &str, task: &TaskId) -> String {
    path.replace("{task}", task.as_str())
}

/// A task, after something was done to it.
pub(crate) fn done(task: &TaskId, what: Fresh) -> String {
    format!("{}?done={}", of(TASK, task), what.word())
}
