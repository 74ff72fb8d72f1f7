// The graph on the screen: nodes are buttons, edges lie in one SVG below them.

const SCALE = { least: 0.12, most: 2.5, readable: 0.84 };
const MOST_LABELS = 14;

// `on` is told of what happens: select(address), unfold(box), clear().
function makeCanvas(on) {
  const view = document.getElementById("view");
  const world = document.getElementById("world");
  const canvas = { view, world, at: { x: 0, y: 0, scale: 1 }, buttons: new Map(), drawn: null, on };
  listenToPointer(canvas);
  listenToKeys(canvas);
  document.getElementById("zoom-in").addEventListener("click", () => zoomBy(canvas, 1.25));
  document.getElementById("zoom-out").addEventListener("click", () => zoomBy(canvas, 0.8));
  document.getElementById("zoom-fit").addEventListener("click", () => fit(canvas));
  return canvas;
}

function drawGraph(canvas, laid, model, group) {
  canvas.drawn = laid;
  canvas.model = model;
  canvas.buttons = new Map();
  canvas.paths = new Map();
  const lines = svg("svg", { class: "edges", "aria-hidden": "true" }, arrowheads());
  for (const edge of laid.edges) lines.append(edgeShape(canvas, edge));
  const frames = laid.frames.map((frame) => frameShape(frame));
  const ordered = [...laid.boxes].sort((one, other) => one.x - other.x || one.y - other.y);
  const nodes = ordered.map((box) => nodeShape(canvas, box, group));
  canvas.labels = el("div", { class: "labels", "aria-hidden": "true" });
  canvas.world.replaceChildren(...frames, lines, ...nodes, canvas.labels);
}

function arrowheads() {
  return svg("defs", {}, ...["plain", "strong"].map((kind) =>
    svg("marker", { id: `arrow-${kind}`, class: `arrow ${kind}`, viewBox: "0 0 8 8", refX: "7", refY: "4", markerWidth: "8", markerHeight: "8", orient: "auto", markerUnits: "userSpaceOnUse" },
      svg("path", { d: "M0.5,0.8L7.2,4L0.5,7.2z" }))));
}

function edgeShape(canvas, edge) {
  const d = curve(edge.points);
  const line = svg("path", { d, class: edge.inferred ? "line inferred" : "line", "marker-end": "url(#arrow-plain)" });
  const wide = svg("path", { d, class: "hit" });
  wide.addEventListener("mouseenter", () => showLabels(canvas, [edge]));
  wide.addEventListener("mouseleave", () => showLabels(canvas, canvas.strong || []));
  const shape = svg("g", { class: "edge" }, line, wide);
  canvas.paths.set(edge.key, { shape, line });
  return shape;
}

function frameShape(frame) {
  const made = el("div", { class: "frame" }, el("span", { text: frame.label, title: frame.label }));
  put(made, frame.left, frame.top);
  made.style.width = `${frame.right - frame.left}px`;
  made.style.height = `${frame.bottom - frame.top}px`;
  return made;
}

function nodeShape(canvas, box, group) {
  const made = box.fold ? foldButton(canvas, box) : nodeButton(canvas, box.node, group);
  put(made, box.x - BOX.width / 2, box.y - BOX.height / 2);
  canvas.buttons.set(box.key, made);
  return made;
}

function put(element, x, y) {
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
}

function nodeButton(canvas, node, group) {
  const told = [VERBS[node.verb].word.toLowerCase()];
  if (node.decision !== "none") told.push(DECISIONS[node.decision].word.toLowerCase());
  if (node.findings.length) told.push(counted(node.findings.length, "finding"));
  const sub = subLine(node, group);
  return el(
    "button",
    {
      type: "button", class: "node", "data-address": node.address, "data-decision": node.decision, "data-verb": node.verb,
      "data-stack": Boolean(node.members), title: node.address, "aria-label": `${node.address}: ${told.join(", ")}`,
      onclick: () => canvas.on.select(node.address),
    },
    verbMark(node.verb),
    el("span", { class: "words" }, nameLine(node), sub ? el("span", { class: "sub", text: sub }) : null),
    node.decision === "none" || node.decision === "allow" ? null : decisionMark(node.decision),
  );
}

// The end of a long name tells more than its middle: it is kept when the line is too short.
function nameLine(node) {
  const cut = node.name.search(/\.[^.[\]]*(\[.*\])?$/);
  const [head, tail] = cut > 0 && node.name.length > 28 ? [node.name.slice(0, cut), node.name.slice(cut)] : [node.name, ""];
  return el("span", { class: "name" }, el("span", { class: "head", text: head }), tail ? el("span", { class: "tail", text: tail }) : null);
}

function subLine(node, group) {
  if (!node.changed && !node.members && group === "module") return [node.services[0], node.owners[0]].filter(Boolean).join(" · ");
  if (node.members) return `stands for ${counted(node.members, "object")}`;
  const telling = node.actions.filter(isTelling);
  const where = [group === "module" ? "" : node.module, (node.services || [])[0], (node.owners || [])[0]];
  const what = telling.length ? telling : node.changed ? [VERBS[node.verb].word.toLowerCase()] : [];
  return [...what, ...where].filter(Boolean).join(" · ");
}

function foldButton(canvas, box) {
  const number = box.members.length;
  const verbs = new Set(box.members.map((node) => node.verb));
  const [verb] = verbs;
  const what = !box.changed ? "unchanged" : verbs.size > 1 ? "changes" : `to ${verb}`;
  const types = topTypes(box.members);
  return el(
    "button",
    {
      type: "button", class: "node fold", "data-fold": box.key, "data-verb": box.changed && verbs.size === 1 ? verb : "no-op",
      title: `${box.members.slice(0, 12).map((node) => node.address).join("\n")}${number > 12 ? `\nand ${number - 12} more` : ""}`,
      "aria-label": `${number} ${what}, folded: ${types}`, onclick: () => canvas.on.unfold(box),
    },
    el("span", { class: "words" }, el("span", { class: "name", text: `+${number.toLocaleString("en")} ${what}` }), el("span", { class: "sub", text: types })),
    el("span", { class: "more", "aria-hidden": "true", text: "⤢" }),
  );
}

function topTypes(members) {
  const counts = new Map();
  for (const node of members) counts.set(node.type, (counts.get(node.type) || 0) + 1);
  const ordered = [...counts].sort((one, other) => other[1] - one[1]);
  const told = ordered.slice(0, 3).map(([type, count]) => `${shortType(type) || "group"}${count > 1 ? ` ${count}` : ""}`);
  return told.join(", ") + (ordered.length > 3 ? " …" : "");
}

// Show what belongs to the selection, and which boxes the search and the filters find.
function markGraph(canvas, selected, found) {
  const { drawn, model } = canvas;
  const near = new Set();
  canvas.strong = [];
  if (selected && model.nodes.has(selected)) {
    for (const address of [...closure(model, selected, "users"), ...closure(model, selected, "uses")]) near.add(canvas.boxOf.get(address));
  }
  const own = selected ? canvas.boxOf.get(selected) : null;
  for (const box of drawn.boxes) {
    const button = canvas.buttons.get(box.key);
    const hits = found ? box.members.filter((node) => found.has(node.address)).length : 0;
    button.classList.toggle("far", found ? !hits : Boolean(own) && !near.has(box.key));
    button.classList.toggle("hit", Boolean(found && hits));
    button.toggleAttribute("aria-current", box.key === own);
    if (box.fold) button.querySelector(".more").textContent = found && hits ? `${hits} found` : "⤢";
  }
  for (const edge of drawn.edges) {
    const { shape, line } = canvas.paths.get(edge.key);
    const strong = Boolean(own) && (edge.from === own || edge.to === own);
    const inside = near.has(edge.from) && near.has(edge.to);
    if (strong) canvas.strong.push(edge);
    shape.classList.toggle("strong", strong);
    shape.classList.toggle("far", own ? !inside : Boolean(found));
    line.setAttribute("marker-end", `url(#arrow-${strong ? "strong" : "plain"})`);
  }
  showLabels(canvas, canvas.strong);
}

// Labels sit near the far end of each edge, where edges of one node have parted; they give way downwards.
function showLabels(canvas, edges) {
  const own = canvas.own;
  const placed = [];
  canvas.labels.replaceChildren();
  if (edges.length > MOST_LABELS) return;
  for (const edge of edges) {
    const label = el("span", { class: "label", text: edge.label });
    canvas.labels.append(label);
    const { line } = canvas.paths.get(edge.key);
    const part = edges.length === 1 ? 0.5 : edge.from === own ? 0.62 : edge.to === own ? 0.38 : 0.5;
    const { x, y } = line.getPointAtLength(line.getTotalLength() * part);
    placed.push({ label, x, y, width: label.offsetWidth, height: label.offsetHeight });
  }
  placed.sort((one, other) => one.y - other.y);
  placed.forEach((each, number) => {
    for (const other of placed.slice(0, number)) {
      const beside = Math.abs(each.x - other.x) < (each.width + other.width) / 2 + 4;
      if (beside && Math.abs(each.y - other.y) < each.height + 2) each.y = other.y + each.height + 2;
    }
    put(each.label, each.x - each.width / 2, each.y - each.height / 2);
  });
}

function moveTo(canvas, at, smooth = false) {
  canvas.at = at;
  canvas.world.classList.toggle("smooth", smooth);
  canvas.world.style.transform = `translate(${at.x}px, ${at.y}px) scale(${at.scale})`;
  document.getElementById("scale").textContent = `${Math.round(at.scale * 100)} %`;
}

// Show all of it when that can still be read; else start at what matters most.
function fit(canvas, smooth = true) {
  const { drawn, view } = canvas;
  if (!drawn || !drawn.boxes.length) return;
  const [wide, high] = [view.clientWidth - 56, view.clientHeight - 96];
  const whole = Math.min(wide / drawn.width, high / drawn.height, 1);
  const scale = Math.max(SCALE.least, smooth ? whole : Math.max(whole, SCALE.readable));
  const [width, height] = [drawn.width * scale, drawn.height * scale];
  const x = width <= wide ? (view.clientWidth - width) / 2 : 28;
  const y = height <= high ? Math.max(32, (view.clientHeight - 32 - height) / 2) : 32;
  moveTo(canvas, { x, y, scale }, smooth);
  if (scale > whole) showMostSevere(canvas, { x: width - wide, y: height - high });
}

// Of a graph larger than the window, begin with the most severe near the middle.
function showMostSevere(canvas, beyond) {
  const { at, drawn, view } = canvas;
  const best = [...drawn.boxes].filter((box) => box.node).sort((one, other) => bySeverity(one.node, other.node))[0];
  if (!best) return;
  const shift = (room, place, most) => Math.min(0, Math.max(-most, room * 0.4 - place));
  const x = beyond.x > 0 ? shift(view.clientWidth, at.x + best.x * at.scale, beyond.x) : 0;
  const y = beyond.y > 0 ? shift(view.clientHeight, at.y + best.y * at.scale, beyond.y) : 0;
  panBy(canvas, x, y);
}

function zoomBy(canvas, times, point) {
  const { at, view } = canvas;
  const scale = Math.min(SCALE.most, Math.max(SCALE.least, at.scale * times));
  const about = point || { x: view.clientWidth / 2, y: view.clientHeight / 2 };
  const grown = scale / at.scale;
  moveTo(canvas, { scale, x: about.x - (about.x - at.x) * grown, y: about.y - (about.y - at.y) * grown });
}

function panBy(canvas, x, y) {
  moveTo(canvas, { ...canvas.at, x: canvas.at.x + x, y: canvas.at.y + y });
}

// Move the least that brings a box fully into view.
function bringInto(canvas, key, smooth = true) {
  bringAllInto(canvas, [key], smooth);
}

// The same for a box and what it is joined to, where all of that fits.
function bringWithNeighbours(canvas, key) {
  const near = canvas.strong.flatMap((edge) => [edge.from, edge.to]);
  if (!bringAllInto(canvas, [key, ...near], true)) bringInto(canvas, key);
}

function bringAllInto(canvas, keys, smooth) {
  const { at, view, drawn } = canvas;
  const boxes = drawn.boxes.filter((box) => keys.includes(box.key));
  if (!boxes.length) return true;
  const over = overlap(view);
  const [wide, high] = [view.clientWidth - over.x, view.clientHeight - Math.max(48, over.y)];
  const margin = 24;
  const left = at.x + (Math.min(...boxes.map((box) => box.x)) - BOX.width / 2) * at.scale - margin;
  const right = at.x + (Math.max(...boxes.map((box) => box.x)) + BOX.width / 2) * at.scale + margin;
  const top = at.y + (Math.min(...boxes.map((box) => box.y)) - BOX.height / 2) * at.scale - margin;
  const bottom = at.y + (Math.max(...boxes.map((box) => box.y)) + BOX.height / 2) * at.scale + margin;
  if (boxes.length > 1 && (right - left > wide || bottom - top > high)) return false;
  const need = (low, end, room) => (low < 0 ? -low : end > room ? Math.max(room - end, -low) : 0);
  const [x, y] = [need(left, right, wide), need(top, bottom, high)];
  if (x || y) moveTo(canvas, { ...at, x: at.x + x, y: at.y + y }, smooth);
  return true;
}

// When nothing that was found is in sight, go to the first of it.
function showFound(canvas) {
  const { at, view, drawn } = canvas;
  const hits = drawn.boxes.filter((box) => canvas.buttons.get(box.key).classList.contains("hit"));
  const inSight = (box) => {
    const [x, y] = [at.x + box.x * at.scale, at.y + box.y * at.scale];
    return x > 0 && y > 0 && x < view.clientWidth && y < view.clientHeight;
  };
  if (!hits.length || hits.some(inSight)) return;
  hits.sort((one, other) => boxWeight(other) - boxWeight(one) || one.order - other.order);
  bringInto(canvas, hits[0].key);
}

// How much of the graph the details lie over in a narrow window: at the right, or at the bottom.
function overlap(view) {
  const details = document.getElementById("details");
  if (details.hidden) return { x: 0, y: 0 };
  const [own, other] = [view.getBoundingClientRect(), details.getBoundingClientRect()];
  if (other.left > own.left + 8) return { x: Math.max(0, own.right - other.left), y: 0 };
  return { x: 0, y: Math.max(0, own.bottom - other.top) };
}

function placeOnScreen(canvas, key) {
  const box = canvas.drawn && canvas.drawn.boxes.find((each) => each.key === key);
  return box ? { x: canvas.at.x + box.x * canvas.at.scale, y: canvas.at.y + box.y * canvas.at.scale } : null;
}

// After a new layout, keep one box where it was on the screen.
function holdStill(canvas, key, was) {
  const now = placeOnScreen(canvas, key);
  if (now && was) panBy(canvas, was.x - now.x, was.y - now.y);
}

function listenToPointer(canvas) {
  const { view } = canvas;
  let held = null;
  view.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = view.getBoundingClientRect();
    if (event.shiftKey || (!event.ctrlKey && Math.abs(event.deltaX) > Math.abs(event.deltaY))) {
      panBy(canvas, -(event.deltaX || event.deltaY), event.deltaX ? -event.deltaY : 0);
      return;
    }
    zoomBy(canvas, Math.exp(-Math.max(-80, Math.min(80, event.deltaY)) * 0.003), { x: event.clientX - box.left, y: event.clientY - box.top });
  }, { passive: false });
  view.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && !event.target.closest(".node")) held = { x: event.clientX, y: event.clientY, moved: false, id: event.pointerId };
  });
  view.addEventListener("pointermove", (event) => {
    if (!held || held.id !== event.pointerId) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moved && Math.hypot(x, y) < 4) return;
    if (!held.moved) view.setPointerCapture(event.pointerId);
    panBy(canvas, x, y);
    held = { ...held, x: event.clientX, y: event.clientY, moved: true };
    view.classList.add("dragged");
  });
  for (const end of ["pointerup", "pointercancel"]) {
    view.addEventListener(end, () => {
      if (held && !held.moved && end === "pointerup") canvas.on.clear();
      held = null;
      view.classList.remove("dragged");
    });
  }
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function listenToKeys(canvas) {
  canvas.view.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const from = event.target.closest(".node");
    if (event.shiftKey) panBy(canvas, -60 * way[0], -60 * way[1]);
    else if (from) stepTo(canvas, from, way);
    else focusFirst(canvas);
  });
  canvas.view.addEventListener("focusin", (event) => {
    // The browser scrolls what has the focus into sight; here that is done by moving the world.
    canvas.view.scrollTo(0, 0);
    const button = event.target.closest(".node");
    if (button && button.matches(":focus-visible")) bringInto(canvas, keyOf(button));
  });
}

function keyOf(button) {
  return button.dataset.address || button.dataset.fold;
}

function focusFirst(canvas) {
  const boxes = canvas.drawn.boxes.filter((box) => box.node).sort((one, other) => bySeverity(one.node, other.node));
  const first = boxes[0] || canvas.drawn.boxes[0];
  if (first) canvas.buttons.get(first.key).focus();
}

// Go to the nearest node in a direction; what lies to the side counts as farther away.
function stepTo(canvas, from, [dx, dy]) {
  const start = canvas.drawn.boxes.find((box) => box.key === keyOf(from));
  let best = null;
  for (const box of canvas.drawn.boxes) {
    const along = (box.x - start.x) * dx + (box.y - start.y) * dy;
    const aside = Math.abs((box.x - start.x) * dy) + Math.abs((box.y - start.y) * dx);
    if (box === start || along < 8) continue;
    const far = along + aside * (dx ? 1.4 : 3);
    if (!best || far < best.far) best = { box, far };
  }
  if (best) canvas.buttons.get(best.box.key).focus();
}
