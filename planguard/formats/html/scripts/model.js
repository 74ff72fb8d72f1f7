// One plan of the report, indexed: nodes, edges, and what is said about each address.

function readSection(section) {
  const changes = section.changes || [];
  const findings = section.findings || [];
  const actions = section.actions || [];
  const model = {
    section,
    changes,
    findings,
    actions,
    pictured: Boolean(section.picture),
    nodes: new Map(),
    uses: new Map(),
    users: new Map(),
    edges: [],
    changesAt: indexed(changes, (change) => [change.address]),
    findingsAt: indexed(findings, (finding) => finding.addresses || [finding.address || ""]),
    actionsAt: indexed(actions, (action) => [action.address, ...(action.addresses || [])]),
    waysTo: new Map(),
  };
  readNodes(model);
  readEdges(model);
  readWays(model);
  return model;
}

function indexed(items, keysOf) {
  const found = new Map();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(item);
    }
  }
  return found;
}

function readNodes(model) {
  const drawn = model.section.picture ? model.section.picture.nodes || [] : [];
  for (const node of drawn) model.nodes.set(node.address, { ...node });
  for (const change of model.changes) {
    // A report without a picture, and an object the graph does not know, still has its node.
    if (!model.nodes.has(change.address)) {
      model.nodes.set(change.address, { address: change.address, type: change.type, verb: change.verb, actions: change.actions });
    }
  }
  let order = 0;
  for (const node of model.nodes.values()) {
    node.order = order++;
    node.verb = node.verb || "no-op";
    node.type = node.type || "";
    node.module = node.module || moduleOf(node.address, node.type);
    node.actions = node.actions || [];
    node.services = node.services || [];
    node.owners = node.owners || [];
    node.findings = model.findingsAt.get(node.address) || [];
    node.changed = node.verb !== "no-op" || model.changesAt.has(node.address);
    node.decision = node.changed ? "allow" : "none";
    for (const finding of node.findings) {
      if (DECISIONS[finding.decision].rank > DECISIONS[node.decision].rank) node.decision = finding.decision;
    }
    node.name = shortName(node);
    node.reaches = Math.max(0, ...(model.actionsAt.get(node.address) || []).map((action) => action.reaches || 0));
    node.words = [
      node.address, node.type, node.verb, ...node.actions, ...node.services, ...node.owners,
      ...node.findings.flatMap((finding) => [finding.policy, finding.title || ""]),
    ].join("\n").toLowerCase();
    model.uses.set(node.address, []);
    model.users.set(node.address, []);
  }
}

function moduleOf(address, type) {
  const at = type ? address.indexOf(`${type}.`) : -1;
  return at > 0 && address.startsWith("module.") ? address.slice(0, at).replace(/\.(data\.)?$/, "") : "";
}

function readEdges(model) {
  const picture = model.section.picture;
  if (!picture) return;
  const at = (picture.nodes || []).map((node) => node.address);
  for (const [from, to, lines] of picture.edges || []) {
    const edge = {
      from: at[from],
      to: at[to],
      lines,
      inferred: lines.every((line) => line.via === "inferred"),
      label: [...new Set(lines.map((line) => line.attribute || line.via))].join(", "),
    };
    model.edges.push(edge);
    model.users.get(edge.from).push(edge);
    model.uses.get(edge.to).push(edge);
  }
}

// The ways that findings take to what they reach, by the object at the end of each.
function readWays(model) {
  for (const finding of model.findings) {
    for (const way of (finding.reach && finding.reach.paths) || []) {
      const start = finding.address;
      way.forEach((hop, place) => {
        const steps = way.slice(0, place + 1);
        const known = model.waysTo.get(hop.address) || [];
        if (!known.some((each) => each.start === start)) {
          model.waysTo.set(hop.address, [...known, { start, steps, finding }]);
        }
      });
    }
  }
}

// A shortest way along dependencies from something that changes, as hops like those of a finding.
function wayFromChange(model, address) {
  const seen = new Map([[address, null]]);
  const queue = [address];
  for (let place = 0; place < queue.length; place++) {
    const current = queue[place];
    if (current !== address && model.nodes.get(current).changed) {
      const steps = [];
      for (let at = current; seen.get(at); at = seen.get(at).to) {
        const edge = seen.get(at);
        const line = edge.lines[0];
        steps.push({
          address: edge.to,
          attribute: line.attribute || "",
          via: line.via,
          source: line.target ? `${edge.from}.${line.target}` : edge.from,
          inferred: edge.inferred,
        });
      }
      return { start: current, steps };
    }
    for (const edge of model.uses.get(current) || []) {
      if (!seen.has(edge.from)) {
        seen.set(edge.from, edge);
        queue.push(edge.from);
      }
    }
  }
  return null;
}

// Everything from which `address` can be got to in the given direction, itself included.
function closure(model, address, direction) {
  const seen = new Set([address]);
  const stack = [address];
  while (stack.length) {
    for (const edge of model[direction].get(stack.pop()) || []) {
      const next = direction === "users" ? edge.to : edge.from;
      if (!seen.has(next)) {
        seen.add(next);
        stack.push(next);
      }
    }
  }
  return seen;
}

function groupValue(node, group) {
  if (group === "module") return node.module || "";
  if (group === "service") return (node.services || [])[0] || "";
  if (group === "owner") return (node.owners || [])[0] || "";
  return "";
}

function groupsOf(model) {
  const offered = ["none"];
  for (const group of ["module", "service", "owner"]) {
    const values = new Set([...model.nodes.values()].map((node) => groupValue(node, group)));
    if (values.size > 1 || (values.size === 1 && !values.has(""))) offered.push(group);
  }
  return offered;
}
