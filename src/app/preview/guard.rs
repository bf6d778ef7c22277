//! Who may ask: pages of this server, under its own name. Another site that is open in the same browser must neither
//! read the pages nor change them.

use std::net::IpAddr;

use axum::http::{HeaderMap, Method, header};

/// What a request needs to be answered.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    host: IpAddr,
    port: u16,
    /// What a request that changes something must show: it is in the page, which other sites cannot read.
    token: String,
}

/// The header that carries the token.
pub(super) const TOKEN: &str = "x-paiban-token";

impl Guard {
    pub(super) fn new(host: IpAddr, port: u16, token: String) -> Guard {
        Guard { host, port, token }
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Whether a request may be answered.
    pub(super) fn admits(&self, method: &Method, path: &str, headers: &HeaderMap) -> bool {
        let text = |name: header::HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let Some(host) = text(header::HOST).filter(|host| self.is_ours(host)) else { return false };
        if text(header::ORIGIN).is_some_and(|origin| origin != format!("http://{host}")) {
            return false;
        }
        let from = headers.get("sec-fetch-site").map(|value| value.to_str().unwrap_or("?"));
        let is_opened = path == "/" && headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate");
        if !matches!(from, None | Some("same-origin" | "none")) && !is_opened {
            return false;
        }
        if method == Method::GET || method == Method::HEAD {
            return true;
        }
        let shown = headers.get(TOKEN).map_or(&b""[..], |value| value.as_bytes());
        same(shown, self.token.as_bytes())
    }

    /// Whether a host is this server's: a name that somebody points here is not (DNS rebinding).
    fn is_ours(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        if port != Some(self.port) {
            return false;
        }
        let name = name.trim_start_matches('[').trim_end_matches(']');
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let Ok(address) = name.parse::<IpAddr>() else { return false };
        address == self.host || (self.host.is_unspecified() || self.host.is_loopback() && address.is_loopback())
    }
}

/// Compares in a time that tells nothing.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use axum::http::HeaderValue;

    use super::*;

    #[track_caller]
    fn check(method: Method, path: &str, headers: &[(&'static str, &'static str)], expected: bool) {
        let guard = Guard::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 4380, "key".to_owned());
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_static(value));
        }
        assert_eq!(guard.admits(&method, path, &map), expected, "{method} {path} {headers:?}");
    }

    #[test]
    fn only_this_server_under_its_own_name_is_answered() {
        for host in ["127.0.0.1:4380", "localhost:4380", "[::1]:4380"] {
            check(Method::GET, "/api/state", &[("host", host)], true);
        }
        for host in ["127.0.0.1:81", "127.0.0.1", "paper.example:4380", "192.0.2.1:4380", "", "127.0.0.1.example:4380"]
        {
            check(Method::GET, "/api/state", &[("host", host)], false);
        }
        check(Method::GET, "/api/state", &[], false);
    }

    #[test]
    fn other_sites_neither_read_nor_write() {
        let host = ("host", "127.0.0.1:4380");
        check(Method::GET, "/api/state", &[host, ("origin", "http://paper.example")], false);
        check(Method::GET, "/api/state", &[host, ("origin", "null")], false);
        check(Method::GET, "/api/state", &[host, ("origin", "http://127.0.0.1:4380")], true);
        check(Method::GET, "/api/state", &[host, ("sec-fetch-site", "cross-site")], false);
        let opened = [host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
        check(Method::GET, "/", &opened, true);
        check(Method::GET, "/api/proof", &opened, false);
    }

    #[test]
    fn a_change_needs_the_key() {
        let host = ("host", "127.0.0.1:4380");
        check(Method::POST, "/api/edit", &[host], false);
        check(Method::POST, "/api/edit", &[host, (TOKEN, "kex")], false);
        check(Method::POST, "/api/edit", &[host, (TOKEN, "key")], true);
    }
}
