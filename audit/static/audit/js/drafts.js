// What is typed into a review form is kept as it is typed: at once in this browser, and at the server as soon as that can
// be reached, so that it outlives a reload, a log-out and a dead network, and is there on another machine.
import { post } from "./sending.js";

const PAUSE = 700; // milliseconds after the last key before the server is told
const NOT_KEPT = ["csrfmiddlewaretoken", "seen", "based_on", "audit"]; // what the page itself knows better

export class Drafts {
  /** `address` is that of the person's own things; `own` a promise of them, with the drafts the server has. */
  constructor(user, address, own, { outbox, past }) {
    Object.assign(this, { user, address, outbox, past });
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
    this.before = typedIn(form);
    form.addEventListener("input", (event) => this.changed(form, event.target));
    form.addEventListener("change", (event) => this.changed(form, event.target));
    form.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
      if (detail.xhr.status < 400) this.recorded(form);
      else if (detail.xhr.getResponseHeader("HX-Redirect")) this.forget(form.dataset.target); // kept and shown over there
    });
    if (form.dataset.refused) return;
    const here = this.local(form.dataset.target);
    if (here) this.restore(form, here);
    const there = (await this.fetched)[form.dataset.target];
    if (there && (!here || there.saved_at > here.saved_at) && !form.dataset.touched) this.restore(form, there);
  }

  restore(form, draft) {
    fill(form, draft.fields);
    this.before = typedIn(form);
    say(form, `What you had typed is back, saved ${clock(draft.saved_at)}.`);
  }

  /** A field was changed by a person: a step that can be taken back. */
  changed(form, field) {
    const { target, place } = form.dataset;
    const [before, after] = [this.before, typedIn(form)];
    if (JSON.stringify(before) === JSON.stringify(after)) return; // an input told of twice
    const isTyped = field.matches("textarea, [type=text], [type=url], [type=date]");
    this.past.add({ kind: "form", label: called(field), field: field.name, isTyped, target, place, before, after });
    this.save(form);
  }

  /** Fill a form with what it held before a step or after it, and keep that. */
  put(form, fields, name) {
    fill(form, fields);
    this.save(form);
    const boxes = [...form.elements].filter((each) => each.name === name);
    const field = boxes.find((each) => each.checked) || boxes[0];
    field?.scrollIntoView({ block: "nearest" });
    if (field?.matches("[type=radio], [type=checkbox]")) field.focus(); // in a field of words the next key would be typed
  }

  /** An answer was recorded: its steps are over, and it can be withdrawn. */
  recorded(form) {
    const { target, place } = form.dataset;
    this.forget(target);
    const hasFiles = [...form.elements].some((field) => field.files?.length);
    this.sent = { target, place, fields: typedIn(form), hasFiles };
  }

  save(form) {
    const { target } = form.dataset;
    form.dataset.touched = "yes";
    this.before = typedIn(form);
    const draft = { fields: fieldsOf(form), saved_at: new Date().toISOString() };
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
    this.past.dropForm(target);
    this.fetched.then((drafts) => delete drafts[target]);
  }
}

/** What a form holds, as [name, value]. */
function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && value && !NOT_KEPT.includes(name));
}

/** What a person gave of it, without what the form knows by itself. */
function typedIn(form) {
  return fieldsOf(form).filter(([name]) => form.elements[name]?.type !== "hidden");
}

function fill(form, fields) {
  const byName = new Map();
  for (const [name, value] of fields) byName.set(name, [...(byName.get(name) || []), value]);
  for (const field of form.elements) {
    if (!field.name || NOT_KEPT.includes(field.name)) continue;
    const values = byName.get(field.name);
    if (field.type === "radio" || field.type === "checkbox") field.checked = Boolean(values?.includes(field.value));
    else if (field.type === "hidden") field.value = values?.[0] ?? field.value;
    else if (field.type !== "file") field.value = values?.[0] ?? "";
    if (values && field.value && field.type !== "hidden") unfold(field);
  }
}

/** What a field is called, for people: “disputed”, for a box with its question. */
function called(field) {
  const label = boxLabel(field) || field.labels?.[0]?.firstChild;
  return `“${(label?.textContent || field.name).trim()}”`;
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

function boxLabel(field) {
  const label = field.closest("label");
  return label?.querySelector("strong") || label?.querySelector("span");
}
