// The card of the open claim: asked for, shown when it comes, left for another, closed; the page itself is not loaded again.
import { bringIntoView, choose, chosenLine, isNarrow, lineNumbered, lines } from "./claim_lines.js";

export class Cards {
  /** `page` gives highlights and say() of the page; `left` is called when a card goes and no other comes. */
  constructor(page, { left }) {
    Object.assign(this, { page, left });
    this.desk = document.getElementById("desk");
    this.pane = document.getElementById("choice");
    this.loading = Promise.resolve(); // the card that was asked for last
    this.arriving = Promise.resolve(); // those asked for before it, one at a time
    document.addEventListener("htmx:beforeSwap", ({ detail }) => {
      const { verb, path } = detail.requestConfig;
      if (detail.target === this.pane && verb === "get" && !this.isAsked(path)) detail.shouldSwap = false;
    });
    addEventListener("popstate", () => {
      if (new URL(location.href).searchParams.has("claim")) this.open(location.href);
      else this.close();
    });
  }

  get card() {
    return document.getElementById("claim");
  }

  /** Open the card at an address of this page. `focus`: where the focus goes once it is there; by default it stays. */
  open(href, options = {}) {
    this.loading = this.load(href, options);
    this.loading.catch(() => this.missed(href, options));
    return this.loading;
  }

  async load(href, { focus = null, remember = false }) {
    const address = new URL(href, document.baseURI);
    document.getElementById("messages").replaceChildren(); // what was told of the claim before
    this.show(document.getElementById(address.hash.replace("#mark-", "card-")));
    history[remember ? "pushState" : "replaceState"]({}, "", address);
    const asked = address.pathname + address.search;
    this.pane.dataset.asked = asked;
    // Somebody who goes on with j while a card is on its way wants the last one alone.
    const fetched = () => this.isAsked(asked) && htmx.ajax("GET", asked, { target: "#choice", source: "#choice", swap: "innerHTML" });
    this.arriving = this.arriving.catch(() => null).then(fetched);
    await this.arriving;
    if (!this.isAsked(asked)) return;
    if (this.card?.dataset.claim !== address.searchParams.get("claim")) throw new Error("the site did not send the card");
    if (focus) document.querySelector(focus)?.focus();
  }

  isAsked(asked) {
    return this.pane.dataset.asked === asked;
  }

  /** A card did not come: the one that is left goes, lest it be taken for it, and this one comes with the network. */
  missed(href, options) {
    const { asked } = this.pane.dataset;
    this.pane.replaceChildren();
    this.left();
    this.page.say("This claim could not be opened: the site cannot be reached. What you typed is kept.", "error");
    addEventListener("online", () => this.isAsked(asked) && this.open(href, options), { once: true });
  }

  /** Until the card that was asked for last is there. */
  async settled() {
    let was = null;
    while (was !== this.loading) {
      was = this.loading;
      await was;
    }
  }

  /** Show a claim as chosen at once, or none; what its card says follows. */
  show(line) {
    choose(line);
    if (line) this.desk.classList.add("has-choice"); // the room for the card, before it comes: nothing moves when it does
    this.page.highlights.choose(line ? line.firstElementChild.dataset : null);
  }

  close() {
    const line = chosenLine();
    this.show(null);
    this.pane.replaceChildren();
    this.left();
    this.desk.classList.remove("has-choice");
    history.replaceState({}, "", this.desk.dataset.page);
    (line || document.getElementById("claims"))?.querySelector("a")?.focus({ preventScroll: true });
  }

  /** The claim before or after; the focus goes to its line, so that it is read out, and on a narrow screen to its card. */
  step(by) {
    const all = lines();
    const at = all.indexOf(chosenLine());
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    if (!next) return;
    next.firstElementChild.focus({ preventScroll: true });
    this.open(next.firstElementChild.href, isNarrow() ? { focus: "#claim-title" } : {});
  }

  /** A recorded answer leaves one at the end of a long form: what stands now is at the card's beginning. */
  showWhatStands() {
    const title = document.getElementById("claim-title");
    if (!title) return;
    title.focus({ preventScroll: true });
    bringIntoView(isNarrow() ? title : lineNumbered(this.card.dataset.number), "nearest");
  }

  /** Why an answer was refused is at the top of a long form, or at a field far from its button: go there. */
  showWhy() {
    const wrong = this.pane.querySelector("[role=alert] .errorlist") ? null : this.pane.querySelector("[aria-invalid=true]");
    for (let at = wrong?.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    const place = wrong || this.pane.querySelector("[role=alert]");
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
  }
}
