//! `sam local start-api`, and the functions where it looks for them.

use std::{
    env, fs,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    panic::{AssertUnwindSafe, resume_unwind},
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::Duration,
};

use futures_util::FutureExt;

use crate::{docker::Docker, programs};

/// A folder with the functions as they are now, `NAME/bootstrap` each, until it is dropped.
pub(crate) struct Functions(PathBuf);

impl Functions {
    pub(crate) fn as_built() -> Self {
        let (built, functions) = (programs::folder(), Self(temporary("functions")));
        // A run that was stopped left its own.
        functions.remove();
        for function in fs::read_dir(programs::root().join("functions")).unwrap() {
            let name = function.unwrap().file_name();
            let folder = functions.0.join(&name);
            fs::create_dir_all(&folder).unwrap();
            // The same file under another name: together they have gigabytes.
            fs::hard_link(built.join(&name), folder.join("bootstrap")).unwrap();
        }
        functions
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    fn remove(&self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Drop for Functions {
    fn drop(&mut self) {
        self.remove();
    }
}

/// A port that nobody uses.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn temporary(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sam-local").join(name)
}

/// It runs until it is dropped.
pub(crate) struct SamLocal {
    process: Child,
    log: PathBuf,
}

impl SamLocal {
    /// Runs the command that `cargo local --sam` prints, with functions in this image, on this port.
    pub(crate) fn start(command: &str, image: &str, port: u16, docker: &Docker) -> Self {
        let (home, log) = (temporary("home"), temporary("log"));
        fs::create_dir_all(&home).unwrap();
        let said = fs::File::create(&log).unwrap();
        let mut words = command.split(' ');
        assert_eq!(words.next(), Some("sam"));
        let mut sam = docker.client(program());
        sam.args(words)
            .args(["--invoke-image", image, "--skip-pull-image", "--port", &port.to_string()])
            // What it keeps about this machine is nobody else's.
            .env("HOME", home)
            .env("SAM_CLI_TELEMETRY", "0")
            .env("AWS_DEFAULT_REGION", "eu-west-2")
            .env("AWS_ACCESS_KEY_ID", "local")
            .env("AWS_SECRET_ACCESS_KEY", "local")
            .stdout(said.try_clone().unwrap())
            .stderr(said);
        let started = Self { process: sam.spawn().unwrap(), log };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        for _ in 0..600 {
            if TcpStream::connect(address).is_ok() {
                return started;
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("sam local does not start: {}", started.said());
    }

    /// Does this, and says what `sam local` said if it fails.
    pub(crate) async fn explaining<T>(&self, way: impl Future<Output = T>) -> T {
        match AssertUnwindSafe(way).catch_unwind().await {
            Ok(end) => end,
            Err(panic) => {
                println!("{}", self.said());
                resume_unwind(panic)
            }
        }
    }

    /// What the functions logged: the lines of JSON.
    pub(crate) fn logged(&self) -> Vec<String> {
        let lines = self.said();
        lines.lines().filter(|line| line.starts_with('{')).map(str::to_owned).collect()
    }

    fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}

impl Drop for SamLocal {
    fn drop(&mut self) {
        // Asked politely it takes its containers away.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

/// The program that `SAM` names, or the one that `cargo check-all` installs beside what is built.
fn program() -> PathBuf {
    if let Some(named) = programs::variable("SAM") {
        return named.into();
    }
    let test = env::current_exe().unwrap();
    let installed = test.ancestors().map(|folder| folder.join("tools/sam/bin/sam"));
    installed
        .into_iter()
        .find(|sam| sam.is_file())
        .expect("the SAM CLI is installed: `cargo check-all` does it, or set SAM to where it is")
}
