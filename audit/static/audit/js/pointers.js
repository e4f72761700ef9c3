// What a pressed pointer does, by mouse, finger and pen alike.

/** A claim's words are selected as any words are. A mouse would draw the link away instead, and a finger that stays would
 *  open the browser's menu for it. A click or a tap still follows it, since the address is back before. */
export function pressedAsWords(event) {
  const link = !event.button && event.target.closest("mark > a[href]");
  if (!link) return;
  const address = link.getAttribute("href");
  link.removeAttribute("href");
  onRelease(() => link.setAttribute("href", address));
}

/** Once, when the pointer is let go or taken away. */
export function onRelease(act) {
  const ends = new AbortController();
  for (const name of ["pointerup", "pointercancel"]) {
    addEventListener(name, () => (ends.abort(), act()), { signal: ends.signal, capture: true });
  }
}
