//! Which queues there are.

/// A queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QueueName {
    /// Review tasks to open.
    Review,
    /// Emails to send.
    Email,
    /// What became of emails.
    Feedback,
    /// Calling services to tell of a sign-out.
    Logout,
    /// Calling services to tell of what has happened.
    Webhook,
}

impl QueueName {
    /// Every queue.
    pub const ALL: [Self; 5] =
        [Self::Review, Self::Email, Self::Feedback, Self::Logout, Self::Webhook];

    /// What an operator calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Email => "email",
            Self::Feedback => "feedback",
            Self::Logout => "logout",
            Self::Webhook => "webhook",
        }
    }

    /// The setting that holds its URL.
    pub fn setting(self) -> &'static str {
        match self {
            Self::Review => "REVIEW_QUEUE_URL",
            Self::Email => "EMAIL_QUEUE_URL",
            Self::Feedback => "FEEDBACK_QUEUE_URL",
            Self::Logout => "LOGOUT_QUEUE_URL",
            Self::Webhook => "WEBHOOK_QUEUE_URL",
        }
    }
}
