// Frames around the boxes of one group, and edges that keep clear of boxes there.

const FRAME = { side: 12, top: 32, bottom: 14 };

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
