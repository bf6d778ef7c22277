// Columns and rows: where they are on the page, and what becomes of them when an area is dragged.

export function boxOf(page, { columns, rows }) {
  const { grid } = page;
  const top = (row) => grid.top + ((row - 1) * grid.pitch) / 127;
  const [first, last] = [grid.columns[columns[0] - 1], grid.columns[columns[1] - 1]];
  const [left, right] = isGutter(columns) ? [last[0] + last[1], first[0]] : [first[0], last[0] + last[1]];
  return [left, top(rows[0]), right, top(rows[1] + 1)];
}

// Of the gutter after column n the columns are [n + 1, n].
function isGutter(columns) {
  return columns[0] > columns[1];
}

const within = (value, least, most) => Math.min(most, Math.max(least, value));

// The size of advertisements that has so many columns and rows.
export function sizeOf(page, { columns, rows }) {
  const [wide, high] = extent({ columns, rows });
  return page.ads.find((size) => size.columns === wide && size.rows === high && size.gutter === isGutter(columns));
}

function extent({ columns, rows }) {
  return [Math.max(1, columns[1] - columns[0] + 1), rows[1] - rows[0] + 1];
}

// Cells of another extent, which keep the edges that are not pulled, on the page.
function resized(page, { columns, rows }, [wide, high], how) {
  const { grid } = page;
  const left = within(how.includes("w") ? columns[1] - wide + 1 : columns[0], 1, grid.columns.length - wide + 1);
  const top = within(how.includes("n") ? rows[1] - high + 1 : rows[0], 1, grid.rows - high + 1);
  return { columns: isGutter(columns) ? columns : [left, left + wide - 1], rows: [top, top + high - 1] };
}

// The cells that an area has when it, or an edge of it, is dragged by so much.
export function dragged(page, area, part, how, [dx, dy]) {
  const { box, columns, rows } = part;
  const { grid } = page;
  const pitch = grid.pitch / 127;
  const closest = (away) => away.indexOf(Math.min(...away));
  const nearest = (x, edge) => closest(grid.columns.map(([left, width]) => Math.abs((edge ? left + width : left) - x))) + 1;
  const down = Math.round(dy / pitch);
  if (how === "move") {
    const [wide, high] = [columns[1] - columns[0], rows[1] - rows[0]];
    const top = within(rows[0] + down, 1, grid.rows - high);
    if (isGutter(columns)) {
      const middle = (box[0] + box[2]) / 2 + dx;
      const gutter = closest(grid.columns.slice(1).map(([left], index) => Math.abs((grid.columns[index][0] + grid.columns[index][1] + left) / 2 - middle))) + 1;
      return { columns: [gutter + 1, gutter], rows: [top, top + high] };
    }
    const left = within(nearest(box[0] + dx, false), 1, grid.columns.length - wide);
    return { columns: [left, left + wide], rows: [top, top + high] };
  }
  const cells = { columns: columns.slice(), rows: rows.slice() };
  if (how.includes("w")) cells.columns[0] = within(nearest(box[0] + dx, false), 1, columns[1]);
  if (how.includes("e")) cells.columns[1] = within(nearest(box[2] + dx, true), columns[0], grid.columns.length);
  if (how.includes("n")) cells.rows[0] = within(rows[0] + down, 1, rows[1]);
  if (how.includes("s")) cells.rows[1] = within(rows[1] + down, rows[0], grid.rows);
  if (!area.sized) return cells;
  // The size of the catalogue that comes nearest.
  const [wide, high] = extent(cells);
  const own = page.ads.filter((size) => size.gutter === isGutter(columns));
  const away = (size) => Math.abs(size.columns - wide) * 4 + Math.abs(size.rows - high);
  const size = own.reduce((best, size) => (!best || away(size) < away(best) ? size : best), null);
  return size ? resized(page, part, [size.columns, size.rows], how) : { columns, rows };
}

// The cells that an area has after an arrow key: moved, or with its right or lower edge further on; nothing where
// that is not on the page.
export function stepped(page, area, now, step, isResized) {
  const { grid } = page;
  if (area.sized && isResized) {
    const axis = step[0] ? 0 : 1;
    const [is, sign] = [extent(now), step[axis]];
    const of = (size) => [size.columns, size.rows];
    const away = (size) => Math.abs(of(size)[axis] - is[axis]) * 1000 + Math.abs(of(size)[1 - axis] - is[1 - axis]);
    const own = page.ads.filter((size) => size.gutter === isGutter(now.columns) && (of(size)[axis] - is[axis]) * sign > 0);
    own.sort((one, other) => away(one) - away(other));
    return own.length ? resized(page, now, of(own[0]), "") : null;
  }
  const cells = { columns: now.columns.slice(), rows: now.rows.slice() };
  const gutter = isGutter(now.columns);
  for (let end = isResized ? 1 : 0; end < 2; end++) {
    if (!(gutter && isResized)) cells.columns[end] += step[0];
    cells.rows[end] += step[1];
  }
  const fits = ([from, to], most) => from >= 1 && from <= to && to <= most;
  const across = gutter ? cells.columns[1] >= 1 && cells.columns[0] <= grid.columns.length : fits(cells.columns, grid.columns.length);
  return across && fits(cells.rows, grid.rows) ? cells : null;
}
