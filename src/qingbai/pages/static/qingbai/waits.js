// What was sent is not sent twice, and whatever takes more than a second says so. Without this file everything is still there: the server knows a
// form that comes twice.
"use strict";

(() => {
  const SLOW = "form[novalidate], form[enctype], form[role=search], form[data-waits]"; // those that fetch a file leave the page as it is
  const SAYS_AFTER = 1000;
  const TRIES_AGAIN = 15000; // milliseconds
  let sent = null;
  let timers = [];

  function over() {
    timers.forEach(clearTimeout);
    timers = [];
    sent = null;
    document.getElementById("waits")?.remove();
  }

  function say(box) {
    const bar = document.createElement("progress");
    bar.setAttribute("aria-hidden", "true");
    box.append(bar, document.body.dataset.waits);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches(SLOW)) return;
    if (sent === form) {
      event.preventDefault();
      return;
    }
    over();
    sent = form;
    const box = document.createElement("p");
    box.id = "waits";
    box.setAttribute("role", "status");
    form.append(box);
    timers = [setTimeout(say, SAYS_AFTER, box), setTimeout(() => { sent = null; }, TRIES_AGAIN)];
  });
  window.addEventListener("pageshow", over); // also where the browser shows the page again as it was left
})();
