// Who speaks, in which role and for whom: by words selected in the text, or by names offered while one types.
import { Combobox } from "./combobox.js";

export class Naming {
  /** `page` gives card() and acts of the page. */
  constructor(page) {
    this.page = page;
    document.addEventListener("click", (event) => this.clicked(event));
  }

  get panel() {
    return document.getElementById("naming");
  }

  get source() {
    return this.page.card()?.dataset.source;
  }

  /** Make the panel of a new card work; after an act in it, it stays open and the focus where it was. */
  attach() {
    const { panel } = this;
    if (!panel) return;
    panel.hidden = this.field === undefined;
    new Combobox(panel.querySelector("#who"), { find: (words) => this.people(words), choose: (who) => this.speaker(who) });
    const body = panel.querySelector("#body");
    if (body) new Combobox(body, { find: (words) => this.bodies(words), choose: (name) => this.body(name) });
    const same = panel.querySelector("#same");
    if (same) new Combobox(same, { find: (words) => this.others(words), choose: (other) => this.same(other) });
    const role = panel.querySelector("#role");
    role?.addEventListener("change", () => this.role(role.value));
    panel.addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    if (event.key === "Enter" && event.target.id === "role") event.target.blur(); // which tells of the change, once
    if (event.key !== "Escape") return;
    this.field = undefined;
    this.panel.hidden = true;
    document.getElementById("claim-title").focus();
  }

  clicked(event) {
    const opener = event.target.closest("[data-does=source]");
    const gone = event.target.closest("#naming [data-body]");
    if (opener && this.panel) {
      event.preventDefault();
      this.open();
    } else if (gone) {
      this.drop(gone.dataset.body);
    }
  }

  /** `field`: the one that is gone to. */
  open(field = "who") {
    const input = this.panel?.querySelector(`#${field}`);
    if (!input) return this.page.say("Say who speaks first.", "error");
    this.panel.hidden = false;
    return input.focus();
  }

  /** The focus again where it was before the card came anew. */
  goOn() {
    const { field } = this;
    this.field = undefined;
    document.getElementById(field)?.focus();
  }

  // --- what is offered ---
  async people(words) {
    const { sources, speakers, organizations } = await this.page.acts.names(words);
    const here = new Set(sources.map((source) => source.name));
    const known = [...speakers, ...organizations.map((body) => ({ ...body, kind: "organization", id: null }))];
    return [
      ...sources.map(({ id, name, role }) => ({ label: name, note: role ? `${role}, in this article` : "in this article", value: { source: id, name } })),
      ...known
        .filter(({ name }) => !here.has(name))
        .map(({ id, name, kind }) => ({ label: name, note: `known ${kind}`, value: { new_source: { name, kind, speaker: id }, name } })),
    ];
  }

  async bodies(words) {
    const [all, found] = [await this.page.acts.names(""), words ? await this.page.acts.names(words) : null];
    const here = all.sources.flatMap((source) => source.affiliations.map(({ name, organization }) => ({ name, organization })));
    const known = (found?.organizations || []).map(({ id, name }) => ({ name, organization: id }));
    const begun = ({ name }) => includes(name, words);
    const byName = new Map([...known, ...here.filter(begun)].map((body) => [body.name, body]));
    const inArticle = new Set(here.map(({ name }) => name));
    return [...byName.values()]
      .map((body) => ({ label: body.name, note: inArticle.has(body.name) ? "in this article" : "known organization", value: body }))
      .sort((one, other) => Number(other.note === "in this article") - Number(one.note === "in this article"));
  }

  /** The other sources of the text that the open claim's source stands in. */
  async others(words) {
    const { sources } = await this.page.acts.names("");
    this.own = sources.find(({ id }) => id === this.source);
    return sources
      .filter(({ id, revision, name }) => id !== this.source && revision === this.own?.revision && includes(name, words))
      .map((other) => ({ label: other.name, note: other.role, value: other }));
  }

  // --- what is said ---
  /** The speaker: an option, or a name as typed or selected, which stands at `spans`. */
  async speaker(who, spans = []) {
    const { name, ...source } = typeof who === "string" ? { name: who, ...(await this.page.acts.sourceNamed(who, spans)) } : who;
    const mention = spans.length ? { speaker_mention: spans[0] } : {};
    await this.during("who", () => this.page.acts.correct(this.page.card().dataset, { ...mention, ...source }, `The speaker is ${name}`));
  }

  role(role, span = null) {
    return this.said("role", () => ({ role, role_span: span }), role ? `The role is ${role}` : "The role is taken out");
  }

  body(body, span = null) {
    const fresh = typeof body === "string" ? { name: body, span } : body;
    return this.said("body", ({ affiliations }) => ({ affiliations: [...affiliations.map(asGiven), fresh] }), `The affiliation ${fresh.name} is added`);
  }

  drop(name) {
    const others = ({ affiliations }) => ({ affiliations: affiliations.filter((body) => body.name !== name).map(asGiven) });
    return this.said("body", others, `The affiliation ${name} is taken out`);
  }

  /** The source of the open claim is another one: the fuller name stays, "Ana Ruiz" and not "Ruiz". */
  same(other) {
    if (typeof other === "string") return this.page.say("Choose one of the article’s other sources.", "error");
    const both = includes(this.own.name, other.name) ? [this.own, other] : [other, this.own];
    return this.during("same", () => this.page.acts.joinSources(both, `One source now: ${both[0].name}`));
  }

  /** Correct the source of the open claim, for all its claims. */
  async said(field, changes, label) {
    const { source } = this;
    if (!source) return this.page.say("Say who speaks first.", "error");
    return this.during(field, () => this.page.acts.correctSource(source, changes, label));
  }

  /** Do an act from a field of the panel, so that the panel is open in the card that comes. */
  async during(field, act) {
    if (this.panel && !this.panel.hidden) this.field = field;
    await act();
    this.goOn();
  }
}

function includes(name, words) {
  return name.toLowerCase().includes(words.toLowerCase());
}

function asGiven({ name, span, organization }) {
  return { name, span, organization };
}
