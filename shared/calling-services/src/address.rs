//! Which addresses belong to everybody, and which to a network (RFC 6890 and the registries of IANA that keep
//! it up to date).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether anybody on the internet could call this address. What is not known to be public is not.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    // "This network", multicast and what is reserved; shared address space of providers (RFC 6598); protocol
    // assignments, 6to4 relays and benchmarks.
    let special = matches!(
        (first, second, third),
        (0 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (192, 0, 0)
            | (192, 88, 99)
            | (198, 18 | 19, _)
    );
    !(special
        || address.is_private()
        || address.is_loopback()
        // Where clouds keep their metadata: 169.254.169.254.
        || address.is_link_local()
        || address.is_documentation())
}

/// Public addresses are those of `2000::/3`, without the parts of it that stand for something else.
fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inside) = address.to_ipv4_mapped() {
        return is_public_v4(inside);
    }
    let [first, second, ..] = address.segments();
    let is_global = first & 0xe000 == 0x2000;
    // 2001::/23 (Teredo and other protocols), documentation, and 6to4, which has an IPv4 address inside.
    let special = matches!(
        (first, second),
        (0x2001, 0..=0x01ff | 0x0db8) | (0x2002, _) | (0x3fff, 0..=0x0fff)
    );
    is_global && !special
}
