// Completion: the terms of the ontology by where they may stand, names of things from this graph, variables and words.
// A list beside a textarea: the arrow keys choose, Enter takes what is chosen, Escape closes, Tab goes on as everywhere.

import { declared, expected, isKeyword, KEYWORDS } from "./editor-tokens.js";

const MOST = 50; // offers
const WAIT = 150; // milliseconds without a letter, after which names are looked up
const LOCAL = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export class Completion {
  constructor(text, terms, names, state) {
    Object.assign(this, { text, terms, names, state, offers: [], active: -1 });
    this.list = document.createElement("ul");
    Object.assign(this.list, { className: "offers", id: "offers", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Completions");
    text.box.append(this.list);
    const area = text.area;
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", "offers");
    area.addEventListener("keydown", (event) => this.key(event));
    area.addEventListener("input", (event) => this.typed(event));
    area.addEventListener("blur", () => this.close());
    area.addEventListener("click", () => this.close());
    this.list.addEventListener("wheel", (event) => { event.preventDefault(); this.list.scrollTop += event.deltaY; }, { passive: false });
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("li");
      if (item) this.take(Number(item.dataset.at));
    });
  }

  key(event) {
    if (event.key === " " && event.ctrlKey) { event.preventDefault(); this.open(true); return; }
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) { event.preventDefault(); this.choose(step === 1 && this.active < 0 ? 0 : this.active + step); }
    else if (event.key === "Enter" && this.active >= 0 && !event.ctrlKey) { event.preventDefault(); this.take(this.active); }
    else if (event.key === "Escape") { event.preventDefault(); this.close(); }
    else if (["ArrowLeft", "ArrowRight", "Home", "End", "Enter", "Tab"].includes(event.key)) this.close();
  }

  typed(event) {
    if (!event.isTrusted && event.inputType === undefined) return this.close();
    this.declare();
    const letter = event.inputType === "insertText" && event.data?.length === 1 ? event.data : "";
    if (!this.taking && /[\p{L}\p{N}:?_]/u.test(letter)) return this.open(false);
    if (!(event.inputType === "deleteContentBackward" && !this.list.hidden)) return this.close();
    return this.open(false);
  }

  /** Declare the prefix that was just completed by its colon, if it is one of this graph's. */
  declare() {
    const { selectionStart: at, value } = this.text.area;
    const name = value.slice(0, at).match(/(?:^|[^\p{L}\p{N}_:<-])(\p{L}[\p{L}\p{N}_-]*):$/u)?.[1];
    const space = name && this.terms.prefixes[name];
    if (!space || /PREFIX\s+\S*$/i.test(value.slice(0, at)) || expected(value, at) === null) return;
    this.prefix(name, at);
  }

  prefix(name, at) {
    const { prefixes, end } = declared(this.text.value);
    if (prefixes.has(name)) return at;
    const line = `${end ? "\n" : ""}PREFIX ${name}: <${this.terms.prefixes[name]}>${end ? "" : "\n"}`;
    this.taking = true;
    this.text.replace(end, end, line, at + line.length);
    this.taking = false;
    this.state(`The prefix ${name} was declared.`);
    return at + line.length;
  }

  async open(asked) {
    const { selectionStart: at, value } = this.text.area;
    const where = expected(value, at);
    this.asking?.abort();
    if (!where || (!asked && where.typed === "")) return this.close();
    const found = this.known(where, asked);
    this.show(found, where, asked);
    const words = where.typed.replace(/^<|^[\p{L}\p{N}_-]*:/u, "").trim();
    if (!["object", "start"].includes(where.place) || where.typed.startsWith("?") || words.length < (asked ? 1 : 3)) return;
    if (["a", "rdf:type", "k:predicate"].includes(where.of) && where.place === "object") return;
    this.asking = new AbortController();
    const { signal } = this.asking;
    if (!asked) await new Promise((done) => setTimeout(done, WAIT));
    if (signal.aborted) return;
    const things = await this.things(words, signal).catch(() => []);
    if (!signal.aborted && this.text.area.selectionStart === at) this.show([...found, ...things], where, asked);
  }

  /** What is offered without asking the service. */
  known({ place, of, typed }, asked) {
    const { classes, properties, values, prefixes } = this.terms;
    if (typed.startsWith("?")) {
      const all = new Set(this.text.value.match(/[?$][\p{L}\p{N}_]+/gu));
      all.delete(typed);
      return [...all].filter((one) => one.startsWith(typed)).map((one) => ({ insert: one, label: "" }));
    }
    if (place === "prefix") {
      return Object.entries(prefixes).filter(([name]) => name.startsWith(typed.replace(/:.*/, "")))
        .map(([name, space]) => ({ insert: `${name}: <${space}>`, show: `${name}:`, label: space }));
    }
    const words = /^[\p{L}_]*$/u.test(typed) && (typed || place === "other")
      ? [...KEYWORDS].filter((word) => word.startsWith(typed.toUpperCase()) && word.length > 1)
        .map((word) => ({ insert: word, label: "" }))
      : [];
    if (place === "predicate") return [...fitting(properties, typed), ...words];
    if (place === "object") {
      if (of === "a" || of === "rdf:type") return fitting(classes, typed);
      if (of === "k:predicate") return fitting(properties, typed);
      const kind = of.replace(/^k:/, "");
      const own = values.filter((value) => value[3].some((one) => one.toLowerCase() === kind.toLowerCase()));
      return typed || asked ? fitting(own.length ? own : values, typed) : [];
    }
    return [...words, ...(place === "other" && typed ? fitting([...classes, ...properties], typed) : [])];
  }

  async things(words, signal) {
    const address = new URL(this.names, document.baseURI);
    address.searchParams.set("q", words);
    const answer = await fetch(address, { signal });
    if (!answer.ok) return [];
    return (await answer.json()).map((thing) => {
      const [name, space] = Object.entries(this.terms.prefixes)
        .find(([, start]) => thing.iri.startsWith(start) && LOCAL.test(thing.iri.slice(start.length))) ?? [];
      const insert = name ? `${name}:${thing.iri.slice(space.length)}` : `<${thing.iri}>`;
      const known = thing.name === thing.label ? thing.label : `${thing.label} (${thing.name})`;
      return { insert, show: known, label: `${thing.kind ?? thing.class}, ${thing.facts} fact${thing.facts === 1 ? "" : "s"}` };
    });
  }

  show(found, where, asked) {
    this.offers = found.slice(0, MOST);
    this.from = where.from;
    if (!this.offers.length || (this.offers.length === 1 && this.offers[0].insert === where.typed)) return this.close();
    this.list.replaceChildren(...this.offers.map((offer, at) => {
      const item = document.createElement("li");
      item.id = `offer-${at}`;
      item.dataset.at = at;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const code = document.createElement("code");
      code.textContent = offer.show ?? offer.insert;
      const said = document.createElement("span");
      said.textContent = offer.label;
      item.append(code, said);
      return item;
    }));
    const spot = this.text.spot(this.from);
    this.list.hidden = false;
    const room = this.text.box.clientWidth - this.list.offsetWidth;
    this.list.style.left = `${Math.max(0, Math.min(spot.left - 12, room))}px`;
    this.list.style.top = `${spot.bottom + 4}px`;
    this.active = -1;
    this.text.area.removeAttribute("aria-activedescendant");
    if (asked) this.choose(0);
    this.state(`${this.offers.length} completions; the arrow keys choose.`);
  }

  choose(at) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = Math.max(0, Math.min(at, this.offers.length - 1));
    const item = this.list.children[this.active];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    this.text.area.setAttribute("aria-activedescendant", item.id);
  }

  take(at) {
    const { insert } = this.offers[at];
    this.close();
    this.taking = true;
    this.text.replace(this.from, this.text.area.selectionStart, insert);
    this.taking = false;
    const name = insert.match(/^(\p{L}[\p{L}\p{N}_-]*):[^ ]*$/u)?.[1];
    if (name && this.terms.prefixes[name]) this.prefix(name, this.text.area.selectionStart);
    this.close();
  }

  close() {
    this.asking?.abort();
    this.list.hidden = true;
    this.active = -1;
    this.text.area.removeAttribute("aria-activedescendant");
  }
}

/** The terms whose name, label or a word of it begins as what is typed; those whose name does first. */
function fitting(terms, typed) {
  if (isKeyword(typed) && typed !== "a" && typed.length > 3) return [];
  const [, prefix, local] = typed.match(/^(?:([^:]*):)?(.*)$/su);
  const start = plain(local);
  const ranked = [];
  for (const [name, label, said] of terms) {
    if (prefix !== undefined && !name.startsWith(`${prefix}:`)) continue;
    const own = plain(name.slice(name.indexOf(":") + 1));
    const rank = own.startsWith(start) ? 0 : plain(label).split(/[\s-]/).some((word) => word.startsWith(start)) ? 1
      : own.includes(start) && start.length > 2 ? 2 : 3;
    if (rank < 3) ranked.push([rank, { insert: name, label: said && plain(said) !== own ? `${label} – ${said}` : label }]);
  }
  return ranked.sort((one, other) => one[0] - other[0]).map((one) => one[1]);
}
