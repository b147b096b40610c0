// Keys for the counter. A letter on a button does what the button does; what would refuse or end something only leads to its button.
// Never inside a field, never with another key held, and off for whoever turns them off. Without this file everything is still there.
// They work alike while the papers beside a form have the focus; Escape leads from there back to where one was.
"use strict";

const TURNED_OFF = "qingbai-counter-keys-off";
const root = document.documentElement;
const seen = (element) => element.offsetParent !== null;
const rows = () => [...document.querySelectorAll("a[data-row]")].filter(seen);
const on = () => localStorage.getItem(TURNED_OFF) === null;

function step(by) {
  const all = rows();
  if (all.length === 0) return;
  const here = all.indexOf(document.activeElement);
  all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by))].focus();
}

const frames = () => [...document.querySelectorAll("iframe.papers")].filter(seen);
const within = (frame) => {
  try {
    return frame.contentDocument;
  } catch {
    return null; // it shows something that is not ours
  }
};

function press(key) {
  const places = [document, ...frames().map(within).filter(Boolean)];
  const found = places.flatMap((place) => [...place.querySelectorAll("[data-key]")]).filter(seen).find((one) => one.dataset.key === key);
  if (!found) return false;
  if (found.matches("input, textarea, [data-leads]")) found.focus();
  else found.click();
  if (found.matches("summary")) found.focus();
  return true;
}

let last = null; // where one was before the papers
document.addEventListener("focusin", (event) => {
  if (!event.target.matches("iframe")) last = event.target;
});

function pressed(event) {
  if (!on() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  const inside = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && inside) inside.blur();
  if (inside) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "Escape" && event.target.ownerDocument !== document) {
    window.focus();
    (last?.isConnected ? last : document.querySelector("main a, main button, main input"))?.focus();
  } else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (!press(key)) return;
  event.preventDefault();
}
document.addEventListener("keydown", pressed);
for (const frame of document.querySelectorAll("iframe.papers")) {
  const listen = () => within(frame)?.addEventListener("keydown", pressed);
  frame.addEventListener("load", listen); // each page of the papers is a new document
  if (within(frame)?.readyState === "complete") listen();
}

// A reason from the list goes into its field; without a script the same button asks the server to put it there.
document.addEventListener("click", (event) => {
  const canned = event.target.closest("button[name=canned]");
  if (!canned) return;
  const field = canned.form.querySelector("textarea");
  if (!field) return;
  event.preventDefault();
  field.value = canned.dataset.text;
  field.focus();
});

const turn = document.getElementById("keys");
function show() {
  root.classList.toggle("keys-on", on());
  turn?.setAttribute("aria-pressed", String(on()));
}
if (turn) {
  turn.hidden = false;
  turn.addEventListener("click", () => {
    if (on()) localStorage.setItem(TURNED_OFF, "1");
    else localStorage.removeItem(TURNED_OFF);
    show();
  });
}
show();
