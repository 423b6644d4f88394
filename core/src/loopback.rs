use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether the host of a URL is this machine: a literal address of it, or its name. Nothing is looked up.
///
/// ```
/// use candor_core::is_loopback;
/// assert!(is_loopback("localhost") && is_loopback("127.0.0.1") && is_loopback("[::1]"));
/// assert!(!is_loopback("localhost.example.com") && !is_loopback("0.0.0.0") && !is_loopback("127.1"));
/// ```
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    let v6 = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || v6.is_some_and(|host| host.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback()))
}
