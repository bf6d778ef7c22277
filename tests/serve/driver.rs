//! A real browser, headless, through its driver.
#![allow(dead_code, reason = "the benchmark uses a part of this")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::kit::{PATIENCE, request};

/// A window of Chromium.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: TempDir,
}

/// Where on the path a program is.
fn found(names: &[&str]) -> Option<String> {
    let has =
        |name: &&&str| Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    names.iter().find(has).map(|name| (*name).to_owned())
}

impl Browser {
    /// A window of this size. Nothing, and a line that says so, where no browser or driver is installed.
    #[expect(clippy::print_stdout, reason = "a test that looks at less than it could says so")]
    pub(crate) fn open(width: u32, height: u32, dark: bool) -> Option<Browser> {
        let (Some(browser), Some(driver)) =
            (found(&["chromium", "chromium-browser", "google-chrome"]), found(&["chromedriver"]))
        else {
            println!("skipped: chromium or chromedriver is not installed");
            return None;
        };
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver");
        let mut lines = BufReader::new(driver.stdout.take().expect("its output")).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split("successfully on port ").nth(1)?.trim_end_matches('.').trim().parse().ok());
        let port = port.expect("the driver's port");
        thread::spawn(move || lines.for_each(drop));
        let profile = tempfile::tempdir().expect("scratch");
        let mut arguments: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
        ]
        .map(str::to_owned)
        .to_vec();
        arguments.push(format!("--window-size={width},{height}"));
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        if dark {
            arguments.push("--blink-settings=preferredColorScheme=0".to_owned());
        }
        let options = json!({ "binary": which(&browser), "args": arguments });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } } } });
        let mut browser = Browser { driver, port, session: String::new(), _profile: profile };
        let made = browser.send("POST", "", &wanted);
        browser.session = made["sessionId"].as_str().unwrap_or_else(|| panic!("no window: {made}")).to_owned();
        // A window may not be narrower than 500 pixels; what a page sees of it may.
        let metrics = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": { "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 } });
        browser.send("POST", "/goog/cdp/execute", &metrics);
        Some(browser)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let path =
            if self.session.is_empty() { "/session".to_owned() } else { format!("/session/{}{path}", self.session) };
        let bytes = if method == "POST" { body.to_string() } else { String::new() };
        let ask = || request(self.port, method, &path, &[("content-type", "application/json")], bytes.as_bytes());
        let mut answer = ask();
        // The driver now and then closes a connection without a word; what does nothing twice is asked again.
        for _ in 0..3 {
            if answer.status != 0 || path.ends_with("/actions") {
                break;
            }
            thread::sleep(Duration::from_millis(50));
            answer = ask();
        }
        let value = answer.json();
        assert!(answer.status < 400, "{path}: {}", value["value"]["message"].as_str().unwrap_or_default());
        value["value"].clone()
    }

    pub(crate) fn go(&self, address: &str) {
        self.send("POST", "/url", &json!({ "url": address }));
        self.until("the pages are drawn", "document.documentElement.dataset.ready === 'true'");
    }

    /// The value of an expression in the page.
    pub(crate) fn eval(&self, expression: &str) -> Value {
        self.send("POST", "/execute/sync", &json!({ "script": format!("return ({expression});"), "args": [] }))
    }

    #[track_caller]
    pub(crate) fn until(&self, what: &str, condition: &str) -> Value {
        let since = Instant::now();
        loop {
            let value = self.eval(condition);
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return value;
            }
            assert!(since.elapsed() < PATIENCE, "never: {what} ({condition})");
            thread::sleep(Duration::from_millis(25));
        }
    }

    /// Left, top, width and height of an element.
    #[track_caller]
    pub(crate) fn rect(&self, selector: &str) -> [f64; 4] {
        let at = self.until(
            selector,
            &format!("(() => {{ const n = document.querySelector({selector:?}); if (!n) return null; const r = n.getBoundingClientRect(); return [r.left, r.top, r.width, r.height]; }})()"),
        );
        std::array::from_fn(|index| at[index].as_f64().unwrap_or(0.0))
    }

    fn act(&self, actions: &[Value]) {
        let pointer =
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions });
        self.send("POST", "/actions", &json!({ "actions": [pointer] }));
    }

    pub(crate) fn click(&self, x: f64, y: f64) {
        self.act(&[
            moved(x, y),
            json!({ "type": "pointerDown", "button": 0 }),
            json!({ "type": "pointerUp", "button": 0 }),
        ]);
    }

    pub(crate) fn press(&self, selector: &str) {
        let [left, top, width, height] = self.rect(selector);
        self.click(left + width / 2.0, top + height / 2.0);
    }

    /// Presses at one place and moves to another; the button stays down.
    pub(crate) fn drag(&self, from: (f64, f64), to: (f64, f64)) {
        let mut actions = vec![moved(from.0, from.1), json!({ "type": "pointerDown", "button": 0 })];
        for step in 1..=6 {
            let part = f64::from(step) / 6.0;
            actions.push(moved(from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part));
            actions.push(json!({ "type": "pause", "duration": 30 }));
        }
        self.act(&actions);
    }

    pub(crate) fn let_go(&self) {
        self.act(&[json!({ "type": "pointerUp", "button": 0 })]);
    }

    /// Fingers that are put down together, move along their ways step by step, and are lifted together.
    pub(crate) fn fingers(&self, ways: &[&[(f64, f64)]]) {
        let fingers = ways.iter().enumerate().map(|(number, way)| {
            let mut actions = vec![moved(way[0].0, way[0].1), json!({ "type": "pointerDown", "button": 0 })];
            for (x, y) in &way[1..] {
                actions.push(moved(*x, *y));
                actions.push(json!({ "type": "pause", "duration": 30 }));
            }
            actions.push(json!({ "type": "pointerUp", "button": 0 }));
            json!({
                "type": "pointer",
                "id": format!("finger {number}"),
                "parameters": { "pointerType": "touch" },
                "actions": actions,
            })
        });
        self.send("POST", "/actions", &json!({ "actions": fingers.collect::<Vec<_>>() }));
    }

    /// Presses keys one after another; `held` stays down meanwhile.
    pub(crate) fn keys(&self, held: &str, keys: &[&str]) {
        let key = |kind: &str, value: &str| json!({ "type": kind, "value": value });
        let mut actions = Vec::new();
        actions.extend((!held.is_empty()).then(|| key("keyDown", held)));
        for one in keys {
            actions.extend([key("keyDown", one), key("keyUp", one)]);
        }
        actions.extend((!held.is_empty()).then(|| key("keyUp", held)));
        let keyboard = json!({ "type": "key", "id": "keys", "actions": actions });
        self.send("POST", "/actions", &json!({ "actions": [keyboard] }));
    }

    /// What the page complained of.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.send("POST", "/se/log", &json!({ "type": "browser" }));
        let lines = log.as_array().cloned().unwrap_or_default();
        // That pixels are read again and again is the test's doing.
        let messages = lines.iter().filter_map(|line| line["message"].as_str());
        messages.filter(|message| !message.contains("willReadFrequently")).map(str::to_owned).collect()
    }

    /// A picture of the window, as base64 of a PNG.
    pub(crate) fn picture(&self) -> String {
        self.send("GET", "/screenshot", &Value::Null).as_str().unwrap_or_default().to_owned()
    }
}

fn moved(x: f64, y: f64) -> Value {
    json!({ "type": "pointerMove", "duration": 0, "origin": "viewport", "x": x.round(), "y": y.round() })
}

/// The driver wants the whole path.
fn which(program: &str) -> String {
    let output = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !thread::panicking() {
            self.send("DELETE", "", &Value::Null);
        } else if !self.session.is_empty() {
            request(self.port, "DELETE", &format!("/session/{}", self.session), &[], b"");
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
