// A claim from the queue is held while its page is in use: renewed after each time in which somebody did something.
import { post } from "./sending.js";

const EVERY = 5 * 60_000; // milliseconds; a lease lasts half an hour
let used = true;

for (const name of ["pointermove", "keydown", "scroll", "focus"]) {
  addEventListener(name, () => (used = true), { passive: true, capture: true });
}

async function renew() {
  const held = document.querySelector("[data-lease]");
  if (!held || !used || document.hidden) return;
  used = false;
  const { status } = await post(held.dataset.lease, new FormData());
  if (status === 409) held.querySelector("[role=status]").textContent = "no longer held for you: somebody else may judge it";
}

setInterval(renew, EVERY);
