// Shows in the text what a line or the open card speaks of, without touching the text: CSS highlights over ranges.
import { readSpans } from "./offsets.js";

const NAMES = { hovered: "spans", words: "spans", mention: "mention", cue: "cue", role: "role", bodies: "bodies" };

export class Highlights {
  constructor(map) {
    this.map = map;
    this.works = typeof CSS !== "undefined" && "highlights" in CSS;
  }

  set(name, spans) {
    if (!this.works) return;
    if (spans.length) CSS.highlights.set(name, new Highlight(...this.map.ranges(spans)));
    else CSS.highlights.delete(name);
  }

  /** The words of a claim that the pointer or the focus is on. */
  hover(data) {
    this.set("hovered", data ? readSpans(data.spans) : []);
  }

  /** The chosen claim: its words, and the words that say who speaks and for whom. */
  choose(data) {
    for (const [name, field] of Object.entries(NAMES)) {
      if (name !== "hovered") this.set(name, data ? readSpans(data[field]) : []);
    }
  }
}
