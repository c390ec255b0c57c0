//! `cargo local`, as a process of its own.

use std::{
    fs, io,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Child,
};

use crate::{
    Trouble,
    person::{OnRecord, Person},
};

/// How many people have a record.
pub(crate) const PEOPLE: u32 = 20_000;

/// The product, and a service that sends people to it.
#[derive(Debug)]
pub(crate) struct Product {
    child: Child,
    folder: PathBuf,
    /// Our address.
    pub(crate) issuer: String,
    /// That of the service whose people need a record.
    pub(crate) service: String,
}

impl Product {
    /// Starts it, with a record of each person. What it stores is in a folder, so that its memory is its own.
    pub(crate) async fn start() -> Result<Self, Trouble> {
        let folder = std::env::temp_dir().join(format!("sign-ins-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let records = folder.join("records.jsonl");
        let people = (0..PEOPLE).map(Person::number);
        let people: Vec<String> =
            people.filter_map(|person| person.record(OnRecord::Numbers)).collect();
        fs::write(&records, people.join("\n"))?;
        let mut command = tokio::process::Command::new(targets().join("debug/local"));
        command.arg("--records").arg(&records).arg("--data").arg(folder.join("data"));
        command.args(["--port", &free_port()?.to_string()]).env("RUST_LOG", "error");
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let stdout = child.stdout.take().ok_or(Trouble::NotStarted)?;
        let mut said = BufReader::new(stdout).lines();
        let (mut issuer, mut service) = (None, None);
        while issuer.is_none() || service.is_none() {
            let line = said.next_line().await?.ok_or(Trouble::NotStarted)?;
            if let Some((_, at)) = line.split_once(" is running on ") {
                issuer = Some(at.to_owned());
            } else if line.contains("start here") {
                service = line.split_whitespace().next().map(str::to_owned);
            }
        }
        // Whatever else it says is read, so that it can go on.
        tokio::spawn(async move { while let Ok(Some(_)) = said.next_line().await {} });
        let (Some(issuer), Some(service)) = (issuer, service) else {
            return Err(Trouble::NotStarted);
        };
        Ok(Self { child, folder, issuer, service })
    }

    /// The memory it has now, in bytes.
    pub(crate) fn memory(&self) -> io::Result<u64> {
        let status = self.read("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|kib| kib.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        Ok(kib.unwrap_or_default() * 1024)
    }

    /// The seconds of the processor that it has had.
    pub(crate) fn processor(&self) -> io::Result<f64> {
        let stat = self.read("stat")?;
        // The name of the program may hold anything, and ends with the last bracket (proc(5)).
        let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
        let ticks: u32 =
            fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u32>().ok()).sum();
        Ok(f64::from(ticks) / TICKS)
    }

    fn read(&self, file: &str) -> io::Result<String> {
        fs::read_to_string(format!("/proc/{}/{file}", self.child.id().unwrap_or_default()))
    }
}

/// Builds it, as `cargo local` does.
pub(crate) fn build() -> Result<(), Trouble> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", "local", "--target-dir"]).arg(targets());
    let built = cargo.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).status()?;
    if built.success() { Ok(()) } else { Err(Trouble::NotBuilt) }
}

/// Of the clock of Linux in a second, on every machine that Rust is built for.
const TICKS: f64 = 100.0;

impl Drop for Product {
    fn drop(&mut self) {
        let _ = self.child.start_kill();
        // It writes into the folder until it is gone.
        while let Ok(None) = self.child.try_wait() {
            thread::sleep(Duration::from_millis(1));
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// This program is in `TARGET/debug`, whatever `CARGO_TARGET_DIR` says.
fn targets() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.ancestors().nth(2).map(PathBuf::from).unwrap_or_default()
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
