// The SPARQL page: asks without leaving it, says how long it took, cancels, remembers, marks mistakes where they are.
// The server writes the answers; this puts them in place. Without it, the page is a form.

import { Completion } from "./editor-completion.js";
import { Text } from "./editor-text.js";

const LONGEST = 30000; // characters of an address; longer queries are sent in the body
const REMEMBERED = 50;
const KEY = "kerege.sparql";
const form = document.querySelector("#editor");
const [said, answer, state] = ["said", "answer", "state"].map((id) => document.getElementById(id));
const [cancel, share, running] = [".cancel", ".share", ".running"].map((one) => form.querySelector(one));
const text = new Text(form.querySelector("textarea"));
const tell = (words) => { state.textContent = words; };
let asking = null;

function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

const words = (seconds) => (seconds < 1 ? `${Math.max(1, Math.round(1000 * seconds))} ms` : `${seconds.toFixed(1)} s`);

// Asking

function address(query, more = {}) {
  const made = new URL(form.getAttribute("action"), document.baseURI);
  made.search = new URLSearchParams({ query, ...more });
  return made;
}

/** Ask for a page of answers, and put what it says into this one. */
async function ask(place, { remember = true, query = text.value } = {}) {
  if (!query.trim()) { text.area.reportValidity(); return; }
  asking?.abort();
  const mine = (asking = new AbortController());
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const clock = setInterval(() => { running.textContent = `Asking … ${seconds().toFixed(1)} s`; }, 100);
  cancel.hidden = false;
  answer.setAttribute("aria-busy", "true");
  tell("Asking.");
  try {
    const long = place.href.length > LONGEST;
    const response = await fetch(long ? form.getAttribute("action") : place, {
      method: long ? "POST" : "GET", body: long ? new URLSearchParams({ query }) : undefined,
      signal: mine.signal, headers: { Accept: "text/html" },
    });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const engine = response.headers.get("Server-Timing")?.match(/dur=([\d.]+)/)?.[1];
    shown(page, response.ok, query, { whole: seconds(), engine: engine && engine / 1000 });
    if (!long && place.href !== location.href) history.pushState(null, "", place);
    if (remember && response.ok) remembered(query);
  } catch (error) {
    if (mine.signal.aborted && asking !== mine) return;
    running.textContent = mine.signal.aborted ? `Cancelled after ${words(seconds())}.` : "The service cannot be reached.";
    tell(running.textContent);
  } finally {
    clearInterval(clock);
    if (asking === mine) {
      asking = null;
      cancel.hidden = true;
      answer.removeAttribute("aria-busy");
    }
  }
}

function shown(page, ok, query, time) {
  const fresh = page.getElementById("answer");
  const mistakes = page.getElementById("said")?.childNodes ?? problem(page);
  said.replaceChildren(...mistakes);
  answer.replaceChildren(...(fresh?.childNodes ?? []));
  // What the engine took stands in an answer that was kept, too.
  const took = words(time.whole) + (time.engine && time.engine <= time.whole ? `, of which the engine took ${words(time.engine)}` : "");
  const rows = answer.querySelector(".lead, .small")?.textContent.trim() ?? "";
  running.textContent = `${ok ? "Answered" : "Refused"} after ${took}.`;
  tell(ok ? `Answered after ${took}. ${rows}` : said.textContent.trim());
  document.dispatchEvent(new CustomEvent("kerege:shown", { detail: answer })); // what draws may look again
  if (ok) offerFiles(query);
  else pointOut();
}

/** What a page without a place for mistakes says of one. */
function problem(page) {
  const why = page.querySelector("main .said, main .lead")?.textContent ?? "The service refused, and did not say why.";
  return [element("pre", { className: "said note", role: "alert" }, why)];
}

/** Mark the place of a mistake that the server told. */
function pointOut() {
  const mistake = said.querySelector("[data-line]");
  if (!mistake) { said.scrollIntoView({ block: "nearest" }); return; }
  mistake.id = "mistake";
  text.mark(Number(mistake.dataset.line), Number(mistake.dataset.column));
  text.area.setAttribute("aria-describedby", "mistake keys");
}

/** The answer as files, which plain links cannot ask for. */
function offerFiles(query) {
  const program = answer.querySelector("p.small:last-of-type code")?.textContent ?? "";
  const graph = program.includes("turtle");
  const formats = graph
    ? { ttl: "text/turtle", nt: "application/n-triples", jsonld: "application/ld+json" }
    : { csv: "text/csv", json: "application/sparql-results+json", xml: "application/sparql-results+xml", tsv: "text/tab-separated-values" };
  const buttons = Object.entries(formats).map(([ending, media]) => {
    const button = element("button", { type: "button", className: "copy" }, ending.toUpperCase());
    button.addEventListener("click", async () => {
      const body = new URLSearchParams({ query });
      const found = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { Accept: media } });
      if (!found.ok) { tell(await found.text()); return; }
      const link = element("a", { href: URL.createObjectURL(await found.blob()), download: `answer.${ending}` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
    return button;
  });
  if (answer.querySelector("#results")) answer.append(element("p", { className: "files" }, "Take it along as ", ...buttons));
}

// What was asked before, in this browser alone

function recalled() {
  try { return JSON.parse(localStorage.getItem(KEY)).filter((one) => typeof one.query === "string"); } catch { return []; } // none, or not ours
}

function remembered(query) {
  const others = recalled().filter((one) => one.query !== query);
  try { localStorage.setItem(KEY, JSON.stringify([{ query, when: Date.now() }, ...others].slice(0, REMEMBERED))); } catch { /* full, or forbidden */ }
  listed();
}

const earlier = element("details", { className: "history", hidden: true });
form.after(earlier);

function listed() {
  const known = recalled();
  earlier.hidden = !known.length;
  const items = known.map(({ query, when }) => {
    const line = query.split("\n").filter((one) => one.trim() && !/^\s*(PREFIX|BASE)\b/i.test(one)).join(" ").replace(/\s+/g, " ");
    const button = element("button", { type: "button", title: query }, line.slice(0, 200) || query);
    button.addEventListener("click", () => { text.replace(0, text.value.length, query); text.area.scrollIntoView({ block: "nearest" }); });
    return element("li", {}, button, element("span", { className: "small" }, new Date(when).toLocaleString()));
  });
  const clear = element("button", { type: "button", className: "copy" }, "Clear the list");
  clear.addEventListener("click", () => { localStorage.removeItem(KEY); listed(); tell("The list of earlier queries was cleared."); text.area.focus(); });
  const open = earlier.open;
  earlier.replaceChildren(
    element("summary", {}, `Earlier queries (${known.length})`),
    element("p", { className: "small" }, "They are kept in this browser and sent nowhere. ", clear),
    element("ol", {}, ...items),
  );
  earlier.open = open;
}

// Beginning

form.addEventListener("submit", (event) => { event.preventDefault(); ask(address(text.value)); });
text.area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
});
cancel.addEventListener("click", () => { asking?.abort(); text.area.focus(); });
share.addEventListener("click", async () => {
  await navigator.clipboard.writeText(address(text.value).href);
  tell("The link was copied.");
  const title = share.textContent;
  share.textContent = "Copied";
  setTimeout(() => { share.textContent = title; }, 2000);
});
answer.addEventListener("click", (event) => {
  const tab = event.target.closest(".tabs a");
  if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const place = new URL(tab.href);
  ask(place, { remember: false, query: place.searchParams.get("query") });
});
window.addEventListener("popstate", () => {
  const query = new URLSearchParams(location.search).get("query");
  if (query === null) { said.replaceChildren(); answer.replaceChildren(); return; }
  if (query !== text.value) { text.area.value = query; text.paint(); }
  ask(new URL(location.href), { remember: false, query });
});
share.hidden = !navigator.clipboard;
form.querySelector(".with-script").hidden = false;
listed();
pointOut();
const asked = new URLSearchParams(location.search).get("query");
if (asked && answer.querySelector("#results")) { remembered(asked); offerFiles(asked); }
fetch(form.dataset.terms).then((found) => found.json()).then((terms) => {
  form.completion = new Completion(text, terms, form.dataset.complete, tell);
});
