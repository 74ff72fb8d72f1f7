// Words, icons, and the one way in which the page makes elements: text stays text.

const VERBS = {
  "create": { sign: "+", word: "Create" },
  "update": { sign: "~", word: "Update" },
  "replace": { sign: "±", word: "Replace" },
  "delete": { sign: "−", word: "Delete" },
  "forget": { sign: "⊘", word: "Forget" },
  "move": { sign: "→", word: "Move" },
  "import": { sign: "↓", word: "Import" },
  "read": { sign: "?", word: "Read" },
  "no-op": { sign: "·", word: "Unchanged" },
};
const DECISIONS = {
  "deny": { rank: 4, word: "Denied", icon: "M4 4l8 8M12 4l-8 8" },
  "approve": { rank: 3, word: "Needs approval", icon: "M8 3v6M8 12v.5" },
  "warn": { rank: 2, word: "Warning", icon: "M8 2.5L14.5 13.5H1.5zM8 6.5v3M8 11.6v.3" },
  "allow": { rank: 1, word: "Allowed", icon: "M3 8.5l3.5 3.5L13 4.5" },
  "none": { rank: 0, word: "Unchanged", icon: "" },
};
const QUESTION = "M5.6 6.2a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.7M8 13v.1";
const CANNOT_DECIDE = 4;
const UNSURE = { unknown: "not known", error: "policy error" };
const ORDERS = {
  "delete-first": "deleted first, then created again: it is gone in between",
  "create-first": "created first, then the old one is deleted",
  "create-then-forget": "created first, then the old one is forgotten",
};
const REVERSIBLE = {
  "yes": "can be undone",
  "no": "cannot be undone",
  "with-data-loss": "undone only with loss of data",
  "unknown": "unknown whether it can be undone",
};
const DISRUPTION = {
  "none": "no disruption",
  "restart": "restarts",
  "replace": "is replaced",
  "outage": "outage",
  "unknown": "disruption unknown",
};
const CONFIDENCE = {
  "exact": "",
  "inferred": "inferred from the plan",
  "guess": "a guess from names: this type is not in the catalogue",
};
const SVG = "http://www.w3.org/2000/svg";

function el(name, fields = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") made.className = value;
    else if (key === "text") made.textContent = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside.flat().filter((each) => each !== null && each !== undefined && each !== ""));
  return made;
}

function svg(name, fields = {}, ...inside) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(fields)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

function icon(path) {
  return svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, svg("path", { d: path }));
}

function decisionMark(decision, undecidable = false) {
  const path = undecidable ? QUESTION : DECISIONS[decision].icon;
  return el("span", { class: "mark", "data-decision": decision, "aria-hidden": "true" }, icon(path));
}

function verbMark(verb) {
  return el("span", { class: "verb", "data-verb": verb, "aria-hidden": "true", text: verb === "no-op" ? "" : VERBS[verb].sign });
}

function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

// A long word may break after what parts it, so that an address wraps where a reader would break it.
function breakable(text) {
  return text.replace(/([./[\]:_-])(?=\w)/g, "$1\u200b");
}

function code(text, extra = "") {
  return el("code", { class: extra, text: breakable(text) });
}

// Text with `code` in it, as policies write it.
function prose(text) {
  return text.split(/`([^`\n]+)`/).map((part, place) => (place % 2 ? code(part) : breakable(part)));
}

// `aws_db_instance.main` of `module.store.aws_db_instance.main`, with the provider's prefix left off;
// of a Pulumi resource `rds.Instance::main`, without its parents: only the name may have `::` in it.
function shortName(node) {
  const address = node.address;
  if (isToken(node.type)) return shortType(node.type) + address.slice(Math.max(0, address.indexOf("::")));
  const local = node.module && address.startsWith(`${node.module}.`) ? address.slice(node.module.length + 1) : address;
  const type = node.type || "";
  const at = type ? local.indexOf(`${type}.`) : -1;
  if (at < 0) return local;
  return local.slice(0, at) + shortType(type) + local.slice(at + type.length);
}

function isToken(type) {
  return (type || "").includes(":");
}

function shortType(type) {
  if (isToken(type)) {
    const [, module, name] = type.split(":");
    const area = module.split("/")[0];
    return name && area !== "index" ? `${area}.${name}` : name || module;
  }
  const cut = type.indexOf("_");
  return cut > 0 && cut < type.length - 1 ? type.slice(cut + 1) : type;
}

function placeText(location) {
  return `${location.file}:${location.line}`;
}

// `/ingress/0/cidr_blocks` as it is written in the configuration: ingress[0].cidr_blocks
function pointerText(pointer) {
  const steps = pointer.split("/").slice(1).map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));
  return steps.reduce((told, step) => {
    if (/^\d+$/.test(step)) return `${told}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${told}["${step}"]`;
    return told ? `${told}.${step}` : step;
  }, "");
}

function factText(fact) {
  if (!fact.source) return `${fact.topic}: ${fact.value || ""}`;
  const limit = fact.compared ? ` ${fact.compared}` : "";
  return [`${fact.topic} ${fact.value || ""}${limit}`, fact.source, fact.seen].filter(Boolean).join(", ");
}

function findingWord(finding) {
  const unsure = UNSURE[finding.outcome];
  return `${DECISIONS[finding.decision].word}${unsure ? ` (${unsure})` : ""}`;
}
