//! The server: listens, guards, answers. One thread; what takes time is done on others.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::net::SocketAddr;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::base::diag::{Code, Diagnostic, Span, say};

use super::Options;
use super::guard::Guard;
use super::handlers;
use super::history::History;
use super::scene::Desk;
use super::state::{Shared, State as Shown};
use super::watch::Watch;
use super::worker;

/// Largest body of a request: a change is some hundred bytes.
const BODY: usize = 16 << 10;
/// How long work that is under way may take when the program ends.
const LAST: Duration = Duration::from_millis(500);

/// What answers need.
#[derive(Clone)]
pub(super) struct Desktop {
    pub(super) shared: Arc<Shared>,
    pub(super) guard: Arc<Guard>,
    /// Browsers that listen.
    pub(super) listening: Arc<AtomicUsize>,
    /// Held while a proof is made: one at a time.
    pub(super) proofing: Arc<tokio::sync::Mutex<()>>,
}

/// Shows an edition until the process is interrupted. `ready` is told the address when it can be opened.
///
/// Errors: an address or port that cannot be had.
pub fn serve(options: Options, ready: impl FnOnce(SocketAddr)) -> Result<(), Box<Diagnostic>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| unavailable(&options, &error))?;
    let result = runtime.block_on(async {
        let listener = TcpListener::bind((options.host, options.port)).await;
        let listener = listener.map_err(|error| unavailable(&options, &error))?;
        let address = listener.local_addr().map_err(|error| unavailable(&options, &error))?;
        let (desktop, _watch) = open(options.clone(), address);
        ready(address);
        let server = tokio::spawn(async move { axum::serve(listener, router(desktop)).await });
        // An end that cannot be waited for comes at once.
        let _ = tokio::signal::ctrl_c().await;
        server.abort();
        Ok(())
    });
    runtime.shutdown_timeout(LAST);
    result
}

/// Reads the edition for the first time, and begins to watch its files.
fn open(options: Options, address: SocketAddr) -> (Desktop, Option<Watch>) {
    let (sender, receiver) = mpsc::channel();
    // Watched before it is read: what is saved meanwhile is read again.
    let watch = Watch::new(&options, sender.clone());
    let guard = Arc::new(Guard::new(address.ip(), address.port(), token()));
    let (news, _) = watch::channel(Arc::from("{}"));
    let shared = Shared {
        desk: Desk::new(options),
        state: Mutex::new(Shown::default()),
        news,
        history: Mutex::new(History::default()),
    };
    let shared = Arc::new(shared);
    worker::start(Arc::clone(&shared), sender, receiver);
    let (listening, proofing) = (Arc::default(), Arc::default());
    (Desktop { shared, guard, listening, proofing }, watch)
}

/// 128 bits that nobody can guess: the keys of the hasher are the system's chance.
fn token() -> String {
    let one = |salt: u8| {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u8(salt);
        hasher.finish()
    };
    format!("{:016x}{:016x}", one(1), one(2))
}

fn router(desktop: Desktop) -> Router {
    Router::new()
        .route("/", get(handlers::index))
        .route("/app.js", get(handlers::script))
        .route("/draw.js", get(handlers::draw))
        .route("/cells.js", get(handlers::cells))
        .route("/edit.js", get(handlers::edit_script))
        .route("/words.js", get(handlers::words))
        .route("/style.css", get(handlers::style))
        .route("/api/state", get(handlers::state))
        .route("/api/news", get(handlers::news))
        .route("/api/page/{number}", get(handlers::page))
        .route("/api/page/{number}/lines", get(handlers::lines))
        .route("/api/page/{number}/line", get(handlers::line))
        .route("/api/page/{number}/printed", get(handlers::printed))
        .route("/api/picture/{name}", get(handlers::picture))
        .route("/api/proof", get(handlers::proof))
        .route("/api/try", post(handlers::try_change))
        .route("/api/edit", post(handlers::edit))
        .route("/api/undo", post(handlers::undo))
        .route("/api/redo", post(handlers::redo))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::from_fn_with_state(desktop.clone(), guarded))
        .with_state(desktop)
}

/// Refuses what is not admitted, and says to browsers what an answer may do.
async fn guarded(State(desktop): State<Desktop>, request: Request, next: Next) -> Response {
    let admitted = desktop.guard.admits(request.method(), request.uri().path(), request.headers());
    let mut response =
        if admitted { next.run(request).await } else { (StatusCode::FORBIDDEN, "forbidden\n").into_response() };
    let headers = response.headers_mut();
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                  connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn unavailable(options: &Options, error: &std::io::Error) -> Box<Diagnostic> {
    let place = SocketAddr::from((options.host, options.port));
    let (message, hint) = if error.kind() == std::io::ErrorKind::AddrInUse {
        (
            say(format!("{place} 已被占用"), format!("{place} is in use")),
            say(
                "多半是另一个预览还开着：用它，或关掉它；也可用 --port 0 另取一个空闲端口",
                "most likely by another preview: use it or end it, or take any free port with --port 0",
            ),
        )
    } else {
        (
            say(format!("不能在 {place} 上监听：{error}"), format!("cannot listen at {place}: {error}")),
            say(
                "端口用 1024 以上的，--host 写本机的地址",
                "use a port above 1023, and for --host an address of this machine",
            ),
        )
    };
    Box::new(Diagnostic::new(Code::ServeUnavailable, Span::NONE, message).hint(hint))
}
