/* Drawn networks one can look around in: zoom, search, filters, and the sentences behind every line.

It attaches to each <figure class="network"> with an SVG of graph/network/svg.py and, in a script of type application/json,
the same network as data. Without it the drawing is read as it is, and its things are links. Nothing is asked of a server. */

const KINDS = { person: "People", institution: "Institutions", place: "Places", undertaking: "Projects and frameworks", event: "Events" };
const HELP = "Arrow keys move, plus and minus zoom, zero shows all. Tab goes to a thing, arrows lead on to others, Enter opens it.";
const STEP = 1.35; // one zoom
const CLOSEST = 12; // times that a drawing can be enlarged
const SLACK = 4; // pixels that a press may move and still be a click
const NARROW = 500; // pixels of a drawing on a phone
const REACH = 16; // pixels around a thing that are taken for it

/* Making elements */

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null && child !== ""));
  return element;
}

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const day = (iso) =>
  /^\d{4}-\d\d-\d\d$/.test(iso) ? new Date(`${iso}T00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : iso;
const span = (first, last) => (first && last && first !== last ? `${day(first)} – ${day(last)}` : day(first || last || ""));

/* What is drawn, read from the SVG and the data beside it */

function read(figure) {
  const svg = figure.querySelector("svg.network");
  const written = figure.querySelector("script.network-data");
  const data = written ? JSON.parse(written.textContent) : { nodes: [], edges: [] };
  const box = svg.viewBox.baseVal;
  const drawing = { figure, svg, nodes: new Map(), edges: [], page: data.graph?.pages, home: { x: box.x, y: box.y, w: box.width, h: box.height } };
  const said = new Map(data.nodes.map((one) => [one.id, one]));
  for (const element of svg.querySelectorAll(".node")) drawing.nodes.set(element.dataset.iri, nodeOf(element, said.get(element.dataset.iri)));
  const facts = new Map(data.edges.map((one) => [one.key, one]));
  for (const element of svg.querySelectorAll(".edge")) drawing.edges.push(edgeOf(element, drawing.nodes, facts.get(element.dataset.fact)));
  for (const edge of drawing.edges) for (const end of new Set([edge.from, edge.to])) end?.edges.push(edge);
  drawing.view = { ...drawing.home };
  drawing.current = drawing.nodes.values().next().value;
  return drawing;
}

function nodeOf(element, said = {}) {
  const circle = element.querySelector("circle:not(.ring)"), text = element.querySelector("text");
  const [x, y, r] = ["cx", "cy", "r"].map((name) => Number(circle.getAttribute(name)));
  const { iri, label, kind, class: cls } = element.dataset;
  text?.removeAttribute("visibility"); // which labels are seen is for the zoom to say
  const node = { element, circle, text, x, y, r, iri, label, kind, cls, said, edges: [], shown: true, key: fold(label) };
  if (text) node.lettered = lettering(node, text.getBBox());
  return node;
}

/* Where the label of a node is, and the point of the node's rim from which it grows */
function lettering({ x, y, r }, box) {
  const [dx, dy] = [box.x + box.width / 2 - x, box.y + box.height / 2 - y];
  const aside = box.x > x || box.x + box.width < x;
  const from = aside ? [x + Math.sign(dx) * r, y + Math.sign(dy) * (Math.abs(dy) > r ? r / 2 : 0)] : [x, y + Math.sign(dy) * r];
  return { from, left: box.x - from[0], top: box.y - from[1], width: box.width, height: box.height };
}

function edgeOf(element, nodes, said = {}) {
  const { fact, predicate, from, to, first, last, sources } = element.dataset;
  const label = said.label ?? predicate.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return { element, fact, predicate, label, from: nodes.get(from), to: nodes.get(to), begin: said.begin || first || "", end: said.end || last || "", first, last, sources: Number(sources ?? 1), said, shown: true };
}

const address = (drawing, element, iri) => element.getAttribute("href") ?? (drawing.page ? null : iri);

/* Zoom: the viewBox is what is seen; labels keep a size that can be read */

const scale = (drawing) => drawing.svg.clientWidth / drawing.view.w || 1; // pixels of a unit

function look(drawing, { x, y, w }) {
  const { svg, home } = drawing;
  const ratio = (svg.clientHeight || home.h) / (svg.clientWidth || home.w);
  const widest = Math.max(home.w, home.h / ratio) * 1.3;
  w = Math.min(widest, Math.max(w, home.w / CLOSEST));
  const inside = (at, size, low, long) => Math.min(Math.max(at, low - size / 2), low + long - size / 2);
  drawing.view = { w, h: w * ratio, x: inside(x, w, home.x, home.w), y: inside(y, w * ratio, home.y, home.h) };
  svg.setAttribute("viewBox", [drawing.view.x, drawing.view.y, w, w * ratio].map((one) => one.toFixed(2)).join(" "));
  drawing.frame ??= requestAnimationFrame(() => {
    drawing.frame = null;
    letter(drawing);
  });
}

function whole(drawing) {
  const { svg, home } = drawing;
  drawing.touched = false;
  const ratio = (svg.clientHeight || home.h) / (svg.clientWidth || home.w);
  const w = Math.max(home.w, home.h / ratio) * (svg.clientWidth < NARROW ? 1.12 : 1); // labels reach over the rim
  look(drawing, { w, x: home.x + (home.w - w) / 2, y: home.y + (home.h - w * ratio) / 2 });
}

function zoom(drawing, factor, at) {
  const { view } = drawing;
  const [fx, fy] = at ? within(drawing, at) : [0.5, 0.5];
  const w = Math.min(Math.max(view.w / factor, drawing.home.w / CLOSEST), drawing.home.w * 4);
  const h = (w * view.h) / view.w;
  go(drawing, { w, x: view.x + (view.w - w) * fx, y: view.y + (view.h - h) * fy });
}

function within(drawing, { clientX, clientY }) {
  const box = drawing.svg.getBoundingClientRect();
  return [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
}

function go(drawing, view) {
  drawing.touched = true; // so that another size of the window leaves it as it is
  look(drawing, view);
}

const pan = (drawing, dx, dy) => go(drawing, { w: drawing.view.w, x: drawing.view.x + dx, y: drawing.view.y + dy });

function reveal(drawing, node) {
  const { view } = drawing;
  const covered = drawing.panel.hidden || drawing.panel.offsetTop >= drawing.svg.clientHeight ? 0 : drawing.panel.offsetWidth / scale(drawing);
  const clear = { w: view.w - covered, h: view.h };
  const fx = (node.x - view.x) / clear.w, fy = (node.y - view.y) / clear.h;
  if (fx < 0.05 || fx > 0.95 || fy < 0.05 || fy > 0.95) go(drawing, { w: view.w, x: node.x - clear.w / 2, y: node.y - clear.h / 2 });
}

/* Labels: those of the greatest things first, and none over another or over a thing */

function letter(drawing) {
  const { view } = drawing, s = scale(drawing), grown = Math.max(s < 0.6 ? 0.85 : 1, s ** 0.3) / s;
  const inside = ({ x, y, shown }) => shown && x > view.x && x < view.x + view.w && y > view.y && y < view.y + view.h;
  const seen = drawing.order.filter(inside), taken = seen.map(disc);
  drawing.svg.classList.toggle("small", s < 0.8);
  for (const node of drawing.order) node.circle.setAttribute("r", Math.max(node.r, 3.5 / s).toFixed(2));
  for (const node of drawing.order) node.element.classList.add("unlabeled");
  for (const node of seen) {
    if (!node.lettered) continue;
    const spots = around(node, grown);
    const free = spots.find((box) => cut(box, view) < -3 / s && !taken.some((one) => one.node !== node && overlap(one, box)));
    const box = free ?? (node.element.classList.contains("found") && spots[0]);
    enlarge(node, grown, (box || spots[0]).left - spots[0].left);
    if (!box) continue;
    node.element.classList.remove("unlabeled");
    taken.push(box);
  }
}

const disc = (node) => ({ node, left: node.x - node.r, right: node.x + node.r, top: node.y - node.r, bottom: node.y + node.r });

function enlarge({ text, lettered }, grown, aside) {
  const [x, y] = lettered.from;
  text.setAttribute("transform", `translate(${(x + aside).toFixed(2)} ${y}) scale(${grown.toFixed(3)}) translate(${-x} ${-y})`);
}

/* Where a label may stand: where it was drawn, or on the other side of its thing */
function around({ x, lettered: { from, left, top, width, height } }, grown) {
  const box = (fx, low) => ({ left: fx + low * grown, right: fx + (low + width) * grown, top: from[1] + top * grown, bottom: from[1] + (top + height) * grown });
  return [box(from[0], left), box(2 * x - from[0], -left - width)];
}

const cut = (box, view) => Math.max(view.x - box.left, box.right - view.x - view.w, view.y - box.top, box.bottom - view.y - view.h);
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/* What is dimmed: all that has nothing to do with what is pointed at */

function near(drawing, focus) {
  const close = new Set(focus.from ? [focus, focus.from, focus.to] : [focus]);
  for (const edge of focus.edges ?? []) if (edge.shown) for (const one of [edge, edge.from, edge.to]) close.add(one);
  return close;
}

function light(drawing, focus) {
  const target = focus ?? drawing.chosen;
  const close = target ? near(drawing, target) : null;
  drawing.svg.classList.toggle("dimmed", Boolean(close) || drawing.searched);
  for (const one of [...drawing.nodes.values(), ...drawing.edges]) {
    one.element.classList.toggle("near", Boolean(close?.has(one)));
    one.element.classList.toggle("chosen", one === drawing.chosen);
  }
}

/* The panel: facts and their sentences */

function open(drawing, target) {
  const focused = target.element;
  drawing.chosen = target;
  if (!target.from) current(drawing, target);
  drawing.panel.replaceChildren(make("button", { type: "button", class: "network-close", "aria-label": "Close", onclick: () => close(drawing) }, "×"), ...(target.from ? ofEdge(drawing, target) : ofNode(drawing, target)));
  drawing.panel.hidden = false;
  drawing.panel.scrollTop = 0;
  drawing.back = focused;
  light(drawing);
  if (!target.from) reveal(drawing, target);
  drawing.panel.focus({ preventScroll: drawing.panel.offsetTop < drawing.svg.clientHeight });
}

function close(drawing) {
  if (drawing.panel.hidden) return;
  drawing.panel.hidden = true;
  drawing.chosen = null;
  light(drawing);
  drawing.back?.focus({ preventScroll: true });
}

function linked(href, text) {
  return href ? make("a", { href }, text) : text;
}

function ofNode(drawing, node) {
  const facts = node.edges.filter((edge) => edge.shown).sort((a, b) => b.sources - a.sources || (a.begin < b.begin ? 1 : -1));
  const what = (node.cls || node.kind).replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return [
    make("p", { class: "network-kind" }, what),
    make("h2", {}, linked(address(drawing, node.element, node.iri), node.label)),
    make("p", { class: "network-small" }, counted(facts.length, "fact drawn", "facts drawn")),
    make("ul", { class: "network-facts" }, ...facts.map((edge) => make("li", {}, folded(drawing, edge, node)))),
  ];
}

function folded(drawing, edge, node) {
  const told = edge.from === node ? `${edge.label} ${edge.to.label}` : `${edge.from.label} ${edge.label} this`;
  return make("details", {}, make("summary", {}, told, " ", make("span", { class: "network-small" }, about(edge))), ...evidence(drawing, edge));
}

function ofEdge(drawing, edge) {
  return [
    make("p", { class: "network-kind" }, "fact"),
    make("h2", {}, named(drawing, edge.from), ` ${edge.label} `, named(drawing, edge.to)),
    make("p", { class: "network-small" }, about(edge)),
    ...evidence(drawing, edge),
  ];
}

const named = (drawing, node) => make("button", { type: "button", class: "network-name", onclick: () => open(drawing, node) }, node.label);
const about = (edge) => [counted(edge.sources, "source", "independent sources"), span(edge.begin, edge.end)].filter(Boolean).join(" · ");

function evidence(drawing, edge) {
  const said = edge.said.said?.length ? edge.said.said : edge.said.sentence ? [{ sentence: edge.said.sentence }] : [];
  const page = address(drawing, edge.element, edge.fact);
  return [...said.map((one) => quotation(drawing, one)), page ? make("p", { class: "network-small" }, make("a", { href: page }, "All that is known of this fact")) : ""];
}

function quotation(drawing, { sentence, title, publisher, date, link, article, page }) {
  const where = page ?? (drawing.page ? null : article);
  const from = [title && linked(where, title), publisher, date && make("time", { datetime: date }, day(date)), link && make("a", { href: link, rel: "noreferrer" }, "read it at the publisher’s")];
  const parts = from.filter(Boolean).flatMap((part, index) => (index ? [" · ", part] : [part]));
  return make("figure", { class: "network-quote" }, make("blockquote", {}, sentence ? `“${sentence}”` : "Its words are not shared."), make("figcaption", {}, ...parts));
}

/* Search and filters */

function tell(drawing, text) {
  drawing.status.textContent = text;
}

function search(drawing, text) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  drawing.searched = words.length > 0;
  const found = drawing.order.filter((node) => node.shown && words.length && words.every((word) => node.key.includes(word)));
  for (const node of drawing.order) node.element.classList.toggle("found", found.includes(node));
  light(drawing);
  letter(drawing);
  if (drawing.searched) tell(drawing, found.length ? `${counted(found.length, "thing", "things")} found; Enter opens the first.` : "Nothing drawn here goes by that name.");
  else shown(drawing);
  return found;
}

function filter(drawing) {
  const { form } = drawing;
  const off = new Set([...form.querySelectorAll("input[type=checkbox]:not(:checked)")].map((box) => `${box.name}=${box.value}`));
  const [since, until] = period(drawing);
  const fits = (edge) => !off.has(`relation=${edge.predicate}`) && [edge.from, edge.to].every((node) => node && !off.has(`kind=${node.kind}`));
  const meets = (edge) => (!since || !edge.end || edge.end >= since) && (!until || !edge.begin || edge.begin <= until);
  const least = Number(form.elements.sources?.value ?? 1);
  for (const edge of drawing.edges) show(edge, fits(edge) && meets(edge) && edge.sources >= least);
  for (const node of drawing.nodes.values()) show(node, !off.has(`kind=${node.kind}`) && (!node.edges.length || node.edges.some((edge) => edge.shown)));
  if (drawing.chosen && !drawing.chosen.shown) close(drawing);
  search(drawing, drawing.box.value);
  if (!drawing.searched) shown(drawing);
}

function show(one, shown) {
  one.shown = shown;
  one.element.classList.toggle("filtered", !shown);
}

function shown(drawing) {
  const count = (all) => all.filter((one) => one.shown).length;
  const [nodes, edges] = [[...drawing.nodes.values()], drawing.edges];
  const all = count(nodes) === nodes.length && count(edges) === edges.length;
  tell(drawing, `${all ? "" : `${count(nodes).toLocaleString("en")} of `}${counted(nodes.length, "thing", "things")}, ${all ? "" : `${count(edges).toLocaleString("en")} of `}${counted(edges.length, "fact", "facts")}`);
}

const month = (iso) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1;
const monthName = (number) => new Date(Date.UTC(Math.floor(number / 12), number % 12)).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const monthEdge = (number, end) => new Date(Date.UTC(Math.floor(number / 12), (number % 12) + (end ? 1 : 0), end ? 0 : 1)).toISOString().slice(0, 10);

function period({ form }) {
  const [from, to] = [form.elements.from, form.elements.to];
  if (!from) return ["", ""];
  if (Number(from.value) > Number(to.value)) [from, to].find((one) => one !== document.activeElement).value = document.activeElement === from ? from.value : to.value;
  for (const one of [from, to]) one.setAttribute("aria-valuetext", (one.nextElementSibling.textContent = monthName(Number(one.value))));
  return [from.value === from.min ? "" : monthEdge(Number(from.value), false), to.value === to.max ? "" : monthEdge(Number(to.value), true)];
}

/* Controls */

function controls(drawing) {
  const { figure } = drawing;
  const button = (label, text, act) => make("button", { type: "button", "aria-label": label, title: label, onclick: act }, text);
  drawing.box = make("input", { type: "search", placeholder: "Find in the drawing", "aria-label": "Find in the drawing", autocomplete: "off", oninput: () => search(drawing, drawing.box.value), onkeydown: (event) => searchKey(drawing, event) });
  drawing.status = make("p", { class: "network-status", role: "status" });
  drawing.form = make("form", { class: "network-filters", onsubmit: (event) => event.preventDefault(), oninput: () => filter(drawing) }, ...choices(drawing));
  drawing.panel = make("aside", { class: "network-panel", tabindex: "-1", "aria-label": "Facts and sentences", hidden: true });
  const zooming = make("div", { class: "network-zoom", role: "group", "aria-label": "Zoom" }, button("Zoom in", "+", () => zoom(drawing, STEP)), button("Zoom out", "−", () => zoom(drawing, 1 / STEP)), button("Show all", "⤢", () => whole(drawing)));
  drawing.help = make("p", { class: "network-help", id: `network-help-${document.querySelectorAll(".network-help").length}` }, HELP);
  const filters = make("details", { class: "network-choice" }, make("summary", {}, "Filter"), drawing.form);
  figure.prepend(make("div", { class: "network-tools" }, drawing.box, filters, drawing.status));
  drawing.stage = make("div", { class: "network-stage" });
  drawing.svg.replaceWith(drawing.stage);
  drawing.stage.append(drawing.svg, zooming, drawing.panel, drawing.help);
}

function choices(drawing) {
  const kinds = [...new Set([...drawing.nodes.values()].map((node) => node.kind))].sort((a, b) => Object.keys(KINDS).indexOf(a) - Object.keys(KINDS).indexOf(b));
  const relations = new Map(drawing.edges.map((edge) => [edge.predicate, edge.label]).sort((a, b) => a[1].localeCompare(b[1])));
  const box = (name, value, text) => make("label", {}, make("input", { type: "checkbox", name, value, checked: true }), swatch(drawing, name, value), text);
  const set = (title, ...inner) => make("fieldset", {}, make("legend", {}, title), ...inner);
  return [
    set("Things", ...kinds.map((kind) => box("kind", kind, KINDS[kind] ?? kind))),
    set("Relations", ...[...relations].map(([name, label]) => box("relation", name, label))),
    set("Time", ...times(drawing)),
    set("Independent sources", ...sources(drawing)),
  ];
}

/* The color in which things of a kind, or a relation, are drawn here */
function swatch(drawing, name, value) {
  const of = name === "kind" ? `.node.k-${CSS.escape(value)} circle:not(.ring)` : `.edge.p-${CSS.escape(value)} .line`;
  const drawn = drawing.svg.querySelector(of);
  const mark = make("i", { class: `network-${name}`, "aria-hidden": "true" });
  if (drawn) mark.style.backgroundColor = getComputedStyle(drawn)[name === "kind" ? "fill" : "stroke"];
  return mark;
}

function times(drawing) {
  const dates = drawing.edges.flatMap((edge) => [edge.begin, edge.end]).filter((one) => /^\d{4}-\d\d/.test(one)).map(month);
  if (!dates.length) return ["No fact drawn has a date."];
  const [min, max] = [Math.min(...dates), Math.max(...dates)];
  const range = (name, title, value) => make("label", {}, make("span", {}, title), make("input", { type: "range", name, min, max, value }), make("output", {}, monthName(value)));
  return [range("from", "From", min), range("to", "Until", max)];
}

function sources(drawing) {
  const most = Math.max(1, ...drawing.edges.map((edge) => edge.sources));
  return [make("label", {}, "At least", make("input", { type: "number", name: "sources", min: 1, max: most, value: 1 }), "of them")];
}

function searchKey(drawing, event) {
  if (event.key === "Escape") event.target.value = "";
  const found = ["Enter", "Escape"].includes(event.key) ? search(drawing, event.target.value) : [];
  if (event.key !== "Enter") return;
  event.preventDefault();
  if (found.length) open(drawing, found[0]);
}

/* Keyboard: the drawing is one stop, the thing in it that was last at another; arrows lead on from there */

function current(drawing, node) {
  drawing.current?.element.setAttribute("tabindex", "-1");
  drawing.current = node;
  node.element.setAttribute("tabindex", "0");
}

const KEYS = { "+": (d) => zoom(d, STEP), "=": (d) => zoom(d, STEP), "-": (d) => zoom(d, 1 / STEP), "0": whole };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function key(drawing, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const node = drawing.nodes.get(document.activeElement?.dataset?.iri), arrow = ARROWS[event.key];
  if (KEYS[event.key]) KEYS[event.key](drawing);
  else if (arrow && node && !event.shiftKey) step(drawing, node, arrow);
  else if (arrow) pan(drawing, (arrow[0] * drawing.view.w) / 8, (arrow[1] * drawing.view.h) / 8);
  else if (node && (event.key === "Enter" || event.key === " ")) open(drawing, node);
  else return;
  event.preventDefault();
}

function step(drawing, node, [dx, dy]) {
  const cost = (other) => {
    const [x, y] = [other.x - node.x, other.y - node.y];
    const ahead = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
    return ahead > 0 ? ahead + 2 * aside : Infinity;
  };
  const others = drawing.order.filter((other) => other !== node && other.shown && cost(other) < Infinity);
  if (!others.length) return;
  const next = others.reduce((best, other) => (cost(other) < cost(best) ? other : best));
  current(drawing, next);
  next.element.focus({ preventScroll: true });
  reveal(drawing, next);
}

/* Pointers: drag, pinch, wheel, click */

function pressed(drawing, event) {
  if (event.button) return;
  drawing.pointers.set(event.pointerId, event);
  drawing.moved &&= drawing.pointers.size > 1;
}

function moved(drawing, event) {
  const before = drawing.pointers.get(event.pointerId);
  if (!before) return;
  const other = [...drawing.pointers.values()].find((one) => one.pointerId !== event.pointerId);
  if (other) pinch(drawing, before, event, other);
  else if (!drawing.moved && Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < SLACK) return;
  else pan(drawing, (before.clientX - event.clientX) / scale(drawing), (before.clientY - event.clientY) / scale(drawing));
  if (!drawing.moved) drawing.svg.setPointerCapture(event.pointerId);
  drawing.moved = true;
  drawing.pointers.set(event.pointerId, event);
}

function pinch(drawing, before, after, other) {
  const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
  zoom(drawing, apart(after) / apart(before), { clientX: (after.clientX + other.clientX) / 2, clientY: (after.clientY + other.clientY) / 2 });
}

function wheeled(drawing, event) {
  // A page is scrolled by the wheel until its drawing was chosen; a drawing that is the page has the wheel.
  if (!event.ctrlKey && !drawing.figure.hasAttribute("data-alone") && !drawing.stage.contains(document.activeElement)) return;
  event.preventDefault();
  zoom(drawing, Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), event);
}

function clicked(drawing, event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a link that is opened elsewhere
  event.preventDefault();
  if (drawing.moved) return;
  const target = event.detail ? at(drawing, event) : drawing.nodes.get(event.target.closest(".node")?.dataset.iri);
  if (target) open(drawing, target);
  else close(drawing);
}

function at(drawing, event) {
  const hit = event.target.closest(".node, .edge");
  const [fx, fy] = within(drawing, event), { view } = drawing, s = scale(drawing);
  const apart = (node) => Math.hypot(view.x + fx * view.w - node.x, view.y + fy * view.h - node.y) * s - (hit ? node.r * s : 0);
  const reach = hit ? 0 : REACH; // a name may lie over another thing, which is what is meant then
  const closest = drawing.order.filter((node) => node.shown && apart(node) <= reach).sort((a, b) => apart(a) - apart(b))[0];
  return closest ?? drawing.nodes.get(hit?.dataset.iri) ?? drawing.edges.find((edge) => edge.element === hit);
}

function listen(drawing) {
  const { svg, stage, figure } = drawing;
  svg.addEventListener("pointerdown", (event) => pressed(drawing, event));
  svg.addEventListener("pointermove", (event) => moved(drawing, event));
  for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, (event) => drawing.pointers.delete(event.pointerId));
  svg.addEventListener("wheel", (event) => wheeled(drawing, event), { passive: false });
  svg.addEventListener("click", (event) => clicked(drawing, event));
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("keydown", (event) => key(drawing, event));
  for (const name of ["pointerover", "focusin"]) svg.addEventListener(name, (event) => light(drawing, under(drawing, event.target)));
  for (const name of ["pointerleave", "focusout"]) svg.addEventListener(name, () => light(drawing));
  stage.addEventListener("keydown", (event) => event.key === "Escape" && close(drawing));
  new ResizeObserver(() => (drawing.touched ? look(drawing, drawing.view) : whole(drawing))).observe(svg);
  figure.classList.add("live");
}

function under(drawing, target) {
  const hit = target.closest?.(".node, .edge");
  return hit?.dataset.iri ? drawing.nodes.get(hit.dataset.iri) : drawing.edges.find((edge) => edge.element === hit);
}

/* Thin lines are hard to hit: each gets a broad one that is not seen */
function broaden(edge) {
  const line = edge.element.querySelector(".line");
  if (!line) return;
  const broad = line.cloneNode();
  for (const name of ["stroke", "stroke-width"]) broad.removeAttribute(name);
  broad.setAttribute("class", "hit");
  edge.element.append(broad);
}

function attach(figure) {
  if (!figure.querySelector("svg.network .node")) return;
  const drawing = Object.assign(read(figure), { pointers: new Map(), moved: false, searched: false });
  drawing.order = [...drawing.nodes.values()].sort((a, b) => b.r - a.r);
  controls(drawing);
  for (const { element } of drawing.order) element.setAttribute("tabindex", "-1");
  for (const edge of drawing.edges) edge.element.setAttribute("tabindex", "-1"), broaden(edge);
  for (const [name, value] of Object.entries({ tabindex: "0", role: "group", "aria-roledescription": "network", "aria-describedby": drawing.help.id })) drawing.svg.setAttribute(name, value);
  current(drawing, drawing.order[0]);
  listen(drawing);
  whole(drawing);
  shown(drawing);
}

for (const figure of document.querySelectorAll("figure.network")) attach(figure);
document.addEventListener("kerege:shown", (event) => event.detail.querySelectorAll("figure.network").forEach(attach)); // put in later
