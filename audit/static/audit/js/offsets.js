// Where words stand in the article. The server counts code points, the browser UTF-16 units: this file alone converts.

/** How many code points the first `units` UTF-16 units of a string hold. */
export function toPoints(string, units = string.length) {
  let points = 0;
  for (let at = 0; at < units; at += 1) {
    if ((string.charCodeAt(at) & 0xfc00) !== 0xdc00) points += 1; // the second half of a pair is no code point
  }
  return points;
}

/** The index in UTF-16 units of a code point. */
export function toUnits(string, points) {
  let at = 0;
  for (let left = points; left > 0 && at < string.length; left -= 1) {
    at += (string.charCodeAt(at) & 0xfc00) === 0xd800 ? 2 : 1;
  }
  return at;
}

/** "12-40 52-60" as pairs. */
export function readSpans(words) {
  return (words || "").split(" ").filter(Boolean).map((span) => span.split("-").map(Number));
}

/** Pairs as "12-40 52-60". */
export function writeSpans(spans) {
  return spans.map(([start, end]) => `${start}-${end}`).join(" ");
}

/** The block of the text that a node stands in, or null. */
export function blockOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element ? element.closest("[data-start]") : null;
}

/** The offset in the article of a place in the page; null outside its text. */
export function offsetAt(node, unit) {
  const block = blockOf(node);
  if (!block) return null;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, unit);
  return Number(block.dataset.start) + toPoints(before.toString());
}

/** The blocks of a text in order, with where each begins and ends; read once, since the text never changes. */
export class TextMap {
  constructor(root) {
    this.blocks = [...root.querySelectorAll("[data-start]")].map((element) => {
      const start = Number(element.dataset.start);
      return { element, start, end: start + toPoints(element.textContent) };
    });
  }

  /** The blocks that a span touches. */
  touching([start, end]) {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.blocks[middle].end <= start) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < this.blocks.length && this.blocks[low].start < end; low += 1) found.push(this.blocks[low]);
    return found;
  }

  /** A range of the page for each block that the spans touch. */
  ranges(spans) {
    return spans.flatMap((span) =>
      this.touching(span).map((block) =>
        rangeIn(block, Math.max(span[0], block.start), Math.min(span[1], block.end)),
      ),
    );
  }

  /** The words at a span, blocks joined by a line feed. */
  words(span) {
    return this.touching(span)
      .map((block) => slice(block, Math.max(span[0], block.start), Math.min(span[1], block.end)))
      .join("\n");
  }

  /** The span that a range of the page covers, without the space at its ends; null outside the text. */
  spanOf(range) {
    const start = this.near(range.startContainer, range.startOffset, false);
    const end = this.near(range.endContainer, range.endOffset, true);
    return start === null || end === null || start >= end ? null : this.trimmed([start, end]);
  }

  /** The offset at a place, or of the block beside it when the place is between two. */
  near(node, unit, isEnd) {
    const exact = offsetAt(node, unit);
    if (exact !== null) return exact;
    const here = document.createRange();
    here.setStart(node, unit);
    const sides = this.blocks.map((block) => [block, here.comparePoint(block.element, 0)]);
    const beside = isEnd ? sides.filter(([, side]) => side < 0).at(-1) : sides.find(([, side]) => side >= 0);
    return beside ? beside[0][isEnd ? "end" : "start"] : null;
  }

  /** A span without the white space at its ends. */
  trimmed([start, end]) {
    const words = this.touching([start, end]);
    if (!words.length) return null;
    const first = slice(words[0], start, Math.min(end, words[0].end));
    const last = slice(words.at(-1), Math.max(start, words.at(-1).start), end);
    const from = Math.max(start, words[0].start) + toPoints(first) - toPoints(first.trimStart());
    const to = Math.min(end, words.at(-1).end) - toPoints(last) + toPoints(last.trimEnd());
    return from < to ? [from, to] : null;
  }

  /** A span widened to whole words at both ends. */
  snapped([start, end]) {
    return this.trimmed([this.border(start, 0, -1, true), this.border(end, 1, 1, true)]);
  }

  /** Where a word begins (`end` 0) or ends (1) next to an offset, in a direction (-1, 1); with `inside` the offset
   *  itself when it is such a place. */
  border(offset, end, direction, inside = false) {
    const block = this.blocks.find((each) => each.start <= offset && offset <= each.end);
    if (!block) return offset;
    const borders = this.wordsOf(block).map((word) => word[end]);
    if (inside && borders.includes(offset)) return offset;
    const onward = borders.filter((each) => (direction < 0 ? each < offset : each > offset));
    return (direction < 0 ? onward.at(-1) : onward[0]) ?? offset;
  }

  /** The words and signs of a block as spans, in order. */
  wordsOf(block) {
    block.words ??= spansIn(block, pieces(block.element.textContent, "word"));
    return block.words;
  }

  /** The sentences of a block as spans, in order. */
  sentencesOf(block) {
    block.sentences ??= spansIn(block, pieces(block.element.textContent, "sentence"));
    return block.sentences;
  }

  /** Every span whose words equal those of `span`, in order. */
  occurrences(span) {
    const wanted = this.words(span);
    if (!wanted || wanted.includes("\n")) return [span];
    return this.blocks.flatMap((block) => {
      const text = block.element.textContent;
      const found = [];
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        const start = block.start + toPoints(text, at);
        found.push([start, start + toPoints(wanted)]);
      }
      return found;
    });
  }
}

function slice(block, start, end) {
  const text = block.element.textContent;
  return text.slice(toUnits(text, Math.max(0, start - block.start)), toUnits(text, end - block.start));
}

/** Words and signs, or sentences, of a text as [start, end] in UTF-16 units; marks and accents stay with their letters. */
function pieces(text, granularity) {
  const found = [];
  for (const { segment, index } of new Intl.Segmenter("en", { granularity }).segment(text)) {
    if (segment.trim()) found.push([index, index + segment.length]);
  }
  return found;
}

/** Pieces of a block, in order, as spans of the article. */
function spansIn(block, found) {
  const text = block.element.textContent;
  let [unit, point] = [0, block.start];
  const onward = (to) => {
    point += toPoints(text.slice(unit, to));
    unit = to;
    return point;
  };
  return found.map(([start, end]) => [onward(start), onward(end)]);
}

function rangeIn(block, start, end) {
  const text = block.element.textContent;
  const range = document.createRange();
  range.setStart(...placeIn(block.element, toUnits(text, start - block.start), false));
  range.setEnd(...placeIn(block.element, toUnits(text, end - block.start), true));
  return range;
}

/** The text node and unit in it at a unit of an element's text; at a seam the node before for an end, else after. */
function placeIn(element, unit, isEnd) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = unit;
  let last = [element, 0];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left < node.length || (isEnd && left === node.length)) return [node, left];
    left -= node.length;
    last = [node, node.length];
  }
  return last;
}
