/* Finds pages: cuts queries as the build cuts texts (scripts/build/search/tokens.py, the same
   vectors in data/search-vectors.yml), fetches the pieces of the index that a query needs
   (files.py) and ranks. Nothing here touches the page. */

const HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff";
const LETTER = `(?:(?![${HAN}])[\\p{L}\\p{N}])`;
const UNIT = new RegExp(`[${HAN}]+|${LETTER}+(?:[._-]+${LETTER}+)*`, "gu");
const IS_HAN = new RegExp(`^[${HAN}]`);
const JOINER = /[._-]+/;
const ACCENT = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+/g;
const HUMP = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;
const SEAM = /[a-z][A-Z]|[A-Za-z]{2}[0-9]{2}/; // FlashAttention, LC239
const [WHOLE, PART, HUMPED] = [0, 1, 2];

/* ---- tokens ---- */
export function normalize(text) {
  if (/^[\x00-\x7f]*$/.test(text) && !text.includes("'")) return text;
  text = text.normalize("NFKD").replace(ACCENT, "").normalize("NFC");
  return text.replace(/([A-Za-z])['’](?=[A-Za-z])/g, "$1");
}

export function stem(word) {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  if (/ies$/.test(word) && word.length > 4) word = word.slice(0, -3) + "y";
  else if (/(?:ss|x|ch|sh|zz)es$/.test(word)) word = word.slice(0, -2);
  else if (/s$/.test(word) && !/(?:ss|us|is)$/.test(word)) word = word.slice(0, -1);
  for (const ending of ["ing", "ed"]) {
    const rest = word.slice(0, -ending.length);
    if (word.endsWith(ending) && rest.length > 2 && /[aeiouy]/.test(rest)) {
      word = /([bdgmnprt])\1$/.test(rest) ? rest.slice(0, -1) : rest;
      break;
    }
  }
  if (word.endsWith("e") && word.length > 3) word = word.slice(0, -1);
  return word.replace(/^([a-z]{4,})ation$|^([a-z]{5,})at$/, "$1$2");
}

const MANY = 20000; // words of texts whose tokens are kept
const known = new Map();

/* The tokens of a word in a text that is shown; texts use the same words again and again. */
function cutShown(unit) {
  let tokens = known.get(unit);
  if (!tokens) {
    if (known.size > MANY) known.clear();
    known.set(unit, tokens = cutUnit(normalize(unit)));
  }
  return tokens;
}

/* The tokens of a normalized run of Han characters or (joined) word: {key, level, raw}. */
function cutUnit(unit) {
  if (IS_HAN.test(unit)) {
    const pairs = [];
    for (let i = 0; i < Math.max(1, unit.length - 1); i++) pairs.push(unit.slice(i, i + 2));
    return pairs.map((key) => ({ key, level: WHOLE, raw: key }));
  }
  const tokens = [];
  const add = (raw, level, key = stem(raw.toLowerCase())) => tokens.push({ key, level, raw: raw.toLowerCase() });
  const parts = unit.split(JOINER);
  const joined = parts.length > 1;
  if (joined) add(parts.join(""), WHOLE);
  for (const part of parts) {
    add(part, joined ? PART : WHOLE);
    const humps = part.match(HUMP) || [];
    if (humps.length > 1 && humps.join("") === part && SEAM.test(part)) humps.forEach((h) => add(h, HUMPED));
  }
  return tokens;
}

export function tokenize(text) {
  return (normalize(text).match(UNIT) || []).flatMap(cutUnit);
}

function compactUnit(unit) {
  return IS_HAN.test(unit) ? unit : unit.toLowerCase().split(JOINER).map(stem).join("");
}

export function compact(text) {
  return (normalize(text).match(UNIT) || []).map(compactUnit).join("");
}

/* ---- queries ---- */
const STOP_HAN = /为什么|是什么|什么时候|什么|怎么样|怎么|怎样|如何|为何|有没有|是不是|能不能|哪些|哪个|哪种|多少|请问|应该|可以|[的了吗呢吧么是]/;
const STOP = new Set(
  ("a an the of to in is are was were be been how what why when which who where whether does do did can could should would " +
  "i me my you your it its this that these those with for from on at by as and or not no there between if than then into " +
  "use used using work works mean means so much many one has have had about out first me we our vs").split(" ")
);

/* Return the query's terms: {key, raw, han, parts, unit, last}. Function words count only
   where there is nothing else. */
function parseQuery(query) {
  const units = normalize(query).match(UNIT) || [];
  const open = !/\s$/.test(query);
  const terms = [];
  units.forEach((unit, index) => {
    const pieces = IS_HAN.test(unit) ? unit.split(STOP_HAN).filter(Boolean) : [unit];
    for (const piece of pieces) {
      const [first, ...rest] = cutUnit(piece);
      const base = { unit: index, piece, han: IS_HAN.test(piece), last: open && index === units.length - 1 };
      const share = base.han ? piece.length / 2 / (rest.length + 1) : 1; // a word has two characters
      if (base.han) [first, ...rest].forEach((token) => terms.push({ ...base, ...token, share, parts: [] }));
      else terms.push({ ...base, ...first, share, parts: rest.map((token) => ({ ...base, ...token, share, parts: [] })) });
    }
  });
  const telling = terms.filter((term) => !STOP.has(term.raw));
  if (!terms.length) units.forEach((unit, index) => cutUnit(unit).forEach((t) => terms.push({ ...t, unit: index, piece: unit, han: IS_HAN.test(unit), share: 1, parts: [] })));
  return { units, terms: telling.length ? telling : terms };
}

/* ---- the index's files ---- */
export class Index {
  constructor(base) {
    this.base = base;
    this.pieces = new Map();
  }

  async open(cache = "default") {
    const record = await fetchJson(this.base + "index.json", cache);
    this.pieces.clear();
    Object.assign(this, record);
    this.starts = [];
    this.owners = [];
    record.pages.forEach(([, , , , counts], page) => {
      this.starts.push(this.owners.length);
      for (const count of counts) for (let i = 0; i < count; i++) this.owners.push(page);
    });
    return this;
  }

  /* A piece that is gone after a deployment brings the new index; one that cannot be had
     offline is empty. */
  load(name) {
    if (!this.pieces.has(name)) {
      const wanted = fetchJson(`${this.base}${this.version}/${name}.json`).catch(async (error) => {
        this.pieces.delete(name);
        if (error.status !== 404) return null;
        const before = this.version;
        await this.open("reload");
        throw before === this.version ? error : new Outdated();
      });
      this.pieces.set(name, wanted);
    }
    return this.pieces.get(name);
  }

  /* The pieces of a kind that hold keys which begin with the prefix, at most so many, at once. */
  loadStretch(kind, prefix, most) {
    const first = Math.max(0, locate(this[kind], prefix));
    const last = Math.min(first + most - 1, locate(this[kind], prefix + "\uffff"));
    const pieces = [];
    for (let piece = first; piece <= last; piece++) pieces.push(this.load(`${kind}-${piece}`));
    return Promise.all(pieces);
  }

  async find(key) {
    const piece = locate(this.tokens, key);
    const tokens = piece < 0 ? null : await this.load(`tokens-${piece}`);
    return tokens && Object.hasOwn(tokens, key) ? tokens[key] : null;
  }

  /* The most common keys that begin with the prefix; of many pieces only the first two. */
  async complete(prefix, limit) {
    const found = [];
    for (const tokens of await this.loadStretch("tokens", prefix, 2)) {
      for (const key in tokens) if (key.startsWith(prefix) && key !== prefix && tokens[key][0]) found.push([key, tokens[key]]);
    }
    return found.sort((a, b) => b[1][0] - a[1][0]).slice(0, limit);
  }

  /* Words that are one typing error away, and words that begin so. An error leaves the first
     or the second half of a word whole, so two narrow stretches of the word lists suffice. */
  async correct(word) {
    const half = Math.floor((word.length - 1) / 2);
    const back = reverse(word);
    const [words, endings] = await Promise.all([
      this.list("words", word.slice(0, half)),
      this.list("endings", back.slice(0, half))
    ]);
    const found = new Map();
    for (const [candidate, common] of [...words, ...endings]) {
      const begins = candidate.startsWith(word) && word.length > 2;
      if (!begins && !isNear(word, candidate)) continue;
      const same = (candidate[0] === word[0] ? 2 : 0) + (candidate.length === word.length ? 1 : 0);
      found.set(candidate, { word: candidate, begins, rank: (begins ? 0 : 10) + same + common });
    }
    return [...found.values()].sort((a, b) => b.rank - a.rank || (a.word < b.word ? -1 : 1)).slice(0, 3);
  }

  async list(kind, prefix) {
    const found = [];
    for (const piece of await this.loadStretch(kind, prefix, 3)) {
      const [words, common] = piece || ["", ""];
      words.split(" ").forEach((word, i) => {
        if (word && (kind === "words" ? word.startsWith(prefix) : reverse(word.slice(-prefix.length)) === prefix)) found.push([word, Number(common[i])]);
      });
    }
    return found;
  }

  async simplify(text) {
    const [traditional, simplified] = await this.load("traditional") || ["", ""];
    return text.replace(new RegExp(`[${HAN}]`, "g"), (c) => simplified[traditional.indexOf(c)] || c);
  }

  /* Return the heading's id, heading and text of a passage. */
  async read(passage) {
    const page = this.owners[passage];
    let place = passage - this.starts[page];
    let piece = 0;
    for (const counts = this.pages[page][4]; place >= counts[piece]; piece++) place -= counts[piece];
    const rows = await this.load(`text-${page}-${piece}`);
    if (!rows) return ["", "", ""];
    const next = rows[place + 1]; // a heading directly above another one
    return rows[place][2] || !next ? rows[place] : [rows[place][0], rows[place][1], next[2]];
  }

  /* Fetch the pieces that find and rank, and the texts of a small index too, so that it
     answers without a network; returns whether it now does. */
  async prefetch(most) {
    if (this.bytes - this.texts > most) return false;
    const names = ["traditional"];
    for (const kind of ["tokens", "words", "endings"]) this[kind].forEach((_, i) => names.push(`${kind}-${i}`));
    if (this.bytes <= most) this.pages.forEach(([, , , , counts], page) => counts.forEach((_, i) => names.push(`text-${page}-${i}`)));
    for (const name of names) await this.load(name);
    return true;
  }
}

export class Outdated extends Error {}

async function fetchJson(url, cache = "default") {
  const response = await fetch(url, { cache });
  if (!response.ok) throw Object.assign(new Error(url), { status: response.status });
  return response.json();
}

/* The last place whose first key is not after the key. */
function locate(firsts, key) {
  let [low, high] = [0, firsts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function reverse(word) {
  return [...word].reverse().join("");
}

/* Whether one letter is missing, added, replaced or exchanged with its neighbour. */
function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [i, j] = [a.length, b.length];
  while (i > start && j > start && a[i - 1] === b[j - 1]) { i--; j--; }
  const [x, y] = [a.slice(start, i), b.slice(start, j)];
  return x.length <= 1 && y.length <= 1 || x.length === 2 && y === x[1] + x[0];
}

/* ---- ranking ---- */
const SCALE = 4; // as in postings.py
const SATURATION = { passage: 1.5, page: 3 };
const TOGETHER = 0.7; // how much it counts that a query's words stand in one passage
const NAMED = 0.8; // the bonus of a page one of whose names is in the query
const HEADED = 0.72; // of the best possible score: what a section has whose heading holds the query
const OTHER_PAGE = 0.25; // landing pages and the like, beside articles
const KIND = [0, 0.6, 0.9, 1]; // of a name: -, glossary term, alias, title
const COMPLETED = 0.5;
const CORRECTED = 0.8;
const AS_PART = 0.35; // a part of a joined word that is known as a whole
const JOINED = 0.3; // two words that are also known as one
const FLOOR = 0.05; // answers far below the best are noise

/* Return {results, marks}: pages with their score, best passage and further passages. */
export async function search(index, query) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rank(index, query);
    } catch (error) {
      if (!(error instanceof Outdated) || attempt) throw error;
    }
  }
}

async function rank(index, query) {
  const { units, terms } = parseQuery(query);
  const found = await Promise.all(terms.map((term) => resolve(index, term)));
  if (terms.some((term, i) => term.han && !found[i].length)) {
    const simple = await index.simplify(query);
    if (simple !== query) return rank(index, simple);
  }
  const more = await Promise.all([...terms.map((term, i) => resolveParts(index, term, found[i])), joinWords(index, units)]);
  if (![...found, ...more.flat()].some((group) => (group.keys || group).length)) more.push(await resolveCharacters(index, terms));
  const scores = new Scores(index);
  terms.forEach((term, i) => scores.add(found[i], term.share));
  scores.asked = scores.total;
  more.flat().forEach(({ keys, share }) => scores.add(keys, share));
  const all = [...found.flat(), ...more.flatMap((groups) => groups.flatMap(({ keys }) => keys))];
  const names = matchNames(units, terms, found, all);
  return { results: scores.list(names), marks: listMarks(terms, all), hint: listWords(terms, found, more) };
}

/* Return what a term stands for in the index: {key, word, factor, entry}. */
async function resolve(index, term) {
  const open = term.last && term.han === (term.raw.length === 1); // a word that is being typed
  const [entry, longer] = await Promise.all([index.find(term.key), open ? index.complete(term.raw, 8) : []]);
  const known = entry && entry[0] > 0;
  const found = known ? [{ key: term.key, word: term.raw, factor: 1, entry }] : [];
  for (const [key, more] of longer) {
    found.push({ key, word: key, factor: COMPLETED * (known ? 0.5 : 1) * Math.sqrt(term.raw.length / key.length), entry: more });
  }
  if (!found.length && term.han && term.raw.length === 1) {
    for (const [key, more] of await index.complete(term.raw, 8)) found.push({ key, word: key, factor: COMPLETED, entry: more });
  }
  if (!found.length && !term.han && term.raw.length > 3) {
    const words = await index.correct(term.raw);
    const entries = await Promise.all(words.map(({ word }) => index.find(stem(word))));
    words.forEach(({ word, begins }, i) => {
      if (entries[i] && entries[i][0]) found.push({ key: stem(word), word, factor: begins ? COMPLETED : CORRECTED, entry: entries[i] });
    });
  }
  return found;
}

/* The parts of a joined word: a little beside the whole, or instead of an unknown one. */
async function resolveParts(index, term, whole) {
  const share = whole.length ? AS_PART / term.parts.length : 1;
  const parts = await Promise.all(term.parts.map((part) => resolve(index, { ...part, last: part.last && !whole.length })));
  return parts.map((keys) => ({ keys, share }));
}

/* Neighbours that are known as one word: "light gbm". */
async function joinWords(index, units) {
  if (units.length > 5) return [];
  const joined = units.slice(1).map((unit, i) => IS_HAN.test(units[i] + unit) || IS_HAN.test(unit) ? "" : (units[i] + unit).toLowerCase());
  const groups = await Promise.all(joined.filter(Boolean).map(async (word) => {
    const entry = await index.find(stem(word));
    return { share: JOINED, keys: entry && entry[0] ? [{ key: stem(word), word, factor: 1, entry }] : [] };
  }));
  return groups;
}

/* The last resort for Chinese: words that begin with the query's characters (滑窗 → 滑动, 窗口). */
async function resolveCharacters(index, terms) {
  const characters = [...new Set(terms.filter(({ han }) => han).map(({ piece }) => piece).join(""))];
  return Promise.all(characters.map(async (character) => ({
    share: 1,
    keys: (await index.complete(character, 5)).map(([key, entry]) => ({ key, word: key, factor: COMPLETED, entry }))
  })));
}

function raise(map, key, value) {
  if (!(map.get(key) >= value)) map.set(key, value);
}

function increase(map, key, value) {
  map.set(key, (map.get(key) || 0) + value);
}

class Scores {
  constructor(index) {
    this.index = index;
    this.passages = new Map();
    this.pages = new Map();
    this.covered = new Map();
    this.total = 0; // the rarity of all words, and of those that are asked for as such
    this.asked = 0;
  }

  rarity(entry) {
    const all = this.index.owners.length;
    return Math.log(1 + (all - entry[0] + 0.5) / (entry[0] + 0.5));
  }

  /* Count a term; where several keys stand for it, the best one counts. */
  add(found, share) {
    const own = share * Math.max(0, ...found.map(({ entry, factor }) => this.rarity(entry) * factor));
    this.total += own;
    const passages = new Map();
    const pages = new Map();
    for (const { entry, factor } of found) {
      const weight = Math.min(share * this.rarity(entry) * factor, own);
      const masses = new Map();
      let passage = 0;
      for (let i = 0; i < entry[1].length; i += 2) {
        passage += entry[1][i];
        const mass = entry[1][i + 1] / SCALE;
        const page = this.index.owners[passage];
        raise(passages, passage, weight * mass / (mass + SATURATION.passage));
        masses.set(page, (masses.get(page) || 0) + mass);
      }
      masses.forEach((mass, page) => raise(pages, page, weight * mass / (mass + SATURATION.page)));
    }
    passages.forEach((score, passage) => increase(this.passages, passage, score));
    pages.forEach((score, page) => {
      increase(this.pages, page, score);
      increase(this.covered, page, Math.min(own, 3 * score));
    });
  }

  list(names) {
    const { index, total } = this;
    const best = new Map();
    this.passages.forEach((score, passage) => {
      const page = index.owners[passage];
      if (!best.has(page)) best.set(page, []);
      best.get(page).push({ passage, score });
    });
    const results = [...best].map(([page, passages]) => {
      passages.sort((a, b) => b.score - a.score || a.passage - b.passage);
      const name = names.get(page) || { exact: 0, share: 0 };
      const base = (this.pages.get(page) + TOGETHER * passages[0].score) * (this.covered.get(page) / total) * (index.pages[page][3] ? 1 : OTHER_PAGE);
      let score = base + NAMED * total * name.share * (index.pages[page][3] ? 1 : OTHER_PAGE);
      if (name.exact) score += total * (2 + name.exact);
      return { page, base, score, exact: name.exact, ...this.choose(page, passages, name) };
    });
    results.sort((a, b) => b.score - a.score || a.page - b.page);
    const floor = FLOOR * Math.max(0, ...results.map(({ base }) => base));
    return results.filter(({ base, exact }) => exact || base >= floor);
  }

  /* The passage to open: a section where one answers nearly as well as the page's head. */
  choose(page, passages, name) {
    const head = this.index.starts[page];
    const sections = passages.filter(({ passage }) => passage !== head);
    const top = passages.find(({ passage }) => passage === head);
    const section = sections[0];
    const enough = name.exact === 3 ? Infinity : name.exact ? HEADED * this.asked : top ? top.score * 0.55 : 0;
    const open = section && section.score >= enough ? section.passage : head;
    const others = sections.filter(({ passage, score }) => passage !== open && score >= 0.5 * section.score);
    return { passage: open, others: others.slice(0, 6).map(({ passage }) => passage) };
  }
}

/* Compare the query with names that begin with one of its words: Map of page to {exact, share}. */
function matchNames(units, terms, found, all) {
  const spelled = units.map((unit, i) => {
    const term = terms.findIndex((t) => t.unit === i && !t.han);
    const first = term >= 0 && found[term][0];
    return first && first.word !== terms[term].raw && first.key !== terms[term].key ? stem(first.word) : compactUnit(unit);
  });
  const whole = spelled.join("");
  const names = new Map();
  const note = (page, exact, share) => {
    const before = names.get(page) || { exact: 0, share: 0 };
    names.set(page, { exact: Math.max(before.exact, exact), share: Math.max(before.share, share) });
  };
  const seen = new Set();
  for (const { entry, key } of all) {
    if (!entry[2] || seen.has(key)) continue;
    seen.add(key);
    const ends = new Set(spelled.map((_, i) => spelled.slice(0, i + 1).join("").length));
    for (const name in entry[2]) {
      const at = whole.indexOf(name);
      const boundary = at >= 0 && (IS_HAN.test(name.slice(-1)) || ends.has(at + name.length)) && (IS_HAN.test(name) || at === 0 || ends.has(at));
      const share = boundary ? name.length / whole.length : name.startsWith(whole) ? whole.length / name.length : 0;
      if (!share) continue;
      const owners = entry[2][name];
      for (let i = 0; i < owners.length; i += 2) {
        const kind = owners[i + 1];
        note(owners[i], name === whole ? kind : 0, share * KIND[kind]);
      }
    }
  }
  return names;
}

/* ---- marks ---- */
function listMarks(terms, all) {
  const keys = new Set(all.map(({ key }) => key));
  return { keys, least: terms.some((term) => term.han && term.piece.length > 3) ? 3 : 2 };
}

/* The words that were searched for, as the page of a result is told to mark them. */
function listWords(terms, found, more) {
  const words = terms.flatMap((term, i) => {
    if (term.han && term.piece.length > 1) return found[i].length ? [term.piece] : [];
    const known = !found[i].length || found[i].some(({ word }) => word === term.raw);
    return known ? [term.piece] : found[i].slice(0, 3).map(({ word }) => word);
  });
  const others = more.flat().flatMap(({ keys, share }) => share === 1 ? keys.slice(0, 2).map(({ word }) => word) : []);
  return [...new Set([...words, ...others])].join(" ");
}

export function parseMarks(words) {
  const units = normalize(words).match(UNIT) || [];
  const keys = new Set(tokenize(words).map(({ key }) => key));
  return { keys, least: units.some((unit) => IS_HAN.test(unit) && unit.length > 3) ? 3 : 2 };
}

/* Return the stretches [start, end) of a text to mark. Of a long Chinese query single pairs
   are marked only where there is nothing longer. */
export function findMarks(text, { keys, least }) {
  const stretches = [];
  const add = (start, end, han) => {
    const last = stretches[stretches.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else stretches.push([start, end, han]);
  };
  for (const match of text.matchAll(UNIT)) {
    const [unit] = match;
    if (IS_HAN.test(unit)) {
      for (let i = 0; i < Math.max(1, unit.length - 1); i++) {
        const pair = unit.slice(i, i + 2);
        if (keys.has(pair)) add(match.index + i, match.index + i + pair.length, true);
      }
      continue;
    }
    const tokens = cutShown(unit);
    if (!tokens.length) continue;
    if (keys.has(tokens[0].key)) add(match.index, match.index + unit.length, false);
    else {
      for (const { key, raw } of tokens) {
        const at = keys.has(key) ? unit.toLowerCase().indexOf(raw) : -1;
        if (at >= 0) add(match.index + at, match.index + at + raw.length, false);
      }
    }
  }
  const sure = stretches.filter(([start, end, han]) => !han || end - start >= least);
  return sure.length ? sure : stretches;
}

/* Cut the part of a text with the most marks: pieces {text, marked}. */
export function cutExcerpt(text, marks, width) {
  const stretches = findMarks(text, marks);
  let start = 0;
  let most = 0;
  stretches.forEach(([from], i) => {
    const kinds = new Set();
    for (let j = i; j < stretches.length && stretches[j][1] <= from + width; j++) kinds.add(text.slice(...stretches[j]));
    if (kinds.size > most) [most, start] = [kinds.size, from];
  });
  if (start) start = lead(text, start, Math.round(width / 4));
  let end = Math.min(text.length, start + width);
  while (end < text.length && end > start + width / 2 && /\w/.test(text[end - 1]) && /\w/.test(text[end])) end--;
  const pieces = [];
  const push = (piece, marked) => { if (piece) pieces.push({ text: piece, marked }); };
  let done = start;
  if (start) push("…", false);
  for (const [from, to] of stretches) {
    if (from < start || to > end) continue;
    push(text.slice(done, from), false);
    push(text.slice(from, to), true);
    done = to;
  }
  push(text.slice(done, end) + (end < text.length ? "…" : ""), false);
  return pieces;
}

/* Where an excerpt begins that leads up to a mark: after a full stop, or at a word. */
function lead(text, mark, room) {
  const from = Math.max(0, mark - room);
  const before = text.slice(from, mark);
  const stop = Math.max(before.lastIndexOf("。"), before.lastIndexOf("；"), before.lastIndexOf(". ") + 1);
  if (stop > 0) return from + stop + 1;
  const gap = from ? before.search(/[\s，、：]/) + 1 : 0;
  return from + gap;
}

/* ---- nothing found ---- */
export function findNearest(index, query, limit) {
  const asked = cutGrams(query);
  const scored = index.pages.map(([title, , , article], page) => {
    const own = cutGrams(title);
    const shared = [...own].filter((gram) => asked.has(gram)).length;
    return { page, score: article ? 1 + 2 * shared / (own.size + asked.size || 1) : 0 };
  });
  return scored.filter(({ score }) => score).sort((a, b) => b.score - a.score || a.page - b.page).slice(0, limit);
}

function cutGrams(text) {
  const name = compact(text);
  const grams = new Set();
  for (let i = 0; i < Math.max(1, name.length - 1); i++) grams.add(name.slice(i, i + 2));
  return grams;
}
