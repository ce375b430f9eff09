// Names are completed while they are typed, in every <input data-complete="Person,Institution">: an editable combobox
// with a list (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). In a search, what is chosen is gone to; in other
// forms its name is filled in. data-complete-by names a field of the same form whose value narrows the classes.
// Without this script all of them are plain fields.

const WAIT = 120; // milliseconds without a letter, after which the service is asked
const top = new URL("..", import.meta.url);
const answers = new Map();
let made = 0;

/** What a name may become; the same question is asked once. */
async function offered(text, classes, signal) {
  const asked = new URL("complete", top);
  asked.searchParams.set("q", text);
  if (classes) asked.searchParams.set("class", classes);
  const known = answers.get(asked.href);
  if (known) return known;
  const answer = await fetch(asked, { signal, headers: { Accept: "application/json" } });
  if (!answer.ok) return [];
  const found = await answer.json();
  if (answers.size > 200) answers.clear();
  answers.set(asked.href, found);
  return found;
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** A name with the beginnings of its words marked that were typed. */
function marked(name, typed) {
  const starts = plain(typed).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return name.split(/(?<=[^\p{L}\p{N}])(?=[\p{L}\p{N}])/u).map((word) => {
    const start = starts.find((one) => plain(word).startsWith(one) && plain(word).length === word.length);
    if (!start) return document.createTextNode(word);
    const whole = document.createDocumentFragment();
    whole.append(element("b", {}, word.slice(0, start.length)), word.slice(start.length));
    return whole;
  });
}

class Completed {
  constructor(input) {
    this.input = input;
    this.goes = input.closest("form[role=search]") !== null;
    this.items = [];
    this.active = -1;
    const id = `complete-${(made += 1)}`;
    const name = input.labels?.[0]?.textContent.trim() || input.getAttribute("aria-label") || "Name";
    this.list = element("ul", { id, class: "complete", role: "listbox", "aria-label": `${name}: suggestions`, hidden: "" });
    this.status = element("span", { class: "hidden", role: "status" });
    (input.closest("label") ?? input).after(this.list, this.status);
    input.removeAttribute("list"); // the browser's own list would lie over ours
    for (const [key, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
      autocomplete: "off", autocapitalize: "none", spellcheck: "false",
    })) input.setAttribute(key, value);
    input.addEventListener("input", (event) => event.detail?.chosen || this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Number(option.dataset.place), event.ctrlKey || event.metaKey);
    });
    addEventListener("resize", () => this.list.hidden || this.place());
    if (document.activeElement === input && input.value) this.later(); // typed before the script was there
  }

  get classes() {
    const { complete, completeBy } = this.input.dataset;
    return (completeBy && this.input.form?.elements[completeBy]?.value) || complete;
  }

  later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (!this.input.value.trim()) return this.close();
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const text = this.input.value.trim();
    try {
      const found = await offered(text, this.classes, asking.signal);
      if (!asking.signal.aborted && document.activeElement === this.input) this.show(found, text);
    } catch (error) {
      if (error.name !== "AbortError") this.close(); // the service cannot be reached: a plain field
    }
  }

  show(items, text) {
    this.items = items;
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...items.map((item, place) => this.option(item, place, text)));
    const alike = items[0]?.alike ?? false;
    this.list.classList.toggle("alike", alike);
    this.list.hidden = items.length === 0;
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    if (items.length) this.place();
    const count = items.length === 1 ? "1 suggestion" : `${items.length} suggestions`;
    this.say(items.length ? `${alike ? "No name begins so; did you mean: " : ""}${count}. Up and down lead through them.` : "No name begins so.");
  }

  option(item, place, text) {
    const name = element("span", { class: "name" }, ...(item.alike ? [item.label] : marked(item.label, text)));
    const about = [item.kind];
    if (item.name !== item.label) about.push(`also called ${item.name}`);
    if (item.date) about.push(item.date);
    const facts = `${item.facts.toLocaleString("en")} fact${item.facts === 1 ? "" : "s"}`;
    return element(
      "li", { role: "option", id: `${this.list.id}-${place}`, "aria-selected": "false", "data-place": place },
      name, " ", element("span", { class: "about" }, [...about, facts].join(" · ")),
    );
  }

  /** Put the list under its field, as wide as that, or as the screen lets it be. */
  place() {
    const { input, list } = this;
    const room = document.documentElement.clientWidth;
    Object.assign(list.style, { left: "0", top: "0", width: `${Math.min(Math.max(input.offsetWidth, 320), room - 16)}px` });
    const [field, box] = [input.getBoundingClientRect(), list.getBoundingClientRect()];
    const left = Math.max(8, Math.min(field.left, room - 8 - box.width));
    list.style.left = `${left - box.left}px`;
    list.style.top = `${field.bottom + 4 - box.top}px`;
  }

  key(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.move(event.key === "ArrowDown" ? 1 : -1);
      else this.ask().then(() => this.list.hidden || this.move(event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      clearTimeout(this.timer);
      if (open && this.active >= 0) {
        event.preventDefault();
        this.choose(this.active, event.ctrlKey || event.metaKey);
      } else this.close();
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Tab") {
      if (open && this.active >= 0 && !this.goes) this.choose(this.active);
      this.close();
    }
  }

  /** Make another option the active one; beyond either end is the field itself. */
  move(step) {
    const places = this.items.length + 1;
    this.active = ((this.active + 1 + step + places) % places) - 1;
    for (const [place, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(place === this.active));
    }
    if (this.active < 0) return this.input.removeAttribute("aria-activedescendant");
    const option = this.list.children[this.active];
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  choose(place, elsewhere = false) {
    const item = this.items[place];
    this.close();
    if (this.goes && item.page) {
      if (elsewhere) open(item.page, "_blank", "noopener");
      else location.assign(item.page);
      return;
    }
    this.input.value = item.value;
    this.say(`${item.label} is filled in.`);
    this.input.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { chosen: item } }));
    this.input.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: { chosen: item } }));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.say("");
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}

/** Complete names in all fields of a part of the page that ask for it; for those that a script adds later, too. */
export function completeNames(part = document) {
  for (const input of part.querySelectorAll("input[data-complete]:not([role=combobox])")) new Completed(input);
}

completeNames();
