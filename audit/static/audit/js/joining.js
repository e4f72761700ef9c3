// Claims picked in the list, to be joined into one: by key, with Shift and the pointer, or by the button of the card.

export class Joining {
  /** `page` gives card(), acts and say. */
  constructor(page) {
    this.page = page;
    this.bar = document.getElementById("joining");
    this.bar.addEventListener("click", (event) => {
      const does = event.target.closest("button")?.dataset.does;
      if (does) this[does]();
    });
    document.addEventListener("click", (event) => this.clicked(event), true);
  }

  get picked() {
    return [...document.querySelectorAll("#claims .is-picked > a")];
  }

  clicked(event) {
    const link = event.shiftKey && !event.button && event.target.closest("#claims .line > a");
    const button = event.target.closest("[data-does=pick]");
    if (!link && !button) return;
    event.preventDefault();
    event.stopPropagation();
    if (link) this.toggle(link.closest(".line"));
    else this.pick();
  }

  /** Pick the open claim, or let it go. */
  pick() {
    const line = document.getElementById(`card-${this.page.card()?.dataset.number}`);
    if (line) this.toggle(line);
  }

  toggle(line) {
    const isPicked = line.classList.toggle("is-picked");
    this.tell();
    const number = line.querySelector("strong").textContent;
    this.page.say(`Claim ${number} is ${isPicked ? "picked" : "let go"}. ${this.words()}`);
  }

  words() {
    const numbers = this.picked.map((link) => link.querySelector("strong").textContent);
    return numbers.length ? `Picked: ${numbers.join(", ")}` : "None is picked";
  }

  tell() {
    const { length } = this.picked;
    this.bar.hidden = !length;
    this.bar.querySelector("p").textContent = length === 1 ? `${this.words()}. Pick another one to join them.` : this.words();
    this.bar.querySelector("[data-does=join]").disabled = length < 2;
  }

  drop() {
    for (const link of this.picked) link.parentElement.classList.remove("is-picked");
    this.tell();
  }

  async join() {
    const claims = this.picked.map((link) => new URL(link.href).searchParams.get("claim"));
    if (claims.length < 2) return this.page.say("Pick two claims or more, then join them.");
    this.bar.hidden = true;
    if (!(await this.page.acts.join(claims))) this.tell();
    return undefined;
  }
}
