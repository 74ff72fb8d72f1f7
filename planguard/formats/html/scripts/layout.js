// Where boxes and edges lie: layers from left to right, parts without a link between them packed.

const BOX = { width: 256, height: 44 };
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
