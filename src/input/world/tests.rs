//! Reading and refusing.

use super::*;

fn world(files: &[(&str, &[u8])]) -> World {
    let world = World::memory(files.iter().map(|(path, bytes)| (*path, bytes.to_vec())), "/no/data");
    world.allow(Path::new("paper/edition"));
    world
}

#[track_caller]
fn check(files: &[(&str, &[u8])], path: &str, expected: &str) {
    let world = world(files);
    let found = match world.text(Path::new(path), 20, Span::NONE) {
        Ok(file) => format!("{:?}", world.source(file).expect("it was read").text),
        Err(error) => format!("{} {}", error.code.as_str(), error.message.en),
    };
    assert_eq!(found, expected);
}

#[test]
fn text_comes_without_its_mark_and_with_its_line_ends() {
    check(&[("paper/edition/a.md", b"\xef\xbb\xbfa\r\nb")], "paper/edition/a.md", "\"a\\r\\nb\"");
}

#[test]
fn what_cannot_be_read_is_told() {
    check(&[], "paper/edition/a.md", "file-missing there is no file `paper/edition/a.md`");
    check(
        &[("paper/edition/a.md", b"ab\n\xc4\xe3")],
        "paper/edition/a.md",
        "not-utf8 `paper/edition/a.md` is not UTF-8: byte 0xC4 at offset 3, line 2",
    );
    check(
        &[("paper/edition/a.md", &[b'a'; 21])],
        "paper/edition/a.md",
        "file-too-large `paper/edition/a.md` has 21 bytes; at most 20 are read",
    );
}

#[test]
fn nothing_outside_the_roots_is_read() {
    let files: [(&str, &[u8]); 1] = [("secret/a.md", b"secret")];
    let refused = "lies outside the edition, the paper and the program's data";
    check(
        &files,
        "paper/edition/../../secret/a.md",
        &format!("path-outside `paper/edition/../../secret/a.md` {refused}"),
    );
    check(&files, "/etc/passwd", &format!("path-outside `/etc/passwd` {refused}"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_before_the_fence_is_asked() {
    let home = tempfile::tempdir().expect("scratch");
    let (edition, secret) = (home.path().join("edition"), home.path().join("secret.md"));
    std::fs::create_dir(&edition).expect("scratch");
    std::fs::write(&secret, "secret").expect("scratch");
    std::fs::write(edition.join("plain.md"), "plain").expect("scratch");
    std::os::unix::fs::symlink(&secret, edition.join("link.md")).expect("scratch");
    std::os::unix::fs::symlink(edition.join("plain.md"), edition.join("inner.md")).expect("scratch");
    let world = World::disk(home.path().join("data"));
    world.allow(&edition);
    let code = |name: &str| world.text(&edition.join(name), 20, Span::NONE).err().map(|error| error.code);
    assert_eq!(code("link.md"), Some(Code::PathOutside));
    assert_eq!(code("inner.md"), None);
    let listed: Vec<String> = world.list(&edition, "md").iter().map(|path| file_name(path)).collect();
    assert_eq!(listed, ["inner.md", "plain.md"]);
}
