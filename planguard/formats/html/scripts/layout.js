// Where boxes and edges lie: layers from left to right, parts without a link between them packed.

const BOX = { width: 256, height: 44 };
const FRAME = { side: 12, top: 32, bottom: 14 };
const GAP = 34;

// Give each box `x` and `y` (its centre), each edge its points, each group its frame; `room` is
// the size of the window at the least scale that can be read.
function layOut(boxes, edges, group, room) {
  const aspect = Math.max(0.6, room.width / room.height);
  const parts = partsOf(boxes, edges, group);
  const laid = parts.filter((part) => part.edges.length || part.framed).map(layOutPart);
  const single = parts.filter((part) => !part.edges.length && !part.framed).flatMap((part) => part.boxes);
  const held = single.filter((box) => box.node && DECISIONS[box.node.decision].rank > 1);
  const others = single.filter((box) => !held.includes(box));
  const withGrids = (width) => [grid(held, single.length, width, aspect), ...laid, grid(others, single.length, width, aspect)].filter(Boolean);
  const width = bestRows(withGrids(Math.max(0, ...laid.map((part) => part.width))), room);
  return packed(withGrids(width), width);
}

// Boxes that edges or a common group join, most severe part first.
function partsOf(boxes, edges, group) {
  const parent = new Map([...boxes.keys()].map((key) => [key, key]));
  const root = (key) => {
    while (parent.get(key) !== key) key = parent.get(key);
    return key;
  };
  const join = (one, other) => parent.set(root(one), root(other));
  for (const edge of edges) join(edge.from, edge.to);
  const first = new Map();
  for (const box of boxes.values()) {
    if (group === "none" || !box.group) continue;
    if (first.has(box.group)) join(first.get(box.group), box.key);
    else first.set(box.group, box.key);
  }
  const found = new Map();
  for (const box of boxes.values()) {
    const key = root(box.key);
    if (!found.has(key)) found.set(key, { boxes: [], edges: [], framed: false });
    const part = found.get(key);
    part.boxes.push(box);
    part.framed = part.framed || (group !== "none" && Boolean(box.group));
  }
  for (const edge of edges) found.get(root(edge.from)).edges.push(edge);
  return [...found.values()].sort((one, other) => partWeight(other) - partWeight(one));
}

function partWeight(part) {
  return Math.max(...part.boxes.map((box) => (box.node ? weight(box.node) : 0))) + part.boxes.length / 1e4;
}

function layOutPart(part) {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({
    rankdir: "LR", nodesep: 14, ranksep: 56, edgesep: 5, marginx: 0, marginy: 0,
    ranker: part.boxes.length > 120 ? "tight-tree" : "network-simplex",
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const box of part.boxes) graph.setNode(box.key, { width: BOX.width, height: BOX.height });
  for (const edge of part.edges) graph.setEdge(edge.from, edge.to, {});
  dagre.layout(graph);
  const boxes = part.boxes.map((box) => ({ ...box, x: graph.node(box.key).x, y: graph.node(box.key).y }));
  const edges = part.edges.map((edge) => ({ ...edge, points: graph.edge(edge.from, edge.to).points }));
  const frames = part.framed ? inFrames(boxes, new Set(edges.flatMap((edge) => [edge.from, edge.to]))) : [];
  const placed = new Map(boxes.map((box) => [box.key, box]));
  for (const edge of edges) level(edge, placed.get(edge.from), placed.get(edge.to));
  if (part.framed) edges.forEach((edge, number) => reroute(edge, placed, frames, number));
  return bounded(boxes, edges, frames);
}

// Edges leave at the right and arrive at the left; one that runs backwards keeps its way.
function level(edge, from, to) {
  if (from.x + BOX.width / 2 > to.x - BOX.width / 2) return;
  const between = edge.points.slice(1, -1).filter((point) => point.x > from.x + BOX.width / 2 + 8 && point.x < to.x - BOX.width / 2 - 8);
  const inner = to.x - from.x < BOX.width * 1.5 + 60 ? [] : between;
  edge.points = [{ x: from.x + BOX.width / 2, y: from.y }, ...inner, { x: to.x - BOX.width / 2 - 1, y: to.y }];
}

// Keep each box in its layer and put those of a group together: frames in the order of what is in
// them, each as high as the columns it covers allow.
function inFrames(boxes, linked) {
  const columns = [...new Set(boxes.map((box) => Math.round(box.x)))].sort((one, other) => one - other);
  const lanes = new Map();
  for (const box of boxes) {
    box.column = columns.indexOf(Math.round(box.x));
    const key = box.group || `alone\t${box.key}`;
    if (!lanes.has(key)) lanes.set(key, { label: box.group, boxes: [] });
    lanes.get(key).boxes.push(box);
  }
  const filled = [];
  const middle = (lane) => lane.boxes.reduce((sum, box) => sum + box.y, 0) / lane.boxes.length;
  const ordered = [...lanes.values()].sort((one, other) => middle(one) - middle(other));
  return ordered.map((lane) => placeLane(lane, filled, linked)).filter((frame) => frame.label);
}

function placeLane(lane, filled, linked) {
  const step = { x: BOX.width + 84, y: BOX.height + 14 };
  const columns = laneColumns(lane, linked);
  const [first, last] = [Math.min(...columns.keys()), Math.max(...columns.keys())];
  const pad = lane.label ? FRAME : { side: 0, top: 0, bottom: 0 };
  const top = Math.max(0, ...filled.slice(first, last + 1).filter(Boolean));
  const most = Math.max(...[...columns.values()].map((boxes) => boxes.length));
  for (const [column, boxes] of columns) {
    const spare = boxes.every((box) => linked.has(box.key)) ? (most - boxes.length) / 2 : 0;
    boxes.forEach((box, row) => {
      box.column = column;
      box.x = column * step.x;
      box.y = top + pad.top + (row + spare) * step.y + BOX.height / 2;
    });
  }
  const bottom = top + pad.top + most * step.y - 14 + pad.bottom;
  for (let column = first; column <= last; column++) filled[column] = bottom + 18;
  return {
    label: lane.label, top, bottom, left: first * step.x - BOX.width / 2 - pad.side, right: last * step.x + BOX.width / 2 + pad.side,
  };
}

// The boxes of a lane by column: linked ones in their layer, others where there is room, few deep.
function laneColumns(lane, linked) {
  const columns = new Map();
  const put = (box, column) => columns.set(column, [...(columns.get(column) || []), box]);
  const ordered = [...lane.boxes].sort((one, other) => one.y - other.y);
  for (const box of ordered) if (linked.has(box.key)) put(box, box.column);
  const single = ordered.filter((box) => !linked.has(box.key)).sort((one, other) => boxWeight(other) - boxWeight(one) || one.order - other.order);
  const first = columns.size ? Math.min(...columns.keys()) : 0;
  const span = columns.size ? Math.max(...columns.keys()) - first + 1 : 1;
  const wide = Math.max(span, single.length > 4 ? Math.min(4, Math.ceil(Math.sqrt(single.length))) : 1);
  for (const box of single) {
    const places = Array.from({ length: wide }, (_, place) => first + place);
    put(box, places.reduce((one, other) => ((columns.get(other) || []).length < (columns.get(one) || []).length ? other : one)));
  }
  return columns;
}

// Lead an edge that passes whole columns along a row, or between frames, where no box lies.
function reroute(edge, placed, frames, number) {
  const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
  const [start, end] = [{ x: from.x + BOX.width / 2, y: from.y }, { x: to.x - BOX.width / 2 - 1, y: to.y }];
  if (to.column <= from.column) {
    edge.points = backwards(from, to);
    return;
  }
  edge.points = [start, end];
  if (to.column === from.column + 1) return;
  const between = [...placed.values()].filter((box) => box.column > from.column && box.column < to.column);
  const free = (y) => !between.some((box) => Math.abs(box.y - y) < BOX.height / 2 + 4);
  const lines = [from.y, to.y, ...frames.flatMap((frame) => [frame.top - 9, frame.bottom + 9])].filter(free);
  const way = (y) => Math.abs(y - from.y) + Math.abs(y - to.y);
  if (!lines.length) return;
  const y = lines.reduce((one, other) => (way(other) < way(one) ? other : one));
  const shift = y === from.y || y === to.y ? 0 : ((number % 5) - 2) * 2.5;
  edge.points = [start, { x: start.x + 60, y: y + shift }, { x: end.x - 60, y: y + shift }, end];
}

// Around below: from the bottom of the later box to the bottom of the earlier one.
function backwards(from, to) {
  const low = Math.max(from.y, to.y) + BOX.height / 2 + 12;
  const [start, end] = [from.x - BOX.width / 4, to.x + BOX.width / 4];
  if (from.column === to.column) {
    const side = from.x + BOX.width / 2;
    return [{ x: side, y: from.y }, { x: side + 24, y: (from.y + to.y) / 2 }, { x: side + 1, y: to.y }];
  }
  return [{ x: start, y: from.y + BOX.height / 2 }, { x: start - 30, y: low }, { x: end + 30, y: low }, { x: end, y: to.y + BOX.height / 2 + 1 }];
}

// Move everything so that it starts at 0, 0.
function bounded(boxes, edges, frames) {
  const xs = [];
  const ys = [];
  for (const box of boxes) {
    xs.push(box.x - BOX.width / 2, box.x + BOX.width / 2);
    ys.push(box.y - BOX.height / 2, box.y + BOX.height / 2);
  }
  for (const frame of frames) {
    xs.push(frame.left, frame.right);
    ys.push(frame.top, frame.bottom);
  }
  for (const edge of edges) {
    for (const point of edge.points) ys.push(point.y);
  }
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const part = { boxes, edges, frames, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
  return moved(part, -left, -top);
}

function moved(part, x, y) {
  for (const box of part.boxes) {
    box.x += x;
    box.y += y;
  }
  for (const edge of part.edges) edge.points = edge.points.map((point) => ({ x: point.x + x, y: point.y + y }));
  for (const frame of part.frames) {
    frame.left += x;
    frame.right += x;
    frame.top += y;
    frame.bottom += y;
  }
  return part;
}

// Single boxes in rows, about as wide as the rest of the graph; `all` of them make the shape.
function grid(boxes, all, widest, aspect) {
  if (!boxes.length) return null;
  const step = { x: BOX.width + 20, y: BOX.height + 18 };
  const square = Math.ceil(Math.sqrt((all * aspect * step.y) / step.x));
  const columns = Math.max(1, Math.min(boxes.length, Math.max(Math.floor((widest + 20) / step.x), square)));
  const ordered = [...boxes].sort((one, other) => boxWeight(other) - boxWeight(one) || one.order - other.order);
  const placed = ordered.map((box, number) => ({
    ...box,
    x: (number % columns) * step.x,
    y: Math.floor(number / columns) * step.y,
  }));
  return { ...bounded(placed, [], []), alone: true };
}

function boxWeight(box) {
  return box.node ? weight(box.node) : -1;
}

// How wide rows should be: what fits the window best, and where nothing can, its width.
function bestRows(parts, room) {
  const widest = Math.max(0, ...parts.map((part) => part.width));
  const tries = [1, 1.25, 1.6, 2, 2.5, 3.2, 4].map((times) => rows(parts, widest * times));
  const scale = (size) => Math.min(room.width / size.width, room.height / size.height);
  const best = tries.reduce((one, other) => (scale(other) > scale(one) * 1.02 ? other : one));
  return scale(best) >= 1 ? Math.ceil(best.width) : Math.max(widest, room.width);
}

function packed(parts, wide) {
  const { places, width, height } = rows(parts, wide);
  parts.forEach((part, number) => moved(part, ...places[number]));
  return {
    boxes: parts.flatMap((part) => part.boxes),
    edges: parts.flatMap((part) => part.edges),
    frames: parts.flatMap((part) => part.frames),
    width,
    height,
  };
}

// Put parts on shelves; a low part may stand under another on the same shelf.
function rows(parts, wide) {
  const places = [];
  let [x, y, high, width] = [0, 0, 0, 0];
  let column = null;
  for (const part of parts) {
    if (column && !part.alone && part.width <= column.width && column.used + GAP + part.height <= high) {
      places.push([column.x, y + column.used + GAP]);
      column.used += GAP + part.height;
      continue;
    }
    if (x && (part.alone || x + part.width > wide)) {
      y += high + GAP;
      [x, high] = [0, 0];
    }
    places.push([x, y]);
    column = { x, width: part.width, used: part.height };
    x += part.alone ? Infinity : part.width + GAP * 2;
    high = Math.max(high, part.height);
    width = Math.max(width, column.x + part.width);
  }
  return { places, width, height: y + high };
}

// A smooth line through the points that leaves and arrives level.
function curve(points) {
  const [first, ...others] = points;
  let path = `M${round(first.x)},${round(first.y)}`;
  let last = first;
  for (const point of others) {
    const middle = (last.x + point.x) / 2;
    path += `C${round(middle)},${round(last.y)} ${round(middle)},${round(point.y)} ${round(point.x)},${round(point.y)}`;
    last = point;
  }
  return path;
}

function round(number) {
  return Math.round(number * 10) / 10;
}
