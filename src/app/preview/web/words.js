// What the page says, in Chinese and English.

const WORDS = {
  skip: ["跳到版面", "Skip to the page"],
  pages: ["翻版", "Pages"],
  pageList: ["各版", "Page list"],
  previous: ["上一版", "Previous page"],
  next: ["下一版", "Next page"],
  spread: ["对开", "Spread"],
  zoom: ["缩放", "Zoom"],
  smaller: ["缩小", "Smaller"],
  larger: ["放大", "Larger"],
  fit: ["看全版", "Fit the page"],
  overlays: ["叠加", "Overlays"],
  grid: ["网格", "Grid"],
  areas: ["区域", "Areas"],
  lines: ["行", "Lines"],
  printed: ["付印", "Printed"],
  printing: ["正在按印版出样……", "Making the page as the plates print it…"],
  unprinted: ["这一版现在出不了印刷文件", "No print file can be made of this page now"],
  keyPrinted: ["付印样：按印版叠印", "as the plates print it"],
  editing: ["改版", "Editing"],
  edit: ["改版", "Edit"],
  undo: ["撤销", "Undo"],
  redo: ["重做", "Redo"],
  findings: ["问题", "Findings"],
  proof: ["样张 PDF", "Proof PDF"],
  language: ["English", "中文"],
  help: ["按键", "Keys"],
  keys: ["按键与操作", "Keys and gestures"],
  close: ["关闭", "Close"],
  stage: ["版面", "The page"],
  details: ["详情", "Details"],
  line: ["这一行", "This line"],
  area: ["区域", "Area"],
  picture: ["图片", "Picture"],
  story: ["稿件", "Story"],
  headline: ["标题", "Headline"],
  source: ["出处", "Source"],
  made: ["（由程序填入）", "(put in by the program)"],
  inArea: ["所在区域", "In the area"],
  why: ["断行的缘由", "Why it ends here"],
  changes: ["收放", "Squeezed or stretched"],
  none: ["无", "none"],
  position: ["位置", "Position"],
  lineOf: ["第 {0} 段，第 {1} 行；栏 {2}，版心第 {3} 行", "paragraph {0}, line {1}; column {2}, row {3} of the page"],
  width: ["行长", "Widths"],
  widths: ["自然 {0} 字，栏宽 {1} 字", "natural {0} 字, measure {1} 字"],
  cost: ["代价", "Cost"],
  costs: ["本行 {0}，全段 {1}", "line {0}, paragraph {1}"],
  size: ["篇幅", "Length"],
  sizes: ["{0} 字，{1} 行", "{0} characters, {1} lines"],
  overset: ["溢出 {0} 字", "{0} characters overset"],
  nothing: ["没有问题", "Nothing to report"],
  error: ["错误", "error"],
  warning: ["警告", "warning"],
  note: ["提示", "note"],
  allowed: ["已允许：{0}", "allowed: {0}"],
  page: ["第 {0} 版", "Page {0}"],
  good: ["无误", "good"],
  stale: ["显示上次无误的版面", "showing the last good page"],
  never: ["尚不能成版", "cannot be made yet"],
  broken: ["文件有错，显示的是上次无误的版面", "The files are broken. This is the last good page."],
  brokenNever: ["这一版还不能成版", "This page cannot be made yet."],
  lost: ["与程序的连接断了，正在重连……", "The program does not answer; trying again…"],
  readOnly: ["只读", "Read-only"],
  columns: ["栏", "Columns"],
  rows: ["行", "Rows"],
  room: ["可排 {0} 行，已排 {1} 行", "room for {0} lines, {1} set"],
  moveHint: ["拖动移位，拖边改大小；或用方向键移、Shift+方向键改大小，回车写入，Esc 放弃", "Drag to move, drag an edge to resize; or arrow keys to move, Shift+arrows to resize, Enter to write, Esc to give up"],
  sizedHint: ["拖动移位，拖边换广告规格；或用方向键移、Shift+方向键换规格，回车写入，Esc 放弃", "Drag to move, drag an edge for another size of the catalogue; or arrow keys to move, Shift+arrows for another size, Enter to write, Esc to give up"],
  adSize: ["广告规格", "Size"],
  gutterAfter: ["第 {0} 栏后的栏间", "gutter after column {0}"],
  written: ["已写入版面描述", "Written to the page description"],
  undone: ["已撤销", "Undone"],
  redone: ["已重做", "Done again"],
  focusHint: ["在图上点出裁切要保住的地方，或拖出一个框；方向键微调，回车写入", "Click what the crop must keep, or drag a box round it; arrow keys nudge, Enter writes"],
  write: ["写入", "Write"],
  cancel: ["放弃", "Cancel"],
  focus: ["裁切焦点", "Focus of the crop"],
  cropRows: ["图高（行）", "Height in rows"],
  file: ["文件", "File"],
  pixels: ["{0}×{1} 像素，取用 {2}×{3}", "{0}×{1} pixels, {2}×{3} shown"],
  keyPages: ["上一版、下一版（也可用 ← →）", "previous, next page (also ← →)"],
  keyEnds: ["首版、末版", "first, last page"],
  keyZoom: ["放大、缩小；Ctrl+滚轮或双指亦可", "larger, smaller; Ctrl+wheel or two fingers too"],
  keyFit: ["看全版、原大", "fit the page, true size"],
  keyClick: ["点一行：看它的稿件、出处和断行缘由", "click a line: its story, source, and why it ends there"],
  keyDrag: ["拖动版面：平移", "drag the page: pan"],
  keyEdit: ["改版：选区域，拖动或用方向键", "edit: choose an area, drag or use arrow keys"],
  keyLine: ["看上一行、下一行", "the line before, after"],
  keyUndo: ["撤销、重做", "undo, redo"],
  keyEsc: ["关上、放弃", "close, give up"],
};

let chinese = true;

export function choose(language) {
  chinese = language !== "en";
  document.documentElement.lang = chinese ? "zh-Hans" : "en";
}

export function isChinese() {
  return chinese;
}

export function say(key, ...values) {
  const pair = WORDS[key] ?? [key, key];
  return values.reduce((text, value, index) => text.replace(`{${index}}`, value), pair[chinese ? 0 : 1]);
}

// A sentence that came in both languages.
export function pick(both) {
  return both ? (chinese ? both.zh : both.en) : "";
}

export function relabel(root = document) {
  for (const node of root.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of root.querySelectorAll("[data-title]")) {
    const text = say(node.dataset.title);
    node.title = node.dataset.keys ? `${text}  ${node.dataset.keys}` : text;
    node.setAttribute("aria-label", text);
  }
  for (const node of root.querySelectorAll("[data-keys]:not([data-title])")) {
    node.title = node.dataset.keys;
    node.setAttribute("aria-keyshortcuts", node.dataset.keys);
  }
}
