// How a form's steps and recorded answers are taken back and done again; acts on claims bring their own way (acts.js).
import { post } from "./sending.js";

/** Teach `past` both ways. `cards` opens the card that an entry belongs to, `drafts` fills its form, `say` tells people. */
export function teach(past, { cards, drafts, say }) {
  /** The form of a target, its card opened unless it is. */
  async function formOf({ target, place }) {
    const here = () => cards.pane.querySelector(`form.review[data-target="${target}"]`);
    if (!here()) await cards.open(place);
    return here();
  }

  /** A choice or words in a form, as before or as after. */
  past.ways.form = async (entry, verb) => {
    const form = await formOf(entry);
    if (!form) return null;
    drafts.put(form, verb === "undo" ? entry.before : entry.after, entry.field);
    return {};
  };

  past.ways.answer = (entry, verb) => (verb === "undo" ? withdraw(entry) : answerAgain(entry));

  /** A recorded answer is withdrawn, which stays in the history, and what was typed stands in the form again. */
  async function withdraw(entry) {
    const sent = await post(`/api/v1/reviews/${entry.review}/withdraw/`, { submission: crypto.randomUUID() });
    if (sent.state !== "done") {
      say("Your answer could not be withdrawn; it stands.", "error");
      return null;
    }
    await cards.open(entry.place);
    const form = await formOf(entry);
    if (form) drafts.put(form, entry.fields, "value");
    return {};
  }

  /** Done again it is a new answer, which tells by itself whether it is recorded. */
  async function answerAgain(entry) {
    const form = await formOf(entry);
    if (form) drafts.put(form, entry.fields, "value");
    if (entry.hasFiles) say("Choose the file once more, then record: a browser cannot send it again by itself.");
    else form?.requestSubmit();
    return null;
  }
}
