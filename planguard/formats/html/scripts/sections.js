// The plan as a whole: what may go alone, lanes, notices, policies that are not enforced.

function safeCallout(state) {
  const { safe, changes } = state.model.section;
  if (!safe) return null;
  const number = safe.addresses.length;
  return el(
    "details",
    { class: "callout" },
    el("summary", {}, el("strong", { text: `${number} of ${counted((changes || []).length, "change")} can go alone` })),
    safeBody(safe),
  );
}

function safeBody(safe) {
  return el(
    "div",
    { class: "callout-body" },
    safe.command
      ? el("div", { class: "command" }, commandText(safe.command), el("button", { type: "button", class: "button", text: "Copy", onclick: copyCommand }))
      : null,
    el("p", { class: "note", text: safe.caveat }),
    el("ul", { class: "addresses" }, safe.addresses.map((address) => el("li", {}, code(address)))),
  );
}

// Each option keeps together where the line is wide enough; the text itself stays as it is.
function commandText(command) {
  const options = command.split(/ (?=-(?:target|exclude)=)/);
  return el("pre", { tabindex: "0" }, options.flatMap((text, place) => [place ? " " : "", el("span", { class: "option", text })]));
}

function copyCommand(event) {
  const button = event.currentTarget;
  const pre = button.parentElement.querySelector("pre");
  const told = (word) => {
    button.textContent = word;
  };
  const select = () => {
    getSelection().selectAllChildren(pre);
    told("Selected");
  };
  if (navigator.clipboard) navigator.clipboard.writeText(pre.textContent).then(() => told("Copied"), select);
  else select();
}

function planList(state, on) {
  const { section } = state.model;
  const whole = state.model.actions.filter((action) => action.id.startsWith("plan."));
  const parts = [
    block("Environment", [el("p", { text: environmentText(section) })]),
    section.safe ? block("What can go alone", [safeBody(section.safe)]) : null,
    (section.lanes || []).length ? block("Let through for an urgent fix", section.lanes.map((lane) => laneItem(lane, on))) : null,
    whole.length ? block("The plan as a whole", whole.map((action) => textItem(action.id, action.because))) : null,
    (section.notices || []).length ? block("Also in this plan", noticeItems(section.notices, on)) : null,
    (section.overridden || []).length ? block("Overridden here", section.overridden.map((each) => textItem(each.policy, each.reason, each.title))) : null,
    (section.not_enforced || []).length ? block("Not enforced here", section.not_enforced.map(notEnforcedItem)) : null,
  ];
  return parts.filter(Boolean);
}

function block(title, inside) {
  return el("section", { class: "block" }, el("h2", { text: title }), inside);
}

function environmentText(section) {
  const { name, known_from: from, protected: guarded } = section.environment || {};
  if (!name) return "Not known, so taken as protected.";
  return `${name}, ${guarded ? "protected" : "not protected"}${from ? `, known from ${from}` : ""}.`;
}

function textItem(term, text, title) {
  return el("div", { class: "item" }, code(term), title ? el("p", { text: title }) : null, text ? el("p", { class: "note", text }) : null);
}

function laneItem(lane, on) {
  return el(
    "div",
    { class: "item" },
    el("p", {}, el("strong", { text: lane.title || lane.lane }), " ", addressLink(lane.address, on)),
    el("p", { text: `${lane.action}: ${lane.message}` }),
    el("p", { class: "note", text: `Relaxed: ${(lane.relaxed || []).join(", ")}` }),
    (lane.facts || []).length ? el("ul", { class: "facts" }, lane.facts.map(factLine)) : null,
  );
}

// Several subjects of one remark stand together.
function noticeItems(notices, on) {
  const told = new Map();
  for (const notice of notices) {
    const key = `${notice.kind}\n${notice.text}`;
    if (!told.has(key)) told.set(key, { ...notice, subjects: [] });
    if (notice.subject) told.get(key).subjects.push(notice.subject);
  }
  return [...told.values()].map((notice) =>
    el(
      "div",
      { class: "item" },
      el("p", {}, el("span", { class: "tag", text: notice.kind }), ...subjectLinks(notice, on)),
      el("p", { class: "note" }, prose(notice.text || "")),
    ));
}

function subjectLinks(notice, on) {
  if ((notice.text || "").startsWith(`${notice.kind} `)) return [];
  const shown = notice.subjects.slice(0, 6).flatMap((subject) => [" ", addressLink(subject, on)]);
  return notice.subjects.length > 6 ? [...shown, ` and ${notice.subjects.length - 6} more`] : shown;
}

function notEnforcedItem(each) {
  return el(
    "details",
    { class: "item" },
    el("summary", {}, code(each.policy), el("span", { class: "note", text: ` ${each.reason}` })),
    el("p", { text: each.title }),
    each.enable ? el("pre", { tabindex: "0", text: each.enable }) : null,
  );
}
