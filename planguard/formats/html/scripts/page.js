// The page: what is chosen, and what is drawn anew when that changes.

const told = JSON.parse(document.getElementById("report").textContent);
const read = new Map();
const state = {
  place: 0, model: null, group: "none", tab: "findings", selected: null, finding: null, query: "",
  decisions: new Set(), action: "", type: "", shown: new Set(), opening: null, found: null,
};
const on = { select, tab: showTab, finding: openFinding, unfold, clear: () => select(null), knows: (address) => state.model.nodes.has(address) };
const canvas = makeCanvas(on);

function modelAt(place) {
  if (!read.has(place)) read.set(place, readSection(told.sections[place]));
  return read.get(place);
}

function start() {
  document.getElementById("app").hidden = false;
  drawTheme();
  drawPlans();
  drawLegend();
  listen();
  openPlan(worstPlan());
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

function worstPlan() {
  const ranks = told.sections.map((section) => DECISIONS[section.decision].rank);
  return ranks.indexOf(Math.max(...ranks));
}

function openPlan(place) {
  const model = modelAt(place);
  const groups = groupsOf(model);
  const group = groups.includes("module") && model.nodes.size <= 400 ? "module" : "none";
  const opening = openingSet(model);
  Object.assign(state, {
    place, model, group, tab: model.findings.length ? "findings" : model.changes.length ? "changes" : "plan", selected: null, finding: null,
    query: "", action: "", type: "", shown: new Set(opening), opening, found: null,
  });
  state.decisions.clear();
  const inPlans = document.activeElement.closest("#plans");
  drawHeader();
  drawTools(groups);
  drawPlans();
  if (inPlans) document.getElementById(`plan-${place}`).focus();
  redraw();
  fit(canvas, false);
  refresh();
}

// Lay the graph out anew; what the key names stays where it is on the screen.
function redraw(held = null) {
  const was = held ? placeOnScreen(canvas, held) : null;
  const { boxes, boxOf, edges } = boxesOf(state.model, state.shown, state.group);
  const { view } = canvas;
  const room = { width: Math.max(BOX.width, view.clientWidth - 56) / SCALE.readable, height: Math.max(200, view.clientHeight - 96) / SCALE.readable };
  canvas.boxOf = boxOf;
  drawGraph(canvas, layOut(boxes, edges, state.group, room), state.model, state.group);
  if (held) holdStill(canvas, held, was);
  drawShown(boxes);
}

function drawShown(boxes) {
  const all = state.model.nodes.size;
  const out = (state.model.section.picture || {}).left_out || 0;
  const beyond = out ? ` ${counted(out, "other object")} of the plan are not near any change.` : "";
  const folded = all - state.shown.size;
  const text = !all ? "Nothing to draw." : folded ? `${state.shown.size} of ${counted(all, "object")} shown, ${folded.toLocaleString("en")} folded.${beyond}` : `${counted(all, "object")} shown.${beyond}`;
  document.getElementById("shown").textContent = state.model.pictured ? text : `This report holds no graph: its ${counted(state.model.changes.length, "change")} stand without edges.`;
  document.getElementById("refold").hidden = state.shown.size === state.opening.size;
  document.getElementById("stage").dataset.empty = boxes.size ? "" : "This plan changes nothing.";
}

// Draw what depends on the selection, the search and the filters.
function refresh() {
  state.found = foundNodes();
  canvas.own = state.selected ? canvas.boxOf.get(state.selected) : null;
  markGraph(canvas, state.selected, state.found);
  drawTabs(state, on);
  drawList(state, on);
  drawDetails(state, on);
  drawMatched();
}

function foundNodes() {
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length && !state.decisions.size && !state.action && !state.type) return null;
  const found = new Set();
  for (const node of state.model.nodes.values()) {
    if (!words.every((word) => node.words.includes(word))) continue;
    if (state.decisions.size && !state.decisions.has(node.decision)) continue;
    if (state.action && !node.actions.includes(state.action)) continue;
    if (state.type && node.type !== state.type) continue;
    found.add(node.address);
  }
  return found;
}

function drawMatched() {
  const { found } = state;
  document.getElementById("matched").textContent = found ? (found.size ? `${counted(found.size, "object")} found` : "Nothing found") : "";
  document.getElementById("clear").hidden = !found;
  for (const chip of document.querySelectorAll("#decisions button")) chip.setAttribute("aria-pressed", String(state.decisions.has(chip.dataset.decision)));
}

function select(address) {
  const before = state.selected;
  if (address && !state.model.nodes.has(address)) return;
  state.selected = address;
  if (!address || (state.finding && !(state.finding.addresses || []).includes(address))) state.finding = null;
  if (address && !state.shown.has(address)) {
    state.shown.add(address);
    redraw(before && state.shown.has(before) ? before : null);
  }
  refresh();
  if (address) {
    bringWithNeighbours(canvas, address);
    document.getElementById("details-title").focus({ preventScroll: true });
  } else if (before && canvas.buttons.get(before)) canvas.buttons.get(before).focus({ preventScroll: true });
}

// A finding about an object opens that object; one about the plan itself unfolds in the list.
function openFinding(finding) {
  state.finding = finding;
  const address = finding && state.model.nodes.has(finding.address || "") ? finding.address : null;
  if (address && !state.shown.has(address)) {
    state.shown.add(address);
    redraw();
  }
  state.selected = address;
  refresh();
  if (address) bringWithNeighbours(canvas, address);
  const current = document.querySelector("#list .card[aria-current] .card-head");
  if (current) current.focus();
}

function unfold(box) {
  const added = unfolded(box);
  for (const address of added) state.shown.add(address);
  const anchor = [...canvas.drawn.edges].find((edge) => edge.to === box.key || edge.from === box.key);
  const held = anchor ? (anchor.to === box.key ? anchor.from : anchor.to) : null;
  redraw(held);
  refresh();
  const first = canvas.buttons.get(added[0]);
  if (first) first.focus({ preventScroll: true });
  bringInto(canvas, added[0]);
}

function showTab(tab) {
  state.tab = tab;
  drawTabs(state, on);
  drawList(state, on);
  document.getElementById("list").scrollTop = 0;
  document.getElementById(`tab-${tab}`).focus();
}

function toggleDecision(name) {
  if (!state.decisions.delete(name)) state.decisions.add(name);
  refresh();
  showFound(canvas);
}

function clearFilters() {
  state.decisions.clear();
  Object.assign(state, { query: "", action: "", type: "" });
  for (const id of ["search", "action", "type"]) document.getElementById(id).value = "";
  refresh();
}

function listen() {
  const value = (id, key, event) => document.getElementById(id).addEventListener(event, (each) => {
    state[key] = each.target.value;
    refresh();
    showFound(canvas);
  });
  value("search", "query", "input");
  value("action", "action", "change");
  value("type", "type", "change");
  document.getElementById("group").addEventListener("change", (event) => {
    state.group = event.target.value;
    redraw();
    fit(canvas, false);
    refresh();
  });
  document.getElementById("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && state.found && state.found.size) select(firstFound());
  });
  document.getElementById("clear").addEventListener("click", clearFilters);
  document.getElementById("theme").addEventListener("click", toggleTheme);
  document.getElementById("refold").addEventListener("click", () => {
    state.shown = new Set(state.opening);
    if (state.selected && !state.shown.has(state.selected)) state.selected = null;
    redraw();
    fit(canvas, false);
    refresh();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawTheme);
  const print = () => drawPaper(told, () => told.sections.map((_, place) => modelAt(place)));
  addEventListener("beforeprint", print);
  matchMedia("print").addEventListener("change", (event) => event.matches && print());
  document.addEventListener("keydown", pressed);
}

function firstFound() {
  return [...state.found].map((address) => state.model.nodes.get(address)).sort(bySeverity)[0].address;
}

const KEYS = { "+": () => zoomBy(canvas, 1.25), "=": () => zoomBy(canvas, 1.25), "-": () => zoomBy(canvas, 0.8), "0": () => fit(canvas) };

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape") {
    if (typing && typing.id === "search" && state.query) clearFilters();
    else if (state.selected || state.finding) select(null);
    else if (state.found) clearFilters();
    return;
  }
  if (typing) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
}

start();
