// The live preview: shows pages, keeps them as they are on the disk, tells of lines and findings.

import { differences, draw, known, learn, touches, whenPicture } from "./draw.js";
import { Editor } from "./edit.js";
import { choose, isChinese, pick, relabel, say } from "./words.js";

const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const TOKEN = document.querySelector("meta[name=paiban-token]").content;
// Pixels of a canvas that is drawn whole; beyond it only what can be seen, and a margin.
const MOST_PIXELS = 14e6;
const ZOOMS = [0.1, 8];

const app = {
  state: null,
  sheets: new Map(),
  current: null,
  zoom: 1,
  fitted: true,
  on: { spread: false, grid: false, areas: false, lines: false, printed: false, edit: false },
  marked: null,
  panel: null,
};
const editor = new Editor(app, { post, paint, overlay, tell, panel, h, shut, element });

export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

function element(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// ---- talking to the program

async function get(path) {
  const response = await fetch(`api/${path}`);
  if (!response.ok || response.status === 204) return null;
  return response.json();
}

async function post(path, body) {
  const headers = { "content-type": "application/json", "x-paiban-token": TOKEN };
  const response = await fetch(`api/${path}`, { method: "POST", headers, body: JSON.stringify(body ?? {}) });
  const answer = await response.json().catch(() => ({}));
  return { ok: response.ok, status: response.status, answer };
}

async function loadPage(number) {
  const sheet = sheetOf(number);
  if (sheet.loading) {
    sheet.again = true;
    return;
  }
  sheet.loading = true;
  try {
    const answer = await get(`page/${number}?have=${known()}`);
    if (!answer) {
      sheet.revision = shownOf(number)?.revision ?? 0;
    } else {
      learn(answer.from, answer.glyphs);
      receive(sheet, answer);
    }
  } finally {
    sheet.loading = false;
  }
  if (sheet.again) {
    sheet.again = false;
    await loadPage(number);
  }
}

function receive(sheet, answer) {
  if (answer.revision < sheet.revision) return;
  const before = sheet.draft ?? sheet.page;
  sheet.page = answer.page;
  sheet.revision = answer.revision;
  sheet.stale = answer.stale;
  sheet.lines = null;
  if (sheet.draft && !editor.isBusy(sheet)) sheet.draft = null;
  if (!sheet.draft) {
    const sized = !before || before.width !== sheet.page.width || before.height !== sheet.page.height;
    if (sized && sheet.element) arrange();
    else paint(sheet, differences(before, sheet.page));
  }
  editor.renewed(sheet);
  overlay(sheet);
  thumbLater(sheet);
  if (app.on.printed) print(sheet);
}

function sheetOf(number) {
  let sheet = app.sheets.get(number);
  if (!sheet) {
    sheet = { number, page: null, draft: null, revision: 0, stale: false, element: null, window: null };
    app.sheets.set(number, sheet);
  }
  return sheet;
}

async function loadState() {
  const state = await get("state");
  if (!state || (app.state && state.revision < app.state.revision)) return;
  app.state = state;
  for (const number of [...app.sheets.keys()]) if (!shownOf(number)) app.sheets.delete(number);
  if (!shownOf(app.current)) app.current = state.pages[0]?.number ?? null;
  header();
  list();
  for (const sheet of visible()) banner(sheet);
  // Where there is nothing to see, what is wrong is all there is.
  if (app.panel === "findings" || !state.pages.length) showFindings();
}

function shownOf(number) {
  return app.state?.pages.find((page) => page.number === number);
}

let isLost = false;
function listen() {
  const source = new EventSource("api/news");
  source.onopen = () => {
    // The program may have been started anew: its numbers and its key are others.
    if (isLost) location.reload();
  };
  source.onerror = () => {
    if (!isLost) tell(say("lost"), true, true);
    isLost = true;
  };
  source.onmessage = (event) => news(JSON.parse(event.data));
}

async function news(told) {
  if (!told.pages) return;
  const changed = Object.entries(told.pages).filter(([number, revision]) => sheetOf(+number).revision < revision);
  const seen = visible().map((sheet) => sheet.number);
  const first = changed.map(([number]) => +number).filter((number) => seen.includes(number));
  const state = loadState();
  await Promise.all(first.map(loadPage));
  await state;
  const pages = app.state.pages.map((page) => page.number).join();
  if (pages !== app.arranged) arrange();
  for (const [number] of changed) if (!seen.includes(+number)) await loadPage(+number);
}

// ---- which pages

function group() {
  const pages = app.state?.pages ?? [];
  const here = pages.findIndex((page) => page.number === app.current);
  if (here < 0) return [];
  const page = pages[here];
  if (!app.on.spread || page.last > page.number) return [page];
  const left = page.number % 2 === 0 ? page : pages.find((other) => other.number === page.number - 1 && other.last === other.number);
  const right = page.number % 2 === 1 ? page : pages.find((other) => other.number === page.number + 1 && other.last === other.number);
  return [left, right].filter(Boolean);
}

function visible() {
  return group().map((page) => sheetOf(page.number));
}

async function go(number) {
  if (!shownOf(number)) return;
  app.current = number;
  history.replaceState(null, "", `#${number}`);
  arrange();
  list();
  await Promise.all(visible().filter((sheet) => sheet.revision < (shownOf(sheet.number)?.revision ?? 0)).map((sheet) => loadPage(sheet.number)));
}

function turn(by) {
  const pages = app.state?.pages ?? [];
  const shown = group();
  const edge = by > 0 ? shown.at(-1) : shown[0];
  const next = pages[pages.findIndex((page) => page === edge) + by];
  if (next) go(next.number);
}

function arrange() {
  const desk = $("desk");
  for (const sheet of app.sheets.values()) sheet.element = null;
  desk.replaceChildren();
  app.arranged = app.state?.pages.map((page) => page.number).join();
  for (const shown of group()) {
    const sheet = sheetOf(shown.number);
    const canvas = h("canvas", { role: "img", "aria-label": `${shown.folio} ${shown.section}` });
    const svg = element("svg", { "aria-hidden": app.on.edit ? "false" : "true" });
    Object.assign(sheet, { element: h("article", { class: "page", "data-page": shown.number }, canvas), canvas, svg, window: null });
    sheet.element.append(svg);
    desk.append(sheet.element);
  }
  if (app.fitted) fit();
  else resize();
  header();
  if (app.on.printed) visible().forEach(print);
}

// ---- size

function sizeOf(sheet) {
  const shown = shownOf(sheet.number);
  const page = sheet.page ?? (shown?.width ? shown : { width: 110500, height: 154500 });
  return [page.width, page.height];
}

function fit() {
  const stage = $("stage");
  const narrow = matchMedia("(max-width: 760px)").matches;
  const room = narrow ? 20 : 46;
  const sizes = visible().map(sizeOf);
  const width = sizes.reduce((sum, [width]) => sum + width / 100, 0);
  const height = Math.max(1, ...sizes.map(([, height]) => height / 100));
  if (!width) return;
  app.fitted = true;
  app.zoom = Math.min((stage.clientWidth - room) / width, (stage.clientHeight - room) / height);
  if (narrow) app.zoom = (stage.clientWidth - room) / width;
  resize();
}

function resize() {
  for (const sheet of visible()) {
    if (!sheet.element) continue;
    const [width, height] = sizeOf(sheet);
    sheet.element.style.width = `${(width / 100) * app.zoom}px`;
    sheet.element.style.height = `${(height / 100) * app.zoom}px`;
    if (sheet.page) sheet.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    stretch(sheet);
    paint(sheet, null);
    overlay(sheet);
    banner(sheet);
  }
  $("scale").textContent = `${Math.round((app.zoom * 72 * 100) / 96)}%`;
}

// Shows what is drawn at another size until it is drawn anew.
function stretch(sheet) {
  if (!sheet.window) return;
  const [left, top, right, bottom] = sheet.window.box;
  const unit = app.zoom / 100;
  Object.assign(sheet.canvas.style, { left: `${left * unit}px`, top: `${top * unit}px`, width: `${(right - left) * unit}px`, height: `${(bottom - top) * unit}px` });
}

let settling = 0;
function zoomTo(zoom, x, y) {
  const stage = $("stage");
  const frame = stage.getBoundingClientRect();
  [x, y] = [x ?? frame.left + stage.clientWidth / 2, y ?? frame.top + stage.clientHeight / 2];
  const sheet = visible().find((sheet) => sheet.element && x <= sheet.element.getBoundingClientRect().right) ?? visible().at(-1);
  if (!sheet?.element) return;
  const before = sheet.element.getBoundingClientRect();
  const [u, v] = [(x - before.left) / app.zoom, (y - before.top) / app.zoom];
  app.zoom = Math.min(ZOOMS[1], Math.max(ZOOMS[0], zoom));
  app.fitted = false;
  for (const other of visible()) {
    const [width, height] = sizeOf(other);
    other.element.style.width = `${(width / 100) * app.zoom}px`;
    other.element.style.height = `${(height / 100) * app.zoom}px`;
    stretch(other);
  }
  const after = sheet.element.getBoundingClientRect();
  stage.scrollLeft += after.left + u * app.zoom - x;
  stage.scrollTop += after.top + v * app.zoom - y;
  $("scale").textContent = `${Math.round((app.zoom * 72 * 100) / 96)}%`;
  clearTimeout(settling);
  settling = setTimeout(resize, 110);
}

// ---- drawing

// The box of a page that its canvas holds: all of it, or what can be seen with a margin.
function windowOf(sheet, page) {
  const density = devicePixelRatio || 1;
  const unit = (app.zoom / 100) * density;
  const whole = [0, 0, page.width, page.height];
  if (page.width * unit * page.height * unit <= MOST_PIXELS) return { box: whole, unit };
  const [stage, at] = [$("stage").getBoundingClientRect(), sheet.element.getBoundingClientRect()];
  const [x, y] = [((stage.left - at.left) / app.zoom) * 100, ((stage.top - at.top) / app.zoom) * 100];
  const [w, h] = [(stage.width / app.zoom) * 100, (stage.height / app.zoom) * 100];
  const box = [Math.max(0, x - w * 0.3), Math.max(0, y - h * 0.3), Math.min(page.width, x + w * 1.3), Math.min(page.height, y + h * 1.3)];
  return { box: box[2] > box[0] && box[3] > box[1] ? box : [0, 0, 1, 1], unit };
}

// Draws a page, or only some boxes of it.
function paint(sheet, boxes) {
  const page = sheet.draft ?? sheet.page;
  if (!page || !sheet.element) return;
  const wanted = windowOf(sheet, page);
  const held = sheet.window;
  const context = sheet.canvas.getContext("2d", { alpha: false });
  const covers = held && held.unit === wanted.unit && held.box.every((edge, index) => (index < 2 ? edge <= wanted.box[index] + 1 : edge >= wanted.box[index] - 1));
  if (!covers) {
    const [left, top, right, bottom] = wanted.box;
    sheet.canvas.width = Math.max(1, Math.round((right - left) * wanted.unit));
    sheet.canvas.height = Math.max(1, Math.round((bottom - top) * wanted.unit));
    sheet.window = wanted;
    boxes = null;
  }
  stretch(sheet);
  const { box, unit } = sheet.window;
  if (boxes) for (const one of boxes) draw(context, page, unit, box[0], box[1], one);
  else draw(context, page, unit, box[0], box[1], null);
  sheet.element.dataset.revision = sheet.revision;
  sheet.element.dataset.draft = Boolean(sheet.draft);
  sheet.element.dataset.drawn = boxes ? boxes.length : "all";
}

whenPicture((name) => {
  for (const sheet of app.sheets.values()) {
    const page = sheet.draft ?? sheet.page;
    const shows = page?.items.filter((item) => item[0] === 4 && item[3] === name) ?? [];
    if (shows.length) paint(sheet, shows.map((item) => item[2]));
    if (shows.length) thumbLater(sheet);
  }
});

const waiting = new Set();
function thumbLater(sheet) {
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 60));
  if (!waiting.size) idle(drawThumbs, { timeout: 600 });
  waiting.add(sheet);
}

function drawThumbs() {
  const sheet = waiting.values().next().value;
  if (!sheet) return;
  const canvas = document.querySelector(`.thumb[data-page="${sheet.number}"] canvas`);
  if (canvas && sheet.page) {
    const width = 128 * Math.min(2, devicePixelRatio || 1);
    canvas.width = width;
    canvas.height = (width * sheet.page.height) / sheet.page.width;
    const context = canvas.getContext("2d", { alpha: false });
    if (sheet.element && sheet.window?.box[0] === 0 && sheet.window.box[2] === sheet.page.width && !sheet.draft && sheet.canvas.width > width) {
      context.imageSmoothingQuality = "high";
      context.drawImage(sheet.canvas, 0, 0, canvas.width, canvas.height);
    } else {
      draw(context, sheet.page, width / sheet.page.width, 0, 0, null);
    }
  }
  waiting.delete(sheet);
  if (waiting.size) (window.requestIdleCallback ?? setTimeout)(drawThumbs);
}

// ---- overlays

function overlay(sheet) {
  const svg = sheet.svg;
  const page = sheet.draft ?? sheet.page;
  if (!svg || !page || !sheet.element) return;
  svg.setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
  svg.setAttribute("class", app.on.edit ? "editing" : "");
  svg.replaceChildren();
  const px = 100 / app.zoom;
  const rect = ([l, t, r, b], name, more = {}) => element("rect", { x: l, y: t, width: Math.max(1, r - l), height: Math.max(1, b - t), class: name, ...more });
  if (page.fold) svg.append(element("line", { x1: page.fold, x2: page.fold, y1: 0, y2: page.height, class: "fold" }));
  if (app.on.grid) {
    const { columns, top, pitch, rows } = page.grid;
    const row = (index) => top + (index * pitch) / 127;
    for (const [x, width] of columns) svg.append(rect([x, top, x + width, row(rows)], "grid-column"));
    const d = Array.from({ length: rows + 1 }, (_, index) => `M${columns[0][0]} ${row(index)}H${columns.at(-1)[0] + columns.at(-1)[1]}`).join("");
    svg.append(element("path", { d, class: "grid-row", fill: "none" }));
  }
  if (app.on.lines) {
    if (sheet.lines) for (const line of sheet.lines) svg.append(rect(line.box, "line-box"));
    else loadLines(sheet).then(() => app.on.lines && sheet.lines && overlay(sheet));
  }
  if (app.on.areas && !app.on.edit) {
    for (const area of page.areas) {
      for (const part of area.parts) svg.append(rect(part.box, `area ${area.kind}`));
      if (area.kind !== "rule") svg.append(...tag(area.name, area.parts[0].box, px));
    }
  }
  if (app.on.edit) editor.overlay(sheet, page, svg, px, rect, tag);
  if (app.marked?.page === sheet.number) svg.append(rect(app.marked.box, app.marked.name));
}

function tag(name, [left, top], px) {
  const size = 11 * px;
  const width = [...name].reduce((sum, character) => sum + (character.charCodeAt(0) > 255 ? 1.02 : 0.66), 0.8) * size;
  const back = element("rect", { x: left, y: top, width, height: size * 1.45, class: "area-tag", "pointer-events": "none" });
  const text = element("text", { x: left + size * 0.4, y: top + size * 1.08, class: "area-name", "pointer-events": "none" });
  text.style.fontSize = `${size}px`;
  text.textContent = name;
  return [back, text];
}

async function loadLines(sheet) {
  const revision = sheet.revision;
  const lines = await get(`page/${sheet.number}/lines`);
  if (lines && revision === sheet.revision) sheet.lines = lines;
}

function mark(page, box, name, into = true) {
  app.marked = box ? { page, box, name } : null;
  for (const sheet of visible()) overlay(sheet);
  if (!box || !into) return;
  const sheet = sheetOf(page);
  if (!sheet.element) return;
  const [stage, at] = [$("stage"), sheet.element.getBoundingClientRect()];
  const frame = stage.getBoundingClientRect();
  const unit = app.zoom / 100;
  const [x0, x1] = [at.left + box[0] * unit, at.left + box[2] * unit];
  const [y0, y1] = [at.top + box[1] * unit, at.top + box[3] * unit];
  if (x1 < frame.left || x0 > frame.left + stage.clientWidth) stage.scrollLeft += (x0 + x1) / 2 - frame.left - stage.clientWidth / 2;
  // On a telephone the panel lies over the foot of the page.
  const sheetTop = matchMedia("(max-width: 760px)").matches && !$("panel").hidden ? $("panel").getBoundingClientRect().top : Infinity;
  const foot = Math.min(frame.top + stage.clientHeight, sheetTop);
  if (y1 < frame.top || y1 > foot) stage.scrollTop += (y0 + y1) / 2 - (frame.top + foot) / 2;
}

// The last good page stays, with what is wrong over it.
function banner(sheet) {
  const shown = shownOf(sheet.number);
  sheet.element?.querySelector(".banner")?.remove();
  if (!sheet.element || !shown?.stale) return;
  const about = (found) => found.severity === "error" && (found.page === null || found.page === sheet.number);
  const errors = app.state.findings.filter(about).slice(0, 8);
  const items = errors.map((found) => h("li", {}, h("div", {}, pick(found.message)), h("div", { class: "place" }, where(found.place)), found.hint ? h("div", { class: "cure" }, pick(found.hint)) : null));
  const node = h("div", { class: "banner", role: "alert" }, h("strong", {}, say(shown.shown ? "broken" : "brokenNever")), h("ul", {}, items));
  node.addEventListener("pointerdown", (event) => event.stopPropagation());
  sheet.element.append(node);
}

// ---- bars and lists

function where(place) {
  return place ? `${place.file}:${place.line}:${place.column}` : "";
}

function header() {
  const { state } = app;
  if (!state) return;
  $("paper").textContent = state.edition?.paper ?? "paiban";
  $("day").textContent = [state.edition?.date, state.edition?.zone].filter(Boolean).join(" · ");
  document.title = `${state.edition?.paper ?? "paiban"} ${state.edition?.date ?? ""}`;
  const shown = group();
  $("where").textContent = shown.map((page) => page.folio).join("–");
  const numbers = state.pages.map((page) => page.number);
  $("previous").disabled = !shown.length || shown[0].number === numbers[0];
  $("next").disabled = !shown.length || shown.at(-1).number === numbers.at(-1);
  for (const name of ["spread", "grid", "areas", "lines", "printed", "edit"]) $(name).setAttribute("aria-pressed", String(app.on[name]));
  $("edit").disabled = state.readOnly;
  if (state.readOnly) $("edit").title = say("readOnly");
  $("undo").disabled = state.readOnly || !state.undo;
  $("redo").disabled = state.readOnly || !state.redo;
  const counted = state.findings.filter((found) => !found.allowed && found.severity !== "note");
  const worst = counted.some((found) => found.severity === "error") ? "error" : counted.length ? "warning" : "";
  $("count").textContent = counted.length;
  $("count").className = `badge ${worst}`;
  $("findings").setAttribute("aria-pressed", String(app.panel === "findings"));
  $("proof").href = shown.length === 1 ? `api/proof?page=${shown[0].number}` : "api/proof";
}

function list() {
  const nav = $("pages");
  const shown = group().map((page) => page.number);
  const known = [...nav.children].map((node) => node.dataset.page).join();
  const wanted = app.state.pages.map((page) => page.number).join();
  if (known !== wanted) {
    nav.replaceChildren(
      ...app.state.pages.map((page) =>
        h("button", { class: "thumb", "data-page": page.number, onclick: () => go(page.number) }, h("canvas", { "aria-hidden": "true" }), h("span", { class: "caption" })),
      ),
    );
    for (const page of app.state.pages) if (sheetOf(page.number).page) thumbLater(sheetOf(page.number));
  }
  for (const page of app.state.pages) {
    const node = nav.querySelector(`[data-page="${page.number}"]`);
    node.classList.toggle("stale", page.stale);
    node.setAttribute("aria-current", String(shown.includes(page.number)));
    node.querySelector("canvas").hidden = !page.shown;
    const errors = page.errors || (page.stale ? 1 : 0);
    const state = page.stale ? say(page.shown ? "stale" : "never") : errors ? `${errors} ${say("error")}` : page.warnings ? `${page.warnings} ${say("warning")}` : say("good");
    const kind = errors ? "error" : page.warnings ? "warning" : "";
    const badge = h("span", { class: `badge ${kind}`, title: state }, errors ? `✕${page.errors || ""}` : page.warnings ? `!${page.warnings}` : "✓");
    node.querySelector(".caption").replaceChildren(h("b", {}, page.folio), h("span", { class: "section" }, page.section), badge);
    node.setAttribute("aria-label", `${page.folio} ${page.section}: ${state}`);
    if (!page.shown && !node.querySelector(".none")) node.prepend(h("span", { class: "none" }, say("never")));
    if (page.shown) node.querySelector(".none")?.remove();
  }
}

function panel(kind, title, ...nodes) {
  const opens = $("panel").hidden;
  app.panel = kind;
  $("panel").hidden = false;
  document.querySelector("main").classList.add("open");
  $("panel-title").textContent = title;
  $("panel-body").replaceChildren(...nodes.flat().filter(Boolean));
  header();
  if (opens && app.fitted) fit();
}

function shut() {
  if ($("panel").hidden) return;
  app.panel = null;
  $("panel").hidden = true;
  document.querySelector("main").classList.remove("open");
  mark(null, null);
  header();
  if (app.fitted) fit();
}

function showFindings() {
  const order = { error: 0, warning: 1, note: 2 };
  const found = app.state.findings.filter((found) => found.severity !== "note" || found.page === app.current);
  found.sort((one, other) => Boolean(one.allowed) - Boolean(other.allowed) || order[one.severity] - order[other.severity] || (one.page ?? 0) - (other.page ?? 0));
  const nodes = found.map((one) => {
    const folio = app.state.pages.find((page) => page.number === one.page)?.folio;
    const node = h(
      "button",
      { class: `finding ${one.severity}` },
      h("span", { class: "code" }, [folio, say(one.severity), one.code].filter(Boolean).join(" · ")),
      h("span", { class: "cure-of" }, h("br"), pick(one.message)),
      one.hint ? h("span", { class: "cure" }, pick(one.hint)) : null,
      one.allowed ? h("span", { class: "cure" }, say("allowed", one.allowed)) : null,
      h("span", { class: "place" }, where(one.place)),
    );
    node.addEventListener("click", async () => {
      for (const other of $("panel-body").children) other.removeAttribute("aria-current");
      node.setAttribute("aria-current", "true");
      if (one.page && !group().some((page) => page.number === one.page)) await go(one.page);
      mark(one.page, one.box, "finding-box");
    });
    return node;
  });
  panel("findings", `${say("findings")} (${found.length})`, nodes.length ? nodes : h("p", {}, say("nothing")));
}

function pair(name, ...values) {
  return [h("dt", {}, say(name)), h("dd", {}, ...values)];
}

async function showLine(number, x, y) {
  const line = await get(`page/${number}/line?x=${Math.round(x)}&y=${Math.round(y)}`);
  if (!line) {
    if (app.panel === "line") shut();
    return;
  }
  const { ledger, story, source } = line;
  const rows = [];
  if (story) {
    rows.push(...pair("story", story.slug));
    if (story.headline) rows.push(...pair("headline", story.headline));
    const size = story.characters === null ? "" : say("sizes", story.characters, story.lines);
    rows.push(...pair("size", size, story.overset ? h("b", {}, ` ${say("overset", story.overset)}`) : ""));
  }
  const character = line.character?.trim() ? ` “${line.character}”` : "";
  rows.push(...pair("source", h("span", { class: "place" }, where(line.place)), character, line.written ? "" : ` ${say("made")}`));
  if (line.area) rows.push(...pair("inArea", `${line.folio} ${line.area} `, h("span", { class: "place" }, where(line.areaPlace))));
  if (ledger) {
    rows.push(...pair("position", say("lineOf", ledger.paragraph, ledger.line, ledger.column, ledger.row)));
    rows.push(...pair("width", say("widths", ledger.natural, ledger.measure)));
    rows.push(...pair("changes", ledger.changes.length ? ledger.changes.map(pick).join(isChinese() ? "，" : ", ") : say("none")));
    rows.push(...pair("cost", say("costs", ledger.cost, ledger.paragraphCost)));
  }
  panel(
    "line",
    say("line"),
    h("blockquote", { class: "quote" }, ledger?.text ?? line.text),
    h("dl", {}, rows),
    source && !ledger ? h("p", { class: "source-line" }, source.before, h("mark", {}, source.marked), source.after) : null,
    ledger ? h("p", { class: "reason" }, h("b", {}, say("why")), h("br"), pick(ledger.why)) : null,
  );
  app.lineAt = [number, line.box];
  mark(number, line.box, "line-chosen");
}

async function nextLine(by) {
  if (!app.lineAt) return;
  const [number, box] = app.lineAt;
  const sheet = sheetOf(number);
  if (!sheet.lines) await loadLines(sheet);
  const lines = sheet.lines ?? [];
  const here = lines.findIndex((line) => line.box.join() === box.join());
  const next = lines[here + by];
  if (next) showLine(number, (next.box[0] + next.box[2]) / 2, (next.box[1] + next.box[3]) / 2);
}

let quiet = 0;
function tell(text, bad = false, stays = false) {
  const status = $("status");
  status.textContent = text;
  status.className = `on${bad ? " bad" : ""}`;
  clearTimeout(quiet);
  if (!stays) quiet = setTimeout(() => (status.className = ""), bad ? 7000 : 1800);
}

async function undo(path) {
  const { ok, answer } = await post(path);
  tell(ok ? say(path === "undo" ? "undone" : "redone") : pick(answer.message), !ok);
  await loadState();
}

// Shows the page as pixels of its print file over the drawn one.
async function print(sheet) {
  const shown = sheet.element?.querySelector(".printed");
  if (!app.on.printed || !sheet.page || !sheet.element) {
    shown?.remove();
    return;
  }
  if (shown?.dataset.revision === String(sheet.revision)) return;
  const image = h("img", { class: "printed", alt: "", "data-revision": sheet.revision });
  tell(say("printing"));
  image.onload = () => {
    sheet.element?.querySelectorAll(".printed").forEach((other) => other !== image && other.remove());
  };
  image.onerror = () => {
    tell(say("unprinted"), true);
    image.remove();
  };
  image.src = `api/page/${sheet.number}/printed?revision=${sheet.revision}`;
  sheet.canvas.after(image);
}

function toggle(name) {
  app.on[name] = !app.on[name];
  if (name === "printed") visible().forEach(print);
  if (name === "edit") {
    editor.leave();
    if (app.on.edit && app.state?.readOnly) app.on.edit = false;
  }
  if (name === "spread") arrange();
  else for (const sheet of visible()) overlay(sheet);
  if (name === "spread") visible().filter((sheet) => !sheet.page).forEach((sheet) => loadPage(sheet.number));
  header();
  if (name === "spread") list();
}

// ---- pointers and keys

function onPage(event) {
  for (const sheet of visible()) {
    const at = sheet.element?.getBoundingClientRect();
    if (at && event.clientX >= at.left && event.clientX <= at.right && event.clientY >= at.top && event.clientY <= at.bottom) {
      return [sheet, ((event.clientX - at.left) / app.zoom) * 100, ((event.clientY - at.top) / app.zoom) * 100];
    }
  }
  return null;
}

function pointers() {
  const stage = $("stage");
  const down = new Map();
  let moved = false;
  let spread = 0;
  stage.addEventListener("pointerdown", (event) => {
    if (event.button > 1 || event.target.closest(".banner")) return;
    if (!down.size) moved = false;
    down.set(event.pointerId, [event.clientX, event.clientY]);
    const [[ax, ay], [bx, by]] = [[...down.values()][0], [event.clientX, event.clientY]];
    spread = down.size === 2 ? Math.hypot(ax - bx, ay - by) : 0;
    if (down.size === 1) down.first = [event.clientX, event.clientY];
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    down.set(event.pointerId, [event.clientX, event.clientY]);
    if (down.size === 2) {
      const [[ax, ay], [bx, by]] = [...down.values()];
      const now = Math.hypot(ax - bx, ay - by);
      if (spread) zoomTo((app.zoom * now) / spread, (ax + bx) / 2, (ay + by) / 2);
      spread = now;
      moved = true;
      stage.scrollLeft -= (event.clientX - before[0]) / 2;
      stage.scrollTop -= (event.clientY - before[1]) / 2;
      return;
    }
    if (!moved && Math.hypot(event.clientX - down.first[0], event.clientY - down.first[1]) < 5) return;
    moved = true;
    stage.classList.add("panning");
    stage.scrollLeft -= event.clientX - before[0];
    stage.scrollTop -= event.clientY - before[1];
  });
  const up = (event) => {
    if (!down.delete(event.pointerId)) return;
    stage.classList.remove("panning");
    const at = event.type === "pointerup" && !moved && !down.size && event.button === 0 ? onPage(event) : null;
    if (at && !app.on.edit) showLine(at[0].number, at[1], at[2]);
    else if (at) editor.leave();
    if (moved && !down.size) for (const sheet of visible()) paint(sheet, []);
  };
  stage.addEventListener("pointerup", up);
  stage.addEventListener("pointercancel", up);
  stage.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomTo(app.zoom * Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0022)), event.clientX, event.clientY);
    },
    { passive: false },
  );
  let scrolled = 0;
  stage.addEventListener("scroll", () => {
    clearTimeout(scrolled);
    scrolled = setTimeout(() => visible().forEach((sheet) => paint(sheet, [])), 90);
  });
}

const KEYS = {
  ArrowLeft: () => turn(-1),
  ArrowRight: () => turn(1),
  PageUp: () => turn(-1),
  PageDown: () => turn(1),
  Home: () => go(app.state?.pages[0]?.number),
  End: () => go(app.state?.pages.at(-1)?.number),
  "+": () => zoomTo(app.zoom * 1.25),
  "=": () => zoomTo(app.zoom * 1.25),
  "-": () => zoomTo(app.zoom / 1.25),
  0: () => fit(),
  1: () => zoomTo(96 / 72),
  g: () => toggle("grid"),
  a: () => toggle("areas"),
  l: () => toggle("lines"),
  p: () => toggle("printed"),
  s: () => toggle("spread"),
  e: () => !app.state?.readOnly && toggle("edit"),
  f: () => (app.panel === "findings" ? shut() : showFindings()),
  "[": () => nextLine(-1),
  "]": () => nextLine(1),
  "?": () => $("keys").showModal(),
  Escape: () => shut(),
};

function keys() {
  document.addEventListener("keydown", (event) => {
    if ($("keys").open || event.target.closest("input, select, textarea")) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === "z") {
      event.preventDefault();
      undo(event.shiftKey ? "redo" : "undo");
    } else if (command && event.key.toLowerCase() === "y") {
      event.preventDefault();
      undo("redo");
    } else if (!command && !event.altKey) {
      if (editor.key(event)) {
        event.preventDefault();
        return;
      }
      // Buttons keep their own keys.
      const act = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
      if (act) {
        event.preventDefault();
        act();
      }
    }
  });
}

function keyList() {
  const rows = [
    [["PageUp", "PageDown"], "keyPages"],
    [["Home", "End"], "keyEnds"],
    [["+", "−"], "keyZoom"],
    [["0", "1"], "keyFit"],
    [["s"], "spread"],
    [["g"], "grid"],
    [["a"], "areas"],
    [["l"], "lines"],
    [["p"], "keyPrinted"],
    [["f"], "findings"],
    [["[", "]"], "keyLine"],
    [["e"], "keyEdit"],
    [["Ctrl+Z", "Ctrl+Shift+Z"], "keyUndo"],
    [["Esc"], "keyEsc"],
  ];
  const nodes = rows.flatMap(([keys, name]) => [h("dt", {}, keys.flatMap((key, index) => [index ? " " : "", h("kbd", {}, key)])), h("dd", {}, say(name))]);
  $("keys-list").replaceChildren(...nodes, h("dt"), h("dd", {}, say("keyClick")), h("dt"), h("dd", {}, say("keyDrag")));
}

function speak(language) {
  choose(language);
  relabel();
  $("language").textContent = isChinese() ? "EN" : "中";
  $("language").lang = isChinese() ? "en" : "zh";
  keyList();
  if (app.state) {
    header();
    list();
    for (const sheet of visible()) banner(sheet);
    if (app.panel === "findings") showFindings();
    else if (app.panel) shut();
  }
}

async function start() {
  const asked = document.documentElement.lang;
  const saved = localStorage.getItem("paiban-language");
  speak(saved ?? (["zh", "en"].includes(asked) ? asked : navigator.language.startsWith("zh") ? "zh" : "en"));
  const buttons = {
    previous: () => turn(-1),
    next: () => turn(1),
    smaller: () => zoomTo(app.zoom / 1.25),
    larger: () => zoomTo(app.zoom * 1.25),
    fit,
    undo: () => undo("undo"),
    redo: () => undo("redo"),
    findings: KEYS.f,
    help: () => $("keys").showModal(),
    "panel-close": () => (editor.leave(), shut()),
    language: () => {
      const next = isChinese() ? "en" : "zh";
      localStorage.setItem("paiban-language", next);
      speak(next);
    },
  };
  for (const [id, act] of Object.entries(buttons)) $(id).addEventListener("click", act);
  for (const name of ["spread", "grid", "areas", "lines", "printed", "edit"]) $(name).addEventListener("click", () => toggle(name));
  pointers();
  keys();
  addEventListener("resize", () => (app.fitted ? fit() : resize()));
  await loadState();
  app.current = shownOf(+location.hash.slice(1))?.number ?? app.state?.pages[0]?.number ?? null;
  listen();
  arrange();
  list();
  await Promise.all(visible().map((sheet) => loadPage(sheet.number)));
  for (const page of app.state?.pages ?? []) if (!sheetOf(page.number).page) await loadPage(page.number);
  document.documentElement.dataset.ready = "true";
}

start();
