// The article page: choosing claims, by pointer and by key, without loading the page again.
import { Acts } from "./acts.js";
import { answerKeys } from "./answers.js";
import { Borders } from "./borders.js";
import { Cards } from "./cards.js";
import { bringIntoView, chosenLine, lineNumbered, lineOf, lines, markOf, marksOf, relabel } from "./claim_lines.js";
import { Drafts } from "./drafts.js";
import { Highlights } from "./highlights.js";
import { Joining } from "./joining.js";
import { Keys } from "./keys.js";
import { openKeyHelp } from "./key_help.js";
import { Marking } from "./marking.js";
import { Naming } from "./naming.js";
import { readSpans, TextMap } from "./offsets.js";
import { Outbox } from "./outbox.js";
import { ownThings, rememberKeys, rememberedKeys } from "./own.js";
import { Past } from "./past.js";
import { pressedAsWords } from "./pointers.js";
import { Selecting } from "./selecting.js";
import { Turns } from "./turns.js";
import { teach } from "./ways_back.js";

const desk = document.getElementById("desk");
const mayEdit = desk.dataset.edits === "yes";
let map = new TextMap(document.getElementById("text"));
const highlights = new Highlights(map);
const outbox = new Outbox();
const { user, own } = desk.dataset;
const things = ownThings(own);
const past = new Past(desk.dataset, { say });
const drafts = new Drafts(user, own, things, { outbox, past });
const turns = new Turns();

const page = {
  get map() {
    return map;
  },
  highlights,
  mayEdit,
  card: () => document.getElementById("claim"),
  say,
  spans: () => readSpans(page.card().dataset.spans),
};
const cards = new Cards(page, { left: () => borders?.place() });
page.acts = new Acts(desk.dataset, { changed: refresh, say, past });
page.naming = new Naming(page);
const joining = mayEdit ? new Joining(page) : null;
const marking = mayEdit ? new Marking(page) : null;
const selecting = mayEdit ? new Selecting(page, marking) : null;
const borders = mayEdit ? new Borders(page, marking) : null;
teach(past, { cards, drafts, say });

/** At once, or when what is going on is done. */
const inTurn = (act) => (turns.isBusy ? turns.take(act) : act());

/** Tell people, also those who listen. `kind`: success, error or nothing. */
function say(words, kind = "") {
  if (kind === "error") turns.drop(); // nobody is led away from it by keys pressed before it was there
  const line = document.createElement("p");
  line.className = `message ${kind}`;
  line.textContent = words;
  document.getElementById("messages").replaceChildren(line);
}

/** The text and the list anew, after claims came, went or moved; place and focus stay. Without what an act told, the
 *  open claim as it is now. */
async function refresh(told = { claims: [{ id: page.card()?.dataset.claim }], sources: [] }) {
  const answer = await fetch(desk.dataset.page);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const top = scrollY;
  const at = lines().indexOf(chosenLine());
  const chosen = page.card()?.dataset.claim;
  for (const wanted of ["#text", "#listed"]) {
    const place = document.querySelector(wanted);
    place.replaceChildren(...document.importNode(fresh.querySelector(wanted), true).childNodes);
  }
  map = new TextMap(document.getElementById("text"));
  highlights.map = map;
  scrollTo(0, top);
  const inList = ({ id }) => document.querySelector(`#claims a[href*="${id}"]`);
  const own = chosen && inList({ id: chosen });
  // Sources that become one change claims all over the text: the open one stays.
  const link = (told.sources.length > 1 && own) || told.claims.map(inList).find(Boolean) || (told.sources.length && own);
  if (link) {
    await cards.open(link.href, { focus: "#claim-title" });
  } else {
    cards.close();
    lines()[Math.min(Math.max(at, 0), lines().length - 1)]?.firstElementChild.focus({ preventScroll: true });
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.matches(".close")) {
    event.preventDefault();
    cards.close();
  } else if (link.matches("mark > a, a.chip, .line > a, .open-head a, .tabs a")) {
    if (String(getSelection())) return event.preventDefault(); // words were selected, no claim asked for
    event.preventDefault();
    const focus = link.matches(".tabs a") ? ".tabs a[aria-current]" : "#claim-title";
    inTurn(() => cards.open(link.href, { focus, remember: true }));
  }
  return undefined;
});

document.getElementById("text").addEventListener("pointerdown", pressedAsWords);

function hovered(event) {
  const link = event.target.closest?.(".line > a, mark > a, a.chip");
  const line = link && lineOf(link);
  document.querySelector(".line.is-hovered")?.classList.remove("is-hovered");
  if (link && line && !link.closest(".line")) line.classList.add("is-hovered");
  highlights.hover(line ? line.firstElementChild.dataset : null);
}
document.addEventListener("pointerover", hovered);
document.addEventListener("focusin", hovered);

/** The address of an open card with its question. */
function placeOf({ dataset: { claim, question, assertion, number } }) {
  const asked = question === "corroboration" ? `&question=corroboration&assertion=${assertion}` : "";
  return `${desk.dataset.page}?claim=${claim}${asked}#mark-${number}`;
}

/** The new card is there: the rest of the page follows it. */
function takeOver() {
  const claim = page.card();
  desk.classList.toggle("has-choice", Boolean(claim));
  if (!claim) return;
  relabel(claim);
  const line = lineNumbered(claim.dataset.number);
  for (const mark of line ? marksOf(line) : []) mark.classList.toggle("is-chosen", line === chosenLine());
  highlights.choose(claim.dataset);
  bringIntoView(line && markOf(line), "center");
  borders?.place();
  const form = cards.pane.querySelector("form.review");
  if (form) form.dataset.place = placeOf(claim);
  drafts.attach(form);
  page.naming.attach();
  const { sent } = drafts;
  if (sent && sent.target === form?.dataset.target && form.dataset.mine) {
    past.add({ kind: "answer", label: `the answer on ${form.dataset.label}`, review: form.dataset.mine, ...sent });
    drafts.sent = null;
  }
}

/** What comes after an answer waits until that is recorded: its card would stand in the place of the next claim's. */
document.addEventListener("htmx:beforeSend", ({ detail }) => {
  if (!detail.elt.matches("form.review")) return;
  turns.hold(new Promise((done) => detail.xhr.addEventListener("loadend", done)));
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== cards.pane) return;
  takeOver();
  if (event.detail.requestConfig.verb === "post" || document.activeElement === document.body) {
    if (!cards.pane.querySelector("[role=alert]")) return cards.showWhatStands();
    turns.drop(); // the keys pressed meanwhile took it for recorded
    cards.showWhy();
  }
  return undefined;
});

document.addEventListener("outbox:arrived", ({ detail }) => {
  if (detail.isDone) drafts.forget(detail.target);
  if (detail.claim) relabel(detail.claim);
  takeOver(); // its card may be the open one
});

const simple = (act, label) => () => mayEdit && page.card() && page.acts.simple(page.card().dataset, act, label);
const followed = (selector) => () => document.querySelector(selector)?.click();

const movements = { next: () => cards.step(1), previous: () => cards.step(-1), help: openKeyHelp };
const acts = {
  ...answerKeys(page, cards),
  record: () => cards.pane.querySelector("form.review")?.requestSubmit(),
  confirm: simple("confirm", "The claim is confirmed"),
  dismiss: simple("dismiss", "Dismissed: no claim"),
  split: () => marking?.split(),
  source: () => page.naming.open(),
  same: () => page.naming.open("same"),
  pick: () => joining?.pick(),
  join: () => joining?.join(),
  edit: followed("#choice [data-does=edit]"),
  new: () => (marking?.spans.length ? marking.add() : followed("[data-does=add-claim]")()),
  words: () => selecting?.begin(),
  undo: () => mayEdit && past.undo(),
  redo: () => mayEdit && past.redo(),
  start_earlier: () => marking?.move(0, -1),
  start_later: () => marking?.move(0, 1),
  end_earlier: () => marking?.move(1, -1),
  end_later: () => marking?.move(1, 1),
};

/** An act is about the claim just chosen: at once after j it must not meet the one that is left. */
async function onceThere(act) {
  try {
    await cards.settled();
  } catch {
    return undefined; // it could not be opened, which is said
  }
  return act();
}
for (const [name, act] of Object.entries(acts)) acts[name] = () => turns.take(() => onceThere(act));
for (const [name, move] of Object.entries(movements)) movements[name] = () => inTurn(move);
const keys = new Keys({ ...movements, ...acts }, turns);
keys.use(rememberedKeys(user, JSON.parse(desk.dataset.keys)));
things.then((told) => {
  desk.dataset.ready = "yes"; // keys and drafts are known
  if (!told.keys) return;
  rememberKeys(user, told);
  keys.use(told);
});

if (page.card()) {
  cards.show(lineNumbered(page.card().dataset.number));
  takeOver();
}
outbox.start();
performance.mark("ready");
