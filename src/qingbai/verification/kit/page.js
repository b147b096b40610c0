// The page around check.js: two files in, verdicts out, in the reader's language. Texts are set as text, never as markup.
"use strict";
const kept = JSON.parse(document.getElementById("trust").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const by = id => document.getElementById(id);
let spoken = "zh-Hans", last = null, runs = 0;

const DOUBT = { intact: "changed", issuer: "unknown_issuer", logged: "not_logged", current: "statement_bad" };
const UNREADABLE = ["empty", "too_large", "not_pdf"];
function sentence(question, { code }) {
  if (UNREADABLE.includes(code)) return words[spoken].unreadable;
  if (code.startsWith("statement_")) return words[spoken].statement_bad;
  if (code === "not_entitled") return words[spoken].unknown_issuer;
  return words[spoken][code] || (code === "not_examined" ? "–" : words[spoken][DOUBT[question]]);
}
function add(parent, name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  parent.append(made);
  return made;
}
const both = said => [said.zh, said.en].filter(Boolean).join(" / ");
function facts(claim) {
  const told = words[spoken], person = claim.holder;
  const rows = [[told.number, claim.number]];
  if (person) rows.push(
    [told.name, [person.native, person.latin].filter(Boolean).join(" / ")], [told.document, person.document_number], [told.born, person.born_on],
    [told.states, told[claim.statement]], [told.purpose, both(claim.purpose)]);
  else rows.push([told.states, told.letter]);
  rows.push([told.issued, claim.issued_on], [told.by, both(claim.organ)]);
  if (claim.valid_until) rows.push([told.valid, claim.valid_until]);
  return rows;
}
function show(found) {
  const told = words[spoken], out = by("result"), good = found.intact.holds === "yes" && found.issuer.holds === "yes" && found.logged.holds === "yes";
  const old = good && found.current.holds === "no", sure = good && found.current.holds === "yes";
  out.replaceChildren();
  const open = `${told.sum_yes} ${told.q_current} ${told.unknown}.`; // genuine, and nobody here can say more
  add(out, "h2", good ? old ? told.sum_old : sure ? told.sum_yes : open : told.sum_no, sure ? "good" : good && !old ? "open" : "bad").tabIndex = -1;
  const list = add(out, "dl");
  const questions = ["intact", "issuer", "logged", "current"].map(name => [name, found[name]]);
  for (const [name, verdict] of questions) {
    add(list, "dt", told["q_" + name]);
    const line = add(list, "dd");
    add(line, "b", told[verdict.holds], verdict.holds);
    line.append(" " + sentence(name, verdict));
    line.dataset.code = verdict.code;
  }
  if (good) {
    add(list, "dt", told.q_person);
    add(list, "dd", told.person);
    add(out, "h3", told.says);
    const said = add(out, "dl", undefined, "facts");
    for (const [name, value] of facts(found.claim)) { add(said, "dt", name); add(said, "dd", value); }
    add(out, "h3", told.proves_not);
    add(out, "p", told.proves_not_text);
  }
  if (found.sha256) add(out, "p", "SHA-256 " + found.sha256, "small");
}
function speak(language) {
  spoken = language;
  const told = words[language];
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  document.title = told.title;
  for (const part of document.querySelectorAll("[data-say]")) part.textContent = told[part.dataset.say];
  by("made").textContent = told.made + " " + kept.made_on + ". " + told.no_network;
  if (last) show(last);
}
for (const [language, told] of Object.entries(words)) {
  const one = add(by("language"), "option", told.language);
  one.value = language; one.lang = language;
}
by("language").addEventListener("change", event => speak(event.target.value));
for (const box of ["paper", "status"]) by(box).addEventListener("change", () => { last = null; runs++; by("result").replaceChildren(); });
by("form").addEventListener("submit", async event => {
  event.preventDefault();
  last = null;
  const run = ++runs;
  const [file] = by("paper").files, [status] = by("status").files;
  if (!file) { by("paper").focus(); return; }
  by("result").textContent = words[spoken].working;
  try {
    const data = file.size > 9e6 ? new Uint8Array(9e6) : new Uint8Array(await file.arrayBuffer());
    const found = await Qingbai.check(data, kept, { status: status && status.size < 3e5 ? await status.text() : "" });
    if (run !== runs) return; // other files were chosen meanwhile
    last = found;
    show(last);
    by("result").querySelector("h2").focus();
  } catch { if (run === runs) by("result").textContent = words[spoken].failed; }
});
const wanted = navigator.languages.map(one => one.toLowerCase()).map(one => Object.keys(words).find(known => known.toLowerCase().slice(0, 2) === one.slice(0, 2))).find(Boolean);
by("language").value = wanted || "zh-Hans";
speak(by("language").value);
