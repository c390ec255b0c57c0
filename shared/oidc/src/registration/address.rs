//! What a registered address has to be. It is compared byte for byte later, so anything that two programs
//! could read in two ways is refused here (RFC 9700 section 4.1).

use url::Url;

use super::Place;

/// Nobody needs a longer one.
const LONGEST: usize = 2000;

/// Whether `text` may be registered; what is wrong with it, if not.
pub(super) fn check(text: &str, place: Place) -> Result<(), &'static str> {
    // None of these may stand in an address (RFC 3986 section 2), and browsers write some of them otherwise.
    let never = br#"\"<>^`{|}"#;
    let plain = |b: u8| b.is_ascii_graphic() && !never.contains(&b);
    if text.len() > LONGEST || !text.bytes().all(plain) {
        return Err("it is longer than 2,000 bytes, or holds characters no address has");
    }
    let url = Url::parse(text).map_err(|_| "it is not an absolute address")?;
    if text.contains('*') {
        return Err("it holds `*`: addresses are compared byte for byte");
    }
    if text.contains('#') {
        return Err("it has a fragment");
    }
    if !url.username().is_empty() || url.password().is_some() || authority(text).contains('@') {
        return Err("it holds a user name");
    }
    if !url.host_str().is_some_and(|host| begins_with_host(text, host)) {
        return Err("its host is written in a way that programs read differently");
    }
    if climbs(text) {
        return Err("its path holds `.` or `..`");
    }
    if text.starts_with("https://") {
        Ok(())
    } else if !text.starts_with("http://") {
        Err("it does not begin with `https://`")
    } else if place == Place::LocalStack && is_this_machine(text) {
        Ok(())
    } else {
        Err("`http` is for this machine alone, on the local stack")
    }
}

/// What stands between `//` and the path.
fn authority(text: &str) -> &str {
    let after = text.split_once("//").map(|(_, after)| after).unwrap_or_default();
    after.split(['/', '?']).next().unwrap_or_default()
}

/// Whether this host is written right behind `//`, with a port at most before the path. A browser also finds hosts
/// behind more slashes, with `%` in them, or written as one number.
fn begins_with_host(text: &str, host: &str) -> bool {
    let authority = authority(text).to_ascii_lowercase();
    authority.strip_prefix(host).is_some_and(|rest| {
        let port = rest.strip_prefix(':');
        rest.is_empty() || port.is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()))
    })
}

fn is_this_machine(text: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].into_iter().any(|host| begins_with_host(text, host))
}

fn climbs(text: &str) -> bool {
    let path = text.split('?').next().unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    path.split('/').any(|segment| segment == "." || segment == "..")
}
