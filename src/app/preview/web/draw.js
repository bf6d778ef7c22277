// Draws a page from its list of things; see src/output/screen. Lengths are hundredths of a point.

const outlines = [];
const paths = [];
const pictures = new Map();
let onPicture = () => {};

// Outlines from a number on, as they come with a page.
export function learn(from, glyphs) {
  for (let index = 0; index < glyphs.length; index++) outlines[from + index] = glyphs[index];
}

export function known() {
  return outlines.length;
}

// Called with the name of a picture that can be drawn now.
export function whenPicture(callback) {
  onPicture = callback;
}

function outline(number) {
  let path = paths[number];
  if (!path && outlines[number]) path = paths[number] = new Path2D(outlines[number][1]);
  return path;
}

function picture(name) {
  let image = pictures.get(name);
  if (!image) {
    image = new Image();
    image.onload = () => onPicture(name);
    image.src = `api/picture/${name}`;
    pictures.set(name, image);
    if (pictures.size > 200) pictures.delete(pictures.keys().next().value);
  }
  return image.complete && image.naturalWidth ? image : null;
}

export function touches(box, other) {
  return box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3];
}

// `scale` is pixels a hundredth of a point; (left, top) is what stands at the canvas's corner; `clip` a box of the page.
export function draw(context, page, scale, left, top, clip) {
  const toX = (x) => (x - left) * scale;
  const toY = (y) => (y - top) * scale;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  if (clip) {
    const [x0, y0] = [Math.floor(toX(clip[0])) - 1, Math.floor(toY(clip[1])) - 1];
    const [x1, y1] = [Math.ceil(toX(clip[2])) + 1, Math.ceil(toY(clip[3])) + 1];
    context.beginPath();
    context.rect(x0, y0, x1 - x0, y1 - y0);
    context.clip();
    clip = [x0 / scale + left, y0 / scale + top, x1 / scale + left, y1 / scale + top];
  }
  context.fillStyle = "#fff";
  context.fillRect(toX(0), toY(0), page.width * scale, page.height * scale);
  for (const item of page.items) {
    if (clip && !touches(item[2], clip)) continue;
    DRAW[item[0]](context, item, scale, toX, toY);
  }
  context.restore();
}

const DRAW = [
  function text(context, [, , , color, size, width, posture, stroke, x, y, glyphs], scale, toX, toY) {
    context.fillStyle = color;
    const across = width / 1000;
    const step = posture === 1 ? 3 : 2;
    for (let at = 0; at < glyphs.length; at += step) {
      const number = glyphs[at];
      const path = outline(number);
      if (!path) continue;
      const unit = (size / outlines[number][0]) * scale;
      if (posture === 0) context.setTransform(unit * across, 0, 0, -unit, toX(x + glyphs[at + 1]), toY(y));
      else if (posture === 1) context.setTransform(unit * across, 0, 0, -unit, toX(x + glyphs[at + 1]), toY(y + glyphs[at + 2]));
      else context.setTransform(0, unit * across, unit, 0, toX(x), toY(y + glyphs[at + 1]));
      context.fill(path);
      if (stroke) {
        context.strokeStyle = color;
        context.lineWidth = (stroke / size) * outlines[number][0];
        context.stroke(path);
      }
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
  },
  function rectangles(context, [, , , color, boxes], scale, toX, toY) {
    context.fillStyle = color;
    for (let at = 0; at < boxes.length; at += 4) {
      // A hairline stays a line at any size.
      const [w, h] = [Math.max(boxes[at + 2] * scale, 0.35), Math.max(boxes[at + 3] * scale, 0.35)];
      context.fillRect(toX(boxes[at]), toY(boxes[at + 1]), w, h);
    }
  },
  function dots(context, [, , , color, diameter, centres], scale, toX, toY) {
    context.fillStyle = color;
    for (let at = 0; at < centres.length; at += 2) {
      context.beginPath();
      context.arc(toX(centres[at]), toY(centres[at + 1]), (diameter / 2) * scale, 0, Math.PI * 2);
      context.fill();
    }
  },
  function shape(context, item, scale, toX, toY) {
    context.fillStyle = item[3];
    context.setTransform(scale, 0, 0, scale, toX(0), toY(0));
    context.fill(new Path2D(item[5]), item[4] ? "evenodd" : "nonzero");
    context.setTransform(1, 0, 0, 1, 0, 0);
  },
  function image(context, [, , box, name, gray, crop, whole], scale, toX, toY) {
    const [x, y, w, h] = [toX(box[0]), toY(box[1]), (box[2] - box[0]) * scale, (box[3] - box[1]) * scale];
    const source = picture(name);
    if (!source) {
      context.fillStyle = "#e4e2dd";
      context.fillRect(x, y, w, h);
      return;
    }
    const [across, down] = [source.naturalWidth / whole[0], source.naturalHeight / whole[1]];
    if (gray) context.filter = "grayscale(1)";
    context.drawImage(source, crop[0] * across, crop[1] * down, crop[2] * across, crop[3] * down, x, y, w, h);
    if (gray) context.filter = "none";
  },
];

// The boxes in which two states of a page differ, merged; nothing where all of it is to be drawn.
export function differences(before, after) {
  if (!before || before.width !== after.width || before.height !== after.height) return null;
  const count = new Map();
  for (const item of before.items) count.set(item[1], (count.get(item[1]) ?? 0) + 1);
  const boxes = [];
  for (const item of after.items) {
    const left = count.get(item[1]) ?? 0;
    if (left) count.set(item[1], left - 1);
    else boxes.push(item[2].slice());
  }
  for (const item of before.items) {
    const left = count.get(item[1]) ?? 0;
    if (left) {
      boxes.push(item[2].slice());
      count.set(item[1], left - 1);
    }
  }
  return merged(boxes, after);
}

function merged(boxes, page) {
  const found = [];
  for (let box of boxes) {
    for (let again = true; again; ) {
      again = false;
      for (let index = 0; index < found.length; index++) {
        if (touches(found[index], box)) {
          const other = found.splice(index, 1)[0];
          box = [Math.min(box[0], other[0]), Math.min(box[1], other[1]), Math.max(box[2], other[2]), Math.max(box[3], other[3])];
          again = true;
          break;
        }
      }
    }
    found.push(box);
  }
  const area = found.reduce((sum, [l, t, r, b]) => sum + (r - l) * (b - t), 0);
  return found.length > 80 || area > page.width * page.height * 0.6 ? null : found;
}
