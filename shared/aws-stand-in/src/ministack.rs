//! The local engine: `ministack`, from the Python package index.

use std::{
    ffi::OsString,
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, ChildStdin, Command, Stdio},
    sync::LazyLock,
    thread,
    time::Duration,
};

use aws_types::SdkConfig;

use crate::REGION;

/// The engine of this process.
static SHARED: LazyLock<MiniStack> = LazyLock::new(MiniStack::start);

/// A local engine that behaves like SQS, SES and KMS. It ends with the process that started it.
#[derive(Debug)]
pub struct MiniStack {
    address: SocketAddr,
    _child: Child,
    /// The shell around the engine reads from this until there is nobody to write, and then ends it.
    _until_dropped: ChildStdin,
}

impl MiniStack {
    /// The engine of this process, started when it is asked for first. Whoever uses it names its queues and
    /// addresses so that nobody else meets them.
    ///
    /// # Panics
    /// It is not installed, or does not start.
    pub fn shared() -> &'static Self {
        &SHARED
    }

    /// How to reach it.
    pub fn config(&self) -> SdkConfig {
        crate::config(&self.endpoint())
    }

    /// Where it answers.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The Python that it runs in, which has what speaks to it and what understands templates of SAM.
    pub fn python() -> PathBuf {
        program().with_file_name("python")
    }

    /// Every email it has sent, as a JSON document.
    ///
    /// # Panics
    /// It does not answer.
    pub fn emails(&self) -> String {
        let path = "/_ministack/ses/messages";
        self.read(path).unwrap_or_else(|| panic!("{path} is not answered"))
    }

    /// Every message that is on a queue now, whether somebody works on it or not, as a JSON document.
    ///
    /// # Panics
    /// It does not answer.
    pub fn messages(&self) -> String {
        let path = "/_ministack/sqs/messages";
        self.read(path).unwrap_or_else(|| panic!("{path} is not answered"))
    }

    fn start() -> Self {
        let address = free_address();
        let mut child = Command::new("sh")
            .args(["-c", r#""$0" >/dev/null 2>&1 & engine=$!; cat; kill "$engine""#])
            .arg(program())
            // The functions it runs have its environment besides their own: there is to be nothing that they could use.
            .env_clear()
            .envs(
                ["HOME", "PATH", "TMPDIR"]
                    .into_iter()
                    .filter_map(|name| Some((name, variable(name)?))),
            )
            // A function may do what its role permits and nothing else. `test` may do everything, and so may whom `cargo ops`
            // is where nobody says who it is.
            .env("AUTH", "true")
            .env("AWS_ACCESS_KEY_ID", "local")
            .env("MINISTACK_REGION", REGION)
            .env("GATEWAY_PORT", address.port().to_string())
            .env("BIND_HOST", address.ip().to_string())
            // Where the functions find everything.
            .env("AWS_ENDPOINT_URL", format!("http://{address}"))
            // Without this it listens for MQTT as well.
            .env("IOT_MTLS_ENABLED", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("there is a shell");
        let stdin = child.stdin.take().expect("its input was asked for");
        let engine = Self { address, _child: child, _until_dropped: stdin };
        engine.wait();
        engine
    }

    /// Waits until it answers, for up to a minute on a busy machine.
    fn wait(&self) {
        for _ in 0..600 {
            if self.read("/_ministack/health").is_some() {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("MiniStack does not start");
    }

    /// What a path answers, if it does.
    fn read(&self, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        write!(stream, "GET {path} HTTP/1.0\r\nhost: {}\r\n\r\n", self.address).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8(answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        head.lines().next()?.contains(" 200 ").then(|| body.to_owned())
    }
}

/// A port that nobody uses: the one whoever asks next is given, if nobody else asks.
fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener.local_addr().expect("a bound listener has an address")
}

#[expect(clippy::disallowed_methods, reason = "this is a host: it reads the environment")]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The program that `MINISTACK` names, or the one that `cargo check-all` installs beside what is built.
fn program() -> PathBuf {
    if let Some(named) = variable("MINISTACK") {
        return named.into();
    }
    let test = std::env::current_exe().expect("a test is a program");
    let installed = test
        .ancestors()
        .map(|folder| folder.join("tools/ministack/bin/ministack"))
        .find(|program| program.is_file());
    installed.expect(
        "MiniStack is installed: `cargo check-all` does it, or set MINISTACK to where it is",
    )
}
