// Answers that could not be sent wait here, in the browser's own storage, and go out when the network is back. Each has
// the submission id of its form, so that one that did arrive is not recorded a second time.
import { post } from "./sending.js";

const AGAIN = 15_000; // milliseconds between attempts

export class Outbox {
  constructor() {
    const { user } = document.getElementById("desk").dataset;
    this.key = `outbox:${user}`;
    this.place = document.getElementById("unsent");
    this.isSending = false;
    this.unsaved = new Set();
    addEventListener("beforeunload", (event) => {
      if (this.waiting().length || this.unsaved.size) event.preventDefault();
    });
  }

  start() {
    addEventListener("online", () => this.send());
    setInterval(() => this.waiting().length && this.send(), AGAIN);
    document.addEventListener("htmx:sendError", (event) => this.keep(event));
    this.tell();
    if (this.waiting().length) this.send();
  }

  waiting() {
    return JSON.parse(localStorage.getItem(this.key) || "[]");
  }

  store(items) {
    localStorage.setItem(this.key, JSON.stringify(items));
    this.tell();
  }

  /** A form that htmx could not send. */
  keep(event) {
    const form = event.detail.elt;
    if (!form.matches?.("form.review")) return;
    const fields = [...new FormData(form)];
    if (fields.some(([, value]) => value instanceof File && value.size)) {
      this.say("There is no connection. A file cannot wait by itself: record this answer again when the network is back.");
      return;
    }
    const words = fields.filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    const id = Object.fromEntries(words).submission;
    const { target, label } = form.dataset;
    const item = { id, target, label, address: form.getAttribute("hx-post"), fields: words };
    this.store([...this.waiting().filter((each) => each.id !== id), item]);
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    for (const item of this.waiting()) {
      const body = new FormData();
      for (const [name, value] of item.fields) body.append(name, value);
      const { state, answer } = await post(item.address, body);
      if (state === "offline" || state === "failed" || state === "login") {
        if (state === "login") this.say("You are logged out. Log in again: what you recorded is kept and then sent.");
        break;
      }
      this.store(this.waiting().filter((each) => each.id !== item.id));
      this.arrived(item, state, await answer.text(), answer.headers.get("Content-Type")?.startsWith("text/html"));
    }
    this.isSending = false;
  }

  /** Tell what became of an answer; if its claim is open, show it as it now is. Words that are no page say why not. */
  arrived(item, state, words, isPage) {
    const form = document.querySelector(`form.review[hx-post="${item.address}"]`);
    if (form && isPage) htmx.swap("#choice", words, { swapStyle: "innerHTML" });
    const claim = new DOMParser().parseFromString(isPage ? words : "", "text/html").getElementById("claim");
    document.dispatchEvent(new CustomEvent("outbox:arrived", { detail: { target: item.target, isDone: state === "done", claim } }));
    this.say(
      state === "done"
        ? `Sent: your answer on ${item.label}.`
        : `Your answer on ${item.label} was not recorded: ${isPage ? "open it again, what you typed is kept." : words}`,
    );
  }

  tell() {
    const number = this.waiting().length;
    if (number) this.say(`${number} answer${number > 1 ? "s" : ""} kept here, to be sent when the network is back.`);
  }

  say(words) {
    this.place.hidden = false;
    this.place.textContent = words;
  }
}
