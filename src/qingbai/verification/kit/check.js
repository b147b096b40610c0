// Is this paper genuine? The same questions as qingbai.certificates.verify asks, put by a second program that shares no line with it:
// signed over every byte, by an office that the pinned root entitles, with a place in the public log; and current, where a signed list says so.
"use strict";
const Qingbai = (() => {
  const LARGEST = 8 * 1024 * 1024;
  const MARKS = ["%qingbai signed revision ", "%qingbai signed page "]; // 2: with time-stamp and revocation lists; 1: without
  const DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36", STATUS_SIGNING = "@STATUS_SIGNING@", STAMPED = "@STAMPED@", STAMPING = "1.3.6.1.5.5.7.3.8";
  const RESERVE = @RESERVE@; // bytes kept for the time-stamp
  const EARLIEST = 60e3, LATEST = 3600e3; // how far a time-stamp may lie before and after the instant that the signature claims
  const LONGEST_SEAL = 72; // bytes of DER for two numbers of 256 bits
  const LIST_LENGTH = @LIST_LENGTH@, MOST_SIGNATURES = 100;

  class Refused extends Error {}
  const refuse = code => { throw new Refused(code); };

  // ---- bytes
  const utf8 = text => new TextEncoder().encode(text);
  const latin = data => { let out = ""; for (let i = 0; i < data.length; i += 32768) out += String.fromCharCode(...data.subarray(i, i + 32768)); return out; };
  const joined = (...parts) => { const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0)); let at = 0; for (const p of parts) { out.set(p, at); at += p.length; } return out; };
  const same = (a, b) => a.length === b.length && a.every((value, place) => value === b[place]);
  const hex = data => [...data].map(b => b.toString(16).padStart(2, "0")).join("");
  const unhex = text => /^([0-9a-f]{2})*$/i.test(text) ? Uint8Array.from(text.match(/../g) || [], pair => parseInt(pair, 16)) : refuse("unreadable");
  const unbase64 = text => { try { return Uint8Array.from(atob(text), c => c.charCodeAt(0)); } catch { return refuse("unreadable"); } };
  const unbase64url = text => /^[\w-]*$/.test(text) ? unbase64(text.replace(/-/g, "+").replace(/_/g, "/")) : refuse("unreadable");
  const sha256 = async data => new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const sha512 = async data => new Uint8Array(await crypto.subtle.digest("SHA-512", data));

  // ---- DER, as much of it as certificates and our container need
  function value(data, at = 0, end = data.length) {
    if (at + 2 > end) refuse("changed");
    let length = data[at + 1], head = 2;
    if (length > 127) {
      const count = length & 127;
      if (!count || count > 4 || at + 2 + count > end) refuse("changed");
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + data[at + 2 + i];
      head += count;
    }
    if (at + head + length > end) refuse("changed");
    return { tag: data[at], whole: data.subarray(at, at + head + length), content: data.subarray(at + head, at + head + length), next: at + head + length };
  }
  function values(data) { const found = []; for (let at = 0; at < data.length;) { const one = value(data, at); found.push(one); at = one.next; } return found; }
  function identifier(data) {
    const numbers = []; let number = 0n;
    for (const byte of data) { number = number << 7n | BigInt(byte & 127); if (!(byte & 128)) { numbers.push(number); number = 0n; } }
    const first = numbers[0] < 40n ? 0n : numbers[0] < 80n ? 1n : 2n;
    return [first, numbers[0] - 40n * first, ...numbers.slice(1)].join(".");
  }
  function instant(one) {
    const text = latin(one.content), long = one.tag === 0x18;
    const [, year, ...rest] = (long ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(text) || refuse("unknown_issuer");
    const whole = long ? +year : +year + (+year < 50 ? 2000 : 1900);
    return Date.UTC(whole, rest[0] - 1, ...rest.slice(1).map(Number));
  }

  // ---- certificates
  function certificate(whole, strict = true) {
    const [body, how, seal] = values(value(whole).content);
    // One form only, as of the container: no other algorithm, padding or length around what was signed.
    if (strict && !same(whole, encode(SEQUENCE, body.whole, SIGNS, encode(3, Uint8Array.of(0), derPair(pair(seal.content.subarray(1))))))) refuse("unknown_issuer");
    const parts = values(body.content);
    if (parts[0].tag !== 0xa0 || parts.length < 8) refuse("unknown_issuer");
    const [, number, , issuer, validity, subject, key] = parts;
    const [since, until] = values(validity.content).map(instant);
    const found = { whole, body: body.whole, how: how.content, seal: seal.content.subarray(1), issuer: issuer.whole, number: number.whole, subject: subject.whole, key: key.whole, since, until, authority: false, path: null, usage: 0, purposes: [] };
    for (const extension of values(values(parts[parts.length - 1].content)[0].content)) {
      const said = values(extension.content), name = identifier(said[0].content), inner = value(said[said.length - 1].content);
      if (name === "2.5.29.19") found.constrained = true;
      if (name === "2.5.29.19") for (const one of values(inner.content)) { if (one.tag === 1) found.authority = one.content[0] !== 0; if (one.tag === 2) found.path = one.content[0]; }
      if (name === "2.5.29.15") found.usage = inner.content[1];
      if (name === "2.5.29.37") { found.purposes = values(inner.content).map(one => identifier(one.content)); found.narrow = said.length === 3; }
    }
    for (const set of values(subject.content)) for (const part of values(set.content)) {
      const [name, text] = values(part.content);
      if (identifier(name.content) === "2.5.4.5") found.serial = latin(text.content);
    }
    return found;
  }
  const pair = (seal, size = 32) => { const numbers = values(value(seal).content).map(one => { let raw = one.content; while (raw.length > size && raw[0] === 0) raw = raw.subarray(1); return joined(new Uint8Array(size - raw.length), raw); }); return joined(...numbers); };
  async function sealed(key, seal, data) {
    try {
      const imported = await crypto.subtle.importKey("spki", key, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
      return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, imported, seal, data);
    } catch { return false; }
  }
  // What others sign with: authorities of time-stamps may have keys of other kinds than ours.
  async function sealedBy(key, seal, data, hash) {
    const [kind, curve] = values(values(value(key).content)[0].content).map(one => identifier(one.content));
    try {
      const bits = { "1.2.840.10045.3.1.7": 256, "1.3.132.0.34": 384 }[curve];
      const name = kind === "1.2.840.10045.2.1" ? { name: "ECDSA", namedCurve: "P-" + bits, hash } : { name: "RSASSA-PKCS1-v1_5", hash };
      const imported = await crypto.subtle.importKey("spki", key, name, false, ["verify"]);
      return await crypto.subtle.verify(name, imported, bits ? pair(seal, bits / 8) : seal, data);
    } catch { return false; }
  }
  const certified = (own, above) => same(own.issuer, above.subject) && sealedBy(above.key, own.seal, own.body, hashOf(identifier(value(own.how).content)));
  const hashOf = name => (Object.entries(HASHES).find(([, names]) => names.includes(name)) || ["", ["SHA-256"]])[1][0];

  // ---- revoked certificates
  function revocations(whole) {
    const [body, how, seal] = values(value(whole).content), parts = values(body.content).filter(one => one.tag !== 2 && one.tag !== 0xa0);
    const until = parts[3] && parts[3].tag !== SEQUENCE ? instant(parts[3]) : refuse("revocation_missing");
    const revoked = new Map((parts[4] ? values(parts[4].content) : []).map(one => { const [number, since] = values(one.content); return [hex(number.whole), instant(since)]; }));
    return { body: body.whole, how: how.content, seal: seal.content.subarray(1), issuer: parts[1].whole, until, revoked };
  }
  async function listsOf(above, lists) {
    const found = [];
    for (const one of lists) if (same(one.issuer, above.subject) && await sealedBy(above.key, one.seal, one.body, hashOf(identifier(value(one.how).content)))) found.push(one);
    return found;
  }
  async function standingAt(own, above, lists, at, asked) {
    const found = await listsOf(above, lists);
    if (asked && !found.some(one => at <= one.until)) refuse("revocation_missing");
    if (found.some(one => one.revoked.get(hex(own.number)) <= at)) refuse("revoked_then");
  }

  // ---- time-stamps (RFC 3161), in the one form that the container keeps: what is read from one is written again and must be the same
  const HASHES = {
    "2.16.840.1.101.3.4.2.1": ["SHA-256", "1.2.840.10045.4.3.2", "1.2.840.113549.1.1.11"],
    "2.16.840.1.101.3.4.2.2": ["SHA-384", "1.2.840.10045.4.3.3", "1.2.840.113549.1.1.12"],
    "2.16.840.1.101.3.4.2.3": ["SHA-512", "1.2.840.10045.4.3.4", "1.2.840.113549.1.1.13"],
  };
  async function stampOf(token, over) {
    try {
      const parts = values(values(value(token).content)[1].content)[0], [, , wrapped, certificates, signers] = values(parts.content);
      const said = values(values(signers.content)[0].content), info = value(values(wrapped.content)[1].content).content;
      const name = identifier(value(said[2].content).content), [hash, ecdsa, rsa] = HASHES[name];
      const held = values(certificates.content).map(one => one.whole), hashes = await Promise.all(held.map(sha256)), told = new Map();
      for (const one of values(said[3].content)) { const [key, set] = values(one.content); if (told.has(identifier(key.content))) refuse("stamp_refused"); told.set(identifier(key.content), value(set.content)); }
      const named = values(value(told.get("1.2.840.113549.1.9.16.2.47").content).content).map(one => { const [how, digest] = values(one.content); return how.tag !== SEQUENCE ? how : same(value(how.content).whole, value(HASH).content) ? digest : refuse("stamp_refused"); });
      const theirs = named.map(one => held.find((_, place) => same(hashes[place], one.content)) || refuse("stamp_refused")), own = certificate(theirs[0], false);
      const digest = new Uint8Array(await crypto.subtle.digest(hash, info)), elliptic = identifier(value(values(value(own.key).content)[0].content).content) === "1.2.840.10045.2.1";
      const [, , imprint, , time, ...more] = values(value(info).content), [how, marked] = values(imprint.content);
      const algorithm = encode(SEQUENCE, oid(name)), by = elliptic ? encode(SEQUENCE, oid(ecdsa)) : encode(SEQUENCE, oid(rsa), Uint8Array.of(5, 0));
      const again = encode(SEQUENCE, oid("1.2.840.113549.1.7.2"), encode(FIRST, encode(SEQUENCE,
        Uint8Array.of(2, 1, 3), encode(SET, algorithm), encode(SEQUENCE, oid(INFO), encode(FIRST, encode(OCTETS, info))), sorted(FIRST, ...new Set(theirs)),
        encode(SET, encode(SEQUENCE, ONE, encode(SEQUENCE, own.issuer, own.number), algorithm, encode(FIRST, said[3].content), by, encode(OCTETS, said[5].content))))));
      const right = same(again, token) && same(told.get("1.2.840.113549.1.9.4").content, digest)
        && same(told.get("1.2.840.113549.1.9.3").whole, oid(INFO)) && same(value(how.content).whole, value(HASH).content) && same(marked.content, await sha256(over));
      if (!right || !await sealedBy(own.key, said[5].content, encode(SET, said[3].content), hash)) refuse("stamp_refused");
      if (elliptic && !lower(said[5].content, own.key)) refuse("stamp_refused");
      const [whole, part] = latin(time.content).replace("Z", "").split(".");
      return { own, at: instant({ tag: 0x18, content: utf8(whole + "Z") }) + (part ? Number("0." + part) * 1e3 : 0) };
    } catch { return refuse("stamp_refused"); }
  }
  function lower(seal, key) {
    const wide = identifier(values(values(value(key).content)[0].content)[1].content) === "1.3.132.0.34", size = wide ? 48 : 32;
    const raw = pair(seal, size), order = wide ? 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n : CURVE_ORDER;
    return same(derPair(raw, size), seal) && BigInt("0x" + hex(raw.subarray(size))) <= order / 2n;
  }
  // The time-stamp's authority stands under our own, or is one of those pinned by name; and no list says that anybody was revoked by then.
  async function lasting(chain, root, evidence, claimed, trust) {
    const { own, issuing, stamp } = chain;
    if (stamp.at < claimed - EARLIEST || stamp.at > claimed + LATEST) refuse("stamp_untimely");
    if (!stamp.own.narrow || stamp.own.purposes.length !== 1 || stamp.own.purposes[0] !== STAMPING) refuse("stamp_unknown");
    const lists = [...evidence, ...trust.lists], ours = await certified(stamp.own, issuing);
    let above = issuing;
    if (!ours) {
      above = null;
      for (const one of trust.stampers) if (same(one.whole, stamp.own.whole) || await certified(stamp.own, one)) { above = one; break; }
      if (!above) refuse("stamp_unknown");
    }
    await standingAt(stamp.own, above, lists, stamp.at, ours);
    for (const one of ours ? [stamp.own] : [stamp.own, above]) if (stamp.at < one.since || stamp.at > one.until) refuse("stamp_unknown");
    await standingAt(own, issuing, lists, stamp.at, true);
    await standingAt(issuing, root, lists, stamp.at, false); // a root that lies elsewhere may be late with its list
  }

  async function vouch(own, issuing, roots, at, purpose) {
    let above = null;
    for (const root of roots) if (same(issuing.issuer, root.subject) && await sealed(root.key, pair(issuing.seal), issuing.body) && await sealed(root.key, pair(root.seal), root.body)) above = root;
    if (!above || !same(own.issuer, issuing.subject) || !await sealed(issuing.key, pair(own.seal), own.body)) refuse("unknown_issuer");
    for (const [one, path] of [[above, 1], [issuing, 0]]) if (!one.authority || one.path !== path || !(one.usage & 4)) refuse("not_entitled");
    if (!own.constrained || own.authority || !(own.usage & 128) || !(own.usage & 64) || own.usage & 4 || !own.purposes.includes(purpose)) refuse("not_entitled");
    for (const one of [above, issuing, own]) if (at < one.since || at > one.until) refuse("not_valid_then");
    return above;
  }

  // ---- Ed25519 (RFC 8032), for the checkpoint of the log: not every browser has it
  const CURVE_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n; // of P-256
  const P = 2n ** 255n - 19n, ORDER = 2n ** 252n + 27742317777372353535851937790883648493n, D = mod(-121665n * inverse(121666n));
  function mod(a, m = P) { const r = a % m; return r < 0n ? r + m : r; }
  function power(base, exponent) { let out = 1n; for (base = mod(base); exponent; exponent >>= 1n) { if (exponent & 1n) out = mod(out * base); base = mod(base * base); } return out; }
  function inverse(a) { return power(a, P - 2n); }
  const little = data => data.reduceRight((sum, byte) => sum << 8n | BigInt(byte), 0n);
  function point(data) {
    const raw = Uint8Array.from(data), sign = raw[31] >> 7; raw[31] &= 127;
    const y = little(raw); if (y >= P) return null;
    const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
    let x = power(square, (P + 3n) / 8n);
    if (mod(x * x - square)) x = mod(x * power(2n, (P - 1n) / 4n));
    if (mod(x * x - square) || (x === 0n && sign)) return null;
    if (Number(x & 1n) !== sign) x = P - x;
    return [x, y, 1n, mod(x * y)];
  }
  function plus([a, b, c, d], [e, f, g, h]) {
    const A = mod((b - a) * (f - e)), B = mod((b + a) * (f + e)), C = mod(2n * d * D * h), E = mod(2n * c * g);
    const i = B - A, j = E - C, k = E + C, l = B + A;
    return [mod(i * j), mod(k * l), mod(j * k), mod(i * l)];
  }
  function times(n, p) { let out = [0n, 1n, 1n, 0n]; for (; n; n >>= 1n) { if (n & 1n) out = plus(out, p); p = plus(p, p); } return out; }
  async function edSealed(key, seal, data) {
    if (seal.length !== 64 || key.length !== 32) return false;
    const a = point(key), r = point(seal.subarray(0, 32)), s = little(seal.subarray(32));
    if (!a || !r || s >= ORDER) return false;
    const k = mod(little(await sha512(joined(seal.subarray(0, 32), key, data))), ORDER);
    const baseY = mod(4n * inverse(5n)), encoded = Uint8Array.from({ length: 32 }, (_, i) => Number(baseY >> BigInt(8 * i) & 255n));
    const left = times(s, point(encoded)), right = plus(r, times(k, a));
    return mod(left[0] * right[2] - right[0] * left[2]) === 0n && mod(left[1] * right[2] - right[1] * left[2]) === 0n;
  }

  // ---- the public log
  async function checkpoint(note, logs) {
    const cut = note.lastIndexOf("\n\n");
    if (cut < 0) refuse("checkpoint_unreadable");
    const text = note.slice(0, cut + 1), [origin, size, root] = text.split("\n");
    const log = logs.find(each => each.name === origin);
    if (!log) refuse("other_log");
    const lines = note.slice(cut + 2).split("\n");
    if (lines.pop() !== "" || lines.length > MOST_SIGNATURES) refuse("checkpoint_forged");
    let signed = false;
    for (const line of lines) { // one wrong line under a key that is known spoils the whole
      const found = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/.exec(line) || refuse("checkpoint_forged");
      const raw = unbase64(found[2]);
      if (found[1] !== origin || hex(raw.subarray(0, 4)) !== log.id) continue;
      if (!await edSealed(log.key, raw.subarray(4), utf8(text))) refuse("checkpoint_forged");
      signed = true;
    }
    return signed ? { origin, size: BigInt(size), root: unbase64(root) } : refuse("checkpoint_forged");
  }
  async function included(index, head, leaf, proof) {
    let here = BigInt(index), last = head.size - 1n, found = leaf;
    if (here > last) refuse("proof_wrong");
    for (const sibling of proof) {
      if (sibling.length !== 32 || last === 0n) refuse("proof_wrong");
      const right = here & 1n || here === last;
      found = await sha256(joined(Uint8Array.of(1), ...(right ? [sibling, found] : [found, sibling])));
      if (right) while (!(here & 1n) && here) { here >>= 1n; last >>= 1n; }
      here >>= 1n; last >>= 1n;
    }
    if (last !== 0n || !same(found, head.root)) refuse("proof_wrong");
  }
  function logKey(text) {
    const [name, id, key] = [text.slice(0, text.indexOf("+")), ...text.slice(text.indexOf("+") + 1).split(/\+(.*)/s)];
    return { name, id, key: unbase64(key).subarray(1) };
  }

  // ---- the file
  function covered(data, text) {
    const found = [...text.matchAll(/\/ByteRange/g)];
    if (found.length !== 1) refuse(found.length ? "several_signatures" : "not_signed");
    const range = /^\/ByteRange ?\[ ?(\d{1,10}) +(\d{1,10}) +(\d{1,10}) +(\d{1,10}) *\]/.exec(text.slice(found[0].index, found[0].index + 80));
    if (!range) refuse("byte_range");
    const [zero, start, end, rest] = range.slice(1).map(Number);
    if (zero || start >= end || (start < found[0].index + range[0].length && end > found[0].index)) refuse("byte_range");
    if (end + rest !== data.length) refuse(end + rest > data.length ? "truncated" : "bytes_after");
    const hole = text.slice(start, end);
    if (!/^<([0-9a-f]{2})+>$/.test(hole)) refuse("hole");
    const raw = unhex(hole.slice(1, -1)), container = value(raw).whole;
    if (raw.subarray(container.length).some(byte => byte)) refuse("hole");
    return { signed: joined(data.subarray(0, start), data.subarray(end)), container, room: raw.length };
  }
  // The container has one form only: what is read from it is written again and must be the same, byte for byte.
  const encode = (tag, ...parts) => {
    const content = joined(...parts), size = content.length;
    return joined(size < 128 ? Uint8Array.of(tag, size) : size < 256 ? Uint8Array.of(tag, 129, size) : Uint8Array.of(tag, 130, size >> 8, size & 255), content);
  };
  const oid = text => {
    const [one, two, ...rest] = text.split(".").map(BigInt), bytes = [];
    for (const number of [one * 40n + two, ...rest]) { const part = [Number(number & 127n)]; for (let n = number >> 7n; n; n >>= 7n) part.unshift(Number(n & 127n) | 128); bytes.push(...part); }
    return encode(6, Uint8Array.from(bytes));
  };
  const sorted = (tag, ...parts) => encode(tag, ...parts.sort((a, b) => { for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i]; return a.length - b.length; }));
  const SEQUENCE = 0x30, SET = 0x31, OCTETS = 4, FIRST = 0xa0, SECOND = 0xa1, ONE = Uint8Array.of(2, 1, 1), INFO = "1.2.840.113549.1.9.16.1.4";
  const DATA = oid("1.2.840.113549.1.7.1"), HASH = encode(SEQUENCE, oid("2.16.840.1.101.3.4.2.1")), SIGNS = encode(SEQUENCE, oid("1.2.840.10045.4.3.2"));
  async function attributes(named, digest) {
    const hashes = await Promise.all(named.map(one => sha256(one.whole)));
    const reference = encode(SEQUENCE, encode(SEQUENCE, ...hashes.map(one => encode(SEQUENCE, encode(OCTETS, one)))));
    return [
      encode(SEQUENCE, oid("1.2.840.113549.1.9.3"), encode(SET, DATA)),
      encode(SEQUENCE, oid("1.2.840.113549.1.9.4"), encode(SET, encode(OCTETS, digest))),
      encode(SEQUENCE, oid("1.2.840.113549.1.9.16.2.47"), encode(SET, reference)),
    ];
  }
  async function signer(container, digest, room) {
    const [kind, wrapped] = values(value(container).content);
    if (!wrapped || identifier(kind.content) !== "1.2.840.113549.1.7.2") refuse("other_signature");
    const parts = values(value(wrapped.content).content);
    if (parts.length !== 5) refuse("other_signature");
    const signers = values(parts[4].content), said = signers.length === 1 ? values(signers[0].content) : [];
    if (said.length !== 6 && said.length !== 7) refuse("other_signature");
    const chain = values(parts[3].content).map(one => certificate(one.whole));
    if (chain.length !== 2) refuse("other_signature");
    const [own, issuing] = same(chain[0].issuer, chain[1].subject) ? chain : [chain[1], chain[0]];
    const token = said.length === 7 ? value(values(value(said[6].content).content)[1].content).whole : null;
    const seal = said[5].content, raw = pair(seal), half = BigInt("0x" + hex(raw.subarray(32)));
    if (half > CURVE_ORDER / 2n || !half) refuse("other_signature");
    const own3 = await attributes(token ? [own, issuing] : [own], digest);
    const written = (seal, token) => encode(SEQUENCE, oid("1.2.840.113549.1.7.2"), encode(FIRST, encode(SEQUENCE,
      ONE, encode(SET, HASH), encode(SEQUENCE, DATA), sorted(FIRST, own.whole, issuing.whole),
      encode(SET, encode(SEQUENCE, ONE, encode(SEQUENCE, own.issuer, own.number), HASH, sorted(FIRST, ...own3), SIGNS, encode(OCTETS, seal),
        token ? encode(SECOND, encode(SEQUENCE, oid("1.2.840.113549.1.9.16.2.14"), encode(SET, token))) : new Uint8Array(0))))));
    const again = written(derPair(raw), token);
    // the hole fits the longest signature of these certificates, and the longest time-stamp
    if (room !== written(new Uint8Array(LONGEST_SEAL), token && new Uint8Array(RESERVE)).length) refuse("hole");
    if (!same(again, container)) {
      const stated = values(said[3].content).find(one => latin(one.whole).includes(latin(oid("1.2.840.113549.1.9.4"))));
      refuse(stated && !latin(stated.whole).includes(latin(digest)) ? "changed" : "other_signature");
    }
    if (!await sealed(own.key, raw, sorted(SET, ...own3))) refuse("changed");
    return { own, issuing, stamp: token && await stampOf(token, seal) };
  }
  function derPair(raw, size = 32) {
    const number = part => { let at = 0; while (at < size - 1 && !part[at]) at++; const cut = part.subarray(at); return encode(2, cut[0] & 128 ? joined(Uint8Array.of(0), cut) : cut); };
    return encode(SEQUENCE, number(raw.subarray(0, size)), number(raw.subarray(size)));
  }
  function attached(data, text, stamped) {
    const found = MARKS.map(mark => mark + (stamped ? "2\n" : "1\n")).map(mark => [text.lastIndexOf(mark), mark]).sort((a, b) => b[0] - a[0])[0];
    if (found[0] < 0) refuse("other_form");
    const after = found[0] + found[1].length;
    const head = /^\d{1,6} 0 obj\n<<\/Type\/EmbeddedFile\/Subtype\/application#2Fjson\/Filter\/ASCIIHexDecode\/Length (\d{1,7})\/Params<<\/Size \d{1,7}\/ModDate\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\+08'00'\)>>>>\nstream\n/.exec(text.slice(after, after + 300));
    if (!head) refuse("other_form");
    const end = after + head[0].length + Number(head[1]), digits = text.slice(after + head[0].length, end).replace(/>$/, "");
    const [year, month, ...rest] = head.slice(2).map(Number);
    return { after: text.slice(after), document: data.subarray(0, found[0]), json: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(unhex(digits)), at: Date.UTC(year, month - 1, ...rest) - 8 * 3600e3, day: head.slice(2, 5).join("-"), lists: stamped ? evidence(text.slice(end, end + 200000)) : [] };
  }
  // The revocation lists that stand after the attachment, behind the certificates.
  function evidence(text) {
    const named = /^\nendstream\nendobj\n\d{1,6} 0 obj\n<<\/Type\/DSS\/Certs\[([\d R]*)\]\/CRLs\[([\d R]*)\]>>\nendobj\n/.exec(text) || refuse("other_form");
    const [first, count] = named.slice(1).map(one => one.split("R").length - 1), held = [];
    for (let at = named[0].length; held.length < first + count;) {
      const head = /^\d{1,6} 0 obj\n<<\/Filter\/ASCIIHexDecode\/Length (\d{1,7})>>\nstream\n/.exec(text.slice(at, at + 100)) || refuse("other_form");
      held.push(unhex(text.slice(at + head[0].length, at + head[0].length + Number(head[1]) - 1)));
      at += head[0].length + Number(head[1]) + "\nendstream\nendobj\n".length;
    }
    return held.slice(first);
  }
  // Objects with their keys in order, no spaces: the one form in which claims are signed.
  function canonical(thing) {
    if (Array.isArray(thing)) return "[" + thing.map(canonical).join(",") + "]";
    if (thing && typeof thing === "object") return "{" + Object.keys(thing).sort().map(key => JSON.stringify(key) + ":" + canonical(thing[key])).join(",") + "}";
    return JSON.stringify(thing);
  }

  // ---- the code to scan: an address, and behind "#" a COSE_Sign1 over the claim in short form, in 41 signs
  const SIGNS_OF_CODE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-/:.+", CODE = /^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/;
  const PAPERS = [["certificate", "none_found"], ["refusal", "not_issued"]], DOCUMENTS = ["resident_id", "household_book", "hmt_residence_permit", "hk_macau_travel_permit", "taiwan_travel_permit", "passport", "foreign_resident_card"];
  function fromSigns(text) {
    const out = [];
    for (let i = 0; i < text.length; i += 3) {
      const three = [...text.slice(i, i + 3)].map(sign => SIGNS_OF_CODE.indexOf(sign)), number = three.reduceRight((sum, each) => sum * 41 + each, 0);
      if (three.length < 2 || three.includes(-1) || number > (three.length < 3 ? 255 : 65535)) refuse("code_unreadable");
      out.push(...(three.length < 3 ? [number] : [number >> 8, number & 255]));
    }
    return Uint8Array.from(out);
  }
  function item(data, at) { // CBOR: numbers, bytes, texts, lists, nothing; [value, where the next begins]
    const first = data[at++], kind = first >> 5;
    let number = first & 31;
    if (first === 0xf6) return [null, at];
    if (first === undefined || number > 27) refuse("code_unreadable");
    if (number > 23) { const size = 1 << number - 24; number = 0; for (let i = 0; i < size; i++) number = number * 256 + data[at++]; }
    if (Number.isNaN(number)) refuse("code_unreadable");
    if (kind < 2) return [kind ? -1 - number : number, at];
    if (kind < 4 && at + number <= data.length) { const part = data.subarray(at, at + number); return [kind === 2 ? part : new TextDecoder("utf-8", { fatal: true }).decode(part), at + number]; }
    if (kind !== 4) refuse("code_unreadable");
    const list = [];
    for (; number; number--) { const [one, next] = item(data, at); list.push(one); at = next; }
    return [list, at];
  }
  const day = days => days === null ? null : new Date(Date.UTC(1900, 0, 1) + days * 864e5).toISOString().slice(0, 10);
  const entire = (said, start, end) => typeof said === "string" ? said : start + said[0] + end;
  const written = data => joined(data.length < 24 ? Uint8Array.of(64 + data.length) : data.length < 256 ? Uint8Array.of(88, data.length) : Uint8Array.of(89, data.length >> 8, data.length & 255), data);
  /** What the text of a code says; nobody is believed yet. */
  function scanned(text) {
    const typed = text.replace(/\s+/g, ""), behind = typed.slice(typed.lastIndexOf("#") + 1), cut = behind.indexOf("/"), code = cut < 0 ? behind : behind.slice(0, cut);
    if (!CODE.test(code)) refuse("code_unreadable");
    if (cut < 0) refuse("code_plain");
    try {
      const whole = fromSigns(behind.slice(cut + 1));
      const start = unhex("d2844da2012604"), note = unhex("a13a000100005840");
      if (!same(whole.subarray(0, 7), start) || whole[7] !== 0x48 || !same(whole.subarray(16, 24), note)) refuse("code_unreadable");
      const [payload, next] = item(whole, 88);
      if (!same(whole.subarray(next, next + 2), Uint8Array.of(88, 64)) || whole.length !== next + 66) refuse("code_unreadable");
      const [version, kind, native, latin_, sex, born, nationality, document, number_, zh, en, office, organ, organEn, name, nameEn, application, applied, searched, issued, until, since, to, number, index, list, place, salt, shown] = item(payload, 0)[0];
      if (version !== 1) refuse("code_unreadable");
      const [paper, statement] = PAPERS[kind - 1];
      const claim = {
        format: "qingbai/claim/1", kind: paper, statement, holder: { native, latin: latin_, sex: "MF"[sex - 1], born_on: day(born), nationality, document: DOCUMENTS[document - 1], document_number: number_ },
        purpose: { zh, en }, office_id: office, office: { zh: entire(name, organ, ""), en: entire(nameEn, "", ", " + organEn) }, organ: { zh: organ, en: organEn }, application_number: application,
        applied_on: day(applied), searched_at: new Date(searched * 1e3).toISOString().slice(0, 19) + "Z", issued_on: day(issued), valid_until: day(until), period_from: day(since), period_to: day(to), number, code,
      };
      const toSign = joined(unhex("846a"), utf8("Signature1"), written(whole.subarray(3, 16)), written(utf8(code)), written(payload));
      return { claim, index, status: list === null ? null : { list, index: place }, salt, shown, toSign, key: hex(whole.subarray(8, 16)), word: whole.subarray(24, 88), seal: whole.subarray(next + 2) };
    } catch (error) { return refuse(error instanceof Refused ? error.message : "code_unreadable"); }
  }
  const leafOf = (claim, salt, shown) => sha256(joined(utf8(claim.format + "\n"), salt, shown, utf8(canonical(claim))));
  /** The verdicts on the text of a code: issuer, logged, current, and the claim that must be printed. Never throws. */
  async function checkCode(text, kept, { status = "", now = Date.now() } = {}) {
    const skipped = verdict("no", "not_examined"), out = { issuer: skipped, logged: skipped, current: verdict("unknown", "not_asked"), claim: null };
    try {
      const said = scanned(text), { claim } = said, trust = trusting(kept), office = (kept.offices || []).find(each => each[0] === said.key);
      if (!office) refuse("code_unknown");
      const [, id, key, since, until, above] = office, at = Date.parse(claim.issued_on + "T23:59:59+08:00") / 1e3;
      if (at < since || at > until) refuse("not_valid_then");
      const spki = joined(unhex("3059301306072a8648ce3d020106082a8648ce3d030107034200"), unbase64(key));
      if (BigInt("0x" + hex(said.seal.subarray(32))) > CURVE_ORDER / 2n || !await sealed(spki, said.seal, said.toSign)) refuse("code_forged");
      if (id !== claim.office_id) refuse("other_office");
      out.issuer = verdict("yes", "issuer");
      out.logged = verdict("no", "not_logged");
      const leaf = btoa(latin(await leafOf(claim, said.salt, said.shown)));
      let vouching = "";
      for (const log of trust.logs) if (await edSealed(log.key, said.word, utf8(`qingbai+log-entry/1\n${log.name}\n${said.index}\n${leaf}\n`))) { out.logged = verdict("yes", "logged"); vouching = log.name; }
      const keys = [hex(await sha256(spki)), kept.authorities[above]];
      if (trust.lost.some(each => keys.includes(each.key) && (each.log !== vouching || said.index >= each.size))) { out.logged = skipped; refuse("key_lost"); }
      out.claim = claim;
      await currency(out, claim, status, said.status, "", trust, now);
    } catch (error) { out.issuer = verdict("no", error instanceof Refused ? error.message : "code_unreadable"); }
    return out;
  }
  /** The code that a file shows says what the file says: its dots are read as any reader reads them, and not one may be wrong. */
  async function refuseOtherCode(said, parts) {
    const drawn = [...parts.after.matchAll(/\/Subtype\/Image\/Width (\d{1,3})\/Height \1\/ColorSpace\/DeviceGray\/BitsPerComponent 1>>\nstream\n/g)];
    if (!drawn.length || drawn[0][1] === "1") refuse("attachment"); // no code: what is attached is nothing that the house could draw one of
    if (drawn.length !== 1) refuse("other_form");
    const size = Number(drawn[0][1]), row = size + 7 >> 3, start = drawn[0].index + drawn[0][0].length;
    const read = Reader.decoded((x, y) => parts.after.charCodeAt(start + y * row + (x >> 3)) >> 7 - (x & 7) & 1 ^ 1, size);
    if (!read || read.wrong) refuse("other_form");
    const { address, signed, vouched } = said.square;
    if (!signed && read.text === `${address}#${said.claim.code}`) return;
    const found = scanned(read.text), same_ = read.text.startsWith(`${address}#`) && canonical(found.claim) === canonical(said.claim) && found.index === said.log.index
      && hex(found.salt) === said.salt && same(found.shown, await sha256(parts.document)) && hex(found.seal) === signed && hex(found.word) === vouched && canonical(found.status) === canonical(said.status || null);
    if (!same_) refuse("other_form");
  }

  // What is attached, in its one form: nothing less, nothing more.
  function understood(json) {
    try {
      const said = JSON.parse(json), form = /^qingbai\/paper\/([123])$/.exec(said.format)[1];
      const needed = ["claim", "format", "log", "salt", ...("status" in said && form !== "1" || form === "2" ? ["status"] : []), ...(form === "3" ? ["square"] : [])];
      const whole = same(Object.keys(said).sort(), needed.sort()) && same(Object.keys(said.log).sort(), ["checkpoint", "index", "proof"]);
      const numbers = [said.log.index, ...(said.status ? [said.status.list, said.status.index] : [])].every(one => Number.isSafeInteger(one) && one >= 0);
      const bytes = [said.salt, ...said.log.proof].every(one => /^([0-9a-f]{2})*$/.test(one)) && said.salt.length === 64;
      return canonical(said) === json && whole && numbers && bytes ? said : refuse("attachment");
    } catch { return refuse("attachment"); }
  }

  // ---- status
  async function jws(text, kind, trust, now) {
    const [head, body, seal] = text.trim().split(".");
    try {
      const header = JSON.parse(new TextDecoder().decode(unbase64url(head)));
      if (header.typ !== kind || header.alg !== "ES256" || header.x5c.length !== 2) refuse("statement_unreadable");
      const [own, issuing] = header.x5c.map(one => certificate(unbase64(one)));
      await vouch(own, issuing, trust.roots, now, STATUS_SIGNING);
      if ((await lostIn(own, issuing, trust)).length) refuse("statement_forged");
      if (!await sealed(own.key, unbase64url(seal), utf8(head + "." + body))) refuse("statement_forged");
      return JSON.parse(new TextDecoder().decode(unbase64url(body)));
    } catch (error) { return refuse(error instanceof Refused && error.message.startsWith("statement") ? error.message : error instanceof Refused && error.message !== "unreadable" ? "statement_forged" : "statement_unreadable"); }
  }
  async function unpacked(packed) {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    const out = new Uint8Array(LIST_LENGTH / 8); let at = 0;
    for (;;) {
      const { done, value: part } = await reader.read();
      if (done) break;
      if (at + part.length > out.length) refuse("statement_unreadable");
      out.set(part, at); at += part.length;
    }
    return at === out.length ? out : refuse("statement_unreadable");
  }
  const zoned = text => /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  function timely(since, until, now) {
    if (isNaN(since) || isNaN(until)) refuse("statement_unreadable");
    if (now < since - 300e3 || now > until) refuse("statement_stale");
  }
  async function standing(text, entry, digest, trust, now) {
    let kind;
    try { kind = JSON.parse(new TextDecoder().decode(unbase64url(text.trim().split(".")[0]))).typ; } catch { refuse("statement_unreadable"); }
    if (kind === "vc+jwt") {
      const said = await jws(text, kind, trust, now);
      timely(zoned(said.validFrom), zoned(said.validUntil), now);
      const number = /(?:^|\/)(\d{1,15})$/.exec(said.id) || refuse("statement_unreadable");
      if (!entry || Number(number[1]) !== entry.list) refuse("statement_other");
      const bits = await unpacked(unbase64url(said.credentialSubject.encodedList.slice(1)));
      return !(bits[entry.index >> 3] & 0x80 >> (entry.index & 7));
    }
    const said = await jws(text, "qingbai-status+jwt", trust, now);
    if (!["current", "not_current"].includes(said.status)) refuse("statement_unreadable");
    timely(...[said.iat, said.exp].map(one => Number.isSafeInteger(one) ? one * 1e3 : NaN), now);
    if (said.sub !== digest) refuse("statement_other");
    return said.status === "current";
  }

  async function lostIn(own, issuing, trust, ...stampers) {
    const keys = await Promise.all([own, issuing, ...stampers].map(async one => hex(await sha256(one.key))));
    return trust.lost.filter(each => keys.includes(each.key));
  }
  const unpem = pem => unbase64(pem.replace(/-----[^-]+-----|\s/g, ""));
  function trusting(kept) {
    return {
      roots: kept.issuers.map(pem => certificate(unpem(pem))),
      logs: kept.logs.map(logKey),
      stampers: (kept.stampers || []).map(pem => certificate(unpem(pem), false)),
      lists: (kept.revoked || []).map(unpem).map(revocations),
      checkpoint: kept.checkpoint || "",
      lost: kept.lost || [],
    };
  }
  const revoked = lists => { try { return lists.map(revocations); } catch { return refuse("revocation_missing"); } };
  const verdict = (holds, code) => ({ holds, code });

  /** The verdicts on a file (Uint8Array): intact, issuer, logged, current; each {holds: yes|no|unknown, code}. Never throws. */
  async function check(data, kept, { status = "", now = Date.now() } = {}) {
    const skipped = verdict("no", "not_examined");
    const out = { sha256: data.length > LARGEST ? "" : hex(await sha256(data)), intact: skipped, issuer: skipped, logged: skipped, current: verdict("unknown", "not_asked"), claim: null };
    const told = (question, error) => { out[question] = verdict("no", error instanceof Refused ? error.message : "doubt"); return out; };
    let parts, chain;
    try {
      if (!data.length) refuse("empty");
      if (data.length > LARGEST) refuse("too_large");
      const text = latin(data);
      if (!text.startsWith("%PDF-")) refuse("not_pdf");
      const { signed, container, room } = covered(data, text);
      chain = await signer(container, await sha256(signed), room);
      parts = attached(data, text, Boolean(chain.stamp));
      parts.said = understood(parts.json);
      if (parts.said.square && chain.stamp) await refuseOtherCode(parts.said, parts); // papers without a stamp are of the first form, whose pages draw their own
      out.intact = verdict("yes", "intact");
    } catch (error) { return told("intact", error); }
    const trust = trusting(kept), { said } = parts;
    const lost = await lostIn(chain.own, chain.issuing, trust, ...(chain.stamp ? [chain.stamp.own] : [])); // what a lost key signed needs a place from before the loss
    try {
      const root = await vouch(chain.own, chain.issuing, trust.roots, chain.stamp ? chain.stamp.at : parts.at, DOCUMENT_SIGNING);
      if (chain.stamp) await lasting(chain, root, revoked(parts.lists), parts.at, trust);
      else if (chain.own.purposes.includes(STAMPED)) refuse("not_stamped");
      if (chain.own.serial !== said.claim.office_id || said.claim.issued_on !== parts.day) refuse("other_office");
      out.issuer = verdict("yes", "issuer");
    } catch (error) { return told("issuer", lost.length && error.message === "revoked_then" ? new Refused("key_lost") : error); }
    try {
      const leaf = await leafOf(said.claim, unhex(said.salt), await sha256(parts.document));
      const head = await checkpoint(said.log.checkpoint, trust.logs);
      await included(said.log.index, head, await sha256(joined(Uint8Array.of(0), leaf)), said.log.proof.map(unhex));
      if (trust.checkpoint) {
        const known = await checkpoint(trust.checkpoint, trust.logs);
        if (known.size === head.size && !same(known.root, head.root)) refuse("log_forked");
      }
      out.logged = verdict("yes", "logged");
      if (lost.some(each => each.log !== head.origin || said.log.index >= each.size)) return told("issuer", new Refused("key_lost"));
    } catch (error) {
      if (lost.length) out.issuer = verdict("no", "key_lost");
      return told("logged", error);
    }
    out.claim = said.claim;
    await currency(out, said.claim, status, said.status, out.sha256, trust, now);
    return out;
  }
  async function currency(out, claim, status, entry, digest, trust, now) {
    const until = claim.valid_until, today = new Date(now + 8 * 3600e3).toISOString().slice(0, 10);
    if (until && today > until) out.current = verdict("no", "not_current");
    else if (status) {
      try { out.current = await standing(status, entry, digest, trust, now) ? verdict("yes", "current") : verdict("no", "not_current"); }
      catch (error) { out.current = verdict("unknown", error instanceof Refused ? error.message : "statement_unreadable"); }
    }
  }
  return { check, checkCode };
})();
