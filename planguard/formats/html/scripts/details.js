// The right side: everything about the selected object.

const MOST_LINKS = 12;

function drawDetails(state, on) {
  const panel = document.getElementById("details");
  const node = state.selected ? state.model.nodes.get(state.selected) : null;
  panel.hidden = !node;
  document.getElementById("app").classList.toggle("with-details", Boolean(node));
  panel.replaceChildren(...(node ? detailParts(state, node, on) : []));
  panel.scrollTop = 0;
}

function detailParts(state, node, on) {
  const { model } = state;
  const findings = [...node.findings].sort((one, other) => (other === state.finding) - (one === state.finding));
  return [
    detailHead(node, on),
    el(
      "div",
      { class: "detail-body" },
      identity(model, node),
      findings.length ? detailBlock(findings.length > 1 ? `Findings ${findings.length}` : "Finding", findings.map((finding) => detailFinding(finding, on))) : null,
      actionsBlock(model, node),
      attributesBlock(model, node),
      reachPart(model, node, on),
      linksBlock("Used by", model.users.get(node.address), "to", on),
      linksBlock("Uses", model.uses.get(node.address), "from", on),
    ),
  ];
}

function detailHead(node, on) {
  const change = VERBS[node.verb].word;
  return el(
    "header",
    { class: "detail-head", "data-decision": node.decision },
    el(
      "div",
      { class: "detail-title" },
      el("p", { class: "eyebrow" }, verbMark(node.verb), el("span", { text: change }), node.decision === "none" ? null : decisionMark(node.decision), node.decision === "none" ? null : el("span", { text: DECISIONS[node.decision].word })),
      el("h2", { tabindex: "-1", id: "details-title" }, code(node.address)),
    ),
    el("button", { type: "button", class: "button quiet close", "aria-label": "Close the details", title: "Close (Esc)", onclick: () => on.select(null) }, icon("M4 4l8 8M12 4l-8 8")),
  );
}

function identity(model, node) {
  const changes = model.changesAt.get(node.address) || [];
  const orders = changes.map((change) => ORDERS[change.order]).filter(Boolean);
  const cause = changes.map((change) => change.cause).find((each) => each && each !== node.address);
  const place = locationOf(model, node);
  const rows = [
    ["Type", node.type || (node.members ? `group of ${counted(node.members, "object")}` : "")],
    ["Module", node.module || "root"],
    ["Service", node.services.join(", ")],
    ["Owner", node.owners.join(", ")],
    ["Replaced", orders.join("; ")],
    ["Follows from", cause],
    ["Source", place],
  ].filter(([, text]) => text);
  return el("dl", { class: "identity" }, rows.flatMap(([word, text]) => [el("dt", { text: word }), el("dd", { text: breakable(text) })]));
}

function locationOf(model, node) {
  for (const each of [...(model.actionsAt.get(node.address) || []), ...node.findings]) {
    const block = (each.locations || []).find((place) => place.what !== "attribute") || (each.locations || [])[0];
    if (block) return placeText(block);
  }
  return "";
}

function detailBlock(title, inside) {
  return el("section", { class: "block" }, el("h3", { text: title }), inside);
}

function detailFinding(finding, on) {
  return el(
    "article",
    { class: "card", "data-decision": finding.decision, "data-open": true },
    el("div", { class: "card-head" }, decisionMark(finding.decision), el("span", { class: "card-words" }, el("span", { class: "eyebrow", text: `${findingWord(finding)} · ${finding.policy}` }), el("span", { class: "card-title", text: finding.title || finding.policy }))),
    findingBody(finding, on),
  );
}

function actionsBlock(model, node) {
  const actions = model.actionsAt.get(node.address) || [];
  return actions.length ? detailBlock("Actions", actions.map(actionItem)) : null;
}

function actionItem(action) {
  const costs = [REVERSIBLE[action.reversible], DISRUPTION[action.disruption], CONFIDENCE[action.confidence], action.reaches ? `reaches ${action.reaches}` : ""];
  const times = typeof action.magnitude === "number" ? ` ×${Number(action.magnitude.toPrecision(3))}` : "";
  const short = (text) => text && text.length <= 60;
  const because = action.because || "";
  const repeated = because.includes(action.before) && because.includes(action.after);
  const moved = short(action.before) && short(action.after) && action.before !== action.after && (action.paths || []).length && !repeated;
  return el(
    "div",
    { class: "action", "data-action": action.id },
    el("p", {}, el("code", { class: "action-id", text: action.id }), el("span", { class: "times", text: times })),
    moved ? el("p", { class: "moved" }, code(action.paths[0]), " ", value(action.before), el("span", { class: "arrow", text: " → " }), value(action.after)) : null,
    el("p", { class: "because-text", text: breakable(because) }),
    el("p", { class: "tags" }, costs.filter(Boolean).map((text) => el("span", { class: "tag", text }))),
  );
}

function attributesBlock(model, node) {
  const changes = (model.changesAt.get(node.address) || []).filter((change) => (change.operations || []).length);
  return changes.length ? detailBlock("Attributes", changes.map((change) => attributeTable(change.operations))) : null;
}

function attributeTable(operations) {
  const rows = operations.map((each) =>
    el("tr", {}, el("th", { scope: "row" }, code(pointerText(each.path || ""))), el("td", {}, beforeValue(each)), el("td", {}, afterValue(each))));
  return el(
    "table",
    { class: "attributes" },
    el("thead", {}, el("tr", {}, ["Attribute", "Before", "After"].map((text) => el("th", { scope: "col", text })))),
    el("tbody", {}, rows),
  );
}

// A report does not always tell the former value of something inside an attribute.
function beforeValue({ op, path, before }) {
  if (op === "add") return value(before || "null");
  if (!before && path.lastIndexOf("/") > 0) return el("span", { class: "value", "data-kind": "absent", text: "…", title: "not told in the report" });
  return value(before);
}

function afterValue({ op, after }) {
  return value(op === "remove" || op === "move" ? after || "null" : after);
}

// What is absent, hidden or not known yet looks unlike a value.
function value(text) {
  if (text === undefined || text === "") return el("span", { class: "value", "data-kind": "absent", text: '""' });
  if (text === "null") return el("span", { class: "value", "data-kind": "absent", text: "—", title: "not set" });
  const kind = /^\((?:sensitive|known after apply)/.test(text) ? "hidden" : "plain";
  return el("span", { class: "value", "data-kind": kind, text });
}

function reachPart(model, node, on) {
  const known = model.waysTo.get(node.address) || [];
  const parts = known.slice(0, 3).map(({ start, steps }) => wayLine(start, steps, on));
  if (!parts.length && !node.changed) {
    const way = wayFromChange(model, node.address);
    if (way) parts.push(wayLine(way.start, way.steps, on));
  }
  if (parts.length) return detailBlock("How a change gets here", parts);
  if (!node.changed) return detailBlock("How a change gets here", [el("p", { class: "note", text: "Nothing that changes is below it: it stands here because what changes is used through it." })]);
  return null;
}

function linksBlock(title, edges, end, on) {
  if (!edges.length) return null;
  const items = edges.map((edge) =>
    el("li", {}, addressLink(edge[end], on), el("span", { class: "because", text: edge.inferred ? "inferred from values in the state" : breakable(edge.label) })));
  const first = el("ul", { class: "links" }, items.slice(0, MOST_LINKS));
  const rest = items.slice(MOST_LINKS);
  const more = rest.length ? el("details", { class: "rest" }, el("summary", { text: `${rest.length} more` }), el("ul", { class: "links" }, rest)) : null;
  return detailBlock(`${title} ${edges.length}`, [first, more].filter(Boolean));
}
