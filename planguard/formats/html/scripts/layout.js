// Where boxes and edges lie: layers from left to right, parts without a link between them packed.

const BOX = { width: 256, height: 44 };
const FRAME = { side: 12, top: 32, bottom: 14 };
const GAP = 34;

// Give each box `x` and `y` (its centre), each edge its points, each group its frame.
function layOut(boxes, edges, group, aspect) {
  const parts = partsOf(boxes, edges, group);
  const laid = parts.filter((part) => part.edges.length || part.framed).map(layOutPart);
  const single = parts.filter((part) => !part.edges.length && !part.framed).flatMap((part) => part.boxes);
  const held = single.filter((box) => box.node && DECISIONS[box.node.decision].rank > 1);
  const others = single.filter((box) => !held.includes(box));
  const withGrids = (width) => [grid(held, single.length, width, aspect), ...laid, grid(others, single.length, width, aspect)].filter(Boolean);
  const { room } = bestRows(withGrids(Math.max(0, ...laid.map((part) => part.width))), aspect);
  return packed(withGrids(room), room);
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
  const graph = new dagre.graphlib.Graph({ compound: true });
  const size = part.boxes.length;
  graph.setGraph({
    rankdir: "LR", nodesep: 14, ranksep: part.framed ? 60 : 56, edgesep: 5, marginx: 0, marginy: 0,
    ranker: size > 120 ? "tight-tree" : "network-simplex",
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const box of part.boxes) {
    graph.setNode(box.key, { width: BOX.width, height: BOX.height });
    if (part.framed && box.group) {
      const frame = `frame\t${box.group}`;
      if (!graph.hasNode(frame)) graph.setNode(frame, { label: box.group });
      graph.setParent(box.key, frame);
    }
  }
  for (const edge of part.edges) graph.setEdge(edge.from, edge.to, {});
  dagre.layout(graph);
  const boxes = part.boxes.map((box) => ({ ...box, x: graph.node(box.key).x, y: graph.node(box.key).y }));
  const edges = part.edges.map((edge) => ({ ...edge, points: graph.edge(edge.from, edge.to).points }));
  const frames = part.framed ? apart(boxes, edges) : [];
  const placed = new Map(boxes.map((box) => [box.key, box]));
  for (const edge of edges) level(edge, placed.get(edge.from), placed.get(edge.to));
  return bounded(boxes, edges, frames);
}

// Edges leave at the right and arrive at the left; one that runs backwards keeps its way.
function level(edge, from, to) {
  if (from.x + BOX.width / 2 > to.x - BOX.width / 2) return;
  const between = edge.points.slice(1, -1).filter((point) => point.x > from.x + BOX.width / 2 + 8 && point.x < to.x - BOX.width / 2 - 8);
  const inner = to.x - from.x < BOX.width * 1.5 + 60 ? [] : between;
  edge.points = [{ x: from.x + BOX.width / 2, y: from.y }, ...inner, { x: to.x - BOX.width / 2 - 1, y: to.y }];
}

// Frames need room for their titles: move everything from a frame's top downwards where it has none.
function apart(boxes, edges) {
  for (let tries = 0; tries < 60; tries++) {
    const frames = framesOf(boxes).sort((one, other) => one.top - other.top);
    const tight = tightFrame(frames, boxes);
    if (!tight) return frames;
    const from = tight.frame.top + FRAME.top - 1;
    for (const box of boxes) if (box.y - BOX.height / 2 >= from) box.y += tight.missing;
    for (const edge of edges) for (const point of edge.points) if (point.y >= from) point.y += tight.missing;
  }
  return framesOf(boxes);
}

function tightFrame(frames, boxes) {
  for (const frame of frames) {
    const own = (other) => other.left < frame.right + 8 && other.right > frame.left - 8;
    const above = frames.filter((other) => other !== frame && other.top < frame.top && own(other)).map((other) => other.bottom);
    const loose = boxes.filter((box) => !box.group && box.y + BOX.height / 2 <= frame.top + FRAME.top && own(sides(box))).map((box) => box.y + BOX.height / 2);
    const missing = Math.max(-Infinity, ...above, ...loose) + 14 - frame.top;
    if (missing > 0.5) return { frame, missing };
  }
  return null;
}

function sides(box) {
  return { left: box.x - BOX.width / 2, right: box.x + BOX.width / 2 };
}

function framesOf(boxes) {
  const around = new Map();
  for (const { group, x, y } of boxes) {
    if (!group) continue;
    const frame = around.get(group) || { label: group, left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    frame.left = Math.min(frame.left, x - BOX.width / 2 - FRAME.side);
    frame.right = Math.max(frame.right, x + BOX.width / 2 + FRAME.side);
    frame.top = Math.min(frame.top, y - BOX.height / 2 - FRAME.top);
    frame.bottom = Math.max(frame.bottom, y + BOX.height / 2 + FRAME.bottom);
    around.set(group, frame);
  }
  return [...around.values()];
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

// How wide rows should be so that all fits the shape of the window best: the best of a few tries.
function bestRows(parts, aspect) {
  const widest = Math.max(0, ...parts.map((part) => part.width));
  const tries = [1, 1.25, 1.6, 2, 2.5, 3.2, 4].map((times) => rows(parts, widest * times));
  const scale = (size) => Math.min(aspect / size.width, 1 / size.height);
  const best = tries.reduce((one, other) => (scale(other) > scale(one) * 1.02 ? other : one));
  return { room: Math.ceil(best.width) };
}

function packed(parts, room) {
  const { places, width, height } = rows(parts, room);
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
function rows(parts, room) {
  const places = [];
  let [x, y, high, width] = [0, 0, 0, 0];
  let column = null;
  for (const part of parts) {
    if (column && !part.alone && part.width <= column.width && column.used + GAP + part.height <= high) {
      places.push([column.x, y + column.used + GAP]);
      column.used += GAP + part.height;
      continue;
    }
    if (x && (part.alone || x + part.width > room)) {
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
