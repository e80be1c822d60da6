// Long forms that are not sent yet are kept in this tab, for the person who typed them. They go when the form went
// through, when somebody signs out or in, and with the tab. Every page works without this file.
"use strict";

const words = document.querySelector("[data-unsent]");
const PREFIX = "unsent:";
const SENT = "sent-form";
const LEFT_OUT = ["hidden", "password", "file", "submit", "button"];
const person = words?.dataset.unsent ?? "";

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !LEFT_OUT.includes(field.type)
  && !field.readOnly && !field.disabled && field.tagName !== "BUTTON" && field.tagName !== "FIELDSET");
const isTick = (field) => field.type === "checkbox" || field.type === "radio";
const valueOf = (field) => (isTick(field) ? field.checked : field.value);
const isLong = (form) => form.method === "post" && form.querySelector("textarea:not([readonly])")
  && !form.querySelector("[type=password]");
const stood = (form) => form.querySelector("[name=stood]");

function forget(wanted) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && wanted(key, JSON.parse(sessionStorage[key]))) sessionStorage.removeItem(key);
  }
}

function note(form, sentence, more) {
  form.previousElementSibling?.matches("[data-unsent-note]") && form.previousElementSibling.remove();
  const box = document.createElement("div");
  box.className = "note";
  box.dataset.unsentNote = "";
  box.setAttribute("role", "status");
  box.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  if (more) box.append(more);
  form.before(box);
  return box;
}

function keep(form, key) {
  const values = fieldsOf(form).map((field) => [field.name, isTick(field) ? field.value : null, valueOf(field)]);
  try {
    sessionStorage[key] = JSON.stringify({ person, values, stood: stood(form)?.value ?? null });
  } catch { /* no room, or storage is switched off: the page goes on without it */ }
}

function fill(form, key) {
  const kept = JSON.parse(sessionStorage[key]);
  let changed = false;
  for (const [name, tick, value] of kept.values) {
    const field = fieldsOf(form).find((one) => one.name === name && (tick === null || one.value === tick));
    if (!field || valueOf(field) === value) continue;
    if (isTick(field)) field.checked = value; else field.value = value;
    changed = true;
  }
  if (!changed) return;
  if (kept.stood && stood(form)) stood(form).value = kept.stood;
  const drop = Object.assign(document.createElement("button"), {
    type: "button", className: "btn btn-outline-primary", textContent: words.dataset.drop });
  const box = note(form, words.dataset.back, drop);
  drop.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    form.reset();
    box.remove();
  });
}

function wentThrough() {
  const status = performance.getEntriesByType("navigation")[0]?.responseStatus ?? 200;
  return status < 400 && !document.querySelector("[data-errors]");
}

function start() {
  forget((key, kept) => kept.person !== person);
  const sent = sessionStorage[SENT];
  sessionStorage.removeItem(SENT);
  if (sent && wentThrough()) sessionStorage.removeItem(sent);
  if (!person) return;
  [...document.forms].filter(isLong).forEach((form, number) => {
    const key = `${PREFIX}${location.pathname}${location.search}#${number}`;
    if (sessionStorage[key] && !document.querySelector("[data-errors]")) fill(form, key);
    form.addEventListener("input", () => keep(form, key));
    form.addEventListener("submit", (event) => {
      if (navigator.onLine) {
        sessionStorage[SENT] = key;
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      keep(form, key);
      note(form, words.dataset.offline).scrollIntoView({ block: "nearest" });
    });
  });
}

try {
  start();
} catch { /* storage is switched off */ }
