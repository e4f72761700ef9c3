// The article page: choosing claims, by pointer and by key, without loading the page again.
import { Acts } from "./acts.js";
import { answerKeys } from "./answers.js";
import { Borders } from "./borders.js";
import { Drafts } from "./drafts.js";
import { Highlights } from "./highlights.js";
import { Joining } from "./joining.js";
import { Keys } from "./keys.js";
import { openKeyHelp } from "./key_help.js";
import { Marking } from "./marking.js";
import { Naming } from "./naming.js";
import { readSpans, TextMap } from "./offsets.js";
import { Outbox } from "./outbox.js";
import { Past } from "./past.js";
import { Selecting } from "./selecting.js";
import { post } from "./sending.js";
import { ownThings, rememberKeys, rememberedKeys } from "./own.js";
import { Turns } from "./turns.js";

const desk = document.getElementById("desk");
const pane = document.getElementById("choice");
const live = document.getElementById("messages");
const narrow = matchMedia("(max-width: 56rem)"); // as in article.css
const mayEdit = desk.dataset.edits === "yes";
let map = new TextMap(document.getElementById("text"));
const highlights = new Highlights(map);
const outbox = new Outbox();
const { user, own } = desk.dataset;
const things = ownThings(own);
const past = new Past(desk.dataset, { say });
const drafts = new Drafts(user, own, things, { outbox, past });

const turns = new Turns();

let loading = Promise.resolve(); // the card that was asked for last
let arriving = Promise.resolve(); // those asked for before it, one at a time

const lines = () => [...document.querySelectorAll("#claims > .line")];
const lineOf = (link) => document.getElementById(link.hash.replace("#mark-", "card-"));
const marksOf = (line) =>
  [...document.querySelectorAll(`#text [href$="#${line.id.replace("card-", "mark-")}"]`)].map((link) => link.closest("mark") || link);
const card = () => document.getElementById("claim");
const chosenLine = () => document.querySelector(".line.is-chosen");

/** At once, or when what is going on is done. */
const inTurn = (act) => (turns.isBusy ? turns.take(act) : act());

/** Show a claim as chosen at once; what its card says follows. */
function show(line) {
  chosenLine()?.classList.remove("is-chosen");
  document.querySelector(".line > a[aria-current]")?.removeAttribute("aria-current");
  for (const mark of document.querySelectorAll("#text .is-chosen")) mark.classList.remove("is-chosen");
  if (!line) return highlights.choose(null);
  desk.classList.add("has-choice"); // the room for the card, before it comes: nothing moves when it does
  line.classList.add("is-chosen");
  line.firstElementChild.setAttribute("aria-current", "true");
  for (const mark of marksOf(line)) mark.classList.add("is-chosen");
  highlights.choose(line.firstElementChild.dataset);
  bringIntoView(document.getElementById(line.id.replace("card-", "mark-")), "center");
  if (!narrow.matches) bringIntoView(line, "nearest"); // there the list is far below the card
  return undefined;
}

/** Scroll only when it is out of sight: a page that moves under the eye loses its reader. */
function bringIntoView(element, block) {
  if (!element) return;
  const box = element.getBoundingClientRect();
  const text = document.getElementById("text");
  // On a narrow screen the text is a window of its own, and the browser knows best what that one shows.
  const isOwnWindow = text.contains(element) && text.scrollHeight > text.clientHeight + 1;
  if (block === "nearest" || isOwnWindow || box.top < 80 || box.bottom > window.innerHeight - 80) {
    element.scrollIntoView({ block, inline: "nearest" });
  }
}

/** Open the card at an address of this page. `focus`: where the focus goes once it is there; by default it stays. */
function open(href, options = {}) {
  loading = load(href, options);
  loading.catch(() => missed(href, options));
  return loading;
}

/** A card did not come: the one that is left goes, lest it be taken for it, and this one comes with the network. */
function missed(href, options) {
  const { asked } = pane.dataset;
  pane.replaceChildren();
  borders?.place();
  say("This claim could not be opened: the site cannot be reached. What you typed is kept.", "error");
  addEventListener("online", () => isAsked(asked) && open(href, options), { once: true });
}

async function load(href, { focus = null, remember = false }) {
  const address = new URL(href, document.baseURI);
  const line = document.getElementById(address.hash.replace("#mark-", "card-"));
  live.replaceChildren(); // what was told of the claim before
  show(line);
  history[remember ? "pushState" : "replaceState"]({}, "", address);
  const asked = address.pathname + address.search;
  pane.dataset.asked = asked;
  // Somebody who goes on with j while a card is on its way wants the last one alone.
  const fetched = () => isAsked(asked) && htmx.ajax("GET", asked, { target: "#choice", source: "#choice", swap: "innerHTML" });
  arriving = arriving.catch(() => null).then(fetched);
  await arriving;
  if (!isAsked(asked)) return;
  if (card()?.dataset.claim !== address.searchParams.get("claim")) throw new Error("the site did not send the card");
  if (focus) document.querySelector(focus)?.focus();
}

const isAsked = (asked) => pane.dataset.asked === asked;

/** Until the card that was asked for last is there. */
async function settled() {
  let was = null;
  while (was !== loading) {
    was = loading;
    await was;
  }
}

/** Tell people, also those who listen. `kind`: success, error or nothing. */
function say(words, kind = "") {
  if (kind === "error") turns.drop(); // nobody is led away from it by keys pressed before it was there
  const line = document.createElement("p");
  line.className = `message ${kind}`;
  line.textContent = words;
  live.replaceChildren(line);
}

/** The text and the list anew, after claims came, went or moved; place and focus stay. Without what an act told, the
 *  open claim as it is now. */
async function refresh(told = { claims: [{ id: card()?.dataset.claim }], sources: [] }) {
  const answer = await fetch(desk.dataset.page);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const top = scrollY;
  const at = lines().indexOf(chosenLine());
  const chosen = card()?.dataset.claim;
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
    await open(link.href, { focus: "#claim-title" });
  } else {
    close();
    lines()[Math.min(Math.max(at, 0), lines().length - 1)]?.firstElementChild.focus({ preventScroll: true });
  }
}

function close() {
  const line = chosenLine();
  show(null);
  pane.replaceChildren();
  desk.classList.remove("has-choice");
  history.replaceState({}, "", desk.dataset.page);
  (line || document.getElementById("claims"))?.querySelector("a")?.focus({ preventScroll: true });
}

/** The claim before or after; the focus goes to its line, so that it is read out, and on a narrow screen to its card. */
function step(by) {
  const all = lines();
  const at = all.indexOf(chosenLine());
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (!next) return;
  next.firstElementChild.focus({ preventScroll: true });
  open(next.firstElementChild.href, narrow.matches ? { focus: "#claim-title" } : {});
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.matches(".close")) {
    event.preventDefault();
    close();
  } else if (link.matches("mark > a, a.chip, .line > a, .open-head a, .tabs a")) {
    if (String(getSelection())) return event.preventDefault(); // words were selected, no claim asked for
    event.preventDefault();
    const focus = link.matches(".tabs a") ? ".tabs a[aria-current]" : "#claim-title";
    inTurn(() => open(link.href, { focus, remember: true }));
  }
  return undefined;
});

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

/** What a card knows better than its line and its marks: another verdict, perhaps of somebody else. */
function relabel({ dataset: { number, group, chip, verdict } }) {
  const line = document.getElementById(`card-${number}`);
  for (const part of line ? [line, ...marksOf(line)] : []) {
    part.classList.remove("none", "stands", "fails", "open");
    part.classList.add(group);
  }
  if (line) line.querySelector("em").textContent = verdict;
  const opening = document.getElementById(`mark-${number}`);
  if (opening) opening.dataset.label = chip;
  const reviewed = document.getElementById("reviewed"); // only those have it who see verdicts before they are published
  if (reviewed) reviewed.textContent = lines().filter((one) => one.querySelector("em").textContent).length;
}

/** The new card is there: the rest of the page follows it. */
function takeOver() {
  const claim = card();
  desk.classList.toggle("has-choice", Boolean(claim));
  if (!claim) return;
  relabel(claim);
  const line = document.getElementById(`card-${claim.dataset.number}`);
  for (const mark of line ? marksOf(line) : []) mark.classList.toggle("is-chosen", line === chosenLine());
  const opening = document.getElementById(`mark-${claim.dataset.number}`);
  highlights.choose(claim.dataset);
  bringIntoView(opening, "center");
  borders?.place();
  const form = pane.querySelector("form.review");
  if (form) form.dataset.place = placeOf(claim);
  drafts.attach(form);
  page.naming.attach();
  const { sent } = drafts;
  if (sent && sent.target === form?.dataset.target && form.dataset.mine) {
    past.add({ kind: "answer", label: `the answer on ${form.dataset.label}`, review: form.dataset.mine, ...sent });
    drafts.sent = null;
  }
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { verb, path } = detail.requestConfig;
  if (detail.target === pane && verb === "get" && !isAsked(path)) detail.shouldSwap = false;
});

/** What comes after an answer waits until that is recorded: its card would stand in the place of the next claim's. */
document.addEventListener("htmx:beforeSend", ({ detail }) => {
  if (!detail.elt.matches("form.review")) return;
  turns.hold(new Promise((done) => detail.xhr.addEventListener("loadend", done)));
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== pane) return;
  takeOver();
  if (event.detail.requestConfig.verb === "post" || document.activeElement === document.body) {
    if (pane.querySelector("[role=alert]")) showWhy();
    else showWhatStands();
  }
});

/** A recorded answer leaves one at the end of a long form: what stands now is at the card's beginning. */
function showWhatStands() {
  const title = document.getElementById("claim-title");
  if (!title) return;
  title.focus({ preventScroll: true });
  bringIntoView(narrow.matches ? title : chosenLine(), "nearest");
}

/** Why an answer was refused is at the top of a long form, or at a field far from its button: go there. */
function showWhy() {
  turns.drop(); // the keys pressed meanwhile took it for recorded
  const wrong = pane.querySelector("[role=alert] .errorlist") ? null : pane.querySelector("[aria-invalid=true]");
  for (let at = wrong?.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  const place = wrong || pane.querySelector("[role=alert]");
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
}
document.addEventListener("outbox:arrived", ({ detail }) => {
  if (detail.isDone) drafts.forget(detail.target);
  if (detail.claim) relabel(detail.claim);
  takeOver(); // its card may be the open one
});
window.addEventListener("popstate", () => {
  const wanted = new URL(location.href).searchParams.has("claim");
  if (wanted) open(location.href);
  else close();
});

const page = {
  get map() {
    return map;
  },
  highlights,
  mayEdit,
  card,
  say,
  spans: () => readSpans(card().dataset.spans),
  acts: new Acts(desk.dataset, { changed: refresh, say, past }),
};

/** The form of a target, its card opened unless it is. */
async function formOf({ target, place }) {
  const here = () => pane.querySelector(`form.review[data-target="${target}"]`);
  if (!here()) await open(place);
  return here();
}

/** A choice or words in a form, as before or as after. */
past.ways.form = async (entry, verb) => {
  const form = await formOf(entry);
  if (!form) return null;
  drafts.put(form, verb === "undo" ? entry.before : entry.after, entry.field);
  return {};
};

/** A recorded answer is withdrawn, which stays in the history, and what was typed stands in the form again; done again it
 *  is a new answer, which tells by itself whether it is recorded. */
past.ways.answer = async (entry, verb) => {
  if (verb === "redo") {
    const form = await formOf(entry);
    if (form) drafts.put(form, entry.fields, "value");
    if (entry.hasFiles) say("Choose the file once more, then record: a browser cannot send it again by itself.");
    else form?.requestSubmit();
    return null;
  }
  const sent = await post(`/api/v1/reviews/${entry.review}/withdraw/`, { submission: crypto.randomUUID() });
  if (sent.state !== "done") {
    say("Your answer could not be withdrawn; it stands.", "error");
    return null;
  }
  await open(entry.place);
  const form = await formOf(entry);
  if (form) drafts.put(form, entry.fields, "value");
  return {};
};
page.naming = new Naming(page);
const joining = mayEdit ? new Joining(page) : null;
const marking = mayEdit ? new Marking(page) : null;
const selecting = mayEdit ? new Selecting(page, marking) : null;
const borders = mayEdit ? new Borders(page, marking) : null;
const simple = (act, label) => () => mayEdit && card() && page.acts.simple(card().dataset, act, label);
const followed = (selector) => () => document.querySelector(selector)?.click();

const movements = { next: () => step(1), previous: () => step(-1), help: openKeyHelp };
const acts = {
  ...answerKeys({ open, card, pane, say }),
  record: () => pane.querySelector("form.review")?.requestSubmit(),
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
    await settled();
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

if (card()) {
  show(document.getElementById(`card-${card().dataset.number}`));
  takeOver();
}
outbox.start();
performance.mark("ready");
