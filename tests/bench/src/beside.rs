//! The token endpoint of an OpenID provider that many use (`oidc-provider` of npm), measured in the same run as ours: a code for tokens, with
//! PKCE and a client's secret. Its ID tokens are signed with ES256, which costs next to nothing, and ours by KMS; what it remembers is in its
//! own memory, and ours in DynamoDB.

use std::{path::Path, process::Stdio};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use crate::{Trouble, process, root, service};

const FOLDER: &str = "tests/bench/beside";

/// How often a code is exchanged before anything is measured, so that its compiler has seen all of it, and while it is measured. What it
/// remembers at once is bounded.
const BEFORE: usize = 300;
const MEASURED: usize = 300;

/// The seconds of the processor that an exchange takes there.
pub(crate) async fn exchange() -> Result<f64, Trouble> {
    install()?;
    let mut provider = OidcProvider::start().await?;
    let codes = provider.codes(BEFORE).await?;
    provider.exchange(&codes).await?;
    let codes = provider.codes(MEASURED).await?;
    let before = provider.processor()?;
    provider.exchange(&codes).await?;
    Ok((provider.processor()? - before) / MEASURED as f64)
}

/// What its `package-lock.json` says, and nothing else.
fn install() -> Result<(), Trouble> {
    let mut npm = std::process::Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]);
    let installed = npm.current_dir(root().join(FOLDER)).stdout(Stdio::null()).status();
    let installed = installed.map_err(|error| Trouble::Start("npm", error))?;
    installed.success().then_some(()).ok_or_else(|| trouble("it cannot be installed"))
}

struct OidcProvider {
    child: Child,
    asks: ChildStdin,
    says: Lines<BufReader<ChildStdout>>,
    endpoint: String,
    service: reqwest::Client,
}

impl OidcProvider {
    async fn start() -> Result<Self, Trouble> {
        let mut node = Command::new("node");
        node.arg("provider.mjs").args(["service", service::SECRET, service::CALLBACK]);
        node.arg(service::CHALLENGE).current_dir(root().join(FOLDER));
        // It says that what it remembers is lost when it stops.
        node.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut child = node.spawn().map_err(|error| Trouble::Start("node", error))?;
        let (asks, says) = (child.stdin.take(), child.stdout.take());
        let (Some(asks), Some(says)) = (asks, says) else { return Err(trouble("it is mute")) };
        let mut says = BufReader::new(says).lines();
        let port = says.next_line().await?.ok_or_else(|| trouble("it does not start"))?;
        let endpoint = format!("http://127.0.0.1:{port}/token");
        Ok(Self { child, asks, says, endpoint, service: reqwest::Client::new() })
    }

    /// So many codes, as if so many people had signed in.
    async fn codes(&mut self, many: usize) -> Result<Vec<String>, Trouble> {
        self.asks.write_all(format!("{many}\n").as_bytes()).await?;
        let mut codes = Vec::new();
        while codes.len() < many {
            codes.push(self.says.next_line().await?.ok_or_else(|| trouble("it stopped"))?);
        }
        Ok(codes)
    }

    /// Exchanges them, one after the other.
    async fn exchange(&self, codes: &[String]) -> Result<(), Trouble> {
        for code in codes {
            let form = [
                ("grant_type", "authorization_code"),
                ("code", code),
                ("redirect_uri", service::CALLBACK),
                ("code_verifier", service::VERIFIER),
            ];
            let request = self.service.post(&self.endpoint).form(&form);
            let answer = request.basic_auth("service", Some(service::SECRET)).send().await;
            let answer = answer.map_err(|error| trouble(&error.to_string()))?;
            if !answer.status().is_success() {
                return Err(trouble(&answer.text().await.unwrap_or_default()));
            }
        }
        Ok(())
    }

    fn processor(&self) -> Result<f64, Trouble> {
        process::processor(
            &Path::new("/proc").join(self.child.id().unwrap_or_default().to_string()),
        )
    }
}

fn trouble(what: &str) -> Trouble {
    Trouble::Process("oidc-provider".to_owned(), what.to_owned())
}
