// The print: findings and changes of every plan as a document.

function drawPaper(told, models) {
  const paper = document.getElementById("paper");
  if (paper.childElementCount) return;
  paper.append(
    el("h1", { text: `${told.verdict} (exit ${told.exit_code})` }),
    ...models().flatMap((model) => paperSection(model)),
  );
}

function paperSection(model) {
  const { section } = model;
  return [
    el("h2", { text: section.label }),
    el("p", { text: `${subjectText(section)}. ${countsText(model)}.` }),
    ...(model.findings.length ? [el("h3", { text: "Findings" }), ...model.findings.map(paperFinding)] : [el("p", { text: "No findings." })]),
    ...(section.safe ? [el("h3", { text: "What can go alone" }), el("pre", { text: section.safe.command || section.safe.addresses.join("\n") }), el("p", { text: section.safe.caveat })] : []),
    ...((section.lanes || []).length ? [el("h3", { text: "Let through for an urgent fix" }), ...section.lanes.map((lane) => laneItem(lane, null))] : []),
    ...(model.changes.length ? [el("h3", { text: "Changes" }), ...changeRows(model).map(({ change, follows }) => paperChange(model, change, follows))] : []),
    ...((section.notices || []).length ? [el("h3", { text: "Also in this plan" }), ...noticeItems(section.notices, null)] : []),
    ...((section.not_enforced || []).length ? [el("h3", { text: "Not enforced here" }), el("p", { text: section.not_enforced.map((each) => each.policy).join(", ") })] : []),
  ];
}

function paperFinding(finding) {
  const place = (finding.locations || [])[0];
  return el(
    "article",
    { class: "paper-finding" },
    el("h4", {}, decisionMark(finding.decision), ` ${findingWord(finding)}: ${finding.title || finding.policy}`),
    el("p", {}, code(finding.address || "the plan as a whole"), place ? ` (${placeText(place)})` : ""),
    findingBody(finding, null),
  );
}

function paperChange(model, change, follows) {
  const order = ORDERS[change.order];
  const actions = (model.actionsAt.get(change.address) || []).filter((action) => isTelling(action.id));
  return el(
    "article",
    { class: "paper-change" },
    el("h4", {}, verbMark(change.verb), ` ${VERBS[change.verb].word} `, code(change.address)),
    follows || order ? el("p", { class: "note", text: [follows ? `follows from ${follows}` : "", order].filter(Boolean).join("; ") }) : null,
    actions.length ? el("ul", {}, actions.map((action) => el("li", {}, el("code", { text: action.id }), `: ${action.because || ""}`))) : null,
    (change.operations || []).length ? attributeTable(change.operations) : null,
  );
}
