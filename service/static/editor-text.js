// The text of the editor: a textarea, as assistive technology knows it, over the same text in colors.

import { tokens } from "./editor-tokens.js";

const MOST = 30000; // characters beyond which the text stays plain

export class Text {
  constructor(area) {
    this.area = area;
    this.box = area.parentElement;
    this.painted = document.createElement("pre");
    this.painted.className = "painted";
    this.painted.setAttribute("aria-hidden", "true");
    this.box.prepend(this.painted);
    this.wrong = -1;
    area.addEventListener("input", () => { this.wrong = -1; area.removeAttribute("aria-invalid"); this.paint(); });
    this.paint();
  }

  get value() { return this.area.value; }

  /** Put in another text, as if it had been typed: it can be undone. */
  replace(start, end, text, at = start + text.length) {
    const scroll = window.scrollY;
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, end);
    if (!document.execCommand?.("insertText", false, text)) {
      this.area.setRangeText(text, start, end, "end");
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.area.setSelectionRange(at, at);
    window.scrollTo(window.scrollX, scroll);
  }

  paint() {
    const text = this.value;
    const parts = document.createDocumentFragment();
    const pieces = text.length <= MOST ? tokens(text) : [{ kind: "plain", text, start: 0, end: text.length }];
    for (const token of pieces) {
      const wrong = this.wrong >= token.start && this.wrong < token.end && token.kind !== "space";
      if (["space", "mark", "word", "plain", "blank", "language"].includes(token.kind) && !wrong) {
        parts.append(token.text);
        continue;
      }
      const span = document.createElement("span");
      span.className = wrong ? `${token.kind} wrong` : token.kind;
      const colon = token.kind === "name" ? token.text.indexOf(":") + 1 : 0;
      if (colon) {
        const prefix = document.createElement("span");
        prefix.className = "prefix";
        prefix.textContent = token.text.slice(0, colon);
        span.append(prefix, token.text.slice(colon));
      } else span.textContent = token.text;
      parts.append(span);
    }
    parts.append("\n");
    this.painted.replaceChildren(parts);
    this.box.classList.add("lit");
  }

  /** Mark the place where the query is wrong (line and column count from one), and go there. */
  mark(line, column) {
    const lines = this.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    // Columns count code points, the text of a page counts UTF-16 units.
    this.wrong = Math.min(start + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length, this.value.length);
    const place = this.wrong;
    while (this.wrong > start && /\s/.test(this.value[this.wrong] ?? " ")) this.wrong -= 1; // what came before is marked
    this.area.setAttribute("aria-invalid", "true");
    this.paint();
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(place, place);
    this.painted.querySelector(".wrong")?.scrollIntoView({ block: "nearest" });
  }

  /** Where a character is drawn, from the corner of the editor: left, top and bottom of its line. */
  spot(offset) {
    const walker = document.createTreeWalker(this.painted, NodeFilter.SHOW_TEXT);
    let left = offset;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) {
        const range = document.createRange();
        range.setStart(node, left);
        range.setEnd(node, left);
        const [place, box] = [range.getBoundingClientRect(), this.box.getBoundingClientRect()];
        return { left: place.left - box.left, top: place.top - box.top, bottom: place.bottom - box.top };
      }
      left -= node.length;
    }
    return { left: 0, top: 0, bottom: 0 };
  }
}
