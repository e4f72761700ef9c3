// Handles at both ends of the chosen claim: dragged by mouse or touch, they move its borders, word by word.
import { offsetAt } from "./offsets.js";

export class Borders {
  constructor(page, marking) {
    this.page = page;
    this.marking = marking;
    this.handles = [0, 1].map((end) => this.handle(end));
    addEventListener("resize", () => this.place());
    // Paragraphs are laid out as they come near, which moves the words below them.
    new ResizeObserver(() => this.place()).observe(document.getElementById("text"));
  }

  handle(end) {
    const handle = document.createElement("span");
    handle.className = `handle ${end ? "ends" : "begins"}`;
    handle.setAttribute("aria-hidden", "true"); // the keys do the same
    handle.hidden = true;
    document.getElementById("text").append(handle);
    handle.addEventListener("pointerdown", (event) => this.grab(event, handle, end));
    return handle;
  }

  /** Put the handles where the open claim begins and ends. */
  place() {
    const spans = this.page.card() && this.page.mayEdit ? this.page.spans() : [];
    const text = document.getElementById("text");
    const ranges = spans.length ? this.page.map.ranges(spans) : [];
    this.handles.forEach((handle, end) => {
      if (!handle.isConnected) text.append(handle);
      const boxes = ranges.length ? [...(end ? ranges.at(-1) : ranges[0]).getClientRects()] : [];
      const box = end ? boxes.at(-1) : boxes[0];
      handle.hidden = !box;
      if (!box) return;
      const origin = text.getBoundingClientRect();
      const block = ranges[0].startContainer.parentElement;
      const side = Boolean(end) === (getComputedStyle(block).direction === "ltr") ? "right" : "left";
      handle.dataset.side = side;
      handle.style.top = `${box.top - origin.top + text.scrollTop}px`;
      handle.style.height = `${box.height}px`;
      handle.style.left = `${box[side] - origin.left}px`;
    });
  }

  grab(event, handle, end) {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    // A finger holds the handle below the line, where it hides no words: the line is meant.
    const { top } = handle.getBoundingClientRect();
    const above = event.clientY - (top + parseFloat(handle.style.height) / 2);
    const ends = new AbortController();
    const { signal } = ends;
    handle.addEventListener("pointermove", ({ clientX, clientY }) => this.drag(clientX, clientY - above, end), { signal });
    handle.addEventListener("pointerup", () => (ends.abort(), this.drop()), { signal });
    handle.addEventListener("pointercancel", () => (ends.abort(), this.marking.hide()), { signal });
  }

  drop() {
    if (this.marking.mode === "borders") this.marking.keep();
  }

  drag(x, y, end) {
    const place = placeUnder(x, y);
    const offset = place && offsetAt(...place);
    if (offset === null || offset === undefined) return;
    const spans = this.page.spans();
    const span = [...(end ? spans.at(-1) : spans[0])];
    span[end] = this.page.map.border(offset, end, end ? 1 : -1, true);
    if (span[0] >= span[1]) return;
    this.marking.mode = "borders";
    this.marking.spans = end ? [...spans.slice(0, -1), span] : [span, ...spans.slice(1)];
    this.page.highlights.set("selected", this.marking.spans);
  }
}

/** The text node and unit under a point of the window. */
function placeUnder(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && [found.offsetNode, found.offset];
  }
  const range = document.caretRangeFromPoint(x, y);
  return range && [range.startContainer, range.startOffset];
}
