// A field that offers names while one types: the combobox with a list of the ARIA practices. Typing what is not in the
// list is as good as choosing.

const PAUSE = 150; // milliseconds after the last key

export class Combobox {
  /** `input` names its list in aria-controls; `find` resolves words to options {label, note, value}; `choose` is called
   *  with an option's value, or with the words typed. */
  constructor(input, { find, choose }) {
    Object.assign(this, { input, find, choose });
    this.list = document.getElementById(input.getAttribute("aria-controls"));
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("click", () => this.offer());
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.offer(), PAUSE);
  }

  async offer() {
    const words = this.input.value.trim();
    const options = await this.find(words);
    if (words !== this.input.value.trim() || document.activeElement !== this.input) return;
    this.options = options;
    this.list.replaceChildren(...options.map((option, at) => this.row(option, at)));
    this.list.hidden = !options.length;
    this.list.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-expanded", String(Boolean(options.length)));
    this.point(null);
  }

  row({ label, note }, at) {
    const row = document.createElement("li");
    row.id = `${this.list.id}-${at}`;
    row.setAttribute("role", "option");
    row.textContent = label;
    if (note) row.append(Object.assign(document.createElement("span"), { className: "quiet small", textContent: ` ${note}` }));
    return row;
  }

  get pointed() {
    return this.list.querySelector("[aria-selected=true]");
  }

  point(row) {
    this.pointed?.removeAttribute("aria-selected");
    if (row) row.setAttribute("aria-selected", "true");
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  async pressed(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) await this.offer();
      const rows = [...this.list.children];
      const at = rows.indexOf(this.pointed) + (event.key === "ArrowDown" ? 1 : -1);
      this.point(rows.at(at < 0 ? -1 : at % rows.length) || null);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.take(this.pointed);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  take(row) {
    const words = this.input.value.trim();
    if (!row && !words) return;
    const value = row ? this.options[[...this.list.children].indexOf(row)].value : words;
    this.close();
    this.choose(value);
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.point(null);
  }
}
