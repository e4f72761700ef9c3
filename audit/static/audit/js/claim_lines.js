// The claims as the list and the text show them: which one is chosen, what its verdict is, where its words stand.

const narrow = matchMedia("(max-width: 56rem)"); // as in article.css

/** Whether the text stands above the claims, in a window of its own, and not beside them. */
export const isNarrow = () => narrow.matches;

export const lines = () => [...document.querySelectorAll("#claims > .line")];
export const chosenLine = () => document.querySelector(".line.is-chosen");
export const lineOf = (link) => document.getElementById(link.hash.replace("#mark-", "card-"));
export const lineNumbered = (number) => document.getElementById(`card-${number}`);
export const markOf = (line) => document.getElementById(line.id.replace("card-", "mark-"));

/** Every stretch of a claim in the text; its number alone where other marks took its words. */
export const marksOf = (line) =>
  [...document.querySelectorAll(`#text [href$="#${line.id.replace("card-", "mark-")}"]`)].map((link) => link.closest("mark") || link);

/** Show a claim as chosen, or none. */
export function choose(line) {
  chosenLine()?.classList.remove("is-chosen");
  document.querySelector(".line > a[aria-current]")?.removeAttribute("aria-current");
  for (const mark of document.querySelectorAll("#text .is-chosen")) mark.classList.remove("is-chosen");
  if (!line) return;
  line.classList.add("is-chosen");
  line.firstElementChild.setAttribute("aria-current", "true");
  for (const mark of marksOf(line)) mark.classList.add("is-chosen");
  bringIntoView(markOf(line), "center");
  if (!isNarrow()) bringIntoView(line, "nearest"); // there the list is far below the card
}

/** Scroll only when it is out of sight: a page that moves under the eye loses its reader. */
export function bringIntoView(element, block) {
  if (!element) return;
  const box = element.getBoundingClientRect();
  const text = document.getElementById("text");
  // On a narrow screen the text is a window of its own, and the browser knows best what that one shows.
  const isOwnWindow = text.contains(element) && text.scrollHeight > text.clientHeight + 1;
  if (block === "nearest" || isOwnWindow || box.top < 80 || box.bottom > window.innerHeight - 80) {
    element.scrollIntoView({ block, inline: "nearest" });
  }
}

/** What a card knows better than its line and its marks: another verdict, perhaps of somebody else. */
export function relabel({ dataset: { number, group, chip, verdict } }) {
  const line = lineNumbered(number);
  for (const part of line ? [line, ...marksOf(line)] : []) {
    part.classList.remove("none", "stands", "fails", "open");
    part.classList.add(group);
  }
  if (line) line.querySelector("em").textContent = verdict;
  const opening = line && markOf(line);
  if (opening) opening.dataset.label = chip;
  const reviewed = document.getElementById("reviewed"); // only those have it who see verdicts before they are published
  if (reviewed) reviewed.textContent = lines().filter((one) => one.querySelector("em").textContent).length;
}
