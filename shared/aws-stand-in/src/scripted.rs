//! An AWS that answers what it was told to.

use std::{
    collections::VecDeque,
    net::Ipv4Addr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use aws_types::SdkConfig;
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{Response, StatusCode, header},
};
use http_body_util::BodyExt;
use tokio::{net::TcpListener, task::JoinHandle};

/// Answers what it was told to, one answer for each request, and remembers what it was asked.
#[derive(Debug)]
pub struct Scripted {
    endpoint: String,
    script: Arc<Script>,
    serving: JoinHandle<()>,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which operation, where that is said in a header.
    pub operation: Option<String>,
    /// Its body.
    pub body: String,
}

#[derive(Debug, Default)]
struct Script {
    answers: Mutex<VecDeque<Answer>>,
    asked: Mutex<Vec<Asked>>,
}

#[derive(Debug)]
enum Answer {
    Says { status: u16, body: String },
    Nothing,
}

impl Scripted {
    /// Starts it, with nothing to say: whatever it is asked then, it has failed.
    ///
    /// # Panics
    /// It cannot start.
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port is free");
        let address = listener.local_addr().expect("a bound listener has an address");
        let script = Arc::new(Script::default());
        let router = Router::new().fallback(answer).with_state(script.clone());
        let serving = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("it serves until it is stopped");
        });
        Self { endpoint: format!("http://{address}"), script, serving }
    }

    /// What it answers next, after what it was told before.
    pub fn answer_next(&self, status: u16, body: impl Into<String>) {
        lock(&self.script.answers).push_back(Answer::Says { status, body: body.into() });
    }

    /// The next request gets no answer.
    pub fn ignore_next(&self) {
        lock(&self.script.answers).push_back(Answer::Nothing);
    }

    /// What it was asked.
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.script.asked).clone()
    }

    /// How to reach it.
    pub fn config(&self) -> SdkConfig {
        crate::config(&self.endpoint)
    }

    /// Where it answers.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(State(script): State<Arc<Script>>, request: Request) -> Response<Body> {
    let operation = request.headers().get("x-amz-target").and_then(|name| name.to_str().ok());
    let operation = operation.map(|name| name.rsplit('.').next().unwrap_or(name).to_owned());
    let body = request.into_body().collect().await.map(http_body_util::Collected::to_bytes);
    let body = String::from_utf8_lossy(&body.unwrap_or_default()).into_owned();
    lock(&script.asked).push(Asked { operation, body });
    let next = lock(&script.answers).pop_front();
    let (status, body) = match next {
        Some(Answer::Says { status, body }) => (status, body),
        Some(Answer::Nothing) => std::future::pending().await,
        None => (500, "there is nothing in the script".to_owned()),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).expect("a status of HTTP");
    // The JSON protocols of AWS ask for this; those of XML do not look.
    let kind = header::HeaderValue::from_static("application/x-amz-json-1.0");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
