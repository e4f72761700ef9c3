// Words of the text selected by key: arrows go from word to word and from sentence to sentence, with Shift they select.
// What is selected is the page's own selection, so that all that is offered for words under a pointer is offered here.

const STEPS = { ArrowRight: ["word", 1], ArrowLeft: ["word", -1], ArrowDown: ["sentence", 1], ArrowUp: ["sentence", -1] };
const MARGIN = 96; // pixels that stay between the words and the window's edge, with the toolbar in mind

export class Selecting {
  /** `page` gives the map and the spans of the open claim, `marking` the toolbar. */
  constructor(page, marking) {
    Object.assign(this, { page, marking });
    this.text = document.getElementById("text");
    this.text.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Begin at the words that are selected, or at the open claim, or at the first words in sight. */
  begin() {
    const open = this.page.card() ? this.page.spans() : [];
    const [span] = this.marking.spans.length ? this.marking.spans : open;
    this.anchor = span ? this.wordFrom(span[0]) : this.wordInSight();
    this.head = this.marking.spans.length ? this.wordFrom(span[1] - 1) : this.anchor;
    if (this.anchor) this.select();
  }

  pressed(event) {
    if (event.target !== this.text || !this.anchor || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = STEPS[event.key];
    if (step) this.move(...step, event.shiftKey);
    else if (event.key === "Enter") this.marking.enter();
    else if (event.key === "Escape") this.end();
    else return;
    event.preventDefault();
  }

  end() {
    this.anchor = null;
    this.marking.leave();
  }

  move(unit, by, isExtending) {
    const next = unit === "word" ? this.word(this.head, by) : this.sentence(by, isExtending);
    if (!next) return;
    this.head = next;
    if (!isExtending) this.anchor = next;
    this.select();
  }

  select() {
    const [first, last] = [this.spanOf(this.anchor), this.spanOf(this.head)].sort((one, other) => one[0] - other[0]);
    const ranges = this.page.map.ranges([[first[0], last[1]]]);
    this.text.focus({ preventScroll: true });
    getSelection().setBaseAndExtent(ranges[0].startContainer, ranges[0].startOffset, ranges.at(-1).endContainer, ranges.at(-1).endOffset);
    keepInSight(this.page.map.ranges([this.spanOf(this.head)])[0], this.text);
  }

  // --- places: which block, which of its words ---
  words({ block }) {
    return this.page.map.wordsOf(this.page.map.blocks[block]);
  }

  spanOf(place) {
    return this.words(place)[place.word];
  }

  /** The word that holds an offset or follows it. */
  wordFrom(offset) {
    const block = this.page.map.blocks.findIndex((each) => offset < each.end);
    if (block < 0) return null;
    const word = this.words({ block }).findIndex(([, end]) => offset < end);
    return word < 0 ? this.word({ block, word: this.words({ block }).length - 1 }, 1) : { block, word };
  }

  wordInSight() {
    const block = this.page.map.blocks.findIndex(({ element }) => isShown(element) && element.getBoundingClientRect().bottom > 0);
    return block < 0 ? null : this.word({ block, word: -1 }, 1);
  }

  /** The word before or after a place, also in another block; null at the text's ends. */
  word({ block, word }, by) {
    if (this.words({ block })[word + by]) return { block, word: word + by };
    const { blocks } = this.page.map;
    for (let at = block + by; blocks[at]; at += by) {
      const { length } = isShown(blocks[at].element) ? this.words({ block: at }) : [];
      if (length) return { block: at, word: by > 0 ? 0 : length - 1 };
    }
    return null;
  }

  /** Back to where the sentence begins, or the one before; on to where the next begins, or to where this one ends. */
  sentence(by, isExtending) {
    const from = isExtending ? this.word(this.head, by) || this.head : this.head;
    if (by < 0) return this.edge(this.word(this.head, -1) || this.head, 0);
    const end = this.edge(from, 1);
    return isExtending ? end : this.word(end, 1);
  }

  /** The first (0) or last (1) word of the sentence that a place is in. */
  edge(place, end) {
    const [at] = this.spanOf(place);
    const sentence = this.page.map.sentencesOf(this.page.map.blocks[place.block]).find(([, last]) => at < last);
    const words = this.words(place);
    const inside = words.flatMap(([start], word) => (sentence[0] <= start && start < sentence[1] ? [word] : []));
    return { block: place.block, word: end ? inside.at(-1) : inside[0] };
  }
}

/** Lines that are no part of the article may be hidden. */
const isShown = (element) => element.offsetParent !== null;

/** Scroll so far that a range is in the window, and in the text where that is a window of its own. */
function keepInSight(range, text) {
  const box = range.getBoundingClientRect();
  const isOwnWindow = text.scrollHeight > text.clientHeight + 1 && getComputedStyle(text).overflowY === "auto";
  const window_ = isOwnWindow ? text.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  const by = Math.min(0, box.top - window_.top - MARGIN) || Math.max(0, box.bottom - window_.bottom + MARGIN);
  (isOwnWindow ? text : window).scrollBy(0, by);
}
