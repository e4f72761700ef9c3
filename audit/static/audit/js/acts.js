// Acts on claims: sent with what was seen and an id of their own; each can be taken back, and the taking back, too.
import { post } from "./sending.js";

export class Acts {
  /** `changed` is called with what an act answered; `say` tells people. */
  constructor({ user, article, revision }, { changed, say }) {
    Object.assign(this, { article, revision, changed, say });
    this.key = `acts:${user}:${article}`;
  }

  /** What can be taken back and done again, as long as this tab lives. */
  get past() {
    return JSON.parse(sessionStorage.getItem(this.key) || '{"undo": [], "redo": []}');
  }

  remember(past) {
    sessionStorage.setItem(this.key, JSON.stringify(past));
  }

  async send(address, body, label, method = "POST") {
    const told = await this.ask(address, body, label, method);
    if (told) this.remember({ undo: [...this.past.undo, { label, address: told.undo }], redo: [] });
    return told;
  }

  /** Send; what was answered, or null when it was not done, which is then said. */
  async ask(address, body, label, method = "POST") {
    const sent = await post(address, { submission: crypto.randomUUID(), ...body }, method);
    if (sent.state !== "done") {
      this.say(await reason(sent), "error");
      return null;
    }
    const told = await sent.answer.json();
    await this.changed(told);
    this.say(`${label}.`, "success");
    return told;
  }

  async take(from, to, verb) {
    const past = this.past;
    const last = past[from].at(-1);
    if (!last) return this.say(`There is nothing to ${verb}.`);
    const told = await this.ask(last.address, {}, `${verb === "undo" ? "Taken back" : "Done again"}: ${last.label}`);
    if (!told) return undefined;
    past[from].pop();
    past[to].push({ label: last.label, address: told.undo });
    return this.remember(past);
  }

  undo() {
    return this.take("undo", "redo", "undo");
  }

  redo() {
    return this.take("redo", "undo", "redo");
  }

  /** Mark words as a claim. */
  add(spans, words, more = {}) {
    const body = { content: spans, words, revision: this.revision, ...more };
    return this.send(`/api/v1/articles/${this.article}/claims/`, body, "The claim is marked");
  }

  /** Change what a claim is. `card`: the data of the open card. */
  correct(card, changes, label) {
    const body = { seen: card.version, revision: this.revision, ...changes };
    return this.send(`/api/v1/claims/${card.claim}/`, body, label, "PATCH");
  }

  /** Cut an assertion where words begin that lie inside it; without any, at the ends of its sentences. */
  split(card, pieces) {
    const body = { seen: card.version, ...(pieces.length ? { pieces } : {}) };
    return this.send(`/api/v1/assertions/${card.assertion}/split/`, body, "The assertion is split");
  }

  /** The source of this article that bears a name, or what makes it one. */
  async sourceNamed(name, spans) {
    const answer = await fetch(`/api/v1/articles/${this.article}/sources/?q=${encodeURIComponent(name)}`);
    const { sources } = answer.ok ? await answer.json() : { sources: [] };
    const known = sources.find((source) => source.name === name);
    return known ? { source: known.id } : { new_source: { name, mentions: spans } };
  }

  /** An act that takes nothing but the claim: confirm, dismiss, restore. */
  simple(card, act, label) {
    return this.send(`/api/v1/claims/${card.claim}/${act}/`, { seen: card.version }, label);
  }
}

async function reason({ state, status, answer }) {
  if (state === "offline") return "There is no connection: nothing was changed. Try again when the network is back.";
  if (state === "login") return "You are logged out: nothing was changed. Log in in another tab, then try again.";
  const type = answer.headers.get("Content-Type") || "";
  const problem = type.includes("json") ? await answer.json() : {};
  if (status === 409) return `${problem.detail || "Somebody changed this meanwhile."} The claim is shown as it is now.`;
  return problem.detail || "This could not be done; nothing was changed.";
}
