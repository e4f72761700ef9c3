// The dialog of keys: what they do, other keys for them, the switch that turns them off. It is a page of its own, too.

export async function openKeyHelp() {
  const dialog = document.getElementById("key-help");
  if (dialog.open) return;
  await htmx.ajax("GET", dialog.dataset.address, { target: "#key-help", swap: "innerHTML" });
  dialog.showModal(); // the browser keeps the focus inside and gives it back on closing
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-opens=key-help]");
  if (!link) return;
  event.preventDefault();
  openKeyHelp();
});
