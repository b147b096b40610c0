// Keys for the registrar: the field one looks at is lit in the text, and the words one points at lead to their field.
// Without this file every act is still there as a link or a button.
"use strict";

const fields = () => [...document.querySelectorAll(".field")].filter((field) => field.offsetParent);
const marks = [...document.querySelectorAll(".paper mark")];
const paper = document.getElementById("paper");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let at = null;

const told = (mark) => mark.dataset.f.split(" ");

function light(number, scroll) {
  let first = null;
  for (const mark of marks) {
    const lit = number !== null && told(mark).includes(number);
    mark.classList.toggle("lit", lit);
    if (lit && first === null) first = mark;
  }
  if (scroll && first !== null) {
    const top = first.offsetTop - paper.offsetTop - paper.clientHeight / 3;
    paper.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  }
}

function go(field, { focus = true } = {}) {
  if (!field) return;
  if (at) at.classList.remove("at");
  at = field;
  at.classList.add("at");
  light(at.dataset.n, true);
  if (focus) at.focus();
}

function step(by) {
  const all = fields();
  const here = all.indexOf(at);
  go(here < 0 ? all[0] : all[Math.min(all.length - 1, Math.max(0, here + by))]);
}

function nextUnsure() {
  const all = fields();
  const here = all.indexOf(at);
  const unsure = [...all.slice(here + 1), ...all.slice(0, here + 1)].find((field) => field.classList.contains("doubt"));
  go(unsure);
}

const press = (key) => at?.querySelector(`[data-key="${key}"]`)?.click();
const main = () => document.querySelector("#bar .main")?.click();
const keys = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  u: nextUnsure,
  e: () => press("e"),
  y: () => press("y"),
  Enter: main,
};

document.addEventListener("keydown", (event) => {
  const inside = event.target.closest("input, textarea, select, button, a, summary");
  if (event.key === "Escape" && event.target.closest(".edit")) {
    event.target.closest(".edit").querySelector(".acts a").click();
    return;
  }
  const scrolls = event.target === paper && event.key.startsWith("Arrow");
  if (inside || scrolls || event.ctrlKey || event.metaKey || event.altKey || event.repeat && event.key === "Enter") return;
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

document.addEventListener("focusin", (event) => {
  const field = event.target.closest(".field");
  if (field && field !== at) go(field, { focus: false });
});

for (const field of document.querySelectorAll(".field")) {
  field.addEventListener("mouseenter", () => light(field.dataset.n, true));
  field.addEventListener("mouseleave", () => light(at ? at.dataset.n : null, false));
  field.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, input, select, form")) go(field);
  });
}

for (const mark of marks) {
  mark.addEventListener("click", () => {
    const [number] = told(mark);
    const field = document.querySelector(`.field[data-n="${number}"]`);
    field?.closest("details")?.setAttribute("open", "");
    go(field);
  });
  mark.addEventListener("mouseenter", () => {
    const [number] = told(mark);
    document.querySelector(`.field[data-n="${number}"]`)?.classList.add("at");
  });
  mark.addEventListener("mouseleave", () => {
    const [number] = told(mark);
    const field = document.querySelector(`.field[data-n="${number}"]`);
    if (field && field !== at) field.classList.remove("at");
  });
}

document.getElementById("keys").hidden = false;
const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
const edited = document.querySelector(".field.editing");
if (edited) {
  go(edited, { focus: false });
  const box = edited.querySelector(".edit select, .edit input:not([type=hidden])");
  box?.addEventListener("focus", () => box.select?.(), { once: true });
} else if (named?.classList.contains("field")) {
  named.closest("details")?.setAttribute("open", "");
  go(named);
} else if (!document.querySelector(".wrongs")) {
  go(fields()[0], { focus: false });
}
