// The graph on the screen: nodes are buttons, edges lie in one SVG below them.

const SCALE = { least: 0.12, most: 2.5, readable: 0.8 };
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
  const cut = node.name.search(isToken(node.type) ? /::/ : /\.[^.[\]]*(\[.*\])?$/);
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
