// A public screen asks whoever seems to have left, and clears itself. Without this file the page does the same by renewing itself.
"use strict";

(() => {
  const still = document.getElementById("still");
  if (!still) return;
  // What one person types, the browser must not offer to the next.
  for (const one of document.querySelectorAll("form, input, select, textarea")) one.setAttribute("autocomplete", "off");
  const seconds = (name) => Number(still.dataset[name]) * 1000;
  let timer = 0;
  const end = () => location.replace(still.dataset.end);
  function ask() {
    still.showModal();
    timer = setTimeout(end, seconds("ends"));
  }
  function begin() {
    if (still.open) return;
    clearTimeout(timer);
    timer = setTimeout(ask, seconds("warns"));
  }
  for (const touched of ["pointerdown", "keydown", "scroll", "input"]) addEventListener(touched, begin, { passive: true });
  still.addEventListener("close", begin);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  begin();
})();
