// Single keys for acts. Off while something is typed, off when a person turns them off, never against a screen reader's
// own keys: with Ctrl, Alt or Meta held nothing here listens.

const TYPED_INTO = "input:not([type=radio], [type=checkbox], [type=button], [type=submit], [type=file]), textarea, select, [contenteditable=true]";
const PRESSED_BY_SPACE = "button, summary, input, a:not(.line > a, mark > a, .chip)";

export class Keys {
  /** `acts` is what is done, by name. */
  constructor(acts) {
    this.acts = acts;
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Which key does what, and whether single keys do anything. */
  use({ shortcuts, keys }) {
    this.isOn = shortcuts;
    this.byKey = new Map(Object.entries(keys).map(([act, key]) => [key, act]));
  }

  pressed(event) {
    if (!this.isOn || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const on = event.target instanceof Element ? event.target : document.body;
    if (on.closest(TYPED_INTO) || document.querySelector("dialog[open]")) return;
    if (event.key === " " && on.closest(PRESSED_BY_SPACE)) return;
    const act = this.acts[this.byKey.get(event.key)];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
