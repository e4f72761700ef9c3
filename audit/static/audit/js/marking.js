// Selecting words: a toolbar offers what they can become. Borders snap to words, by pointer, by touch and by key.
import { readSpans, writeSpans } from "./offsets.js";
import { onRelease } from "./pointers.js";

export class Marking {
  /** `page` gives map, highlights, acts and card() of the page. */
  constructor(page) {
    this.page = page;
    this.bar = document.getElementById("marking");
    this.spans = [];
    document.addEventListener("selectionchange", () => this.later());
    document.addEventListener("pointerup", () => this.later());
    this.bar.addEventListener("click", (event) => this.pressed(event));
    this.bar.addEventListener("pointerdown", (event) => this.held(event));
    this.bar.addEventListener("keydown", (event) => event.key === "Escape" && this.leave());
  }

  /** A press on the toolbar keeps the selection, and a slow one keeps the toolbar: some phones drop the selection. */
  held(event) {
    event.preventDefault();
    this.isHeld = true;
    onRelease(() => {
      this.isHeld = false;
      this.later();
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), 120);
  }

  /** The words that are selected, snapped; nothing outside the text. */
  look() {
    if (this.isHeld) return undefined;
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return this.mode === "borders" || this.hide();
    const range = selection.getRangeAt(0);
    if (!document.getElementById("text").contains(range.commonAncestorContainer)) return undefined;
    const span = this.page.map.spanOf(range);
    return span && this.offer([this.page.map.snapped(span)], range.getBoundingClientRect());
  }

  /** Show the toolbar beside the words. */
  offer(spans, box) {
    this.mode = "selected";
    this.spans = spans;
    this.page.highlights.set("selected", spans);
    this.alike = this.page.map.occurrences(spans[0]);
    this.fill();
    this.bar.hidden = false;
    const top = box.top - this.bar.offsetHeight - 8;
    this.bar.style.top = `${Math.max(8, top < 8 ? box.bottom + 8 : top)}px`;
    this.bar.style.left = `${Math.min(Math.max(8, box.left), innerWidth - this.bar.offsetWidth - 8)}px`;
    const bar = this.bar.getBoundingClientRect();
    const hidden = Math.min(box.bottom + 8 - bar.top, box.top - 8); // never so far that the words' beginning leaves
    if (bar.bottom > box.top && hidden > 0) scrollBy(0, hidden);
  }

  /** Show what the words can become: parts of the toolbar say what they need. */
  fill() {
    const card = this.page.card()?.dataset;
    const whole = readSpans(card?.part);
    const inside = above(below(whole, this.spans.at(-1)[1]), this.spans[0][0]);
    const given = {
      selected: this.mode === "selected",
      borders: this.mode === "borders",
      card: Boolean(card),
      source: Boolean(card?.source),
      inside: inside.length > 0 && writeSpans(inside) !== writeSpans(whole),
      alike: this.alike.length > 1,
    };
    for (const part of this.bar.querySelectorAll("[data-needs]")) {
      part.hidden = !part.dataset.needs.split(" ").every((need) => given[need]);
    }
    this.bar.querySelector("[data-does=all]").textContent = `A claim at each of ${this.alike.length} places`;
    this.bar.querySelector("[data-says=claim]").textContent = card ? `Claim ${card.number}:` : "";
    this.bar.querySelector(".marked-words").textContent = this.words();
  }

  words() {
    return this.spans.map((span) => this.page.map.words(span)).join(" … ");
  }

  /** From the text to what can be done with the words. */
  enter() {
    this.look();
    this.bar.querySelector("button:not([hidden], [hidden] *)")?.focus();
  }

  hide() {
    this.mode = "";
    this.spans = [];
    this.bar.hidden = true;
    this.page.highlights.set("selected", []);
  }

  pressed(event) {
    const does = event.target.closest("button")?.dataset.does;
    if (does) this[does]();
  }

  done() {
    getSelection().removeAllRanges();
    this.hide();
  }

  /** Nothing becomes of the words; the focus is not lost with the toolbar. */
  leave() {
    this.done();
    const place = document.getElementById("claim-title") || document.querySelector("#claims a") || document.getElementById("text");
    place.focus({ preventScroll: true });
  }

  // --- what selected words become ---
  async add(more = {}) {
    const { spans } = this;
    if (!spans.length) return;
    const words = this.words();
    this.done();
    await this.page.acts.add(spans, words, more);
  }

  outlet() {
    return this.add({ kind: "outlet_voice", source: null });
  }

  async all() {
    const found = this.alike;
    this.done();
    for (const span of found) await this.page.acts.add([span], this.page.map.words(span));
  }

  /** The selected words instead of the claim's own. */
  replace() {
    return this.change({ content: this.spans }, "The words are corrected");
  }

  /** The selected words as a further stretch of the claim. */
  extend() {
    return this.change({ content: merged([...this.page.spans(), ...this.spans]) }, "The words are added to the claim");
  }

  /** The selected words as what names the speaker, the role, or a body that the speaker stands for. */
  speaker() {
    return this.named((words, spans) => this.page.naming.speaker(words, spans));
  }

  role() {
    return this.named((words, spans) => this.page.naming.role(words, spans[0]));
  }

  body() {
    return this.named((words, spans) => this.page.naming.body(words, spans[0]));
  }

  named(say) {
    const [words, spans] = [this.words(), this.spans];
    this.done();
    return say(words, spans);
  }

  /** The selected words as an assertion of their own: what stands before and after them in the claim is others. */
  async part() {
    const card = this.page.card().dataset;
    const [start, end] = this.spans[0];
    const whole = readSpans(card.part);
    const inside = above(below(whole, end), start);
    this.done();
    const pieces = [inside, below(whole, start), above(whole, end)].filter((piece) => piece.length);
    return this.page.acts.split(card, pieces.sort((one, other) => one[0][0] - other[0][0]));
  }

  /** Cut the assertion where the selected words begin; without any, at the ends of its sentences. */
  async split() {
    const card = this.page.card()?.dataset;
    if (!card?.assertion) return;
    const cut = this.spans[0]?.[0];
    const whole = readSpans(card.part);
    const isInside = whole.some(([start, end]) => start < cut && cut < end);
    this.done();
    await this.page.acts.split(card, isInside ? [below(whole, cut), above(whole, cut)] : []);
  }

  cue() {
    return this.change({ cue: this.spans }, "The cue is corrected");
  }

  async change(changes, label) {
    const card = this.page.card().dataset;
    this.done();
    await this.page.acts.correct(card, changes, label);
  }

  // --- borders by key ---
  /** Move a border of the open claim by a word: `end` 0 or 1, `direction` -1 or 1. Kept on Enter. */
  move(end, direction) {
    if (!this.page.card()) return;
    if (this.mode !== "borders") {
      this.spans = this.page.spans();
      this.mode = "borders";
    }
    const span = [...(end ? this.spans.at(-1) : this.spans[0])];
    span[end] = this.page.map.border(span[end], end, direction);
    if (span[0] >= span[1]) return;
    this.spans = end ? [...this.spans.slice(0, -1), span] : [span, ...this.spans.slice(1)];
    this.page.highlights.set("selected", this.spans);
    this.alike = [];
    this.fill();
    this.bar.hidden = false;
    this.bar.style.top = "auto";
    this.bar.style.left = "";
    this.bar.querySelector("[data-does=keep]").focus();
  }

  keep() {
    if (writeSpans(this.spans) === writeSpans(this.page.spans())) return this.hide();
    return this.change({ content: this.spans }, "The borders are moved");
  }
}

/** What of the spans lies before a place, and from it on. */
function below(spans, cut) {
  return spans.filter(([start]) => start < cut).map(([start, end]) => [start, Math.min(end, cut)]);
}

function above(spans, cut) {
  return spans.filter(([, end]) => end > cut).map(([start, end]) => [Math.max(start, cut), end]);
}

/** Spans in order, those that touch joined. */
export function merged(spans) {
  const joined = [];
  for (const [start, end] of [...spans].sort((one, other) => one[0] - other[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}
