//! A function as a process of its own, behind a Runtime API of its own.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use tokio::process::{Child, Command};

use crate::{
    Trouble,
    aws::{Asked, Aws},
    runtime_api::{Heard, RuntimeApi},
};

/// How long a process may take for one thing, slowed down fifty times by whoever counts its instructions.
const PATIENCE: Duration = Duration::from_mins(2);

/// A function that is going to be started.
pub(crate) struct Program<'a> {
    pub(crate) name: &'a str,
    pub(crate) file: PathBuf,
    pub(crate) settings: &'a BTreeMap<String, String>,
    pub(crate) aws: &'a Aws,
    /// Whether it may say that messages failed.
    pub(crate) may_fail: bool,
}

/// What one run took, in seconds of the processor.
#[derive(Debug, Default, Clone)]
pub(crate) struct Run {
    pub(crate) start: f64,
    pub(crate) first: f64,
    /// Each invocation after the first.
    pub(crate) warm: Vec<f64>,
    /// The same as whoever waits has it: in seconds of the clock, from the event until the answer is there.
    pub(crate) waited: Vec<f64>,
    /// The most memory it had, in bytes.
    pub(crate) memory: u64,
    /// What it asked of AWS in the invocations after the first.
    pub(crate) asked: Asked,
}

impl Program<'_> {
    /// Starts it, has it answer these events one after the other, and stops it.
    pub(crate) async fn run(&self, events: &[String]) -> Result<Run, Trouble> {
        let mut command = Command::new(&self.file);
        let (mut running, mut run) = self.start(&mut command).await?;
        run.start = running.processor()?;
        let mut before = run.start;
        for (index, event) in events.iter().enumerate() {
            if index == 1 {
                self.aws.asked();
            }
            let waited = running.answer(event).await?;
            let after = running.processor()?;
            if index == 0 {
                run.first = after - before;
            } else {
                run.warm.push(after - before);
                run.waited.push(waited.as_secs_f64());
            }
            before = after;
        }
        run.asked = self.aws.asked();
        run.memory = running.most_memory()?;
        running.stop().await?;
        Ok(run)
    }

    /// How many instructions it executes until it has answered these events and asks for another one (Valgrind's Callgrind).
    pub(crate) async fn instructions(&self, events: &[String]) -> Result<u64, Trouble> {
        let out = self.file.with_extension(format!("callgrind.{}", events.len()));
        let mut command = Command::new("valgrind");
        command
            .args(["--tool=callgrind", "--quiet"])
            .arg(format!("--callgrind-out-file={}", out.display()));
        command.arg(&self.file);
        let (mut running, _) = self.start(&mut command).await?;
        for event in events {
            running.answer(event).await?;
        }
        running.stop().await?;
        let counted = fs::read_to_string(&out).map_err(Trouble::file(&out))?;
        let _ = fs::remove_file(&out);
        let total = counted.lines().find_map(|line| line.strip_prefix("summary: "));
        let total = total.and_then(|total| total.split_whitespace().next()?.parse().ok());
        total
            .ok_or_else(|| Trouble::Process(self.name.to_owned(), "nothing was counted".to_owned()))
    }

    /// Starts it, and waits until it asks for its first event.
    async fn start(&self, command: &mut Command) -> Result<(Running, Run), Trouble> {
        let api =
            RuntimeApi::start().await.map_err(|error| Trouble::Start("the Runtime API", error))?;
        command
            .env_clear()
            .envs(self.settings)
            .env("AWS_LAMBDA_RUNTIME_API", &api.address)
            .env("AWS_LAMBDA_FUNCTION_NAME", self.name)
            .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "bench")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "bench")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        let child = command.spawn().map_err(|error| Trouble::Start("a function", error))?;
        let (name, may_fail) = (self.name.to_owned(), self.may_fail);
        let mut running = Running { name, child, api, may_fail };
        running.asks_for_next().await?;
        Ok((running, Run::default()))
    }
}

struct Running {
    name: String,
    child: Child,
    api: RuntimeApi,
    may_fail: bool,
}

impl Running {
    /// Hands it an event, and waits until it asks for the next one. Answers with how long its answer took.
    async fn answer(&mut self, event: &str) -> Result<Duration, Trouble> {
        let since = Instant::now();
        self.api.hand_out(event);
        let heard = self.heard().await?;
        let waited = since.elapsed();
        match heard {
            Heard::Answered(answer) => self.good(&answer)?,
            other @ (Heard::AsksForNext | Heard::Failed(_)) => {
                return Err(self.trouble(other.to_string()));
            }
        }
        self.asks_for_next().await?;
        Ok(waited)
    }

    /// An answer that tells of a failure costs something else than a good one.
    fn good(&self, answer: &str) -> Result<(), Trouble> {
        let answer: serde_json::Value = serde_json::from_str(answer).unwrap_or_default();
        let failed =
            answer["batchItemFailures"].as_array().is_some_and(|failed| !failed.is_empty());
        if (failed && !self.may_fail)
            || answer["statusCode"].as_u64().is_some_and(|status| status >= 500)
        {
            return Err(self.trouble(answer.to_string()));
        }
        Ok(())
    }

    async fn asks_for_next(&mut self) -> Result<(), Trouble> {
        match self.heard().await? {
            Heard::AsksForNext => Ok(()),
            other @ (Heard::Answered(_) | Heard::Failed(_)) => Err(self.trouble(other.to_string())),
        }
    }

    async fn heard(&mut self) -> Result<Heard, Trouble> {
        let heard = tokio::time::timeout(PATIENCE, self.api.hear()).await;
        heard.ok().flatten().ok_or_else(|| self.trouble("it says nothing".to_owned()))
    }

    fn processor(&self) -> Result<f64, Trouble> {
        processor(&self.folder())
    }

    fn most_memory(&self) -> Result<u64, Trouble> {
        let file = self.folder().join("status");
        let status = fs::read_to_string(&file).map_err(Trouble::file(&file))?;
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let most = most.and_then(|most| most.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        most.map(|kib| kib * 1024).ok_or_else(|| self.trouble("it has no memory".to_owned()))
    }

    fn folder(&self) -> PathBuf {
        Path::new("/proc").join(self.child.id().unwrap_or_default().to_string())
    }

    /// Asks it to end, so that whoever counts for it writes the count down.
    async fn stop(mut self) -> Result<(), Trouble> {
        let id = self.child.id().unwrap_or_default().to_string();
        let kill = Command::new("kill").args(["-TERM", &id]).status().await;
        kill.map_err(|error| Trouble::Start("kill", error))?;
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        let ended: Result<io::Result<_>, _> = ended;
        ended
            .map_err(|_| self.trouble("it does not end".to_owned()))?
            .map(drop)
            .map_err(|error| self.trouble(error.to_string()))
    }

    fn trouble(&self, what: String) -> Trouble {
        Trouble::Process(self.name.clone(), what)
    }
}

/// The seconds of the processor that the threads of a process have had, which has this folder in `/proc`.
pub(crate) fn processor(process: &Path) -> Result<f64, Trouble> {
    let threads = process.join("task");
    let threads = fs::read_dir(&threads).map_err(Trouble::file(&threads))?;
    let mut nanoseconds = 0.0;
    for thread in threads.flatten() {
        // A thread may have ended meanwhile.
        let Ok(times) = fs::read_to_string(thread.path().join("schedstat")) else { continue };
        nanoseconds += times.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or(0.0);
    }
    Ok(nanoseconds / 1e9)
}
