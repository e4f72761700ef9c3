// Answering by key: choose a value and go where its evidence is given; use an item of this article again; record.

// Values that say nothing was found: a logged search carries these and no others.
const NOT_FOUND = ["insufficient_evidence", "no_record_found"];
const isSearch = (item) => item.dataset.kind === "search";

export function answerKeys({ card, say }, cards) {
  const { pane } = cards;
  const form = () => pane.querySelector("form.review");
  const radio = (value) => form()?.querySelector(`[name=value][value=${value}]`);

  /** The form of a question, loaded unless it is there. */
  async function ask(question) {
    if (!card()) return null;
    if (card().dataset.question !== question) {
      const tab = [...pane.querySelectorAll(".tabs a")].find((link) => link.href.includes("question=corroboration") === (question === "corroboration"));
      if (tab) await cards.open(tab.href);
    }
    return form();
  }

  async function answer(value) {
    if (!(await ask("corroboration"))) return;
    const choice = radio(value);
    if (!choice) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    choice.scrollIntoView({ block: "nearest" });
    const place = evidenceFor(value);
    place?.closest("details")?.scrollIntoView({ block: "nearest" });
    place?.focus();
  }

  /** Where the evidence of a value is given: reasons, a search, or an item. Folded parts open. */
  function evidenceFor(value) {
    if (value === "not_checkable") return unfolded(form().querySelector(".tags input"));
    if (value === "insufficient_evidence") return unfolded(form().querySelector("[name$=-place]"));
    const row = form().querySelector("details.evidence");
    if (row) row.open = true;
    return row?.querySelector("summary") || radio(value);
  }

  function unfolded(field) {
    for (let at = field?.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    return field;
  }

  async function attribution() {
    const there = await ask("attribution");
    there?.querySelector("[name=value]")?.focus();
  }

  /** Fill the first row with an item that can carry the answer, the next one with each press; then only recording is left. */
  function reuse() {
    const list = form()?.querySelector("[name$=-again]");
    const items = [...(list?.options || [])].filter((option) => option.value);
    if (!items.length) return say("No evidence is used in this article yet.");
    const fitting = items.filter(carries);
    if (!fitting.length) return say("No evidence used in this article can carry this answer.");
    const chosen = fitting[(fitting.indexOf(list.selectedOptions[0]) + 1) % fitting.length];
    list.value = chosen.value;
    const prefix = list.name.slice(0, -"again".length);
    const filled = [
      fill(prefix, "stance", stance(chosen)),
      fill(prefix, "independent", chosen.dataset.independent || ""),
    ];
    list.dispatchEvent(new Event("change", { bubbles: true }));
    unfolded(list);
    say(`Used again: ${chosen.textContent.trim()}`);
    const empty = filled.find((field) => field && !field.value);
    (empty || form().querySelector(".record")).focus();
    return undefined;
  }

  function fill(prefix, name, value) {
    const field = form().querySelector(`[name="${prefix}${name}"]`);
    if (field && value && [...field.options].some((option) => option.value === value)) field.value = value;
    return field;
  }

  const chosenValue = () => form().querySelector("[name=value]:checked");

  /** Whether an item can carry the chosen value; before one is chosen, any can. */
  function carries(item) {
    const value = chosenValue();
    return !value || NOT_FOUND.includes(value.value) === isSearch(item);
  }

  /** What an item does for the chosen value, where that follows from the codebook. */
  const stance = (item) => (isSearch(item) ? "context" : chosenValue()?.dataset.stance || "");

  pane.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.closest("form.review")) return;
    document.getElementById("claim-title").focus(); // out of the field: single keys work again
  });

  return {
    corroborated: () => answer("corroborated"),
    disputed: () => answer("disputed"),
    insufficient: () => answer("insufficient_evidence"),
    not_checkable: () => answer("not_checkable"),
    attribution,
    reuse,
  };
}
