// Editing on the page: areas by whole columns and rows, pictures by what a crop must keep.

import { boxOf, dragged, sizeOf, stepped } from "./cells.js";
import { differences, known, learn } from "./draw.js";
import { pick, say } from "./words.js";

export class Editor {
  constructor(app, tools) {
    this.app = app;
    this.tools = tools;
    // {page, kind: "area" | "picture", index, part}, and what is wanted of it.
    this.chosen = null;
    this.wanted = null;
    this.asking = false;
    this.again = false;
    this.dragging = false;
  }

  isBusy(sheet) {
    return Boolean(this.wanted) && this.chosen?.page === sheet.number;
  }

  // ---- what is chosen

  overlay(sheet, page, svg, px, rect, tag) {
    const { element } = this.tools;
    for (const area of page.areas) {
      area.parts.forEach((part, index) => {
        const isChosen = this.is("area", sheet, area.index, index);
        const node = rect(part.box, `area ${area.kind}${isChosen ? " chosen" : ""}`, { tabindex: 0, role: "button", "aria-label": `${say("area")} ${area.name}`, "data-area": area.name, "data-part": index });
        node.addEventListener("pointerdown", (event) => this.grab(event, sheet, area, index, "move"));
        node.addEventListener("keydown", (event) => {
          if ((event.key === "Enter" || event.key === " ") && !this.is("area", sheet, area.index, index)) {
            event.preventDefault();
            event.stopPropagation();
            this.choose({ page: sheet.number, kind: "area", index: area.index, part: index });
          }
        });
        svg.append(node);
      });
      if (area.kind !== "rule") svg.append(...tag(area.name, area.parts[0].box, px));
    }
    for (const picture of page.pictures) {
      if (!picture.croppable || !picture.name) continue;
      const isChosen = this.is("picture", sheet, picture.index);
      const node = rect(picture.box, `slot${isChosen ? " chosen" : ""}`, { tabindex: 0, role: "button", "aria-label": `${say("picture")} ${picture.id}`, "data-picture": picture.id });
      const open = (event) => {
        event.stopPropagation();
        this.choose({ page: sheet.number, kind: "picture", index: picture.index });
      };
      node.addEventListener("pointerdown", open);
      node.addEventListener("keydown", (event) => event.key === "Enter" && !isChosen && open(event));
      svg.append(node);
    }
    const chosen = this.chosen?.page === sheet.number && this.chosen.kind === "area" ? page.areas[this.chosen.index] : null;
    const part = chosen?.parts[this.chosen.part];
    if (part) this.handles(sheet, page, chosen, part, svg, px, element);
  }

  handles(sheet, page, area, part, svg, px, element) {
    const box = this.wanted ? boxOf(page, this.wanted) : part.box;
    const [l, t, r, b] = box;
    if (this.wanted) svg.append(element("rect", { x: l, y: t, width: r - l, height: b - t, class: "area wanted" }));
    // A finger is broader than the point of a mouse.
    const reach = (matchMedia("(pointer: coarse)").matches ? 28 : 9) * px;
    const all = {
      n: [l, t - reach / 2, r - l, reach],
      s: [l, b - reach / 2, r - l, reach],
      w: [l - reach / 2, t, reach, b - t],
      e: [r - reach / 2, t, reach, b - t],
      nw: [l - reach / 2, t - reach / 2, reach, reach],
      ne: [r - reach / 2, t - reach / 2, reach, reach],
      sw: [l - reach / 2, b - reach / 2, reach, reach],
      se: [r - reach / 2, b - reach / 2, reach, reach],
    };
    // A gutter is as wide as it is.
    const edges = Object.entries(all).filter(([name]) => !part.gutter || name === "n" || name === "s");
    for (const [name, [x, y, width, height]] of edges) {
      const node = element("rect", { x, y, width, height, class: `edge ${name}`, "data-edge": name });
      node.addEventListener("pointerdown", (event) => this.grab(event, sheet, area, this.chosen.part, name));
      svg.append(node);
      const [cx, cy] = [x + width / 2, y + height / 2];
      const size = 7 * px;
      svg.append(element("rect", { x: cx - size / 2, y: cy - size / 2, width: size, height: size, class: "handle", "pointer-events": "none" }));
    }
  }

  is(kind, sheet, index, part) {
    const { chosen } = this;
    return chosen?.page === sheet.number && chosen.kind === kind && chosen.index === index && (kind === "picture" || chosen.part === part);
  }

  sheet() {
    return this.app.sheets.get(this.chosen?.page);
  }

  choose(chosen) {
    if (this.wanted) this.drop();
    this.chosen = chosen;
    this.show();
    const sheet = this.sheet();
    this.tools.overlay(sheet);
    sheet.svg?.querySelector(".chosen")?.focus({ preventScroll: true });
  }

  leave() {
    if (!this.chosen) return;
    const sheet = this.sheet();
    this.drop();
    this.chosen = null;
    if (this.app.panel === "edit") this.tools.shut();
    if (sheet) this.tools.overlay(sheet);
  }

  // Gives up what is wanted: the page is shown as it is.
  drop() {
    const sheet = this.sheet();
    this.wanted = null;
    if (sheet?.draft) {
      const before = sheet.draft;
      sheet.draft = null;
      this.tools.paint(sheet, differences(before, sheet.page));
      this.tools.overlay(sheet);
    }
  }

  // The page has come anew.
  renewed(sheet) {
    if (this.chosen?.page !== sheet.number || this.dragging) return;
    const there = this.chosen.kind === "area" ? sheet.page.areas[this.chosen.index]?.parts[this.chosen.part] : sheet.page.pictures.some((picture) => picture.index === this.chosen.index);
    if (!there) this.leave();
    else if (!this.wanted) this.show();
  }

  thing(page) {
    return this.chosen.kind === "area" ? page.areas[this.chosen.index] : page.pictures.find((picture) => picture.index === this.chosen.index);
  }

  // ---- areas

  grab(event, sheet, area, part, how) {
    if (event.button) return;
    event.stopPropagation();
    event.preventDefault();
    if (!this.is("area", sheet, area.index, part)) this.choose({ page: sheet.number, kind: "area", index: area.index, part });
    const page = sheet.page;
    const from = page.areas[area.index];
    const [x, y] = [event.clientX, event.clientY];
    this.follow(
      event,
      (event) => {
        const by = [((event.clientX - x) / this.app.zoom) * 100, ((event.clientY - y) / this.app.zoom) * 100];
        this.want(dragged(page, from, from.parts[part], how, by));
      },
      (isLetGo) => (isLetGo && this.wanted ? this.commit() : this.drop()),
    );
  }

  // Follows one pointer, wherever it goes, until it is let go or taken away.
  follow({ pointerId }, move, end) {
    const own = (act) => (event) => event.pointerId === pointerId && act(event);
    const moved = own(move);
    const ended = own((event) => {
      removeEventListener("pointermove", moved);
      removeEventListener("pointerup", ended);
      removeEventListener("pointercancel", ended);
      this.dragging = false;
      end(event.type === "pointerup");
    });
    this.dragging = true;
    addEventListener("pointermove", moved);
    addEventListener("pointerup", ended);
    addEventListener("pointercancel", ended);
  }

  // Wants other cells of the chosen area; what is as it is, is not wanted.
  want(cells) {
    const sheet = this.sheet();
    const part = sheet.page.areas[this.chosen.index].parts[this.chosen.part];
    const same = (one, other) => one.columns.join() === other.columns.join() && one.rows.join() === other.rows.join();
    if (this.wanted ? same(this.wanted, cells) : same(part, cells)) return;
    if (same(part, cells)) {
      this.drop();
      this.show();
      return;
    }
    this.wanted = cells;
    this.tools.overlay(sheet);
    this.show();
    this.try();
  }

  change() {
    const { chosen, wanted } = this;
    if (chosen.kind === "area") return { kind: "area", area: chosen.index, part: chosen.part, columns: wanted.columns, rows: wanted.rows };
    return wanted;
  }

  body() {
    const sheet = this.sheet();
    const thing = this.thing(sheet.page);
    const base = this.wanted?.kind === "slot" ? sheet.page.areas[thing.area].base : thing.base;
    return { page: sheet.number, change: this.change(), base, have: known() };
  }

  // Shows the page as it would be: one question at a time, the last wish counts.
  async try() {
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    const sheet = this.sheet();
    const wanted = this.wanted;
    const { ok, answer } = await this.tools.post("try", this.body());
    this.asking = false;
    if (this.wanted && this.sheet() === sheet) {
      if (ok) {
        learn(answer.from, answer.glyphs);
        const before = sheet.draft ?? sheet.page;
        sheet.draft = answer.page;
        this.tools.paint(sheet, differences(before, answer.page));
        this.tools.overlay(sheet);
        this.refusal = null;
      } else {
        this.refusal = pick(answer.message);
      }
      if (wanted === this.wanted) this.show();
    }
    if (this.again) {
      this.again = false;
      if (this.wanted) this.try();
    }
  }

  async commit() {
    if (!this.wanted) return;
    const sheet = this.sheet();
    const { ok, answer } = await this.tools.post("edit", this.body());
    this.refusal = null;
    if (ok) {
      // The draft stays until the page comes as it was written.
      this.wanted = null;
      this.tools.tell(say("written"));
      this.tools.overlay(sheet);
    } else {
      this.tools.tell(pick(answer.message), true);
      this.drop();
    }
    this.show();
  }

  key(event) {
    if (!this.app.on.edit || !this.chosen) return false;
    if (event.key === "Escape") {
      if (this.wanted) {
        this.drop();
        this.show();
      } else this.leave();
      return true;
    }
    if (event.key === "Enter" && this.wanted) {
      this.commit();
      return true;
    }
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return false;
    if (this.chosen.kind === "picture") {
      this.nudge(step);
      return true;
    }
    const page = this.sheet().page;
    const area = page.areas[this.chosen.index];
    const now = this.wanted ?? area.parts[this.chosen.part];
    const cells = stepped(page, area, now, step, event.shiftKey);
    if (cells) this.want(cells);
    return true;
  }

  // ---- the panel

  show() {
    if (!this.chosen) return;
    const sheet = this.sheet();
    if (this.chosen.kind === "area") this.showArea(sheet);
    else this.showPicture(sheet);
  }

  showArea(sheet) {
    const { h, panel } = this.tools;
    const area = sheet.page.areas[this.chosen.index];
    const cells = this.wanted ?? area.parts[this.chosen.part];
    const drafted = (sheet.draft ?? sheet.page).areas[this.chosen.index] ?? area;
    const range = ([first, last]) => (first > last ? say("gutterAfter", last) : first === last ? `${first}` : `${first}–${last}`);
    const rows = [h("dt", {}, say("columns")), h("dd", { id: "columns-now" }, range(cells.columns)), h("dt", {}, say("rows")), h("dd", { id: "rows-now" }, range(cells.rows))];
    if (area.sized) rows.push(h("dt", {}, say("adSize")), h("dd", { id: "size-now" }, sizeOf(sheet.page, cells)?.name ?? area.sized));
    if (drafted.room !== null) rows.push(h("dt", {}, say("size")), h("dd", {}, say("room", drafted.room, drafted.used)));
    for (const story of drafted.stories) {
      rows.push(h("dt", {}, say("story")), h("dd", {}, story.headline || story.slug, story.overset ? h("b", {}, ` ${say("overset", story.overset)}`) : ""));
    }
    panel("edit", `${say("area")} ${area.name}`, h("dl", {}, rows), h("p", { class: "hint" }, say(area.sized ? "sizedHint" : "moveHint")), this.told(h), this.actions(h));
  }

  showPicture(sheet) {
    const { h, panel, element } = this.tools;
    const page = sheet.draft ?? sheet.page;
    const picture = this.thing(page) ?? this.thing(sheet.page);
    const [width, height] = picture.size;
    const crop = picture.crop ?? [0, 0, width, height];
    const shown = h("button", { class: "crop", "aria-label": say("focus"), id: "crop" }, h("img", { src: `api/picture/${picture.name}`, alt: "", draggable: "false" }));
    const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none" });
    const [x, y, w, hh] = crop;
    svg.append(element("path", { class: "shade", "fill-rule": "evenodd", d: `M0 0H${width}V${height}H0ZM${x} ${y}h${w}v${hh}h${-w}Z` }));
    svg.append(element("rect", { class: "frame", x, y, width: w, height: hh }));
    const [fx, fy] = [(picture.focus[0] / 1000) * width, (picture.focus[1] / 1000) * height];
    const [kw, kh] = [(picture.keep[0] / 1000) * width, (picture.keep[1] / 1000) * height];
    if (kw) svg.append(element("rect", { class: "point", x: fx - kw / 2, y: fy - kh / 2, width: kw, height: kh }));
    else svg.append(element("circle", { class: "point", cx: fx, cy: fy, r: Math.max(width, height) / 40 }));
    shown.append(svg);
    shown.addEventListener("pointerdown", (event) => this.aim(event, shown));
    const rows = [h("dt", {}, say("file")), h("dd", {}, picture.file), h("dt", {}), h("dd", {}, say("pixels", width, height, crop[2], crop[3]))];
    if (picture.rows) {
      const step = (by) => () => this.taller(by);
      rows.push(h("dt", {}, say("cropRows")), h("dd", {}, h("span", { class: "stepper" }, h("button", { class: "icon", id: "shorter", "aria-label": say("smaller"), onclick: step(-1) }, "−"), `${picture.rows[1] - picture.rows[0] + 1}`, h("button", { class: "icon", id: "taller", "aria-label": say("larger"), onclick: step(1) }, "+"))));
    }
    panel("edit", `${say("picture")} ${picture.id}`, shown, h("p", { class: "hint" }, say("focusHint")), h("dl", {}, rows), this.told(h), this.actions(h));
  }

  told(h) {
    return this.refusal && this.wanted ? h("p", { class: "reason", role: "alert" }, this.refusal) : null;
  }

  actions(h) {
    if (!this.wanted) return null;
    const cancel = () => {
      this.drop();
      this.show();
    };
    return h("div", { class: "actions" }, h("button", { class: "primary", id: "write", onclick: () => this.commit() }, say("write")), h("button", { onclick: cancel }, say("cancel")));
  }

  // ---- pictures

  aim(event, shown) {
    if (event.button) return;
    event.preventDefault();
    const frame = shown.getBoundingClientRect();
    const share = (event) => [clamp(Math.round(((event.clientX - frame.left) / frame.width) * 1000)), clamp(Math.round(((event.clientY - frame.top) / frame.height) * 1000))];
    const from = share(event);
    const set = (to) => {
      const wide = Math.abs(to[0] - from[0]) > 30 && Math.abs(to[1] - from[1]) > 30;
      const focus = wide ? [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])] : to;
      this.wantPicture({ kind: "focus", picture: this.chosen.index, focus });
    };
    this.follow(event, (event) => set(share(event)), () => this.show());
    set(from);
  }

  nudge([across, down]) {
    const picture = this.thing(this.sheet().page);
    const now = this.wanted?.focus?.length === 2 ? this.wanted.focus : picture.focus;
    this.wantPicture({ kind: "focus", picture: picture.index, focus: [clamp(now[0] + across * 10), clamp(now[1] + down * 10)] });
  }

  taller(by) {
    const picture = this.thing(this.sheet().page);
    const now = this.wanted?.rows ?? picture.rows;
    const rows = [now[0], now[1] + by];
    if (rows[1] > rows[0]) this.wantPicture({ kind: "slot", area: picture.area, picture: picture.index, columns: null, rows });
  }

  wantPicture(change) {
    this.wanted = change;
    this.try();
    if (!this.dragging) this.show();
  }
}

function clamp(share) {
  return Math.min(1000, Math.max(0, share));
}
