//! The whole product behind a proxy that can tamper, the services, and the way of a person through both.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use local::{Options, Stack};
use serde_json::Value;
use signing::LocalKeys;
use url::Url;

use crate::{
    browser::{Browser, Page},
    document,
    library::{Client, Library, Proof, Service},
    proxy::Proxy,
};

/// The product, with services around one library registered.
pub(crate) struct Scene {
    pub(crate) proxy: Proxy,
    pub(crate) stack: Stack,
    pub(crate) clients: Vec<Client>,
    folder: PathBuf,
}

impl Scene {
    /// With a service for each of these ways to prove itself.
    pub(crate) async fn new(library: Library, proofs: &[Proof]) -> Self {
        let folder = folder();
        let public_key = public_key(&folder);
        let clients: Vec<Client> =
            proofs.iter().map(|proof| Client::new(library, *proof, free_port())).collect();
        let file = folder.join("clients.toml");
        let entries: String =
            clients.iter().map(|client| client.registration(&public_key)).collect();
        std::fs::write(&file, entries).unwrap();
        let behind = free_port();
        let proxy = Proxy::before(behind).await;
        let settings = [
            ("ISSUER", proxy.address.as_str()),
            ("ONE_LOGIN_PRIVATE_KEY", keys()),
            ("SIGNING_KEYS", keys()),
        ];
        let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let options =
            Options { clients: Some(file), port: Some(behind), settings, ..Options::default() };
        Self { proxy, stack: Stack::start(options).await.unwrap(), clients, folder }
    }

    /// Starts the service of a client.
    ///
    /// # Errors
    /// What it said when it ended at once.
    pub(crate) fn start(&self, client: &Client) -> Result<Service, String> {
        client.start(&self.proxy.address, &self.folder)
    }
}

/// From the service through GOV.UK One Login, as Anne Smith, up to the address she goes back with.
///
/// # Errors
/// The page on which the service itself refused to begin.
pub(crate) async fn up_to_the_way_back(
    browser: &mut Browser,
    service: &Service,
) -> Result<Url, Page> {
    browser.stop_before = Some(service.callback.clone());
    let mut page = browser.open(&format!("{}/sign-in", service.address)).await;
    if page.url.as_str().starts_with(&service.address) {
        // A button, and not a link: what starts a sign-in is a POST there.
        if !page.status.is_success() {
            return Err(page);
        }
        page = browser.send(&page, &[]).await;
        if page.url.as_str().starts_with(&service.address) {
            return Err(page);
        }
    }
    let mut page = browser.send(&page, &[("persona", "anne")]).await;
    if page.location().is_none() && page.heading().contains("National Insurance") {
        page = browser.send(&page, &[("have_nino", "yes"), ("nino", "AB123456C")]).await;
    }
    if page.location().is_none() {
        page = browser.click(&page, "Continue to").await;
    }
    browser.stop_before = None;
    let back = page.location().unwrap_or_else(|| panic!("no way back from {:?}", page.heading()));
    Ok(back)
}

/// All the way: what the service answers in the end.
pub(crate) async fn sign_in(browser: &mut Browser, service: &Service) -> Page {
    match up_to_the_way_back(browser, service).await {
        Ok(back) => browser.open(back.as_str()).await,
        Err(refused) => refused,
    }
}

/// What the service was told, by its own account.
pub(crate) fn told(page: &Page, service: &Service) -> Value {
    assert!(page.status.is_success(), "{} {}\n{}", page.status, page.body, service.log());
    serde_json::from_str(&page.body).unwrap_or_else(|_| panic!("not JSON: {}", page.body))
}

/// What every service has to be told about Anne Smith.
pub(crate) fn is_about_anne(claims: &Value) {
    assert_eq!(claims["trn"], "1234567", "{claims}");
    assert_eq!(claims["trn_status"], "found");
    assert_eq!(claims["verified_name"], serde_json::json!(["Anne", "Smith"]));
    assert_eq!(claims["birthdate"], "1990-05-01");
    assert_eq!(claims["verified_date_of_birth"], "1990-05-01");
    assert_eq!(claims["email"], "anne@example.com");
    assert_eq!(claims["email_verified"], true);
    assert_eq!(claims["given_name"], "Anne");
    assert_eq!(claims["family_name"], "Smith");
    assert_eq!(claims["name"], "Anne Smith");
    assert!(claims["sub"].as_str().unwrap().starts_with("urn:fdc:gov.uk:2022:"));
}

/// A folder of one scene alone.
pub(crate) fn folder() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("interop-{number}"));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Makes the key of a service in `key.pem`, as the documentation shows it. Answers with its public half.
fn public_key(folder: &Path) -> String {
    let script = document::snippet("make-key.sh");
    let output = Command::new("sh").args(["-ec", &script]).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A port that nobody uses, with seven more behind it: the local stack takes those beside its own. Below those that
/// the system gives to whoever calls out, so that nobody is given it meanwhile.
pub(crate) fn free_port() -> u16 {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let first = usize::try_from(std::process::id()).unwrap();
    let candidates = std::iter::repeat_with(|| {
        let block = (first + NEXT.fetch_add(1, Ordering::Relaxed)) % 1500;
        u16::try_from(20_000 + 8 * block).unwrap()
    });
    candidates
        .take(1500)
        .find(|port| {
            (*port..port + 8).all(|each| TcpListener::bind((Ipv4Addr::LOCALHOST, each)).is_ok())
        })
        .unwrap()
}

/// Making RSA keys takes longer than everything else together.
pub(crate) fn keys() -> &'static str {
    static KEYS: OnceLock<String> = OnceLock::new();
    KEYS.get_or_init(|| LocalKeys::generate().unwrap().to_pem().unwrap())
}
