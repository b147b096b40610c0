// Keys for the counter. A letter on a button does what the button does; what would refuse or end something only leads to its button.
// Never inside a field, never with another key held, and off for whoever turns them off. Without this file everything is still there.
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

function press(key) {
  const found = [...document.querySelectorAll("[data-key]")].filter(seen).find((one) => one.dataset.key === key);
  if (!found) return false;
  if (found.matches("input, textarea, [data-leads]")) found.focus();
  else found.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!on() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  const inside = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && inside) inside.blur();
  if (inside) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (!press(key)) return;
  event.preventDefault();
});

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
