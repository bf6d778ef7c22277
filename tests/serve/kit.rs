//! The program serving an edition, and a client that speaks to it without manners.
#![allow(dead_code, reason = "the benchmark uses a part of this")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The longest that anything is waited for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A server, ended when it is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
    pub(crate) token: String,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }
}

impl Server {
    /// Serves an edition; `program` is the command up to its arguments.
    pub(crate) fn start(mut program: Command, data: &Path, edition: &Path, arguments: &[&str]) -> Server {
        program
            .arg("--data")
            .arg(data)
            .args(["--lang", "en", "serve"])
            .arg(edition)
            .args(["--port", "0"])
            .args(arguments);
        let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program can be run");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let port = line.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address: {line:?}"));
        let mut server = Server { child, port, token: String::new() };
        let page = server.get("/").text();
        let token = page.split("paiban-token\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        server.token = token.expect("a key in the page").to_owned();
        server
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        request(self.port, "GET", path, &[], b"")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        let headers = [("x-paiban-token", self.token.as_str()), ("content-type", "application/json")];
        request(self.port, "POST", path, &headers, body.to_string().as_bytes())
    }

    pub(crate) fn state(&self) -> Value {
        self.get("/api/state").json()
    }

    /// A page as browsers get it.
    pub(crate) fn page(&self, number: u16) -> Value {
        self.get(&format!("/api/page/{number}")).json()
    }

    /// Asks for the state until it is as wanted.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        let since = Instant::now();
        loop {
            let state = self.state();
            if is_so(&state) {
                return state;
            }
            assert!(since.elapsed() < PATIENCE, "never: {what}\n{state:#}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// What a browser sends of a change of an area.
    pub(crate) fn area_change(&self, page: u16, name: &str, columns: (u16, u16), rows: (u16, u16)) -> Value {
        let shown = self.page(page);
        let areas = shown["page"]["areas"].as_array().expect("areas");
        let area = areas.iter().find(|area| area["name"] == name).expect("the area");
        let change = json!({ "kind": "area", "area": area["index"], "part": 0, "columns": columns, "rows": rows });
        json!({ "page": page, "change": change, "base": area["base"] })
    }

    /// Waits until it ends by itself, and gives its exit code.
    pub(crate) fn ended(&mut self) -> Option<i32> {
        self.child.wait().expect("its end").code()
    }

    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Sends a request as it is told and reads the answer to its end.
pub(crate) fn request(port: u16, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time");
    let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        head += &format!("host: 127.0.0.1:{port}\r\n");
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() || method == "POST" {
        head += &format!("content-length: {}\r\n", body.len());
    }
    head += "\r\n";
    // One that is refused early may be closed while it is still being sent.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 64 << 10];
    // Some keep the connection open whatever they are told.
    while !is_whole(&bytes) {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
    let split = head_of(&bytes).unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..split]).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let body = bytes.split_off(split);
    let body = if head.contains("transfer-encoding: chunked") { unchunked(&body) } else { body };
    Answer { status, headers: head, body }
}

/// Where the head of an answer ends.
fn head_of(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

/// Whether an answer that says how long it is has come.
fn is_whole(bytes: &[u8]) -> bool {
    let Some(split) = head_of(bytes) else { return false };
    let head = String::from_utf8_lossy(&bytes[..split]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.is_some_and(|length| bytes.len() >= split + length)
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(&String::from_utf8_lossy(&bytes[..end]), 16).unwrap_or(0);
        if size == 0 {
            break;
        }
        let from = end + 2;
        out.extend_from_slice(&bytes[from..(from + size).min(bytes.len())]);
        bytes = bytes.get(from + size + 2..).unwrap_or_default();
    }
    out
}

/// A browser that only listens.
pub(crate) struct Listener {
    news: Receiver<(Instant, Value)>,
}

impl Listener {
    pub(crate) fn new(server: &Server) -> Listener {
        let (sender, news) = channel();
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("a connection");
        let head = format!("GET /api/news HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n\r\n", server.port);
        stream.write_all(head.as_bytes()).expect("a request");
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let Some(data) = line.strip_prefix("data:") else { continue };
                let Ok(value) = serde_json::from_str(data.trim()) else { continue };
                if sender.send((Instant::now(), value)).is_err() {
                    return;
                }
            }
        });
        Listener { news }
    }

    /// The next news in which this page has a later revision than `after`; when they came, and the revision.
    #[track_caller]
    pub(crate) fn page_after(&self, page: u16, after: u64) -> (Instant, u64) {
        loop {
            let (when, value) = self.news.recv_timeout(PATIENCE).expect("news");
            let revision = value["pages"][page.to_string()].as_u64().unwrap_or(0);
            if revision > after {
                return (when, revision);
            }
        }
    }
}

/// The revision of a page in a state.
pub(crate) fn revision_of(state: &Value, page: u16) -> u64 {
    let pages = state["pages"].as_array().expect("pages");
    pages.iter().find(|shown| shown["number"] == page).and_then(|shown| shown["revision"].as_u64()).unwrap_or(0)
}
