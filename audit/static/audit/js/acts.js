// Acts on claims: sent with what was seen and an id of their own; each can be taken back, and the taking back, too.
import { post } from "./sending.js";

export class Acts {
  /** `changed` is called with what an act answered, or with nothing when somebody else changed the claim; `say` tells people; `past` keeps how it is taken back. */
  constructor({ article, revision }, { changed, say, past }) {
    Object.assign(this, { article, revision, changed, say, past });
    past.ways.act = (entry) => this.reverse(entry);
  }

  async send(address, body, label, method = "POST") {
    const told = await this.ask(address, body, label, method);
    if (told) this.past.add({ kind: "act", label, address: told.undo });
    return told;
  }

  /** Send; what was answered, or null when it was not done, which is then said. */
  async ask(address, body, label, method = "POST") {
    const sent = await post(address, { submission: crypto.randomUUID(), ...body }, method);
    if (sent.state !== "done") {
      const why = await reason(sent);
      if (sent.status === 409) await this.changed();
      this.say(why, "error");
      return null;
    }
    const told = await sent.answer.json();
    await this.changed(told);
    this.say(`${label}.`, "success");
    return told;
  }

  /** Take an act back; that is an act, too, and can be taken back. */
  async reverse(entry) {
    const told = await this.ask(entry.address, {}, entry.label);
    return told && { address: told.undo };
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

  /** Names that begin with these words: this article's sources, then speakers and organizations known elsewhere. */
  async names(words) {
    const answer = await fetch(`/api/v1/articles/${this.article}/sources/?q=${encodeURIComponent(words)}`);
    return answer.ok ? answer.json() : { sources: [], speakers: [], organizations: [] };
  }

  /** Correct a source for all its claims; `changes` says what becomes other, given the source as it is. */
  async correctSource(source, changes, label) {
    const address = `/api/v1/sources/${source}/`;
    const answer = await fetch(address);
    if (!answer.ok) return this.say("The source could not be loaded; nothing was changed.", "error");
    const now = await answer.json();
    return this.send(address, { seen: now.version, revision: this.revision, ...changes(now) }, label, "PATCH");
  }

  /** Claims become one: the first in the text, with the words of all. */
  join(claims) {
    return this.send("/api/v1/claims/merge/", { claims }, "The claims are joined");
  }

  /** Sources become one: the first keeps its name. */
  joinSources(sources, label) {
    const body = { sources: sources.map(({ id }) => id), seen: sources.map(({ version }) => version) };
    return this.send("/api/v1/sources/merge/", body, label);
  }

  /** The source of this article that bears a name, or what makes it one. */
  async sourceNamed(name, spans) {
    const { sources } = await this.names(name);
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
