//! Lambda's Runtime API for one process (AWS Lambda Developer Guide, "Using the Lambda runtime API"): it hands events out, and takes
//! answers.

use std::{
    collections::VecDeque,
    fmt,
    net::Ipv4Addr,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use jiff::{SignedDuration, Timestamp};
use tokio::{
    net::TcpListener,
    sync::{Notify, mpsc},
};

/// What the process does.
pub(crate) enum Heard {
    /// It asks for the next event: it has started, or has answered the one before.
    AsksForNext,
    /// It answered.
    Answered(String),
    /// It failed.
    Failed(String),
}

impl fmt::Display for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AsksForNext => f.write_str("it asks for another event"),
            Self::Answered(answer) => write!(f, "it answers {answer}"),
            Self::Failed(why) => write!(f, "it fails: {why}"),
        }
    }
}

/// The Runtime API, running for one process.
pub(crate) struct RuntimeApi {
    /// Where it is, as `AWS_LAMBDA_RUNTIME_API` has it.
    pub(crate) address: String,
    heard: mpsc::UnboundedReceiver<Heard>,
    events: Events,
}

#[derive(Clone)]
struct Events {
    waiting: Arc<Mutex<VecDeque<String>>>,
    arrived: Arc<Notify>,
    heard: mpsc::UnboundedSender<Heard>,
}

impl RuntimeApi {
    pub(crate) async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?.to_string();
        let (say, heard) = mpsc::unbounded_channel();
        let events = Events { waiting: Arc::default(), arrived: Arc::default(), heard: say };
        let router = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(answered))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(failed))
            .route("/2018-06-01/runtime/init/error", post(failed))
            .with_state(events.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, heard, events })
    }

    /// Hands this event out as soon as somebody asks.
    pub(crate) fn hand_out(&self, event: &str) {
        let mut waiting = self.events.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push_back(event.to_owned());
        self.events.arrived.notify_one();
    }

    /// What the process does next.
    pub(crate) async fn hear(&mut self) -> Option<Heard> {
        self.heard.recv().await
    }
}

impl Events {
    fn take(&self) -> Option<String> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    fn hear(&self, heard: Heard) {
        // Nobody listens any more when the process is about to be stopped.
        let _ = self.heard.send(heard);
    }
}

async fn next(State(events): State<Events>) -> Response {
    events.hear(Heard::AsksForNext);
    let event = loop {
        if let Some(event) = events.take() {
            break event;
        }
        events.arrived.notified().await;
    };
    #[expect(clippy::disallowed_methods, reason = "the process has no other clock")]
    let deadline = Timestamp::now() + SignedDuration::from_secs(60);
    let headers = [
        ("lambda-runtime-aws-request-id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd".to_owned()),
        ("lambda-runtime-deadline-ms", deadline.as_millisecond().to_string()),
        (
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:eu-west-2:123456789012:function:bench".to_owned(),
        ),
        (
            "lambda-runtime-trace-id",
            "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0".to_owned(),
        ),
        ("content-type", "application/json".to_owned()),
    ];
    (axum::response::AppendHeaders(headers), event).into_response()
}

async fn answered(State(events): State<Events>, Path(_): Path<String>, body: Bytes) -> StatusCode {
    events.hear(Heard::Answered(String::from_utf8_lossy(&body).into_owned()));
    StatusCode::ACCEPTED
}

async fn failed(State(events): State<Events>, body: Bytes) -> StatusCode {
    events.hear(Heard::Failed(String::from_utf8_lossy(&body).into_owned()));
    StatusCode::ACCEPTED
}
