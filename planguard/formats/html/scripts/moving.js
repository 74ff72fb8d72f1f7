// Moving over the graph: zoom, pan, keys, and what comes into sight.

function moveTo(canvas, at, smooth = false) {
  canvas.at = at;
  canvas.world.classList.toggle("smooth", smooth);
  canvas.world.style.transform = `translate(${at.x}px, ${at.y}px) scale(${at.scale})`;
  document.getElementById("scale").textContent = `${Math.round(at.scale * 100)} %`;
}

// Show all of it when that can still be read; else start at what matters most.
function fit(canvas, smooth = true) {
  const { drawn, view } = canvas;
  if (!drawn || !drawn.boxes.length) return;
  const [wide, high] = [view.clientWidth - 56, view.clientHeight - 96];
  const whole = Math.min(wide / drawn.width, high / drawn.height, 1);
  const scale = Math.max(SCALE.least, smooth ? whole : Math.max(whole, SCALE.readable));
  const [width, height] = [drawn.width * scale, drawn.height * scale];
  const x = width <= wide ? (view.clientWidth - width) / 2 : 28;
  const y = height <= high ? Math.max(32, (view.clientHeight - 32 - height) / 2) : 32;
  moveTo(canvas, { x, y, scale }, smooth);
  if (scale > whole) showMostSevere(canvas, { x: width - wide, y: height - high });
}

// Of a graph larger than the window, begin where the most severe is in sight, near the middle.
function showMostSevere(canvas, beyond) {
  const { at, drawn, view } = canvas;
  const best = [...drawn.boxes].filter((box) => box.node).sort((one, other) => bySeverity(one.node, other.node))[0];
  if (!best) return;
  const right = at.x + (best.x + BOX.width / 2) * at.scale + 28;
  const middle = view.clientHeight * 0.4 - (at.y + best.y * at.scale);
  const y = beyond.y > 0 ? Math.min(0, Math.max(-beyond.y - 24, middle)) : 0;
  panBy(canvas, Math.min(0, view.clientWidth - right), y);
}

function zoomBy(canvas, times, point) {
  const { at, view } = canvas;
  const scale = Math.min(SCALE.most, Math.max(SCALE.least, at.scale * times));
  const about = point || { x: view.clientWidth / 2, y: view.clientHeight / 2 };
  const grown = scale / at.scale;
  moveTo(canvas, { scale, x: about.x - (about.x - at.x) * grown, y: about.y - (about.y - at.y) * grown });
}

function panBy(canvas, x, y) {
  moveTo(canvas, { ...canvas.at, x: canvas.at.x + x, y: canvas.at.y + y });
}

// Move the least that brings a box fully into view.
function bringInto(canvas, key, smooth = true) {
  bringAllInto(canvas, [key], smooth);
}

// The same for a box and what it is joined to, where all of that fits.
function bringWithNeighbours(canvas, key) {
  const near = canvas.strong.flatMap((edge) => [edge.from, edge.to]);
  if (!bringAllInto(canvas, [key, ...near], true)) bringInto(canvas, key);
}

function bringAllInto(canvas, keys, smooth) {
  const { at, view, drawn } = canvas;
  const boxes = drawn.boxes.filter((box) => keys.includes(box.key));
  if (!boxes.length) return true;
  const over = overlap(view);
  const [wide, high] = [view.clientWidth - over.x, view.clientHeight - Math.max(48, over.y)];
  const margin = 24;
  const left = at.x + (Math.min(...boxes.map((box) => box.x)) - BOX.width / 2) * at.scale - margin;
  const right = at.x + (Math.max(...boxes.map((box) => box.x)) + BOX.width / 2) * at.scale + margin;
  const top = at.y + (Math.min(...boxes.map((box) => box.y)) - BOX.height / 2) * at.scale - margin;
  const bottom = at.y + (Math.max(...boxes.map((box) => box.y)) + BOX.height / 2) * at.scale + margin;
  if (boxes.length > 1 && (right - left > wide || bottom - top > high)) return false;
  const need = (low, end, room) => (low < 0 ? -low : end > room ? Math.max(room - end, -low) : 0);
  const [x, y] = [need(left, right, wide), need(top, bottom, high)];
  if (x || y) moveTo(canvas, { ...at, x: at.x + x, y: at.y + y }, smooth);
  return true;
}

// When nothing that was found is in sight, go to the first of it.
function showFound(canvas) {
  const { at, view, drawn } = canvas;
  const hits = drawn.boxes.filter((box) => canvas.buttons.get(box.key).classList.contains("hit"));
  const inSight = (box) => {
    const [x, y] = [at.x + box.x * at.scale, at.y + box.y * at.scale];
    return x > 0 && y > 0 && x < view.clientWidth && y < view.clientHeight;
  };
  if (!hits.length || hits.some(inSight)) return;
  hits.sort((one, other) => boxWeight(other) - boxWeight(one) || one.order - other.order);
  bringInto(canvas, hits[0].key);
}

// How much of the graph the details lie over in a narrow window: at the right, or at the bottom.
function overlap(view) {
  const details = document.getElementById("details");
  if (details.hidden) return { x: 0, y: 0 };
  const [own, other] = [view.getBoundingClientRect(), details.getBoundingClientRect()];
  if (other.left > own.left + 8) return { x: Math.max(0, own.right - other.left), y: 0 };
  return { x: 0, y: Math.max(0, own.bottom - other.top) };
}

function placeOnScreen(canvas, key) {
  const box = canvas.drawn && canvas.drawn.boxes.find((each) => each.key === key);
  return box ? { x: canvas.at.x + box.x * canvas.at.scale, y: canvas.at.y + box.y * canvas.at.scale } : null;
}

// After a new layout, keep one box where it was on the screen.
function holdStill(canvas, key, was) {
  const now = placeOnScreen(canvas, key);
  if (now && was) panBy(canvas, was.x - now.x, was.y - now.y);
}

function listenToPointer(canvas) {
  const { view } = canvas;
  let held = null;
  view.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = view.getBoundingClientRect();
    if (event.shiftKey || (!event.ctrlKey && Math.abs(event.deltaX) > Math.abs(event.deltaY))) {
      panBy(canvas, -(event.deltaX || event.deltaY), event.deltaX ? -event.deltaY : 0);
      return;
    }
    zoomBy(canvas, Math.exp(-Math.max(-80, Math.min(80, event.deltaY)) * 0.003), { x: event.clientX - box.left, y: event.clientY - box.top });
  }, { passive: false });
  view.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && !event.target.closest(".node")) held = { x: event.clientX, y: event.clientY, moved: false, id: event.pointerId };
  });
  view.addEventListener("pointermove", (event) => {
    if (!held || held.id !== event.pointerId) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moved && Math.hypot(x, y) < 4) return;
    if (!held.moved) view.setPointerCapture(event.pointerId);
    panBy(canvas, x, y);
    held = { ...held, x: event.clientX, y: event.clientY, moved: true };
    view.classList.add("dragged");
  });
  for (const end of ["pointerup", "pointercancel"]) {
    view.addEventListener(end, () => {
      if (held && !held.moved && end === "pointerup") canvas.on.clear();
      held = null;
      view.classList.remove("dragged");
    });
  }
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function listenToKeys(canvas) {
  canvas.view.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const from = event.target.closest(".node");
    if (event.shiftKey) panBy(canvas, -60 * way[0], -60 * way[1]);
    else if (from) stepTo(canvas, from, way);
    else focusFirst(canvas);
  });
  canvas.view.addEventListener("focusin", (event) => {
    // The browser scrolls what has the focus into sight; here that is done by moving the world.
    canvas.view.scrollTo(0, 0);
    const button = event.target.closest(".node");
    if (button && button.matches(":focus-visible")) bringInto(canvas, keyOf(button));
  });
}

function keyOf(button) {
  return button.dataset.address || button.dataset.fold;
}

function focusFirst(canvas) {
  const boxes = canvas.drawn.boxes.filter((box) => box.node).sort((one, other) => bySeverity(one.node, other.node));
  const first = boxes[0] || canvas.drawn.boxes[0];
  if (first) canvas.buttons.get(first.key).focus();
}

// Go to the nearest node in a direction; what lies to the side counts as farther away.
function stepTo(canvas, from, [dx, dy]) {
  const start = canvas.drawn.boxes.find((box) => box.key === keyOf(from));
  let best = null;
  for (const box of canvas.drawn.boxes) {
    const along = (box.x - start.x) * dx + (box.y - start.y) * dy;
    const aside = Math.abs((box.x - start.x) * dy) + Math.abs((box.y - start.y) * dx);
    if (box === start || along < 8) continue;
    const far = along + aside * (dx ? 1.4 : 3);
    if (!best || far < best.far) best = { box, far };
  }
  if (best) canvas.buttons.get(best.box.key).focus();
}
