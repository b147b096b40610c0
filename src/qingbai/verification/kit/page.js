// The page around check.js: a file or a code in, verdicts out, in the reader's language. Texts are set as text, never as markup.
"use strict";
const kept = JSON.parse(document.getElementById("trust").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const by = id => document.getElementById(id);
let spoken = "zh-Hans", last = null, runs = 0, filming = null;

// as printed: a paper says these in Chinese and English
const SEXES = { M: "男 Male", F: "女 Female" };
const DOCUMENTS = {
  resident_id: "居民身份证 Resident identity card", household_book: "居民户口簿 Household register", hmt_residence_permit: "港澳台居民居住证 Residence permit for Hong Kong, Macao and Taiwan residents",
  hk_macau_travel_permit: "港澳居民来往内地通行证 Mainland travel permit for Hong Kong and Macao residents", taiwan_travel_permit: "台湾居民来往大陆通行证 Mainland travel permit for Taiwan residents",
  passport: "护照 Passport", foreign_resident_card: "外国人永久居留身份证 Foreign permanent resident ID card",
};

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
    [told.name, [person.native, person.latin].filter(Boolean).join(" / ")], [told.document, `${person.document_number} (${DOCUMENTS[person.document]})`], [told.born, person.born_on],
    [told.sex, SEXES[person.sex]], [told.nationality, person.nationality], [told.states, told[claim.statement]],
    ...(claim.kind === "refusal" ? [[told.applied, claim.applied_on]] : [[told.period, [claim.period_from, claim.period_to].filter(Boolean).join(" – ") || told.all], [told.purpose, both(claim.purpose)]]));
  else rows.push([told.states, told.letter]);
  rows.push([told.issued, claim.issued_on], [told.by, both(claim.office)]);
  if (claim.valid_until) rows.push([told.valid, claim.valid_until]);
  return rows;
}
function show(found) {
  const told = words[spoken], out = by("result"), code = !found.intact, good = (code || found.intact.holds === "yes") && found.issuer.holds === "yes" && found.logged.holds === "yes";
  const old = good && found.current.holds === "no", sure = good && found.current.holds === "yes";
  out.replaceChildren();
  const open = `${told.sum_yes} ${told.q_current} ${told.unknown}.`; // genuine, and nobody here can say more
  add(out, "h2", good ? old ? told.sum_old : code ? told.code_yes : sure ? told.sum_yes : open : told.sum_no, sure && !code ? "good" : good && !old ? "open" : "bad").tabIndex = -1;
  if (code && good) { add(out, "p", told.compare); facts_of(out, found.claim).className = "facts large"; }
  const list = add(out, "dl");
  const questions = ["intact", "issuer", "logged", "current"].filter(name => found[name]).map(name => [name, found[name]]);
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
    if (!code) { add(out, "h3", told.says); facts_of(out, found.claim); }
    add(out, "h3", told.proves_not);
    add(out, "p", told.proves_not_text);
  }
  if (found.sha256) add(out, "p", "SHA-256 " + found.sha256, "small");
}
function facts_of(out, claim) {
  const said = add(out, "dl", undefined, "facts");
  for (const [name, value] of facts(claim)) { add(said, "dt", name); add(said, "dd", value); }
  return said;
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
by("language").addEventListener("change", event => speak(event.target.value));
function forget() { last = null; runs++; by("result").replaceChildren(); }
function say(text) { by("result").replaceChildren(); add(by("result"), "p", text, "open"); }
const WAYS = ["paper", "photo", "pasted"]; // one at a time
for (const box of WAYS) by(box).addEventListener("input", () => { forget(); for (const other of WAYS) if (other !== box) by(other).value = ""; });
by("status").addEventListener("change", forget);
async function pixels(picture, longest) {
  const factor = Math.min(1, longest / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * factor); canvas.height = Math.round(picture.height * factor);
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return drawing.getImageData(0, 0, canvas.width, canvas.height);
}
async function textIn(picture, quick) {
  if ("BarcodeDetector" in self) try { const [found] = await new BarcodeDetector({ formats: ["qr_code"] }).detect(picture); if (found) return found.rawValue; } catch { /* ours, then */ }
  return Reader.read(await pixels(picture, quick ? 1600 : 4200), quick);
}
const statusText = async () => { const [status] = by("status").files; return status && status.size < 3e5 ? status.text() : ""; };
async function run(work) {
  last = null;
  const mine = ++runs;
  by("result").textContent = words[spoken].working;
  await new Promise(done => setTimeout(done, 30)); // let it be seen
  try {
    const found = await work(await statusText());
    if (mine !== runs) return; // something else was chosen meanwhile
    if (!found) { say(words[spoken].no_code); return; }
    last = found;
    show(last);
    by("result").querySelector("h2").focus();
  } catch { if (mine === runs) by("result").textContent = words[spoken].failed; }
}
const judge = text => run(status => Qingbai.checkCode(text, kept, { status }));
function still() {
  if (filming) { filming.getTracks().forEach(track => track.stop()); filming = null; }
  by("film").hidden = true; by("film").srcObject = null;
  by("camera").dataset.say = "camera"; by("camera").textContent = words[spoken].camera;
}
by("camera").addEventListener("click", async () => {
  if (filming) { still(); return; }
  forget();
  try { filming = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } } }); } catch { say(words[spoken].no_camera); return; }
  const film = by("film"), mine = filming;
  film.hidden = false; film.srcObject = mine;
  by("camera").dataset.say = "stop"; by("camera").textContent = words[spoken].stop;
  await film.play();
  while (filming === mine) {
    let text = null;
    if (film.videoWidth) { const frame = await createImageBitmap(film); text = await textIn(frame, true); frame.close(); }
    if (text && filming === mine) { still(); for (const box of WAYS) by(box).value = ""; await judge(text); return; }
    await new Promise(done => setTimeout(done, 120));
  }
});
by("form").addEventListener("submit", async event => {
  event.preventDefault();
  still();
  const [file] = by("paper").files, [photo] = by("photo").files, pasted = by("pasted").value.trim();
  if (file) await run(async status => Qingbai.check(file.size > 9e6 ? new Uint8Array(9e6) : new Uint8Array(await file.arrayBuffer()), kept, { status }));
  else if (photo) await run(async status => {
    let picture = null;
    try { picture = await createImageBitmap(photo); } catch { return null; }
    const text = await textIn(picture, false);
    return text && Qingbai.checkCode(text, kept, { status });
  });
  else if (pasted) await judge(pasted);
  else by("paper").focus();
});
async function unpack() {
  try {
    const packed = Uint8Array.from(atob(by("more").textContent), sign => sign.charCodeAt(0));
    Object.assign(words, await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).json());
  } catch { /* an old browser has two languages */ }
  for (const [language, told] of Object.entries(words)) {
    const one = add(by("language"), "option", told.language);
    one.value = language; one.lang = language;
  }
  const wanted = navigator.languages.map(one => one.toLowerCase()).map(one => Object.keys(words).find(known => known.toLowerCase().slice(0, 2) === one.slice(0, 2))).find(Boolean);
  by("language").value = wanted || "zh-Hans";
  speak(by("language").value);
}
speak("zh-Hans");
unpack();
