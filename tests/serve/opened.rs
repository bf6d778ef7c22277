//! `--open` calls the opener of the platform with the address, once.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt as _;
use std::thread;
use std::time::{Duration, Instant};

use crate::common::{Desk, command, root};

use super::kit::{PATIENCE, Server};

/// The name of the opener here.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// A program that writes its arguments to a file, and the path on which it is found first.
fn fake(desk: &Desk, name: &str) -> String {
    let log = desk.path("opened.txt");
    desk.write(&format!("bin/{name}"), format!("#!/bin/sh\nprintf '%s\\n' \"$*\" >> '{}'\n", log.display()));
    let program = desk.path(&format!("bin/{name}"));
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a program");
    desk.path("bin").display().to_string()
}

fn served(desk: &Desk, path: &str, arguments: &[&str]) -> Server {
    let mut program = command();
    program.env("PATH", path);
    Server::start(program, &root(), &desk.path("day"), arguments)
}

#[test]
fn the_opener_is_called_with_the_address() {
    let desk = Desk::new();
    let path = format!("{}:{}", fake(&desk, OPENER), std::env::var("PATH").unwrap_or_default());
    // Not asked for, nothing is opened.
    let quiet = served(&desk, &path, &[]);
    assert_eq!(quiet.get("/").status, 200);
    let server = served(&desk, &path, &["--open", "--host", "0.0.0.0", "--read-only"]);
    let since = Instant::now();
    let opened = loop {
        let found = std::fs::read_to_string(desk.path("opened.txt")).unwrap_or_default();
        if found.ends_with('\n') {
            break found;
        }
        assert!(since.elapsed() < PATIENCE, "nothing was opened");
        thread::sleep(Duration::from_millis(20));
    };
    // An address that a browser can open, though it listens at all.
    assert_eq!(opened, format!("{}\n", server.address()));
    assert_eq!(server.get("/").status, 200);
    thread::sleep(Duration::from_millis(100));
    assert_eq!(std::fs::read_to_string(desk.path("opened.txt")).unwrap_or_default(), opened, "once");
}

/// Without an opener the pages are served all the same.
#[test]
fn without_an_opener_it_serves() {
    let desk = Desk::new();
    desk.write("bin/nothing", "");
    let server = served(&desk, &desk.path("bin").display().to_string(), &["--open"]);
    assert_eq!(server.get("/").status, 200);
}
