// A desk that is left alone locks itself, and takes along what was being filled in; back again, it is filled in as it was.
// Without this file the next page that is asked for meets the lock, and a form that meets it is kept by the server.
"use strict";

(() => {
  const lock = document.getElementById("lock");
  const said = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const changed = (control) =>
    control.type === "checkbox" || control.type === "radio"
      ? control.checked !== control.defaultChecked
      : control.tagName === "SELECT"
        ? [...control.options].some((option) => option.selected !== option.defaultSelected)
        : control.value !== control.defaultValue;
  const begun = () =>
    [...document.querySelectorAll("main form[method=post]")].find((form) =>
      [...form.elements].some((control) => !["hidden", "submit", "button", "password", "file"].includes(control.type) && control.tagName !== "FIELDSET" && changed(control)),
    ) ?? document.querySelector("main .question.wrong")?.closest("form");

  function put(name, value) {
    const box = document.createElement("input");
    box.type = "hidden";
    box.name = name;
    box.value = value;
    lock.append(box);
  }

  if (lock) {
    let away = false;
    lock.addEventListener("submit", () => {
      if (away) return;
      away = true;
      put("next", location.pathname + location.search);
      const form = begun();
      if (!form) return;
      put("fields", JSON.stringify(said(form)));
      put("to", new URL(form.action).pathname);
      if (document.querySelector("main .wrongs")) put("posted", "1");
    });
    setTimeout(() => lock.requestSubmit(), Number(lock.dataset.after) * 1000);
  }

  const kept = document.getElementById("half-filled");
  if (!kept) return;
  const form = [...document.querySelectorAll("main form[method=post]")].find((one) => new URL(one.action).pathname === kept.dataset.to);
  if (form) {
    const values = new FormData(kept);
    for (const control of form.elements) {
      if (!control.name || control.type === "hidden" || control.type === "file") continue;
      const all = values.getAll(control.name);
      if (control.type === "checkbox" || control.type === "radio") control.checked = all.includes(control.value);
      else if (all.length && "value" in control && control.type !== "submit") control.value = all[0];
      if (all.length) control.closest("details")?.setAttribute("open", "");
    }
    form.scrollIntoView({ block: "center" });
  }
  kept.remove();
})();
