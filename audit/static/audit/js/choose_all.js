// One box chooses all claims on the page of the queue, or none; without a script they are chosen one by one.
const all = document.getElementById("choose-all");
if (all) {
  const boxes = [...document.querySelectorAll(".bulk [name=claims]")];
  all.closest("label").hidden = false;
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
  document.querySelector(".bulk").addEventListener("change", () => (all.checked = boxes.every((box) => box.checked)));
}
