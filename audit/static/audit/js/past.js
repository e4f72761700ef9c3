// What can be taken back and done again, as long as this tab lives: acts on claims, choices and words in a form, answers.

export class Past {
  /** `ways` says for each kind of entry how it is taken back and done again: an async (entry, verb) that resolves to
   *  what would reverse that, to nothing when it was done for good, or to null when it was not done. */
  constructor({ user, article }, { say }) {
    this.key = `acts:${user}:${article}`;
    this.say = say;
    this.ways = {};
  }

  get entries() {
    return JSON.parse(sessionStorage.getItem(this.key) || '{"undo": [], "redo": []}');
  }

  remember(entries) {
    sessionStorage.setItem(this.key, JSON.stringify(entries));
  }

  /** Something was done, so that what was taken back before cannot be done again; but an answer given again is the one
   *  that was taken back last. Words typed into one field in one go are one entry. */
  add(entry) {
    const { undo, redo } = this.entries;
    const isAgain = entry.kind === "answer" && redo.at(-1)?.kind === "answer" && redo.at(-1).target === entry.target;
    const last = undo.at(-1);
    const goesOn = entry.kind === "form" && entry.isTyped && last?.field === entry.field && last?.target === entry.target;
    if (goesOn) undo[undo.length - 1] = { ...entry, before: last.before };
    else undo.push(entry);
    this.remember({ undo, redo: isAgain ? redo.slice(0, -1) : [] });
  }

  /** Forget what was done to a form that is no longer as it was. */
  dropForm(target) {
    const keep = (entry) => entry.kind !== "form" || entry.target !== target;
    const { undo, redo } = this.entries;
    this.remember({ undo: undo.filter(keep), redo: redo.filter(keep) });
  }

  async take(from, to, verb) {
    const last = this.entries[from].at(-1);
    if (!last) return this.say(`There is nothing to ${verb}.`);
    const reverse = await this.ways[last.kind](last, verb);
    if (reverse === null) return undefined;
    const entries = this.entries;
    entries[from].pop();
    if (reverse) entries[to].push({ ...last, ...reverse });
    this.remember(entries);
    return this.say(`${verb === "undo" ? "Taken back" : "Done again"}: ${last.label}.`, "success");
  }

  undo() {
    return this.take("undo", "redo", "undo");
  }

  redo() {
    return this.take("redo", "undo", "redo");
  }
}
