// Single keys for acts. Off while something is typed, off when a person turns them off, never against a screen reader's
// own keys: with Ctrl, Alt or Meta held nothing but recording (Ctrl and Enter) listens.

const TYPED_INTO = "input:not([type=radio], [type=checkbox], [type=button], [type=submit], [type=file]), textarea, select, [contenteditable=true]";
const PRESSED_BY_SPACE = "button, summary, input, a:not(.line > a, mark > a, .chip)";
const LEADS_TO_WORDS = ["insufficient", "source", "same"]; // acts after which one types
const LEADS = [...LEADS_TO_WORDS, "corroborated", "disputed", "not_checkable", "attribution", "reuse"]; // or presses

export class Keys {
  /** `acts` is what is done, by name; `turns` knows whether one of them is still going on. */
  constructor(acts, turns) {
    Object.assign(this, { acts, turns });
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Which key does what, and whether single keys do anything. */
  use({ shortcuts, keys }) {
    this.isOn = shortcuts;
    this.byKey = new Map(Object.entries(keys).map(([act, key]) => [key, act]));
  }

  pressed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return this.recorded(event);
    if (!this.isOn || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const on = event.target instanceof Element ? event.target : document.body;
    if (on.closest(TYPED_INTO) || document.querySelector("dialog[open]")) return;
    if (this.turns.isBusy && this.isForWhatComes(event.key)) {
      event.preventDefault();
      return this.turns.take(() => give(event.key));
    }
    if (event.key === " " && on.closest(PRESSED_BY_SPACE)) return;
    const name = this.byKey.get(event.key);
    if (!this.acts[name]) return;
    event.preventDefault();
    this.last = name;
    this.acts[name]();
  }

  /** With Ctrl and Enter what stands in the form is recorded, also when it is still on its way. */
  recorded(event) {
    if (!event.target.closest("form.review, .line, #claim-title") && event.target !== document.body) return;
    event.preventDefault();
    this.acts.record();
  }

  /** Whether a key is for the field that the act before it leads to, once that is there. */
  isForWhatComes(key) {
    if (key === " " || key === "Enter") return LEADS.includes(this.last);
    return key.length === 1 && LEADS_TO_WORDS.includes(this.last);
  }
}

/** Do what a key does where the focus is now. */
function give(key) {
  const at = document.activeElement;
  if (at.matches(TYPED_INTO) && key.length === 1) {
    at.setRangeText(key, at.selectionStart, at.selectionEnd, "end");
    at.dispatchEvent(new InputEvent("input", { bubbles: true }));
  } else if (at.matches("button, summary, [type=radio], [type=checkbox]")) {
    at.click();
  }
}
