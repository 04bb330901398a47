// The archive in the browser: finds articles in all shards, newest first, filters and counts them.
//
// This module runs in a worker (see its end) and, where there is none, on the page. Pagefind is
// used through its public interface, one instance a shard. Its files come through `read`, which
// unpacks them, so that one that is missing or cut short is noticed: Pagefind itself (1.5.2)
// would go on, and find less.

import { asTyped, excerpt, find, folded, foldVariants, marked, parse, shape, spell } from "./text.js";

const PATIENCE = 30000; // milliseconds for one shard
const AT_A_TIME = 4; // shards
const FIRST_LOOK = 800; // milliseconds, after which the first finds are shown, where the rest takes that long
const EXACT = -1; // the rank of an article whose headline is the query
const KINDS = ["section", "column", "genre"];
const SIGNATURE = "pagefind_dcd"; // before the text of an article

const outside = globalThis.fetch.bind(globalThis);

/** The archive whose index lies at `bundle`, an absolute URL that ends in a slash. */
export function openArchive(bundle) {
  const shards = new Map();
  const starts = new Map();
  const broken = new Map();
  const failed = new Set();
  let catalogue = null;
  let pagefind = null;
  let queue = Promise.resolve();
  let openings = 0;
  let latest = 0;
  let found = [];
  let asked = null;
  let isRepeated = false;

  globalThis.fetch = (input, options) => {
    const url = new URL(input.url ?? input, bundle).href; // on a page Pagefind leaves the host out
    const isIndex = url.startsWith(bundle) && /\.pf_\w+$|\.pagefind$|\/pagefind-entry\.json\?/.test(url);
    return isIndex ? indexFile(url) : outside(input, options);
  };

  return {
    /** Gives the catalogue, and begins to load what a first search needs while somebody is typing. */
    async warm() {
      await readCatalogue();
      if (catalogue.shards.length) shard(catalogue.shards[0].name).catch(() => {});
      return catalogue;
    },

    search,

    /** The first `count` items of the last search. */
    async more(count, tell) {
      const run = latest;
      const items = await within(PATIENCE, itemsOf(found, count)).catch(() => null);
      if (run !== latest) return;
      // What can't be read any more may have been published anew.
      if (items && (!items.lost || isRepeated)) tell({ items, done: true });
      else await search({ ...asked, count }, tell, true);
    },
  };

  /** Call `tell` whenever there is news: total, counts, items; `done` in the last one. */
  async function search(request, tell, again = false) {
    const run = ++latest;
    const isStale = () => run !== latest;
    asked = request;
    isRepeated = again;
    try {
      await within(PATIENCE, readCatalogue());
      await searchShards({ ...request, ...parse(request.query) }, tell, isStale);
    } catch (error) {
      if (!isStale()) tell({ failed: String(error), done: true });
    }
  }

  // -- files -------------------------------------------------------------------------------------

  async function readCatalogue(again = false) {
    if (catalogue && !again) return;
    const fresh = await readJSON(`${bundle}catalogue.json`, { cache: "no-cache" });
    foldVariants(fresh.variants && (await readJSON(bundle + fresh.variants, { cache: "no-cache" })));
    catalogue = fresh;
  }

  async function readJSON(url, options) {
    const response = await outside(url, options);
    if (!response.ok) throw new Error(`${response.status} ${url}`);
    return response.json();
  }

  /** The bytes at `url`, unpacked. A browser may keep a bad copy, so the second time it is passed by. */
  async function read(url, options) {
    try {
      const response = await outside(url, options);
      if (!response.ok) throw new Error(`${response.status} ${url}`);
      const bytes = await response.arrayBuffer();
      const [first, second] = new Uint8Array(bytes);
      const packed = first === 0x1f && second === 0x8b;
      const plain = packed ? await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer() : bytes;
      // Pagefind (1.5.2) takes what is no index, such as a page that a host gives with 200, for an empty one.
      if (/\.pf_\w+$/.test(url) && !new TextDecoder().decode(plain.slice(0, SIGNATURE.length)).startsWith(SIGNATURE)) throw new Error(`no index: ${url}`);
      return plain;
    } catch (error) {
      if (options) throw error;
      return read(url, { cache: "reload" });
    }
  }

  async function indexFile(url) {
    if (url.includes("/pagefind-entry.json")) {
      // The folder's name says what this file would say, so it is not published.
      const languages = { und: { hash: "und", wasm: null, page_count: 0 } };
      return new Response(JSON.stringify({ version: catalogue.version, languages, include_characters: [] }));
    }
    if (url.endsWith(".pagefind")) {
      const { wasm } = await loadPagefind(); // behind the script, to save a request
      return new Response(Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0)));
    }
    const [name, turn, ...rest] = url.slice(bundle.length).split("/");
    const opening = `${name}/${turn}`;
    if (url.endsWith(".pf_meta")) return new Response(starts.get(opening));
    return new Response(await readOf(opening, `${bundle}${name}/${rest.join("/")}`));
  }

  /** A file of a shard; when it can't be read, that opening of the shard is broken. */
  async function readOf(opening, url) {
    try {
      return await read(url);
    } catch (error) {
      broken.set(opening, error);
      throw error;
    }
  }

  // -- one shard ---------------------------------------------------------------------------------

  /** The shard of this name, opened; one that failed is opened anew, and not from the browser's copy. */
  function shard(name) {
    const isBroken = broken.delete(shards.get(name)?.opening);
    if (isBroken || !shards.has(name)) {
      // Numbered, so that what still fails of an opening that was given up spoils no later one.
      const opening = `${name}/${++openings}`;
      const opened = openShard(name, opening, isBroken ? { cache: "reload" } : undefined);
      opened.catch((error) => broken.set(opening, error));
      shards.set(name, { opening, opened });
    }
    return shards.get(name).opened;
  }

  /** One file says what is known of the articles, and after a newline where Pagefind has its words. */
  async function openShard(name, opening, options) {
    loadPagefind().catch(() => {}); // while the start is on its way
    const bytes = new Uint8Array(await read(`${bundle}${name}/start`, options));
    const end = bytes.indexOf(10);
    const facts = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    starts.set(opening, bytes.slice(end + 1));
    const index = await alone(() => openIndex(`${bundle}${opening}/`));
    const days = facts.days.flatMap(([day, articles]) => Array(articles).fill(day));
    const known = {
      name, opening, index, days,
      folio: numbers(facts.folio), headline: numbers(facts.headline), aside: numbers(facts.aside),
      languages: new Map(Object.entries(facts.languages ?? {}).flatMap(([tag, of]) => numbers(of).map((place) => [place, tag]))),
      texts: new Map(), people: null,
    };
    for (const kind of KINDS) known[kind] = numbers(facts[kind].of).map((place) => facts[kind].names[place]);
    return known;
  }

  /**
   * One at a time: indexes that begin together would each start an engine (Pagefind 1.5.2),
   * and all but the last would go on with memory that is no longer theirs.
   */
  function alone(work) {
    const result = queue.then(() => within(PATIENCE, work()));
    queue = result.catch(() => {});
    return result;
  }

  function loadPagefind() {
    const url = `${bundle}${catalogue.engine}/pagefind.js`;
    pagefind ??= import(failed.has(url) ? `${url}?${Date.now()}` : url);
    pagefind.catch(() => {
      pagefind = null;
      failed.add(url);
    });
    return pagefind;
  }

  async function openIndex(base) {
    const { createInstance } = await loadPagefind();
    // For a page in Chinese Pagefind would cut the tokens into words. It takes the language from
    // the page, at once, and can't be told otherwise (1.5.2).
    const page = globalThis.document?.documentElement;
    const language = page?.lang;
    if (page) page.lang = "und";
    const index = createInstance({ basePath: base, baseUrl: "/", noWorker: true, exactDiacritics: true, metaCacheTag: "0" });
    if (page) page.lang = language;
    await index.filters(); // there are none; but unlike init() this waits until the index is ready (1.5.2)
    return index;
  }

  /** Who stands where, by kind and then by id: in maps, because an address may ask for any id, and `constructor` is nobody's. */
  function peopleOf(known) {
    known.people ??= readJSON(`${bundle}${known.name}/people.json`).then((people) =>
      Object.fromEntries(Object.entries(people).map(([kind, lists]) => [kind, new Map(Object.entries(lists))])));
    known.people.catch(() => (known.people = null));
    return known.people;
  }

  /** Where in the shard `tokens` stand next to each other: article, and place of the first. */
  async function lookUp(known, tokens) {
    const { results } = await known.index.search(`"${tokens.join(" ")}"`);
    return new Map(results.map(({ id, words }) => [parseInt(id, 16), words[0]]));
  }

  /** 0 for the headline, 1 for what stands around it, 2 for the text. */
  function zoneOf(known, place, at) {
    return at < known.headline[place] ? 0 : at < known.aside[place] ? 1 : 2;
  }

  function textOf(known, place) {
    if (!known.texts.has(place)) {
      const text = readText(known, place);
      text.catch(() => known.texts.delete(place));
      known.texts.set(place, text);
    }
    return known.texts.get(place);
  }

  async function readText(known, place) {
    const bytes = await read(`${bundle}${known.name}/fragment/${place.toString(16)}.pf_fragment`);
    const { url, content } = JSON.parse(new TextDecoder().decode(bytes).slice(SIGNATURE.length));
    return { url, lines: spell(content) };
  }

  /** The articles that may have all terms, each with the sum of the zones of its terms, or EXACT. */
  async function candidates(known, { terms, without, size, seen }) {
    // While somebody edits, a shard may hold articles that a smaller one has in a newer form.
    const newer = new Set(catalogue.shards.find(({ name }) => name === known.name)?.without);
    let exact = terms.length ? known.headline.flatMap((end, place) => (end === size + 1 ? [place] : [])) : [];
    let ranks = new Map(known.days.map((_, place) => [place, 0]).filter(([place]) => !newer.has(place)));
    for (const { text, phrases, read: isRead, place: wanted } of terms) {
      const [first, ...others] = await Promise.all(phrases.map((tokens) => lookUp(known, tokens)));
      if (!first || [first, ...others].every((list) => list.size)) seen.add(text);
      const next = new Map();
      for (const [place, rank] of ranks) {
        if (first && !first.has(place) || others.some((list) => !list.has(place))) continue;
        next.set(place, rank + (isRead ? 0 : zoneOf(known, place, first.get(place))));
      }
      exact = exact.filter((article) => next.has(article) && !isRead && first.get(article) === wanted);
      ranks = next;
    }
    for (const article of exact) ranks.set(article, EXACT);
    for (const { phrases: [tokens] } of without.filter(({ read: isRead }) => !isRead)) {
      for (const place of (await lookUp(known, tokens)).keys()) ranks.delete(place);
    }
    if (broken.has(known.opening)) throw broken.get(known.opening);
    return ranks;
  }

  /** Read the quotations in the text: what they add to the rank, or null when one isn't there. */
  async function readTerms(known, place, terms, query) {
    const { lines } = await textOf(known, place);
    const zones = terms.map((term) => {
      const line = lines.find(({ fold }) => find(fold, [term]).length);
      return line ? zoneOf(known, place, line.at) : null;
    });
    if (zones.includes(null)) return null;
    return shape(lines[0].text) === shape(query) ? EXACT : zones.reduce((sum, zone) => sum + zone, 0);
  }

  async function searchShard(name, wanted) {
    const known = await shard(name);
    const asked = wanted.people || wanted.persons || wanted.authors;
    const people = asked ? await peopleOf(known) : null;
    const tests = testsOf(known, people, wanted);
    const quotations = wanted.terms.filter(({ read: isRead }) => isRead);
    const near = []; // what passes all filters but one: beside a choice stands what choosing it would give
    for (const [place, rank] of await candidates(known, wanted)) {
      const failing = tests.filter(([, test]) => !test(place)).map(([dimension]) => dimension);
      if (failing.length < 2) near.push({ name, place, rank, failing: failing[0] ?? "" });
    }
    // The index knows nothing of marks and single letters in a headline that may be the query.
    for (const hit of near.filter(({ rank }) => rank === EXACT)) {
      const text = await textOf(known, hit.place).catch(() => null);
      if (text && shape(text.lines[0].text) !== shape(wanted.query)) hit.rank = 0;
    }
    let lost = 0; // articles that may be hits, and can't be read
    if (quotations.length) {
      await inTurns(near, 8, async (hit) => {
        try {
          const more = await readTerms(known, hit.place, quotations, wanted.query);
          hit.rank = more === null ? null : hit.rank + more;
        } catch {
          hit.rank = null;
          lost++;
        }
      });
    }
    for (const term of wanted.without.filter(({ read: isRead }) => isRead)) {
      const lists = await Promise.all(term.phrases.map((tokens) => lookUp(known, tokens)));
      const doubtful = near.filter(({ place, rank }) => rank !== null && lists.every((list) => list.has(place)));
      await inTurns(doubtful, 8, async (hit) => {
        const text = await textOf(known, hit.place).catch(() => null);
        if (!text) lost++;
        if (!text || text.lines.some(({ fold }) => find(fold, [term]).length)) hit.rank = null;
      });
    }
    const matches = near.filter(({ rank }) => rank !== null);
    const hits = matches.filter(({ failing }) => !failing);
    return { hits, counts: countsOf(known, people, matches), days: known.days, lost };
  }

  // -- all shards --------------------------------------------------------------------------------

  async function searchShards(wanted, tell, isStale, again = false) {
    const names = catalogue.shards.map(({ name }) => name);
    const parts = new Map();
    const unread = new Map();
    const started = Date.now();
    const seen = new Set(); // terms that stand in some article, or may
    let looked = false;

    const query = folded(wanted.query);
    const told = (terms) => terms.map((term) => asTyped(wanted.query, query, term));
    const lost = () => [...parts.values()].reduce((sum, part) => sum + part.lost, 0);
    const news = (done) => ({
      total: [...parts.values()].reduce((sum, { hits }) => sum + hits.length, 0),
      counts: sumOf([...parts.values()].map(({ counts }) => counts)),
      terms: wanted.terms.map(({ text }) => text), short: told(wanted.short), without: wanted.without.length,
      missing: told(wanted.terms.map(({ text }) => text).filter((text) => !seen.has(text))),
      searched: parts.size, of: names.length, done,
      unread: catalogue.shards.reduce((sum, { name, articles }) => sum + (unread.has(name) ? articles : 0), lost()),
    });
    const visit = async (name) => {
      if (isStale()) return;
      try {
        parts.set(name, await within(PATIENCE, searchShard(name, { ...wanted, seen })));
      } catch (error) {
        broken.set(shards.get(name)?.opening, error);
        unread.set(name, error);
      }
      const isLast = () => parts.size + unread.size === names.length;
      if (isStale() || isLast()) return;
      const state = news(false);
      // Of many shards at once; few are mostly all there before their first finds could be read.
      if (!looked && state.total && (names.length > AT_A_TIME || Date.now() - started > FIRST_LOOK)) {
        looked = true;
        state.items = await itemsOf(inOrder(names, parts, wanted), wanted.count).catch(() => undefined);
        if (isStale() || isLast()) return;
      }
      tell(state);
    };

    const order = wanted.sort === "oldest" ? [...names].reverse() : names;
    // A query without anything to look up finds nothing, and not whatever the filters leave.
    if (wanted.terms.length || !wanted.query && (wanted.people || testsOf({}, {}, wanted).length)) {
      await inTurns(order, AT_A_TIME, visit);
    }
    if (isStale()) return undefined; // whoever asks for more means the search that came after
    found = inOrder(names, parts, wanted);
    const items = unread.size ? null : await within(PATIENCE, itemsOf(found, wanted.count));
    if ((unread.size || lost() || items.lost) && !again && !isStale()) {
      // An edition published while this page was open has other shards.
      await readCatalogue(true).catch(() => {});
      if (catalogue.shards.map(({ name }) => name).join() !== names.join()) return searchShards({ ...wanted, ...parse(wanted.query) }, tell, isStale, true);
    }
    if (isStale()) return undefined;
    if (unread.size && !parts.size) throw [...unread.values()][0];
    const state = news(true);
    state.items = items ?? await within(PATIENCE, itemsOf(found, wanted.count));
    state.unread += state.items.lost;
    state.total -= state.items.lost;
    if (!isStale()) tell(state);
    return undefined;
  }

  /** What is shown of the first hits, without those whose text can't be read: `lost` says how many these are. */
  async function itemsOf(hits, count) {
    const all = await Promise.allSettled(hits.slice(0, count).map(async ({ name, place, terms }) => {
      const known = await shard(name);
      const { url, lines } = await textOf(known, place);
      return {
        url, day: known.days[place], folio: known.folio[place], section: known.section[place], language: known.languages.get(place) ?? "",
        headline: marked(lines[0].text, find(lines[0].fold, terms)),
        excerpt: excerpt(lines, known.aside[place], terms),
      };
    }));
    const items = all.filter(({ value }) => value).map(({ value }) => value);
    if (all.length && !items.length) throw all[0].reason;
    items.lost = all.length - items.length;
    return items;
  }
}

/** Newest day first and in reading order within a day, as shards and articles already stand. */
function inOrder(names, parts, { sort, terms }) {
  const hits = names.flatMap((name) => (parts.get(name)?.hits ?? []).map((hit) => ({ ...hit, day: parts.get(name).days[hit.place], terms })));
  hits.sort((one, other) => (one.day > other.day ? -1 : one.day < other.day ? 1 : 0)); // of a shard that holds edits, too
  if (sort === "newest") return hits;
  if (sort === "oldest") return hits.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
  return hits.sort((one, other) => one.rank - other.rank);
}

/** For every filter that is set, its dimension and whether the article at a place passes. */
function testsOf(known, people, wanted) {
  const tests = [];
  const { from, to } = wanted;
  if (from || to) tests.push(["day", (place) => known.days[place] >= from && (!to || known.days[place] <= to)]);
  if (wanted.folio) tests.push(["folio", (place) => known.folio[place] === Number(wanted.folio)]);
  for (const kind of KINDS) {
    if (wanted[kind]) tests.push([kind, (place) => known[kind][place] === wanted[kind]]);
  }
  for (const kind of ["persons", "authors"]) {
    if (!wanted[kind]) continue;
    const places = new Set(numbers(people?.[kind]?.get(wanted[kind]) ?? ""));
    tests.push([kind, (place) => places.has(place)]);
  }
  return tests;
}

/** How many articles stand behind each choice of each dimension, the other filters in force. */
function countsOf(known, people, matches) {
  const counts = {};
  const among = (dimension) => matches.filter(({ failing }) => !failing || failing === dimension);
  const tally = (values) => values.reduce((map, value) => map.set(value, (map.get(value) ?? 0) + 1), new Map());
  counts.year = tally(among("day").map(({ place }) => known.days[place].slice(0, 4)));
  for (const kind of ["folio", ...KINDS]) counts[kind] = tally(among(kind).map(({ place }) => known[kind][place]));
  for (const kind of people ? ["persons", "authors"] : []) {
    const places = new Set(among(kind).map(({ place }) => place));
    counts[kind] = new Map([...people[kind]]
      .map(([id, list]) => [id, numbers(list).filter((place) => places.has(place)).length]).filter(([, count]) => count));
  }
  return counts;
}

function sumOf(list) {
  const sums = {};
  for (const counts of list) {
    for (const [kind, map] of Object.entries(counts)) {
      sums[kind] ??= new Map();
      for (const [value, count] of map) sums[kind].set(value, (sums[kind].get(value) ?? 0) + count);
    }
  }
  return sums;
}

/** The twin of `_numbers` in edition/shards.py. */
function numbers(text) {
  return Array.from({ length: text.length }, (_, place) => text.charCodeAt(place) - 48);
}

async function inTurns(list, atATime, work) {
  let next = 0;
  const line = async () => {
    while (next < list.length) await work(list[next++]);
  };
  await Promise.all(Array.from({ length: atATime }, line));
}

function within(milliseconds, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// In a worker: one archive, asked by messages { call, method, bundle, argument }.
if (typeof WorkerGlobalScope !== "undefined" && globalThis instanceof WorkerGlobalScope) {
  let archive = null;
  globalThis.onmessage = async ({ data: { call, method, bundle, argument } }) => {
    archive ??= openArchive(bundle);
    const tell = (news) => globalThis.postMessage({ call, news });
    if (method === "warm") tell(await archive.warm().catch((error) => ({ failed: String(error) })));
    else archive[method](argument, tell);
  };
  globalThis.postMessage({ ready: true });
}
