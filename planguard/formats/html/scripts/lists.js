// The left side: findings most severe first, changes with their causes, and what else is to know.

const TABS = { findings: "Findings", changes: "Changes", plan: "Plan" };
const MOST_ROWS = 300;

function drawTabs(state, on) {
  const { model } = state;
  const counts = { findings: model.findings.length, changes: model.changes.length, plan: 0 };
  const tabs = Object.entries(TABS).map(([name, word]) =>
    el(
      "button",
      {
        type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "list", "aria-selected": String(state.tab === name),
        tabindex: state.tab === name ? "0" : "-1", onclick: () => on.tab(name),
      },
      word,
      name === "plan" ? null : el("span", { class: "count", text: counts[name].toLocaleString("en") }),
    ));
  const row = document.getElementById("tabs");
  row.replaceChildren(...tabs);
  arrowsInTabs(row);
}

function arrowsInTabs(row) {
  row.onkeydown = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const tabs = [...row.querySelectorAll("[role=tab]")];
    const place = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
    const id = tabs[(place + step + tabs.length) % tabs.length].id;
    document.getElementById(id).click();
    document.getElementById(id).focus();
  };
}

function drawList(state, on) {
  const list = document.getElementById("list");
  list.setAttribute("aria-labelledby", `tab-${state.tab}`);
  const makers = { findings: findingsList, changes: changesList, plan: planList };
  list.replaceChildren(...makers[state.tab](state, on));
}

function findingsList(state, on) {
  const { model, found } = state;
  const parts = [el("a", { id: "findings-start", tabindex: "-1", "aria-hidden": "true" }), safeCallout(state, on)];
  const kept = model.findings.filter((finding) => !found || !(finding.address || "") || (finding.addresses || [finding.address]).some((each) => found.has(each)));
  if (!model.findings.length) parts.push(emptyNote("No findings", passedText(model)));
  else if (!kept.length) parts.push(emptyNote("No finding matches", "Change the search or the filters."));
  kept.slice(0, MOST_ROWS).forEach((finding) => parts.push(findingCard(state, finding, on)));
  if (kept.length > MOST_ROWS) parts.push(restNote(kept.length - MOST_ROWS));
  if (model.findings.length && model.section.passed) parts.push(el("p", { class: "note", text: passedText(model) }));
  return parts.filter(Boolean);
}

function passedText(model) {
  const passed = model.section.passed || 0;
  return passed ? `${counted(passed, "check")} passed.` : "No policy had anything to say.";
}

function emptyNote(title, text) {
  return el("div", { class: "empty" }, el("strong", { text: title }), el("p", { text }));
}

function restNote(number) {
  return el("p", { class: "note", text: `and ${number.toLocaleString("en")} more; the search finds them` });
}

function findingCard(state, finding, on) {
  const current = state.finding === finding;
  const inPlace = !state.model.nodes.has(finding.address || "");
  const open = current && inPlace;
  const place = (finding.locations || [])[0];
  return el(
    "article",
    { class: "card", "data-decision": finding.decision, "data-open": open, "aria-current": current },
    el(
      "button",
      { type: "button", class: "card-head", "aria-expanded": inPlace ? String(open) : null, onclick: () => on.finding(current ? null : finding) },
      decisionMark(finding.decision),
      el(
        "span",
        { class: "card-words" },
        el("span", { class: "eyebrow", text: `${findingWord(finding)} · ${finding.policy}` }),
        el("span", { class: "card-title", text: finding.title || finding.policy }),
        finding.address ? code(finding.address, "where") : el("span", { class: "where", text: "the plan as a whole" }),
        place ? el("span", { class: "place", text: breakable(placeText(place)) }) : null,
      ),
    ),
    open ? findingBody(finding, on) : null,
  );
}

// All that a finding says; used by the list, the details and the paper.
function findingBody(finding, on) {
  const body = el("div", { class: "finding" }, el("p", { class: "message" }, prose(finding.message || "")));
  if (finding.reason) body.append(el("p", { class: "reason" }, prose(`Not decided because ${finding.reason}`)));
  if ((finding.facts || []).length) body.append(el("ul", { class: "facts" }, finding.facts.map(factLine)));
  if (finding.note) body.append(el("p", { class: "reason" }, prose(finding.note)));
  if (finding.relaxed_by) body.append(el("p", { class: "reason", text: `Relaxed by the lane ${finding.relaxed_by}` }));
  const told = [["Why", finding.why], ["Fix", finding.fix]].filter(([, text]) => text);
  body.append(el("dl", { class: "told" }, told.flatMap(([word, text]) => [el("dt", { text: word }), el("dd", {}, prose(text))])));
  const sure = CONFIDENCE[finding.confidence];
  if (sure) body.append(el("p", { class: "note", text: `Confidence: ${sure}` }));
  if (finding.reach && finding.reach.count) body.append(reachBlock(finding, on));
  if ((finding.locations || []).length > 1) {
    body.append(el("p", { class: "note", text: `Written at ${finding.locations.map((each) => `${placeText(each)} (${each.what})`).join(", ")}` }));
  }
  return body;
}

function factLine(fact) {
  const known = Boolean(fact.source);
  return el("li", { "data-known": String(known) }, el("strong", { text: factText(fact) }), fact.detail ? ` ${fact.detail}` : "");
}

function reachBlock(finding, on) {
  const { reach } = finding;
  const names = (word, counts) => (counts && Object.keys(counts).length ? `${word} ${Object.keys(counts).sort().join(", ")}` : "");
  const told = [names("services", reach.services), names("owners", reach.owners)].filter(Boolean).join("; ");
  return el(
    "div",
    { class: "reach" },
    el("p", { class: "reach-count" }, `Reaches ${counted(reach.count, "other resource")}${told ? `: ${told}` : ""}`),
    el("ol", { class: "ways" }, (reach.paths || []).map((way) => el("li", {}, wayLine(finding.address, way, on)))),
  );
}

// "A -> B because of attribute x", one step a line.
function wayLine(start, steps, on) {
  const parts = [addressLink(start || (steps[0] && steps[0].source) || "", on)];
  let before = start;
  for (const step of steps) {
    const through = (step.source || "").startsWith(`${before}.`) ? step.source.slice(before.length + 1) : "";
    before = step.address;
    parts.push(
      el(
        "span",
        { class: "hop" },
        el("span", { class: "arrow", text: step.inferred ? "⇢" : "→" }),
        el("span", { class: "hidden-text", text: "reaches" }),
        addressLink(step.address, on),
        el("span", { class: "because" }, ...becauseOf(step, through)),
      ),
    );
  }
  return el("div", { class: "way" }, parts);
}

// What carries the effect: an attribute of what is reached, else one of what it comes from.
function becauseOf(step, through) {
  if (step.attribute) return ["because of ", code(step.attribute)];
  if (step.inferred) return ["inferred from values in the state"];
  if (through) return ["because of its ", code(through)];
  return [step.via && step.via !== "reference" ? `because of ${step.via}` : "because it refers to it"];
}

function addressLink(address, on) {
  if (!on || !on.knows(address)) return code(address);
  return el("button", { type: "button", class: "link", onclick: () => on.select(address) }, code(address));
}

function changesList(state, on) {
  const { model, found } = state;
  const rows = changeRows(model).filter(({ change }) => !found || found.has(change.address));
  if (!model.changes.length) return [emptyNote("No changes", "This plan changes nothing.")];
  if (!rows.length) return [emptyNote("No change matches", "Change the search or the filters.")];
  const made = rows.slice(0, MOST_ROWS).map(({ change, follows }) => changeRow(state, change, follows, on));
  return rows.length > MOST_ROWS ? [...made, restNote(rows.length - MOST_ROWS)] : made;
}

// Causes by severity, each followed by what follows from it.
function changeRows(model) {
  const causes = new Map();
  for (const change of model.changes) {
    const key = change.cause || change.address;
    if (!causes.has(key)) causes.set(key, []);
    causes.get(key).push(change);
  }
  const heaviest = (changes) => Math.max(...changes.map((change) => weight(model.nodes.get(change.address))));
  const ordered = [...causes].sort((one, other) => heaviest(other[1]) - heaviest(one[1]));
  return ordered.flatMap(([cause, changes]) =>
    [...changes]
      .sort((one, other) => (other.address === cause) - (one.address === cause))
      .map((change) => ({ change, follows: change.address !== cause ? cause : "" })));
}

function changeRow(state, change, follows, on) {
  const node = state.model.nodes.get(change.address);
  const telling = [...new Set(change.actions || [])].filter(isTelling);
  return el(
    "button",
    {
      type: "button", class: `row${follows ? " follows" : ""}`, "data-address": change.address, "aria-current": state.selected === change.address,
      title: follows ? `follows from ${follows}` : null, onclick: () => on.select(change.address),
    },
    verbMark(change.verb),
    el(
      "span",
      { class: "row-words" },
      code(change.address, "where"),
      el("span", { class: "sub", text: [...(telling.length ? telling : [change.verb]), follows ? "follows from its cause" : ""].filter(Boolean).join(" · ") }),
    ),
    node.decision === "allow" ? null : decisionMark(node.decision),
  );
}
