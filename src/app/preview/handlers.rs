//! Answers to browsers. Things are asked for by number or by the sum of their bytes, never by path.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use crate::base::diag::{Say, say};
use crate::base::geom::Point;
use crate::base::units::Length;

use super::change::{Change, gone};
use super::edit::{self, Refusal};
use super::scene::{Scene, lock};
use super::server::Desktop;
use super::state::Shared;
use super::{line, proof as proofs, view, words as told};

/// Most browsers that listen at a time.
const LISTENING: usize = 64;
/// How often a line that is idle says that it is open.
const ALIVE: Duration = Duration::from_secs(15);

/// The page, with the key of the session.
pub(super) async fn index(State(desktop): State<Desktop>) -> Html<String> {
    let language = desktop.shared.desk.options.language.unwrap_or("");
    Html(include_str!("web/index.html").replace("{token}", desktop.guard.token()).replace("{lang}", language))
}

fn file(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

pub(super) async fn script() -> Response {
    file(SCRIPT, include_str!("web/app.js"))
}

pub(super) async fn draw() -> Response {
    file(SCRIPT, include_str!("web/draw.js"))
}

pub(super) async fn edit_script() -> Response {
    file(SCRIPT, include_str!("web/edit.js"))
}

pub(super) async fn cells() -> Response {
    file(SCRIPT, include_str!("web/cells.js"))
}

pub(super) async fn words() -> Response {
    file(SCRIPT, include_str!("web/words.js"))
}

pub(super) async fn style() -> Response {
    file("text/css; charset=utf-8", include_str!("web/style.css"))
}

fn json_text(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

/// Pages, findings, steps that can be undone.
pub(super) async fn state(State(desktop): State<Desktop>) -> Response {
    let shared = &desktop.shared;
    let history = lock(&shared.history);
    json_text(lock(&shared.state).summary(&shared.desk, &history).to_string())
}

/// Counts a browser while it listens.
struct Listener(Arc<AtomicUsize>);

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Revisions, as they come.
pub(super) async fn news(State(desktop): State<Desktop>) -> Response {
    let listener = Listener(Arc::clone(&desktop.listening));
    if desktop.listening.fetch_add(1, Ordering::Relaxed) >= LISTENING {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let stream = WatchStream::new(desktop.shared.news.subscribe()).map(move |news| {
        let _counted = &listener;
        Ok::<Event, Infallible>(Event::default().data(&*news))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE)).into_response()
}

/// How many outlines a browser has.
#[derive(Deserialize)]
pub(super) struct Have {
    #[serde(default)]
    have: usize,
}

/// A page with the outlines that the browser lacks.
fn with_glyphs(shared: &Shared, have: usize, head: &str, page: &str) -> String {
    let glyphs = lock(&shared.desk.glyphs);
    format!("{{{head},\"from\":{have},\"glyphs\":[{}],\"page\":{page}}}", glyphs.from(have))
}

pub(super) async fn page(
    State(desktop): State<Desktop>,
    Path(number): Path<u16>,
    Query(have): Query<Have>,
) -> Response {
    let shared = &desktop.shared;
    let (view, head) = {
        let state = lock(&shared.state);
        let Some(shown) = state.page(number) else { return StatusCode::NOT_FOUND.into_response() };
        let Some(good) = &shown.good else { return StatusCode::NO_CONTENT.into_response() };
        (Arc::clone(&good.view), format!("\"revision\":{},\"stale\":{}", shown.revision, shown.stale))
    };
    json_text(with_glyphs(shared, have.have, &head, &view))
}

/// The scene in which a page was last good.
fn scene_of(shared: &Shared, number: u16) -> Option<(Arc<Scene>, bool)> {
    let state = lock(&shared.state);
    let shown = state.page(number)?;
    Some((Arc::clone(&shown.good.as_ref()?.scene), shown.stale))
}

/// Does work that takes time on another thread.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StatusCode> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

pub(super) async fn lines(State(desktop): State<Desktop>, Path(number): Path<u16>) -> Result<Response, StatusCode> {
    let found = aside(move || line::all(&scene_of(&desktop.shared, number)?.0, number)).await?;
    found.map(|found| Json(found).into_response()).ok_or(StatusCode::NOT_FOUND)
}

/// A point, in hundredths of a point of type.
#[derive(Deserialize)]
pub(super) struct At {
    x: i32,
    y: i32,
}

pub(super) async fn line(
    State(desktop): State<Desktop>,
    Path(number): Path<u16>,
    Query(at): Query<At>,
) -> Result<Response, StatusCode> {
    let point = Point { x: Length::pt_hundredths(at.x.into()), y: Length::pt_hundredths(at.y.into()) };
    let found = aside(move || {
        let (scene, _) = scene_of(&desktop.shared, number)?;
        line::at(&scene, number, point, &desktop.shared.desk.options.edition)
    });
    found.await?.map(|found| Json(found).into_response()).ok_or(StatusCode::NOT_FOUND)
}

pub(super) async fn picture(State(desktop): State<Desktop>, Path(name): Path<String>) -> Result<Response, StatusCode> {
    let made = aside(move || {
        let desk = &desktop.shared.desk;
        desk.pictures.copy(&name, &*desk.screen()?)
    });
    let copy = made.await?.ok_or(StatusCode::NOT_FOUND)?;
    // Its name is the sum of its bytes.
    let headers = [(header::CONTENT_TYPE, copy.kind), (header::CACHE_CONTROL, "private, max-age=86400, immutable")];
    Ok((headers, copy.bytes.clone()).into_response())
}

/// Which page.
#[derive(Deserialize)]
pub(super) struct Which {
    page: Option<u16>,
}

pub(super) async fn proof(State(desktop): State<Desktop>, Query(which): Query<Which>) -> Result<Response, StatusCode> {
    let _one = desktop.proofing.lock().await;
    let shared = Arc::clone(&desktop.shared);
    let made = aside(move || proofs::proof(&shared.desk, which.page)).await?.ok_or(StatusCode::CONFLICT)?;
    let mut headers = HeaderMap::new();
    let disposition = format!("inline; filename=\"{}\"", made.name);
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_DISPOSITION, disposition.parse().map_err(|_| StatusCode::CONFLICT)?);
    Ok((headers, made.bytes).into_response())
}

/// A page as the plates print it.
pub(super) async fn printed(State(desktop): State<Desktop>, Path(number): Path<u16>) -> Result<Response, StatusCode> {
    let _one = desktop.proofing.lock().await;
    let shared = Arc::clone(&desktop.shared);
    let made = aside(move || proofs::printed(&shared.desk, number)).await?.ok_or(StatusCode::CONFLICT)?;
    Ok(([(header::CONTENT_TYPE, "image/png")], made).into_response())
}

/// What a browser wants changed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    page: u16,
    change: Change,
    /// The sum of the files as the browser knows them.
    base: String,
    #[serde(default)]
    have: usize,
}

fn refused(refusal: &Refusal) -> Response {
    let (status, say) = match refusal {
        Refusal::Cannot(say) => (StatusCode::UNPROCESSABLE_ENTITY, say),
        Refusal::Conflict(say) => (StatusCode::CONFLICT, say),
    };
    (status, Json(json!({ "message": told::both(say) }))).into_response()
}

fn cannot(say: Say) -> Response {
    refused(&Refusal::Cannot(say))
}

fn read_only() -> Response {
    let message = say("预览以只读方式打开", "the preview was opened read-only");
    (StatusCode::FORBIDDEN, Json(json!({ "message": told::both(&message) }))).into_response()
}

/// Shows a page with a change that is written nowhere.
pub(super) async fn try_change(
    State(desktop): State<Desktop>,
    Json(wanted): Json<Wanted>,
) -> Result<Response, StatusCode> {
    if desktop.shared.desk.options.read_only {
        return Ok(read_only());
    }
    aside(move || {
        let shared = &desktop.shared;
        let tried = match attempt(shared, &wanted) {
            Ok(tried) => tried,
            Err(refusal) => return refused(&refusal),
        };
        let Some((plan, sheet)) = tried.scene.page(wanted.page) else { return cannot(gone()) };
        let Some(loaded) = &tried.scene.loaded else { return cannot(gone()) };
        let view = view::page(&shared.desk, &tried.scene, plan, sheet, &loaded.fonts);
        json_text(with_glyphs(shared, wanted.have, "\"draft\":true", &view))
    })
    .await
}

fn attempt(shared: &Shared, wanted: &Wanted) -> Result<edit::Tried, Refusal> {
    let (scene, stale) = scene_of(shared, wanted.page).ok_or_else(|| Refusal::Cannot(gone()))?;
    if stale {
        return Err(Refusal::Cannot(say("请先改正这一版的错误", "mend the errors of this page first")));
    }
    edit::tried(&shared.desk, &scene, wanted.page, &wanted.change, &wanted.base)
}

/// Writes a change. The new page comes as news, as after any save.
pub(super) async fn edit(State(desktop): State<Desktop>, Json(wanted): Json<Wanted>) -> Result<Response, StatusCode> {
    if desktop.shared.desk.options.read_only {
        return Ok(read_only());
    }
    aside(move || {
        let shared = &desktop.shared;
        // One edit at a time, from the check to the writing.
        let mut history = lock(&shared.history);
        let written = attempt(shared, &wanted).and_then(|tried| {
            if tried.amended.before != tried.amended.after {
                edit::write(&tried.amended)?;
                history.push(tried.amended);
            }
            Ok(())
        });
        done(shared, written, &mut history)
    })
    .await
}

/// Answers, and tells all browsers how many steps can be undone.
fn done(shared: &Shared, result: Result<(), Refusal>, history: &mut super::history::History) -> Response {
    let (undo, redo) = history.depth();
    match result {
        Ok(()) => {
            let mut state = lock(&shared.state);
            state.revision += 1;
            shared.news.send_replace(state.news());
            Json(json!({ "undo": undo, "redo": redo })).into_response()
        }
        Err(refusal) => refused(&refusal),
    }
}

pub(super) async fn undo(State(desktop): State<Desktop>) -> Result<Response, StatusCode> {
    step(desktop, super::history::History::undo).await
}

pub(super) async fn redo(State(desktop): State<Desktop>) -> Result<Response, StatusCode> {
    step(desktop, super::history::History::redo).await
}

async fn step(
    desktop: Desktop,
    step: impl FnOnce(&mut super::history::History) -> Option<Result<(), Refusal>> + Send + 'static,
) -> Result<Response, StatusCode> {
    if desktop.shared.desk.options.read_only {
        return Ok(read_only());
    }
    aside(move || {
        let mut history = lock(&desktop.shared.history);
        match step(&mut history) {
            Some(result) => done(&desktop.shared, result, &mut history),
            None => cannot(say("没有可撤销的改动", "there is nothing to undo")),
        }
    })
    .await
}
