"use strict";
(() => {
  const root = document.documentElement, body = document.body;
  const one = (query, within = document) => within.querySelector(query);
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const told = one("#told");
  let scale = 1, timer = 0, at = -1;

  const zoom = (value) => {
    const main = one("#pages"), middle = main.scrollLeft + main.clientWidth / 2;
    const before = scale;
    scale = Math.min(6, Math.max(0.2, value));
    root.style.setProperty("--scale", scale);
    one("#scale").textContent = Math.round(scale * 100) + "%";
    main.scrollLeft = middle * scale / before - main.clientWidth / 2;
  };
  // As wide as lets a whole page be seen.
  const fit = () => {
    const sheet = one(".sheet");
    if (!sheet) return;
    const box = sheet.getBoundingClientRect();
    const high = window.innerHeight - one(".bar").offsetHeight - 60;
    zoom(Math.min(1, scale * high / box.height));
  };
  const show = (name) => {
    const on = body.classList.toggle("show-" + name);
    const button = one(`[data-show="${name}"]`);
    if (button) button.setAttribute("aria-pressed", on);
  };
  const onion = (value) => {
    const slider = one("#onion");
    if (!slider) return;
    slider.value = value;
    root.style.setProperty("--onion", value / 100);
  };
  const blink = () => {
    if (timer) {
      clearInterval(timer);
      timer = 0;
      body.classList.remove("blink");
    } else if (one("#blink")) {
      timer = setInterval(() => body.classList.toggle("blink"), 500);
    }
    const button = one("#blink");
    if (button) button.setAttribute("aria-pressed", timer !== 0);
  };

  // Shows a box of a page: [left, top, width, height] in the units of its drawing.
  const point = (folio, box) => {
    const figure = document.getElementById(folio);
    if (!figure) return;
    all(".here").forEach((here) => here.classList.remove("on"));
    const here = one(".here", figure);
    if (!box) {
      figure.scrollIntoView({ block: "start" });
      return;
    }
    ["x", "y", "width", "height"].forEach((name, index) => here.setAttribute(name, box[index]));
    void here.getBoundingClientRect();
    here.classList.add("on");
    here.scrollIntoView({ block: "center", inline: "center" });
  };
  const boxOf = (rect) => ["x", "y", "width", "height"].map((name) => rect.getAttribute(name));
  const finding = (id) => {
    const links = all("a[data-finding]");
    const link = links.find((known) => known.dataset.finding === id);
    if (!link) return;
    at = links.indexOf(link);
    all(".findings li").forEach((item) => item.classList.toggle("on", item.contains(link)));
    link.scrollIntoView({ block: "nearest" });
    const mark = all("rect[data-finding]").find((rect) => rect.dataset.finding === id);
    point(link.dataset.page, mark && boxOf(mark));
    if (mark && !body.classList.contains("show-marks")) show("marks");
  };
  const step = (by) => {
    const links = all("a[data-finding]");
    if (links.length) finding(links[(at + by + links.length) % links.length].dataset.finding);
  };
  const page = (by) => {
    const figures = all("figure");
    const top = one(".bar").offsetHeight + 80;
    let now = figures.findLastIndex((figure) => figure.getBoundingClientRect().top <= top);
    const next = figures[Math.min(figures.length - 1, Math.max(0, now + by))];
    if (next) next.scrollIntoView({ block: "start" });
  };
  // The character of a line at a point, and where it is written: nothing where the program put it in.
  const pointed = (line, event) => {
    const { p, q, w, d, t } = line.dataset, box = line.getBoundingClientRect(), characters = [...t];
    const share = d === undefined ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    const widths = w ? w.split(" ").map(Number) : characters.map(() => 1);
    let left = share * widths.reduce((sum, width) => sum + width, 0), index = 0;
    while (index < widths.length - 1 && left >= widths[index]) left -= widths[index++];
    const [, file, row, column] = p.match(/^(.*):(\d+):(\d+)$/) ?? [];
    if (!file) return { character: characters[index], place: p };
    const stretches = (q ?? `0:${row}:${column}`).split(" ").map((one) => one.split(":").map(Number));
    const [from, line0, column0] = stretches.findLast(([from]) => from <= index) ?? stretches[0];
    return { character: characters[index], place: line0 ? `${file}:${line0}:${column0 + index - from}` : null };
  };
  const tell = (line, event) => {
    const { character, place } = pointed(line, event);
    told.replaceChildren();
    const add = (tag, text) => told.appendChild(Object.assign(document.createElement(tag), { textContent: text }));
    add("b", line.dataset.s);
    add("span", line.dataset.t);
    add("code", place ?? line.dataset.p);
    add("span", `“${character}”` + (place ? "" : root.dataset.lang === "zh" ? "（由程序填入）" : " (put in by the program)"));
    told.hidden = false;
    const figure = line.closest("figure");
    all(".here").forEach((here) => here.classList.remove("on"));
    const here = one(".here", figure);
    boxOf(line).forEach((value, index) => here.setAttribute(["x", "y", "width", "height"][index], value));
    here.classList.add("on");
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(place ?? line.dataset.p).catch(() => {});
  };

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const line = target.closest(".line"), mark = target.closest("rect[data-finding]");
    const link = target.closest("a[data-page]");
    if (line) tell(line, event);
    else if (mark) finding(mark.dataset.finding);
    else if (link) {
      event.preventDefault();
      if (link.dataset.finding) finding(link.dataset.finding);
      else point(link.dataset.page, link.dataset.box && link.dataset.box.split(" "));
    } else if (!target.closest(".told")) told.hidden = true;
    const shown = target.closest("[data-show]");
    if (shown) show(shown.dataset.show);
  });
  const press = {
    in: () => zoom(scale * 1.25), out: () => zoom(scale / 1.25), fit,
    blink, print: () => window.print(),
    lang: () => { root.dataset.lang = root.dataset.lang === "zh" ? "en" : "zh"; },
  };
  for (const [id, act] of Object.entries(press)) {
    const button = document.getElementById(id);
    if (button) button.addEventListener("click", act);
  }
  const slider = one("#onion");
  if (slider) slider.addEventListener("input", () => onion(slider.value));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target instanceof HTMLInputElement && event.key !== "Escape")) return;
    const keys = {
      "+": press.in, "=": press.in, "-": press.out, 0: fit, n: () => page(1), p: () => page(-1), PageDown: null,
      j: () => step(1), k: () => step(-1), a: () => show("areas"), l: () => show("lines"), f: () => show("marks"),
      c: () => show("changes"), b: blink, z: press.lang, Escape: () => { told.hidden = true; },
      o: () => onion(slider && slider.value > 0 ? 0 : 50),
    };
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  document.getElementById("pages").addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(scale * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
  }, { passive: false });
  body.classList.add("show-marks");
  if (one('[data-show="changes"]')) body.classList.add("show-changes");
})();
