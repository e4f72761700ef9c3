// What is typed into a review form is kept as it is typed: at once in this browser, and at the server as soon as that can
// be reached, so that it outlives a reload, a log-out and a dead network, and is there on another machine.
import { post } from "./sending.js";

const PAUSE = 700; // milliseconds after the last key before the server is told
const NOT_KEPT = ["csrfmiddlewaretoken", "seen", "based_on"]; // what the page itself knows better

export class Drafts {
  /** `address` is that of the person's own things; `own` a promise of them, with the drafts the server has. */
  constructor(user, address, own, outbox) {
    this.user = user;
    this.address = address;
    this.outbox = outbox;
    this.fetched = own.then((things) => things.drafts || {});
  }

  key(target) {
    return `draft:${this.user}:${target}`;
  }

  local(target) {
    return JSON.parse(localStorage.getItem(this.key(target)) || "null");
  }

  /** Begin to keep a form; what was typed into it before comes back, unless the page shows what was sent. */
  async attach(form) {
    if (!form || form.dataset.kept) return;
    form.dataset.kept = "yes";
    form.addEventListener("input", () => this.changed(form));
    form.addEventListener("change", () => this.changed(form));
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.successful) this.forget(form.dataset.target);
    });
    if (form.dataset.refused) return;
    const here = this.local(form.dataset.target);
    if (here) this.restore(form, here);
    const there = (await this.fetched)[form.dataset.target];
    if (there && (!here || there.saved_at > here.saved_at) && !form.dataset.touched) this.restore(form, there);
  }

  restore(form, draft) {
    const byName = new Map();
    for (const [name, value] of draft.fields) byName.set(name, [...(byName.get(name) || []), value]);
    for (const field of form.elements) {
      const values = byName.get(field.name);
      if (field.type === "radio" || field.type === "checkbox") field.checked = Boolean(values?.includes(field.value));
      else if (values && field.type !== "file") [field.value] = values;
      if (values && field.value && field.type !== "hidden") unfold(field);
    }
    say(form, `What you had typed is back, saved ${clock(draft.saved_at)}.`);
  }

  changed(form) {
    const { target } = form.dataset;
    form.dataset.touched = "yes";
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && value && !NOT_KEPT.includes(name));
    const draft = { fields, saved_at: new Date().toISOString() };
    localStorage.setItem(this.key(target), JSON.stringify(draft));
    this.outbox.unsaved.add(target);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(form, target, draft), PAUSE);
  }

  async send(form, target, draft) {
    const { state } = await post(`${this.address}${target}/`, { fields: draft.fields });
    const time = clock(draft.saved_at);
    if (state === "done") {
      this.outbox.unsaved.delete(target);
      say(form, `Saved ${time}`);
    } else if (state === "login") {
      say(form, `Saved ${time} in this browser. You are logged out: log in in another tab, then go on here.`);
    } else {
      say(form, `Saved ${time} in this browser; the server is told when it can be reached.`);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(form, target, draft), 10 * PAUSE);
    }
  }

  forget(target) {
    clearTimeout(this.timer);
    localStorage.removeItem(this.key(target));
    this.outbox.unsaved.delete(target);
    this.fetched.then((drafts) => delete drafts[target]);
  }
}

function unfold(field) {
  for (let at = field.closest("details"); at; at = at.parentElement.closest("details")) {
    if (field.type !== "radio" && (field.tagName !== "SELECT" || field.value !== "public")) at.open = true;
  }
}

function say(form, words) {
  const place = form.querySelector(".saved");
  if (place) place.textContent = words;
}

function clock(time) {
  return new Date(time).toLocaleTimeString("en-GB");
}
