// Which boxes are drawn: what matters one by one, everything else folded and counted.

const FEW = 24; // plans this small are drawn whole
const MOST_SHOWN = 40; // boxes of single objects that a large plan opens with
const MOST_UNFOLDED = 40; // objects that one click unfolds
const MOST_JOINED = 150; // in larger plans a fold is joined to the nearest object alone

function weight(node) {
  return DECISIONS[node.decision].rank * 1e6 + (node.actions.some(isTelling) ? 1e5 : 0) + Math.min(node.reaches, 9999);
}

function isTelling(action) {
  return action !== "other" && !action.startsWith("cost.") && !action.startsWith("plan.");
}

function bySeverity(one, other) {
  return weight(other) - weight(one) || one.order - other.order;
}

// Choose the objects that are shown at first: all of few, else the changes and what uses them at once.
function openingSet(model) {
  const nodes = [...model.nodes.values()];
  if (nodes.length <= FEW) return new Set(model.nodes.keys());
  const changed = nodes.filter((node) => node.changed).sort(bySeverity);
  const held = changed.filter((node) => DECISIONS[node.decision].rank >= 2);
  const large = changed.length > MOST_SHOWN;
  const room = large ? Math.min(MOST_SHOWN, Math.max(24, held.length)) : changed.length;
  const shown = new Set(changed.slice(0, room).map((node) => node.address));
  const direct = directReach(model, shown);
  if (shown.size + direct.length <= FEW) direct.forEach((address) => shown.add(address));
  return shown;
}

function directReach(model, shown) {
  const found = new Set();
  for (const address of shown) {
    for (const edge of model.users.get(address)) {
      if (!shown.has(edge.to) && !model.nodes.get(edge.to).changed) found.add(edge.to);
    }
  }
  return [...found];
}

// Give the boxes and the edges between them; a box is an object, or a fold of several.
function boxesOf(model, shown, group) {
  const boxes = new Map();
  const boxOf = new Map();
  for (const address of shown) {
    const node = model.nodes.get(address);
    boxes.set(address, { key: address, node, group: groupValue(node, group), members: [node], order: node.order });
    boxOf.set(address, address);
  }
  foldRest(model, shown, group, boxes, boxOf);
  return { boxes, boxOf, edges: boxEdges(model, boxes, boxOf) };
}

function foldRest(model, shown, group, boxes, boxOf) {
  const rest = [...model.nodes.values()].filter((node) => !shown.has(node.address));
  if (!rest.length) return;
  const loosely = model.nodes.size > MOST_JOINED;
  const anchors = nearestShown(model, shown, loosely ? ["users"] : ["users", "uses"]);
  for (const node of rest) {
    const anchor = anchors.get(node.address);
    const key = foldKey(node, anchor, group, loosely);
    if (!boxes.has(key)) {
      boxes.set(key, {
        key, fold: true, members: [], order: node.order, group: groupValue(node, group), changed: node.changed,
        loose: node.changed || !anchor || (loosely && group !== "none"), only: loosely && anchor ? anchor.address : "",
      });
    }
    boxes.get(key).members.push(node);
    boxOf.set(node.address, key);
  }
  for (const [key, box] of boxes) if (box.fold && box.members.length === 1) openSingle(boxes, boxOf, key, box);
}

// A fold of one object would take the room of the object itself.
function openSingle(boxes, boxOf, key, { members: [node], group, only }) {
  boxes.delete(key);
  boxes.set(node.address, { key: node.address, node, group, members: [node], order: node.order, only });
  boxOf.set(node.address, node.address);
}

// A tab parts the pieces: no address holds one.
function foldKey(node, anchor, group, loosely) {
  const value = groupValue(node, group);
  const grouped = group !== "none";
  if (node.changed) return ["fold", loosely && grouped ? "changes" : node.verb, value].join("\t");
  if (loosely && grouped) return ["fold", "unchanged", value].join("\t");
  if (!anchor) return ["fold", "elsewhere", value].join("\t");
  return ["fold", anchor.side, value, grouped ? "" : anchor.address].join("\t");
}

// For each object, the nearest shown one whose effect could come to it; else one that uses it.
function nearestShown(model, shown, sides) {
  const found = new Map();
  const sources = [...shown].map((address) => model.nodes.get(address)).sort(bySeverity);
  for (const side of sides) {
    const queue = sources.map((node) => [node.address, node.address]);
    const seen = new Set(shown);
    for (let place = 0; place < queue.length; place++) {
      const [at, anchor] = queue[place];
      for (const edge of model[side].get(at)) {
        const next = side === "users" ? edge.to : edge.from;
        if (seen.has(next)) continue;
        seen.add(next);
        if (!found.has(next)) found.set(next, { address: anchor, side });
        queue.push([next, anchor]);
      }
    }
  }
  return found;
}

function boxEdges(model, boxes, boxOf) {
  const joined = new Map();
  for (const edge of model.edges) {
    const from = boxOf.get(edge.from);
    const to = boxOf.get(edge.to);
    if (from === to || isLeftOut(boxes.get(from), boxes.get(to))) continue;
    const key = `${from}\n${to}`;
    if (!joined.has(key)) joined.set(key, { key, from, to, edges: [], inferred: true });
    const told = joined.get(key);
    told.edges.push(edge);
    told.inferred = told.inferred && edge.inferred;
  }
  for (const told of joined.values()) {
    const [first] = told.edges;
    told.label = told.edges.length === 1 ? first.label : counted(told.edges.length, "dependency", "dependencies");
  }
  return [...joined.values()];
}

function isLeftOut(from, to) {
  if (from.loose || to.loose) return true;
  return Boolean((from.only && from.only !== to.key) || (to.only && to.only !== from.key));
}

// What one click unfolds: all of a few, else those that matter most.
function unfolded(box) {
  return [...box.members].sort(bySeverity).slice(0, MOST_UNFOLDED).map((node) => node.address);
}
