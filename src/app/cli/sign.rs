//! `paiban sign` and `paiban verify`.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::json;

use crate::app::names::iso;
use crate::app::pages::PageChoice;
use crate::app::signoff::{self, ROLES, Signer};
use crate::app::verify;
use crate::base::diag::{Code, Diagnostic, say};

use super::args::{Form, Role, SignOptions, VerifyOptions};
use super::new::civil;
use super::{DONE, FINDINGS, Lang, UNWRITABLE, Voice, out, render, usage};

/// The name of a duty.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Editor => ROLES[0],
        Role::Proofreader => ROLES[1],
        Role::Duty => ROLES[2],
        Role::Release => ROLES[3],
    }
}

/// Signs.
pub(super) fn sign(options: &SignOptions, voice: Voice) -> u8 {
    let pages = match options.pages.as_deref().map_or(Ok(PageChoice::all()), PageChoice::parse) {
        Ok(pages) => pages,
        Err(message) => return usage(&message, voice),
    };
    let time = options.time.clone().unwrap_or_else(now);
    if !signoff::is_time(&time) {
        let message = say(
            format!("`{time}` 不是时间；写成 `2026-11-23T02:10+08:00` 这样"),
            format!("`{time}` is no time; write it like `2026-11-23T02:10+08:00`"),
        );
        return usage(&message, voice);
    }
    let name = options.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        return usage(&say("签字人要有姓名", "a signer has a name"), voice);
    }
    let signer = Signer { name, role: role(options.role), round: options.round, time };
    match signoff::sign(&options.output, &signer, &pages) {
        Ok(files) => {
            let (Signer { name, role, round, time }, count) = (&signer, files.len());
            out(&match voice.lang {
                Lang::Zh => format!("{role} {name} {time} 第 {round} 次，签 {count} 个文件：\n"),
                Lang::En => format!("{role} {name} {time}, round {round}, signed {count} files:\n"),
            });
            out(&files.iter().map(|file| format!("  {file}\n")).collect::<String>())
        }
        Err(findings) => tell(&findings, voice),
    }
}

/// Verifies.
pub(super) fn verify(options: &VerifyOptions, voice: Voice) -> u8 {
    let roles: Vec<&str> = options.signed.iter().map(|signed| role(*signed)).collect();
    let verdict = verify::verify(&options.output, &roles);
    if options.format == Form::Json {
        let signature = |entry: &signoff::Entry| {
            json!({
                "name": entry.name,
                "role": entry.role,
                "round": entry.round,
                "time": entry.time,
                "files": entry.files.iter().map(|(file, _)| file).collect::<Vec<_>>(),
            })
        };
        let value = json!({
            "verdict": if verdict.findings.is_empty() { "good" } else { "refused" },
            "files": verdict.files,
            "signatures": verdict.signatures.iter().map(signature).collect::<Vec<_>>(),
            "findings": render::json(None, &verdict.findings, voice.lang),
        });
        out(&(serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"));
        return if verdict.findings.is_empty() { DONE } else { FINDINGS };
    }
    for entry in &verdict.signatures {
        let (name, role, round, time, count) = (&entry.name, &entry.role, entry.round, &entry.time, entry.files.len());
        out(&match voice.lang {
            Lang::Zh => format!("{role}  {name}  {time}  第 {round} 次  {count} 个文件\n"),
            Lang::En => format!("{role}  {name}  {time}  round {round}  {count} files\n"),
        });
    }
    if !verdict.findings.is_empty() {
        return tell(&verdict.findings, voice);
    }
    let count = verdict.files;
    out(&match voice.lang {
        Lang::Zh => format!("相符：{count} 个印刷文件\n"),
        Lang::En => format!("good: {count} print files\n"),
    })
}

fn tell(findings: &[Diagnostic], voice: Voice) -> u8 {
    eprint!("{}", render::text(None, findings, voice.lang, voice.color, voice.width));
    let is_unwritable = findings.iter().any(|finding| finding.code == Code::OutputUnwritable);
    if is_unwritable { UNWRITABLE } else { FINDINGS }
}

/// The time in China, to the minute.
fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs()) + 8 * 3600;
    let (hour, minute) = (seconds / 3600 % 24, seconds / 60 % 60);
    format!("{}T{hour:02}:{minute:02}+08:00", iso(civil(seconds / 86_400)))
}
