// Above and around the graph: verdict, plans, filters, legend, colours.

function drawHeader() {
  const { model } = state;
  const verdict = document.getElementById("verdict");
  verdict.dataset.decision = told.decision;
  verdict.replaceChildren(decisionMark(told.decision, told.exit_code === CANNOT_DECIDE), el("span", {}, el("strong", { text: told.verdict }), el("small", { text: `exit code ${told.exit_code}` })));
  document.getElementById("label").textContent = model.section.label;
  document.getElementById("label").title = model.section.label;
  document.getElementById("facts").textContent = subjectText(model.section);
  document.getElementById("counts").replaceChildren(...countItems(model).map(([number, word, title]) => el("div", { title }, el("dd", { text: number.toLocaleString("en") }), el("dt", { text: word }))));
}

function subjectText(section) {
  const { name, protected: guarded } = section.environment || {};
  const where = name ? `${name}, ${guarded ? "protected" : "not protected"}` : "environment not known, taken as protected";
  return `${`${section.tool || ""} ${section.tool_version || ""}`.trim()} · ${where}`;
}

function countItems(model) {
  const { section } = model;
  const held = model.findings.filter((finding) => DECISIONS[finding.decision].rank >= 3).length;
  return [
    [section.causes || 0, section.causes === 1 ? "cause" : "causes", "Changes that the others follow from"],
    [model.changes.length, model.changes.length === 1 ? "change" : "changes", "Objects that the plan changes"],
    [section.widest || 0, "widest reach", "Other resources that would notice the widest-reaching action"],
    [held, held === 1 ? "finding holds it" : "findings hold it", "Findings that deny or ask for approval"],
  ];
}

function countsText(model) {
  return countItems(model).map(([number, word]) => `${number} ${word}`).join(", ");
}

function drawPlans() {
  const row = document.getElementById("plans");
  row.hidden = told.sections.length < 2;
  if (row.hidden) return;
  const names = planNames(told.sections.map((section) => section.label));
  row.replaceChildren(
    ...told.sections.map((section, place) =>
      el(
        "button",
        { type: "button", role: "tab", id: `plan-${place}`, "aria-controls": "main", "aria-selected": String(place === state.place), tabindex: place === state.place ? "0" : "-1", title: section.label, onclick: () => openPlan(place) },
        decisionMark(section.decision, section.undecidable),
        el("span", { class: "hidden-text", text: section.undecidable ? "Cannot decide" : DECISIONS[section.decision].word }),
        el("span", { class: "plan-name", text: names[place] }),
        el("span", { class: "count", text: counted((section.changes || []).length, "change") }),
      )),
  );
  arrowsInTabs(row);
}

// The labels without the folder that all have in common; of a long one, the end.
function planNames(labels) {
  let length = labels[0].lastIndexOf("/") + 1;
  while (length > 1 && !labels.every((label) => label.startsWith(labels[0].slice(0, length)))) length = labels[0].lastIndexOf("/", length - 2) + 1;
  return labels.map((label) => {
    const name = label.slice(length > 1 ? length : 0);
    return name.length > 34 ? `…${name.slice(-33)}` : name;
  });
}

function drawTools(groups) {
  const { model } = state;
  const nodes = [...model.nodes.values()];
  document.getElementById("search").value = "";
  const counts = new Map();
  for (const node of nodes) counts.set(node.decision, (counts.get(node.decision) || 0) + 1);
  document.getElementById("decisions").replaceChildren(
    ...Object.entries(DECISIONS).filter(([name]) => counts.get(name)).map(([name, { word }]) =>
      el(
        "button",
        { type: "button", class: "chip", "data-decision": name, "aria-pressed": "false", onclick: () => toggleDecision(name) },
        name === "none" ? verbMark("no-op") : decisionMark(name),
        el("span", { text: word }),
        el("span", { class: "count", text: counts.get(name).toLocaleString("en") }),
      )),
  );
  options("action", "All actions", tally(nodes.flatMap((node) => node.actions)));
  options("type", "All types", tally(nodes.map((node) => node.type).filter(Boolean)));
  const select = document.getElementById("group");
  select.replaceChildren(...groups.map((group) => el("option", { value: group, text: group === "none" ? "Not grouped" : `By ${group}` })));
  select.value = state.group;
  select.disabled = groups.length < 2;
}

function tally(values) {
  const counts = new Map();
  for (const each of values) counts.set(each, (counts.get(each) || 0) + 1);
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
}

function options(id, all, counts) {
  const select = document.getElementById(id);
  select.replaceChildren(el("option", { value: "", text: all }), ...counts.map(([name, count]) => el("option", { value: name, text: `${name} (${count})` })));
  select.disabled = !counts.length;
}

function drawLegend() {
  const legend = document.getElementById("legend");
  const verbs = Object.entries(VERBS).filter(([verb]) => verb !== "no-op").map(([verb, { word }]) => el("li", {}, verbMark(verb), word));
  const decisions = Object.entries(DECISIONS).filter(([name]) => name !== "none").map(([name, { word }]) => el("li", {}, el("span", { class: "swatch", "data-decision": name }, decisionMark(name)), word));
  const line = (kind) => svg("svg", { viewBox: "0 0 34 8", class: "sample" }, svg("path", { d: "M1,4H26", class: kind }), svg("path", { d: "M25,1L32,4L25,7z", class: "head" }));
  legend.append(
    el("summary", { text: "Legend" }),
    el(
      "div",
      { class: "legend-body" },
      el("ul", {}, decisions),
      el("ul", { class: "two" }, verbs),
      el("ul", {}, el("li", {}, line("line"), "is used by"), el("li", {}, line("line inferred"), "inferred from values"), el("li", {}, el("span", { class: "swatch fold" }), "folded: click to unfold")),
      el("p", { class: "note", text: "What is left is used by what is right of it: effects flow to the right." }),
    ),
  );
}

function drawTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const button = document.getElementById("theme");
  button.setAttribute("aria-pressed", String(dark));
  button.setAttribute("aria-label", "Dark colours");
  button.title = dark ? "Light colours" : "Dark colours";
  button.replaceChildren(icon(dark ? "M8 4.8a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 1 0 0-6.4M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8L13 13M3 13l1.2-1.2M11.8 4.2L13 3" : "M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z"));
}

function toggleTheme() {
  const dark = document.getElementById("theme").getAttribute("aria-pressed") === "true";
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  drawTheme();
}
