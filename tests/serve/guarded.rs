//! Who is answered, and what is not: other sites, other names, what lies outside, what is too large.

use serde_json::json;

use crate::common::Desk;

use super::kit::request;
use super::shown::serve;

#[test]
fn other_sites_and_other_names_are_refused() {
    let desk = Desk::new();
    let server = serve(&desk, &[]);
    let ours = format!("127.0.0.1:{}", server.port);
    let origin = format!("http://{ours}");
    let get = |headers: &[(&str, &str)]| request(server.port, "GET", "/api/state", headers, b"").status;
    assert_eq!(get(&[]), 200);
    assert_eq!(get(&[("origin", &origin)]), 200);
    for headers in [
        [("origin", "http://evil.example")].as_slice(),
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:1")],
        &[("host", "evil.example")],
        &[("host", "evil.example:80")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
    ] {
        assert_eq!(get(headers), 403, "{headers:?}");
    }
    let rebound = format!("evil.example:{}", server.port);
    assert_eq!(get(&[("host", &rebound)]), 403, "a name that somebody points here");
    let body = server.area_change(1, "lead", (1, 5), (1, 18)).to_string();
    let kind = ("content-type", "application/json");
    let before = desk.read("layouts/page.yaml");
    let edition = desk.read("day/edition.yaml");
    for headers in [&[kind][..], &[kind, ("x-paiban-token", "0")], &[("content-type", "text/plain")]] {
        assert_eq!(request(server.port, "POST", "/api/edit", headers, body.as_bytes()).status, 403);
    }
    assert_eq!((desk.read("layouts/page.yaml"), desk.read("day/edition.yaml")), (before, edition));
}

#[test]
fn nothing_is_asked_for_by_path() {
    let desk = Desk::new();
    desk.write("secret.txt", "geheim");
    let server = serve(&desk, &[]);
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/secret.txt",
        "/day/edition.yaml",
        "/stories/lead.md",
        "/api/picture/..%2f..%2fsecret.txt",
        "/api/picture/%2fetc%2fpasswd",
        "/api/page/..%2f1",
        "/api/page/99999",
        "/api/page/-1",
        "/web/app.js",
        "//etc/passwd",
    ] {
        let answer = server.get(path);
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("geheim"), "{path}");
    }
}

#[test]
fn what_is_too_large_or_no_question_is_refused() {
    let desk = Desk::new();
    let server = serve(&desk, &[]);
    let headers = [("x-paiban-token", server.token.as_str()), ("content-type", "application/json")];
    let post = |body: &[u8]| request(server.port, "POST", "/api/edit", &headers, body).status;
    assert_eq!(post(&vec![b' '; 1 << 20]), 413);
    let long = format!("{{\"page\": 1, \"base\": \"{}\"}}", "x".repeat(20 << 10));
    assert_eq!(post(long.as_bytes()), 413);
    for body in ["", "{", "[]", "{\"page\": 1}", "{\"page\": 70000}", "null"] {
        let status = post(body.as_bytes());
        assert!((400..500).contains(&status), "{body}: {status}");
    }
    let strange = json!({ "page": 1, "base": "", "change": { "kind": "shell", "run": "x" } });
    assert!((400..500).contains(&server.post("/api/edit", &strange).status));
    let far = format!("/api/page/1?have={}", "9".repeat(400));
    assert!((400..500).contains(&server.get(&far).status));
    let endless = format!("/{}", "a".repeat(1 << 20));
    assert!(!(200..300).contains(&server.get(&endless).status));
    assert_eq!(server.get("/api/state").status, 200, "it still answers");
}

/// The browser is told to load nothing from elsewhere, and asks for nothing from elsewhere.
#[test]
fn the_page_uses_nothing_from_elsewhere() {
    let desk = Desk::new();
    let server = serve(&desk, &[]);
    let page = server.get("/");
    assert!(page.headers.contains("content-security-policy: default-src 'none'"), "{}", page.headers);
    for path in ["/", "/app.js", "/draw.js", "/edit.js", "/words.js", "/style.css"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        let text = answer.text().replace("http://www.w3.org/2000/svg", "");
        assert!(!text.contains("http://") && !text.contains("https://") && !text.contains("//cdn"), "{path}");
        assert!(!text.contains("innerHTML") && !text.contains("eval("), "{path}");
    }
}

#[test]
fn a_preview_for_reading_only_writes_nothing() {
    let desk = Desk::new();
    let server = serve(&desk, &["--read-only"]);
    assert_eq!(server.state()["readOnly"], true);
    let before = desk.read("day/edition.yaml");
    let wanted = server.area_change(1, "lead", (1, 5), (1, 18));
    for path in ["/api/edit", "/api/try", "/api/undo", "/api/redo"] {
        let answer = server.post(path, &wanted);
        assert_eq!(answer.status, 403, "{path}");
        assert!(answer.json()["message"]["en"].is_string());
    }
    assert_eq!(desk.read("day/edition.yaml"), before);
}
