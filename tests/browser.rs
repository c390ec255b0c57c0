//! A real browser, Debian's Chromium, goes through the product: by keyboard alone, without scripts, on the narrowest
//! screen. What it does is in `browser/*.test.mjs`; what it saw is in `browser/screenshots/`, and what it saw before, small
//! and grey, in `browser/looks/`.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use local::{Options, Stack};

#[tokio::test(flavor = "multi_thread")]
async fn a_real_browser_gets_through() {
    let chromium = chromium();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
    assert!(
        folder.join("node_modules/playwright-core").exists(),
        "npm packages are missing: run `cargo check-all`, or `npm ci` in tests/browser"
    );
    let stack = Stack::start(Options::default()).await.unwrap();

    let output = Command::new("node")
        .args(["--test", "--test-concurrency=2", "--test-reporter=spec"])
        .current_dir(folder)
        .env("CHROMIUM", chromium)
        .env("ISSUER", &stack.addresses.issuer)
        .env("ONE_LOGIN", stack.addresses.one_login.as_ref().unwrap())
        .env("SERVICE", &stack.addresses.existing)
        .env("ALLOCATE", &stack.addresses.allocate)
        .env("CONSOLE", &stack.addresses.console)
        .output()
        .expect("Node.js is installed");

    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The browser that `CHROMIUM` names, or Debian's.
#[expect(clippy::disallowed_methods, reason = "this is a host: it reads the environment")]
fn chromium() -> PathBuf {
    let named = std::env::var_os("CHROMIUM").filter(|name| !name.is_empty());
    let chromium = named.map_or_else(|| "/usr/bin/chromium".into(), PathBuf::from);
    assert!(
        chromium.exists(),
        "{} is missing: `apt-get install chromium`, or set CHROMIUM to where it is",
        chromium.display()
    );
    chromium
}
