//! The deployment: made once, as `docs/operating.md` says, and shared by every test.

use std::{
    collections::BTreeMap,
    io::Write,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::PathBuf,
    process::{Command, Stdio},
    sync::LazyLock,
    time::Duration,
};

use aws_stand_in::MiniStack;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{runtime::Runtime, sync::OnceCell, time::Instant};

use crate::{
    browser::{Browser, Door},
    canaries, log,
    operator::Operator,
    outside::{OUR_CLIENT_ID, Outside},
    programs, queues,
};

/// Our address for teachers and calling services.
pub(crate) const ISSUER: &str = "https://connect.example.com";
/// Our address for support staff.
pub(crate) const CONSOLE: &str = "https://console.example.com";
const ORIGIN_HEADER: &str = "x-origin-verify";
const ORIGIN_SECRET: &str = "a-secret-of-cloudfront-0123456789abcdef";
const EMAIL_FROM: &str = "no-reply@connect.example.com";

/// What the emulator does not do, or does for everybody. `docs/operating.md` has it at length.
const NOT_CHECKED: &str = "TLS, throttles and time limits of API Gateway, conditions of policies, grants on keys, encryption, alarms, \
    what becomes of an email, and calls to services, which go to public addresses alone";

/// How long something may take that happens by itself. Most of it takes a second or two.
const PATIENCE: Duration = Duration::from_mins(1);

/// The stand-ins outlive the test that was first.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());
static DEPLOYMENT: OnceCell<Deployment> = OnceCell::const_new();

/// What came of the deployment.
#[derive(Deserialize)]
pub(crate) struct Deployment {
    /// What is not deployed as the template has it, by its name there.
    pub(crate) changed: Vec<String>,
    /// The outputs of the stack.
    pub(crate) outputs: BTreeMap<String, String>,
    /// What each resource is called, by its name in the template.
    pub(crate) resources: BTreeMap<String, String>,
    /// What each function is told, by its name.
    pub(crate) functions: BTreeMap<String, BTreeMap<String, String>>,
    /// Where their programs are.
    #[serde(skip)]
    pub(crate) programs: PathBuf,
    routes: usize,
    seconds: f64,
}

/// Runs a test on the deployment. If it fails, it shows what the functions say went wrong. If not, all that they have logged and put on
/// queues until then is searched for what does not belong there.
pub(crate) fn deployed(test: impl AsyncFnOnce(&'static Deployment)) {
    let run =
        || RUNTIME.block_on(async { test(DEPLOYMENT.get_or_init(Deployment::make).await).await });
    if let Err(panic) = catch_unwind(AssertUnwindSafe(run)) {
        for line in RUNTIME.block_on(log::lines()).iter().filter(|line| is_failure(line)) {
            eprintln!("{line}");
        }
        resume_unwind(panic);
    }
    let lines = RUNTIME.block_on(log::lines());
    canaries::none_in(lines, queues::seen().into_iter());
}

fn is_failure(line: &str) -> bool {
    [r#""level":"ERROR""#, r#""level":"WARN""#, "exited"].iter().any(|word| line.contains(word))
}

/// What `look` finds, as soon as it does.
pub(crate) async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let last = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < last, "{what} did not happen");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

impl Deployment {
    async fn make() -> Self {
        let programs = programs::folder();
        let outside = Outside::start().await;
        let operator = Operator::new();
        let (our_key, _) = operator.keep_secret("connect/one-login", &outside.our_key).await;
        let (secret, _) = operator.keep_secret("connect/staff", &outside.staff.client_secret).await;
        let accepted = json!({ "sent": ORIGIN_SECRET, "accepted": ORIGIN_SECRET }).to_string();
        let (origin, version) = operator.keep_secret("connect/origin", &accepted).await;
        operator.verify_sender(EMAIL_FROM).await;
        let parameters = json!({
            "Environment": "dev",
            "DomainName": ISSUER.strip_prefix("https://"),
            "CertificateArn": "arn:aws:acm:eu-west-2:000000000000:certificate/connect",
            "EdgeCertificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/connect",
            "StaffEdgeCertificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/console",
            "FirewallArn": "arn:aws:wafv2:us-east-1:000000000000:global/webacl/firewall/0a1b2c",
            "OriginSecretArn": origin,
            "OriginSecretVersion": version,
            "StaffDomainName": CONSOLE.strip_prefix("https://"),
            "StaffCertificateArn": "arn:aws:acm:eu-west-2:000000000000:certificate/console",
            "SupportEmail": "support@example.com",
            "OneLoginIssuer": outside.one_login.issuer,
            "OneLoginClientId": OUR_CLIENT_ID,
            "OneLoginPrivateKeyArn": our_key,
            "OneLoginDidUrl": outside.one_login.did_url(),
            "OneLoginIdentityIssuer": outside.one_login.identity_issuer,
            "EmailFrom": EMAIL_FROM,
            "EmailIdentityArn": format!("arn:aws:ses:eu-west-2:000000000000:identity/{EMAIL_FROM}"),
            "StaffIssuer": outside.staff.issuer,
            "StaffClientId": outside.staff.client_id,
            "StaffClientSecretArn": secret,
            "StaffTenant": outside.staff.tenant,
        });
        let mut python = Command::new(MiniStack::python());
        python
            .current_dir(programs::root())
            .args(["tests/emulated/deploy.py", "template.yaml"])
            .arg(&programs)
            .arg("connect")
            .env("AWS_ENDPOINT_URL", MiniStack::shared().endpoint())
            .env("AWS_DEFAULT_REGION", "eu-west-2")
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test");
        let mut deployment: Self = serde_json::from_slice(&run(python, &parameters)).unwrap();
        deployment.programs = programs;
        tokio::spawn(queues::watch());
        operator.begin(&deployment).await;
        let Self { resources, functions, routes, seconds, .. } = &deployment;
        println!(
            "{} resources with {} functions and {routes} routes deployed in {seconds} s",
            resources.len(),
            functions.len(),
        );
        println!("not checked here: {NOT_CHECKED}");
        deployment
    }

    /// A browser of somebody who finds us by our names.
    pub(crate) fn browser(&self) -> Browser {
        let mut browser = Browser::new();
        for (origin, api) in [(ISSUER, "Api"), (CONSOLE, "StaffApi")] {
            // At our names it takes `/oauth2/…` for addresses of Cognito.
            let (engine, api) = (MiniStack::shared().endpoint(), &self.resources[api]);
            let address = format!("{engine}/_aws/execute-api/{api}/$default");
            // Nothing stands in front of it here, so that we say what CloudFront would.
            let header = (ORIGIN_HEADER, ORIGIN_SECRET.to_owned());
            browser.doors.insert(origin.to_owned(), Door { address, header });
        }
        browser
    }

    /// What was emailed to somebody, as plain text, the latest last.
    pub(crate) fn mail_of(address: &str) -> Vec<String> {
        let sent: Value = serde_json::from_str(&MiniStack::shared().emails()).unwrap();
        let sent = sent["messages"]["000000000000"].as_array().into_iter().flatten();
        let theirs = sent.filter(|email| email["To"] == json!([address]));
        theirs.map(|email| email["BodyText"].as_str().unwrap().to_owned()).collect()
    }
}

/// Runs a program that reads `input`, and answers with what it said.
fn run(mut program: Command, input: &Value) -> Vec<u8> {
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "the deployment failed");
    output.stdout
}
