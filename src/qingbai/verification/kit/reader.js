// A code to scan, read from a picture (ISO/IEC 18004): dark and light by the light around, three finder patterns, a grid through the alignment patterns,
// error correction, text. As much of the standard as codes of papers need: levels L and M, versions 1 to 27; digits, capitals and bytes.
"use strict";
const Reader = (() => {
  const CAPITALS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const BLOCKS = { // by level: check words of a block, and how many blocks, for versions 1 to 27
    L: [[7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30], [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12]],
    M: [[10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28], [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25]],
  };
  const MASKS = [(x, y) => x + y & 1, (x, y) => y & 1, x => x % 3, (x, y) => (x + y) % 3, (x, y) => (x / 3 | 0) + (y >> 1) & 1, (x, y) => x * y % 2 + x * y % 3, (x, y) => (x * y % 2 + x * y % 3) & 1, (x, y) => ((x + y) % 2 + x * y % 3) & 1];

  // ---- from dots to text
  const EXP = new Uint8Array(512), LOG = new Uint8Array(256);
  for (let i = 0, x = 1; i < 255; i++) { EXP[i] = EXP[i + 255] = x; LOG[x] = i; x <<= 1; if (x & 256) x ^= 0x11d; }
  const times = (a, b) => a && b ? EXP[LOG[a] + LOG[b]] : 0, over = (a, b) => a ? EXP[LOG[a] + 255 - LOG[b]] : 0;
  const at = (poly, x) => poly.reduceRight((sum, each) => times(sum, x) ^ each, 0); // the lowest power first
  /** Corrects a block (data, then check words) in place; how many words were wrong, or -1. */
  function corrected(block, checks) {
    const wrong = Array.from({ length: checks }, (_, i) => block.reduce((sum, each) => times(sum, EXP[i]) ^ each, 0));
    if (!wrong.some(Boolean)) return 0;
    let place = [1], before = [1], degree = 0, gap = 1, last = 1;
    for (let n = 0; n < checks; n++) {
      let off = wrong[n];
      for (let i = 1; i <= degree; i++) off ^= times(place[i] || 0, wrong[n - i]);
      if (!off) { gap++; continue; }
      const kept = place.slice(), factor = over(off, last);
      before.forEach((each, i) => { place[i + gap] = (place[i + gap] || 0) ^ times(factor, each); });
      for (let i = 0; i < place.length; i++) place[i] = place[i] || 0;
      if (2 * degree <= n) { degree = n + 1 - degree; before = kept; last = off; gap = 1; } else gap++;
    }
    while (place.length && !place[place.length - 1]) place.pop();
    if (place.length - 1 !== degree || degree * 2 > checks) return -1;
    const value = Array.from({ length: checks }, (_, n) => { let sum = 0; for (let i = 0; i <= Math.min(n, degree); i++) sum ^= times(place[i], wrong[n - i]); return sum; });
    const slope = place.map((each, i) => i & 1 ? each : 0).slice(1); // the derivative: only odd powers are left
    let found = 0;
    for (let i = 0; i < block.length; i++) {
      const inverse = EXP[(255 - i) % 255], spot = block.length - 1 - i;
      if (at(place, inverse)) continue;
      const below = at(slope, inverse);
      if (!below) return -1;
      block[spot] ^= times(EXP[i % 255], over(at(value, inverse), below));
      found++;
    }
    return found === degree && Array.from({ length: checks }, (_, i) => block.reduce((sum, each) => times(sum, EXP[i]) ^ each, 0)).every(each => !each) ? found : -1;
  }
  const aligned = version => {
    if (version < 2) return [];
    const count = (version / 7 | 0) + 2, size = 17 + 4 * version, step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    return [6, ...Array.from({ length: count - 1 }, (_, i) => size - 7 - step * (count - 2 - i))];
  };
  const corner = (x, y, size) => x < 9 && y < 9 || x > size - 9 && y < 9 || x < 9 && y > size - 9;
  function standing(version) { // dots that carry no data
    const size = 17 + 4 * version, places = aligned(version), taken = Array.from({ length: size }, () => new Uint8Array(size));
    for (let y = 0; y < size; y++) for (let x = 0; x < size; x++)
      if (x === 6 || y === 6 || corner(x, y, size) || version > 6 && (y < 6 && x > size - 12 || x < 6 && y > size - 12)) taken[y][x] = 1;
    for (const y of places) for (const x of places) if (!(x === 6 && (y === 6 || y === size - 7) || y === 6 && x === size - 7))
      for (let dy = -2; dy < 3; dy++) taken[y + dy].fill(1, x - 2, x + 3);
    return taken;
  }
  function format(dark, size) {
    const one = [], two = [];
    for (let i = 0; i < 15; i++) {
      one.push(i < 6 ? dark(8, i) : i < 8 ? dark(8, i + 1) : i < 9 ? dark(7, 8) : dark(14 - i, 8));
      two.push(i < 8 ? dark(size - 1 - i, 8) : dark(8, size - 15 + i));
    }
    let best = null, least = 4;
    for (let data = 0; data < 32; data++) {
      let rest = data;
      for (let i = 0; i < 10; i++) rest = rest << 1 ^ (rest >> 9) * 0x537;
      const bits = (data << 10 | rest) ^ 0x5412;
      for (const seen of [one, two]) {
        const off = seen.filter((bit, i) => bit !== (bits >> i & 1)).length;
        if (off < least) { least = off; best = data; }
      }
    }
    return best === null ? null : { level: "ML"[best >> 3], mask: best & 7 };
  }
  /** What a square of dots says: {text, wrong} with the number of words that had to be corrected; null where it says nothing. */
  function decoded(dark, size) {
    const version = (size - 17) / 4, kind = format(dark, size);
    if (!kind || !kind.level || version < 1 || version > 27 || version % 1) return null;
    const taken = standing(version), mask = MASKS[kind.mask], words = [];
    let word = 0, bits = 0;
    for (let right = size - 1; right > 0; right -= 2) {
      if (right === 6) right = 5;
      for (let i = 0; i < size; i++) for (let x = right; x > right - 2; x--) {
        const y = right + 1 & 2 ? i : size - 1 - i;
        if (taken[y][x]) continue;
        word = word << 1 | (mask(x, y) ? 0 : 1) ^ dark(x, y);
        if (++bits === 8) { words.push(word); word = bits = 0; }
      }
    }
    const checks = BLOCKS[kind.level][0][version - 1], count = BLOCKS[kind.level][1][version - 1], short = words.length / count | 0;
    const long = words.length % count, blocks = Array.from({ length: count }, () => []);
    let next = 0;
    for (let i = 0; i <= short - checks; i++) blocks.forEach((block, n) => { if (i < short - checks || n >= count - long) block.push(words[next++]); });
    for (let i = 0; i < checks; i++) for (const block of blocks) block.push(words[next++]);
    const wrong = blocks.map(block => corrected(block, checks));
    if (wrong.some(each => each < 0)) return null;
    const text = said(blocks.flatMap(block => block.slice(0, -checks)), version);
    return text === null ? null : { text, wrong: wrong.reduce((sum, each) => sum + each, 0) };
  }
  function said(data, version) {
    let place = 0;
    const take = count => { let out = 0; for (; count; count--, place++) out = out << 1 | (place >> 3 < data.length ? data[place >> 3] >> 7 - (place & 7) & 1 : 0); return out; };
    const wide = version < 10 ? 0 : 1, out = [];
    const put = text => out.push(...[...text].map(sign => sign.charCodeAt(0)));
    while (place + 4 <= data.length * 8) {
      const mode = take(4);
      if (!mode) break;
      if (mode === 7) { take(8); continue; }
      let count = take({ 1: [10, 12], 2: [9, 11], 4: [8, 16] }[mode]?.[wide] ?? 0);
      if (!count || place + count * 3 > data.length * 8) return null;
      if (mode === 4) for (; count; count--) out.push(take(8));
      else if (mode === 2) for (; count > 0; count -= 2) { const both = take(count > 1 ? 11 : 6); put(count > 1 ? CAPITALS[both / 45 | 0] + CAPITALS[both % 45] : CAPITALS[both] || ""); }
      else for (; count > 0; count -= 3) put(String(take(count > 2 ? 10 : count > 1 ? 7 : 4)).padStart(Math.min(count, 3), "0"));
    }
    try { return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(out)); } catch { return null; }
  }

  // ---- from a picture to dots
  /** Light (0 to 255) and, for each dot, what is still dark there: the mean of a window around it. */
  function shades(light, width, height, window) {
    const sums = new Float64Array((width + 1) * (height + 1)), limit = new Uint8Array(width * height), half = Math.max(4, window >> 1);
    for (let y = 0; y < height; y++) { let row = 0; for (let x = 0; x < width; x++) { row += light[y * width + x]; sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row; } }
    for (let y = 0; y < height; y++) {
      const top = Math.max(0, y - half), foot = Math.min(height, y + half + 1);
      for (let x = 0; x < width; x++) {
        const left = Math.max(0, x - half), right = Math.min(width, x + half + 1);
        const sum = sums[foot * (width + 1) + right] - sums[top * (width + 1) + right] - sums[foot * (width + 1) + left] + sums[top * (width + 1) + left];
        limit[y * width + x] = sum / ((foot - top) * (right - left)) * 0.92; // plain paper is light, however it is lit
      }
    }
    return limit;
  }
  class Seen {
    constructor(light, width, height, window) {
      Object.assign(this, { light, width, height, limit: shades(light, width, height, window) });
    }
    dark(x, y) { const i = y * this.width + x; return this.light[i] < this.limit[i] ? 1 : 0; }
    /** Dark or light between dots, by how much: above 0 is dark. */
    depth(x, y) {
      x -= 0.5; y -= 0.5;
      const left = Math.min(Math.max(Math.floor(x), 0), this.width - 2), top = Math.min(Math.max(Math.floor(y), 0), this.height - 2), i = top * this.width + left;
      const u = Math.min(Math.max(x - left, 0), 1), v = Math.min(Math.max(y - top, 0), 1);
      const mixed = part => (part[i] * (1 - u) + part[i + 1] * u) * (1 - v) + (part[i + this.width] * (1 - u) + part[i + this.width + 1] * u) * v;
      return mixed(this.limit) - mixed(this.light);
    }
    /** The five stretches (1:1:3:1:1) around a dot in a direction: where their middle is and how long a seventh; null where there are none. */
    across(x, y, dx, dy, longest) {
      const runs = [0, 0, 0, 0, 0], inside = (a, b) => a >= 0 && b >= 0 && a < this.width && b < this.height;
      let ends = [0, 0];
      for (const way of [-1, 1]) {
        let a = x, b = y, steps = 0;
        if (way > 0) { a += dx; b += dy; steps = 1; }
        for (const [nth, want] of way < 0 ? [[2, 1], [1, 0], [0, 1]] : [[2, 1], [3, 0], [4, 1]]) {
          for (; inside(a, b) && this.dark(a, b) === want && runs[nth] < longest; a += way * dx, b += way * dy, steps++) runs[nth]++;
          if (!runs[nth]) return null;
        }
        ends[way < 0 ? 0 : 1] = steps;
      }
      const seventh = runs.reduce((sum, each) => sum + each, 0) / 7;
      if (runs.some((run, nth) => Math.abs(run - seventh * (nth === 2 ? 3 : 1)) > seventh * (nth === 2 ? 1.2 : 0.75) + 0.6)) return null;
      const middle = (runs[0] + runs[1] + runs[2] / 2) - (ends[0] - 0.5);
      return { x: x + 0.5 + middle * dx, y: y + 0.5 + middle * dy, seventh };
    }
    finders() {
      const found = [];
      for (let y = 0; y < this.height; y += 1) {
        let runs = [0, 0, 0, 0, 0], before = 0;
        for (let x = 0; x <= this.width; x++) {
          const now = x < this.width ? this.dark(x, y) : 1 - before;
          if (now === before) { runs[4]++; continue; }
          if (before) {
            const seventh = runs.reduce((sum, each) => sum + each, 0) / 7;
            if (runs.every((run, nth) => run && Math.abs(run - seventh * (nth === 2 ? 3 : 1)) <= seventh * (nth === 2 ? 1.2 : 0.75) + 0.6)) this.note(found, x - runs[4] - runs[3] - (runs[2] + 1 >> 1), y, seventh);
          }
          runs = [...runs.slice(1), 1]; before = now;
        }
      }
      return found.filter(each => each.count > 1 || each.seventh < 2).sort((a, b) => b.count - a.count).slice(0, 14);
    }
    note(found, x, y, seventh) {
      const longest = seventh * 5 + 2, down = this.across(x, y, 0, 1, longest);
      if (!down || Math.abs(down.seventh - seventh) > seventh * 0.5) return;
      const level = this.across(x, Math.floor(down.y), 1, 0, longest);
      if (!level) return;
      const one = { x: level.x, y: down.y, seventh: (level.seventh + down.seventh) / 2 };
      const known = found.find(each => Math.hypot(each.x - one.x, each.y - one.y) < each.seventh * 2.5);
      if (!known) { found.push({ ...one, count: 1 }); return; }
      for (const part of ["x", "y", "seventh"]) known[part] = (known[part] * known.count + one[part]) / (known.count + 1);
      known.count++;
    }
  }
  /** Three finder patterns that may belong together, the likeliest first: [top left, top right, bottom left]. */
  function threes(found) {
    const out = [];
    for (const a of found) for (const b of found) for (const c of found) {
      if (b === a || c === a || b === c || (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) <= 0) continue;
      const right = Math.hypot(b.x - a.x, b.y - a.y), down = Math.hypot(c.x - a.x, c.y - a.y), mean = (a.seventh + b.seventh + c.seventh) / 3;
      const skew = Math.abs(((b.x - a.x) * (c.x - a.x) + (b.y - a.y) * (c.y - a.y)) / (right * down)), uneven = Math.abs(right - down) / Math.max(right, down);
      const unlike = Math.max(...[a, b, c].map(each => Math.abs(each.seventh - mean))) / mean;
      if (skew < 0.35 && uneven < 0.35 && unlike < 0.4 && right > mean * 12) out.push({ corners: [a, b, c], worth: skew + uneven + unlike });
    }
    return out.sort((one, other) => one.worth - other.worth).slice(0, 6).map(each => each.corners);
  }
  /** Where dots lie, by the three finders and a fourth corner: (x, y) in dots to (x, y) in the picture. */
  function laid([a, b, c], size, fourth) {
    const far = fourth ? size - 6.5 : size - 3.5, span = size - 7;
    if (!fourth) return (x, y) => { const u = (x - 3.5) / span, v = (y - 3.5) / span; return [a.x + u * (b.x - a.x) + v * (c.x - a.x), a.y + u * (b.y - a.y) + v * (c.y - a.y)]; };
    return projected([[3.5, 3.5], [size - 3.5, 3.5], [3.5, size - 3.5], [far, far]], [[a.x, a.y], [b.x, b.y], [c.x, c.y], fourth]);
  }
  function projected(from, to) {
    const rows = from.flatMap(([x, y], i) => [[x, y, 1, 0, 0, 0, -x * to[i][0], -y * to[i][0], to[i][0]], [0, 0, 0, x, y, 1, -x * to[i][1], -y * to[i][1], to[i][1]]]);
    for (let i = 0; i < 8; i++) {
      let best = i;
      for (let n = i + 1; n < 8; n++) if (Math.abs(rows[n][i]) > Math.abs(rows[best][i])) best = n;
      [rows[i], rows[best]] = [rows[best], rows[i]];
      for (let n = 0; n < 8; n++) if (n !== i) { const factor = rows[n][i] / rows[i][i]; for (let k = i; k < 9; k++) rows[n][k] -= factor * rows[i][k]; }
    }
    const [p, q, r, s, t, u, v, w] = rows.map((row, i) => row[8] / row[i]);
    return (x, y) => { const below = v * x + w * y + 1; return [(p * x + q * y + r) / below, (s * x + t * y + u) / below]; };
  }
  /** How well an alignment pattern stands around a dot, from -25 to 25. */
  function fit(seen, where, x, y) {
    let sum = 0;
    for (let dy = -2; dy < 3; dy++) for (let dx = -2; dx < 3; dx++) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy)), [a, b] = where(x + dx, y + dy);
      sum += Math.max(-1, Math.min(1, seen.depth(a, b) / 24)) * (ring === 1 ? -1 : 1);
    }
    return sum;
  }
  function nearby(seen, where, x, y, reach) {
    let best = { worth: -99 };
    for (const [around, step] of [[reach, 0.5], [0.4, 0.2]]) {
      const [midX, midY] = [best.dx || 0, best.dy || 0];
      for (let dy = midY - around; dy <= midY + around + 1e-6; dy += step) for (let dx = midX - around; dx <= midX + around + 1e-6; dx += step) {
        const worth = fit(seen, where, x + 0.5 + dx, y + 0.5 + dy) - 0.4 * Math.hypot(dx, dy);
        if (worth > best.worth) best = { worth, dx, dy };
      }
    }
    return best;
  }
  /** The dots of a code of this size: the net through its alignment patterns, each looked for where its neighbours say. */
  function sampled(seen, corners, size) {
    const version = (size - 17) / 4, places = aligned(version), last = size - 7;
    let where = laid(corners, size);
    if (version > 1) {
      const found = nearby(seen, where, last, last, Math.min(5, 2 + size / 20));
      if (found.worth > 9) where = laid(corners, size, where(last + 0.5 + found.dx, last + 0.5 + found.dy));
      else where = laid(corners, size);
    }
    if (version > 6) where = netted(seen, where, places);
    const rows = [];
    for (let y = 0; y < size; y++) { const row = new Uint8Array(size); for (let x = 0; x < size; x++) { const [a, b] = where(x + 0.5, y + 0.5); row[x] = seen.depth(a, b) > 0 ? 1 : 0; } rows.push(row); }
    return (x, y) => rows[y][x];
  }
  function netted(seen, where, places) {
    const end = places.length - 1, knots = places.map(() => []);
    places.forEach((y, j) => places.forEach((x, i) => {
      const beside = [knots[j][i - 1], (knots[j - 1] || [])[i]].filter(Boolean);
      const dx = beside.reduce((sum, each) => sum + each.dx, 0) / (beside.length || 1), dy = beside.reduce((sum, each) => sum + each.dy, 0) / (beside.length || 1);
      const apart = i === 0 && (j === 0 || j === end) || j === 0 && i === end; // finder patterns stand there
      const found = apart ? { worth: -1 } : nearby(seen, (a, b) => where(a + dx, b + dy), x, y, 1.5);
      knots[j].push(found.worth > 9 ? { dx: dx + found.dx, dy: dy + found.dy } : apart ? { dx: 0, dy: 0 } : { dx, dy });
    }));
    const between = at => { let n = 0; while (n < end - 1 && at > places[n + 1] + 0.5) n++; return [n, Math.max(-0.2, Math.min(1.2, (at - places[n] - 0.5) / (places[n + 1] - places[n])))]; };
    return (x, y) => {
      const [i, u] = between(x), [j, v] = between(y);
      const mixed = part => (knots[j][i][part] * (1 - u) + knots[j][i + 1][part] * u) * (1 - v) + (knots[j + 1][i][part] * (1 - u) + knots[j + 1][i + 1][part] * u) * v;
      return where(x + mixed("dx"), y + mixed("dy"));
    };
  }
  /** The sizes that three finders may belong to, the one first whose timing patterns alternate best. */
  function sizes(seen, corners) {
    const [a, b, c] = corners, along = Math.hypot(b.x - a.x, b.y - a.y), out = [];
    const seventh = (a.seventh + b.seventh + c.seventh) / 3 * Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y)) / along; // a line across a turned square is longer
    const rough = (along + Math.hypot(c.x - a.x, c.y - a.y)) / (2 * seventh) + 7;
    for (let size = 21; size <= 125; size += 4) {
      if (Math.abs(size - rough) > 6 + rough * 0.15) continue;
      const where = laid(corners, size);
      let worth = 0;
      for (let n = 8; n < size - 8; n++) for (const [x, y] of [[n + 0.5, 6.5], [6.5, n + 0.5]]) { const [p, q] = where(x, y); worth += (seen.depth(p, q) > 0) === (n % 2 === 0) ? 1 : -1; }
      out.push({ size, worth: worth / (size - 16) });
    }
    return out.sort((one, other) => other.worth - one.worth).slice(0, 3).map(each => each.size);
  }
  function smaller(light, width, height, factor) {
    const wide = Math.round(width * factor), high = Math.round(height * factor), out = new Uint8Array(wide * high);
    for (let y = 0; y < high; y++) for (let x = 0; x < wide; x++) {
      const left = Math.floor(x / factor), right = Math.max(left + 1, Math.min(width, Math.floor((x + 1) / factor))), top = Math.floor(y / factor), foot = Math.max(top + 1, Math.min(height, Math.floor((y + 1) / factor)));
      let sum = 0;
      for (let b = top; b < foot; b++) for (let a = left; a < right; a++) sum += light[b * width + a];
      out[y * wide + x] = sum / ((right - left) * (foot - top));
    }
    return [out, wide, high];
  }
  /** The text of a code in a picture ({data: RGBA, width, height}); null where none is read. ``quick``: one look only, as for a film. */
  function read({ data, width, height }, quick = false) {
    const light = new Uint8Array(width * height);
    for (let i = 0; i < light.length; i++) light[i] = (data[4 * i] * 77 + data[4 * i + 1] * 151 + data[4 * i + 2] * 28) >> 8;
    const longest = Math.max(width, height), looks = quick ? [1] : [1, 2000 / longest, 1200 / longest, 700 / longest].filter((factor, nth) => !nth || factor < 0.9);
    for (const factor of looks) for (const part of quick ? [8] : [8, 24]) {
      if (factor === 1 && longest > 3000) continue;
      const [shown, wide, high] = factor === 1 ? [light, width, height] : smaller(light, width, height, factor);
      const seen = new Seen(shown, wide, high, Math.min(wide, high) / part);
      for (const corners of threes(seen.finders())) for (const size of sizes(seen, corners)) {
        const found = decoded(sampled(seen, corners, size), size);
        if (found) return found.text;
      }
    }
    return null;
  }
  return { read, decoded };
})();
