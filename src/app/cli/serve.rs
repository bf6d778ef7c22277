//! `paiban serve`: prints where the preview is, and stays until it is interrupted.

use std::net::SocketAddr;
use std::process::{Command, Stdio};

use crate::app::preview::{Options, serve as run};
use crate::base::diag::{Diagnostic, say};
use crate::input::{LoadOptions, World, load, zones};

use super::args_serve::ServeOptions;
use super::{DONE, FINDINGS, UNWRITABLE, Voice, out, render};

/// Shows an edition in a browser.
pub(super) fn serve(world: &World, options: &ServeOptions, voice: Voice) -> u8 {
    if let Some(finding) = no_edition(world, options) {
        eprint!("{}", render::text(Some(world), &[finding], voice.lang, voice.color, voice.width));
        return FINDINGS;
    }
    if !options.host.is_loopback() {
        let warning = if options.read_only {
            say("网络上的任何人都能看到这些版面", "anybody on the network can see these pages")
        } else {
            say(
                "网络上的任何人都能看到并改动这些版面；只让人看请加 --read-only",
                "anybody on the network can see and edit these pages; with --read-only they can only look",
            )
        };
        eprintln!("{}: {}", voice.lang.pick("警告", "warning"), voice.lang.of(&warning));
    }
    let preview = Options {
        edition: options.edition.clone(),
        zone: options.zone.clone(),
        data: world.data().to_path_buf(),
        cache: super::cache_directory(),
        host: options.host,
        port: options.port,
        read_only: options.read_only,
        language: voice.told.then(|| voice.lang.pick("zh", "en")),
    };
    let ready = |address: SocketAddr| {
        let url = format!("http://{}/", reachable(address));
        out(&format!("{url}\n"));
        eprintln!("{}", voice.lang.pick("按 Ctrl-C 结束", "Ctrl-C ends it"));
        if options.open {
            open(&url, voice);
        }
    };
    match run(preview, ready) {
        Ok(()) => DONE,
        Err(finding) => {
            eprint!("{}", render::text(Some(world), &[*finding], voice.lang, voice.color, voice.width));
            UNWRITABLE
        }
    }
}

/// Of an edition that is not there, or a zone that it has not, nothing can be shown; one that is broken is shown with what
/// is wrong.
fn no_edition(world: &World, options: &ServeOptions) -> Option<Diagnostic> {
    let edition = &options.edition;
    let is_file = edition.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let file = if is_file { edition.clone() } else { edition.join("edition.yaml") };
    let is_known = |zone: &String| zones(world, edition).contains(zone);
    if world.has(&file) && options.zone.as_ref().is_none_or(is_known) {
        return None;
    }
    let wanted = LoadOptions { zone: options.zone.clone(), ..LoadOptions::default() };
    load(world, edition, &wanted).diagnostics.into_iter().next()
}

/// An address that can be opened: one that stands for all of the machine's is not.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V4(v4) if v4.ip().is_unspecified() => ([127, 0, 0, 1], v4.port()).into(),
        SocketAddr::V6(v6) if v6.ip().is_unspecified() => ([0, 0, 0, 0, 0, 0, 0, 1], v6.port()).into(),
        other => other,
    }
}

fn open(url: &str, voice: Voice) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let started = Command::new(program).arg(url).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if started.is_err() {
        eprintln!(
            "{}",
            voice.lang.pick("没有找到浏览器，请自己打开上面的地址", "no browser was found: open the address above")
        );
    }
}
