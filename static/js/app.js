// Small comforts only: every page works without this file.
"use strict";

// The menu closes by Escape and by a click elsewhere.
const menu = document.querySelector("[data-menu]");
if (menu) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// A summary of errors takes the focus, so that it is read first and its links are next.
document.querySelector("[data-errors]")?.focus();

// A second click on a slow line does not send a form twice within four seconds.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// A text to be copied is marked whole by a tap.
document.querySelectorAll("[data-copy]").forEach((text) => text.addEventListener("focus", () => text.select()));

// Older browsers print closed details closed: open them for the print.
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("main details:not([open])").forEach((details) => { details.open = true; });
});
