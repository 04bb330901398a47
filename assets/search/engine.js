// The archive in the browser: finds articles in all shards, newest first, filters and counts them.
//
// The same module runs in a worker (see the end) and, where there is none, on the page.
// Pagefind is used through its public interface, one instance a shard; its files come through
// `read`, which unpacks them, so that a file that is missing or cut short is noticed:
// Pagefind itself (1.5.2) would go on and find less.

import { find, marked, parse, spell } from "./text.js";

const PATIENCE = 20000; // milliseconds for one shard
const FIRST_LOOK = 400; // after these, show what the first shards gave
const KINDS = ["section", "column", "genre"];
const DIMENSIONS = ["day", "folio", ...KINDS, "persons", "authors"];

const outside = globalThis.fetch.bind(globalThis);

/** The archive whose index lies at `bundle`, an absolute URL ending in a slash. */
export function openArchive(bundle) {
  let catalogue = null;
  let engine = null;
  let wasm = null;
  let shards = new Map();
  let latest = 0;
  let found = null;

  globalThis.fetch = (input, options) => {
    const url = String(input.url ?? input);
    return url.startsWith(bundle) && /\.(?:pf_\w+|pagefind)$|\/pagefind-entry\.json\?/.test(url) ? indexFile(url) : outside(input, options);
  };

  return {
    /** Everything a first search needs, while somebody is still typing. */
    async warm() {
      await readCatalogue();
      if (catalogue.shards.length) await shard(catalogue.shards[0]).ready;
      return catalogue;
    },

    /** Call `tell` with { total, searched, counts, items, … } as often as there is news. */
    async search(request, tell) {
      const run = ++latest;
      const wanted = { ...parse(request.query), ...request };
      const isStale = () => run !== latest;
      try {
        await readCatalogue();
        await searchShards(wanted, tell, isStale);
      } catch (error) {
        if (!isStale()) tell({ failed: reason(error), done: true });
      }
    },

    /** The items of the last search, up to `count`. */
    async more(count, tell) {
      const run = latest;
      const items = await itemsOf(found, count).catch(() => null);
      if (run === latest) tell(items ? { items } : { failed: "network" });
    },
  };

  // -- files --------------------------------------------------------------------------------------

  async function readCatalogue(fresh = false) {
    if (catalogue && !fresh) return;
    const response = await outside(`${bundle}catalogue.json`, { cache: "no-cache" });
    if (!response.ok) throw new Error(`catalogue: ${response.status}`);
    const next = await response.json();
    const kept = new Set(next.shards.map(({ name }) => name));
    shards = new Map([...shards].filter(([name]) => kept.has(name)));
    catalogue = next;
  }

  function indexFile(url) {
    if (url.includes("/pagefind-entry.json")) {
      // The folder's name says all that this file would; so it is not published.
      const languages = { und: { hash: "und", wasm: null, page_count: 0 } };
      return Promise.resolve(new Response(JSON.stringify({ version: catalogue.version, languages, include_characters: [] })));
    }
    if (url.endsWith(".pagefind")) {
      wasm ??= read(`${bundle}${catalogue.engine}/wasm.unknown.pagefind`).catch((error) => {
        wasm = null;
        throw error;
      });
      return wasm.then((bytes) => new Response(bytes.slice(0)));
    }
    return read(url).then((bytes) => new Response(bytes), (error) => {
      const owner = shards.get(url.slice(bundle.length).split("/")[0]);
      if (owner) owner.broken = error;
      throw error;
    });
  }

  async function read(url) {
    const response = await outside(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const bytes = await response.arrayBuffer();
    const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
    if (first !== 0x1f || second !== 0x8b || typeof DecompressionStream === "undefined") return bytes;
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }

  async function readJSON(url) {
    const response = await outside(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.json();
  }

  // -- one shard ----------------------------------------------------------------------------------

  function shard(entry) {
    let known = shards.get(entry.name);
    if (!known) {
      known = { entry, base: `${bundle}${entry.name}/`, texts: new Map(), people: null, broken: null };
      known.ready = Promise.all([openIndex(known), openFacts(known)]);
      known.ready.catch(() => shards.delete(entry.name));
      shards.set(entry.name, known);
    }
    return known;
  }

  async function openIndex(known) {
    engine ??= import(`${bundle}${catalogue.engine}/pagefind.js`);
    const { createInstance } = await engine.catch((error) => {
      engine = null;
      throw error;
    });
    // On a page in Chinese, Pagefind would cut the tokens into words. It takes the language
    // from the page, at once, and knows no other way (1.5.2).
    const page = globalThis.document?.documentElement;
    const language = page?.lang;
    if (page) page.lang = "und";
    known.index = createInstance({ basePath: known.base, baseUrl: "/", noWorker: true, exactDiacritics: true, metaCacheTag: "0" });
    if (page) page.lang = language;
    await known.index.init();
    const { results } = await known.index.search(null);
    if (known.broken) throw known.broken;
    known.fragments = results.map(({ data }) => data);
    known.numbers = new Map(results.map(({ id }, number) => [id, number]));
  }

  async function openFacts(known) {
    const facts = await readJSON(`${known.base}facts.json`);
    known.facts = { folio: numbers(facts.folio), headline: numbers(facts.headline), aside: numbers(facts.aside) };
    known.facts.day = facts.days.flatMap(([day, articles]) => Array(articles).fill(day));
    for (const kind of KINDS) known.facts[kind] = numbers(facts[kind].of).map((place) => facts[kind].names[place]);
  }

  async function openPeople(known) {
    known.people ??= readJSON(`${known.base}people.json`).then((people) => {
      const lists = {};
      for (const kind of ["persons", "authors"]) {
        lists[kind] = new Map(Object.entries(people[kind]).map(([id, list]) => [id, numbers(list)]));
      }
      return lists;
    });
    known.people.catch(() => (known.people = null));
    return known.people;
  }

  /** In which articles of the shard `tokens` stand next to each other, and where first. */
  async function lookUp(known, tokens) {
    const phrase = `"${tokens.join(" ")}"`;
    let { results } = await known.index.search(phrase);
    if (!results.length) {
      // Pagefind (1.5.2) shortens the last word of a piece of its index to what tells it from
      // the next one, and so may not load the piece for a word. The first letter does load it.
      const letters = new Set(tokens.map(([letter]) => letter));
      await Promise.all([...letters].map((letter) => known.index.preload(`"${letter}"`)));
      ({ results } = await known.index.search(phrase));
    }
    if (known.broken) throw known.broken;
    return new Map(results.map(({ id, words }) => [known.numbers.get(id), words[0]]));
  }

  function zoneAt({ facts }, number, at) {
    return at < facts.headline[number] ? 0 : at < facts.aside[number] ? 1 : 2;
  }

  async function textOf(known, number) {
    let lines = known.texts.get(number);
    if (!lines) {
      lines = known.fragments[number]().then(({ content, raw_url: url }) => ({ url, lines: spell(content) }));
      lines.catch(() => known.texts.delete(number));
      known.texts.set(number, lines);
    }
    return lines;
  }

  /** Articles with all terms, as [number, rank]: a term ranks 0 in a headline, 1 around it, 2 in the text. */
  async function candidates(known, terms) {
    let ranks = null;
    for (const term of terms) {
      const lists = await Promise.all(term.phrases.map((phrase) => lookUp(known, phrase)));
      const [first, ...others] = lists;
      const next = new Map();
      for (const [number, at] of first ?? known.facts.day.map((_, number) => [number, 0])) {
        if (others.some((list) => !list.has(number)) || (ranks && !ranks.has(number))) continue;
        next.set(number, (ranks?.get(number) ?? 0) + (term.read ? 0 : zoneAt(known, number, at)));
      }
      ranks = next;
    }
    return ranks ?? new Map(known.facts.day.map((_, number) => [number, 0]));
  }

  /** The rank that quotations add in this article; null when it has not all of them. */
  async function readTerms(known, number, terms) {
    const { lines } = await textOf(known, number);
    let rank = 0;
    for (const term of terms) {
      const line = lines.find(({ text }) => find(text, [term]).length);
      if (!line) return null;
      rank += zoneAt(known, number, line.at);
    }
    return rank;
  }

  async function searchShard(entry, wanted) {
    const known = shard(entry);
    await known.ready;
    const people = wanted.people || wanted.persons || wanted.authors ? await openPeople(known) : null;
    const quotations = wanted.terms.filter(({ read: isRead }) => isRead);
    const passes = filtersOf(known.facts, people, wanted);
    const hits = [];
    const counts = newCounts();
    const missing = [];
    for (const [number, rank] of await candidates(known, wanted.terms)) {
      const failing = DIMENSIONS.filter((_, at) => passes[at] && !passes[at](number));
      if (failing.length < 2) missing.push({ number, rank, failing: failing[0] });
    }
    if (quotations.length) {
      await inTurns(missing, 8, async (hit) => {
        const more = await readTerms(known, hit.number, quotations);
        hit.rank = more === null ? -1 : hit.rank + more;
      });
    }
    const inside = new Set();
    for (const { number, rank, failing } of missing) {
      if (rank < 0) continue;
      if (!failing) hits.push({ known, number, rank });
      if (!failing || failing === "persons" || failing === "authors") inside.add(number);
      if (!failing || failing === "day") count(counts.year, known.facts.day[number].slice(0, 4));
      for (const kind of ["folio", ...KINDS]) {
        if (!failing || failing === kind) count(counts[kind], known.facts[kind][number]);
      }
    }
    for (const kind of people ? ["persons", "authors"] : []) {
      const own = new Set(missing.filter((hit) => hit.rank >= 0 && (!hit.failing || hit.failing === kind)).map(({ number }) => number));
      for (const [id, list] of people[kind]) {
        for (const number of list) if (own.has(number)) count(counts[kind], id);
      }
    }
    return { hits, counts };
  }

  // -- all shards ---------------------------------------------------------------------------------

  async function searchShards(wanted, tell, isStale, again = false) {
    const { shards: entries } = catalogue;
    const order = wanted.sort === "oldest" ? [...entries].reverse() : entries;
    const parts = new Map();
    const unread = [];
    let looked = false;
    const started = Date.now();
    const state = (done) => {
      const gathered = entries.map(({ name }) => parts.get(name)).filter(Boolean);
      const counts = gathered.reduce((sum, part) => addCounts(sum, part.counts), newCounts());
      return {
        total: gathered.reduce((sum, { hits }) => sum + hits.length, 0),
        counts: Object.fromEntries(Object.entries(counts).map(([kind, map]) => [kind, [...map]])),
        searched: parts.size, of: entries.length, done, short: wanted.short, terms: wanted.terms.map(({ text }) => text),
        unread: unread.reduce((sum, { articles }) => sum + articles, 0),
      };
    };
    const visit = async (entry) => {
      if (isStale()) return;
      try {
        parts.set(entry.name, await within(PATIENCE, searchShard(entry, wanted)));
      } catch (error) {
        shards.delete(entry.name);
        unread.push({ ...entry, error });
      }
      if (isStale() || parts.size + unread.length === entries.length) return;
      const news = state(false);
      if (!looked && news.total && Date.now() - started > FIRST_LOOK) {
        looked = true;
        news.items = await itemsOf(sorted(parts, wanted.sort), wanted.count).catch(() => null);
        if (isStale() || parts.size + unread.length === entries.length) return;
      }
      tell(news);
    };
    if (wanted.terms.length || hasFilter(wanted)) {
      if (order.length) await visit(order[0]);
      await inTurns(order.slice(1), 3, visit);
    }
    if (isStale()) return;
    if (unread.length && !again) {
      // A site published while this page was open has other shards.
      const names = entries.map(({ name }) => name).join();
      await readCatalogue(true).catch(() => {});
      if (catalogue.shards.map(({ name }) => name).join() !== names) return searchShards(wanted, tell, isStale, true);
    }
    if (unread.length && unread.length === entries.length) throw unread[0].error;
    found = sorted(parts, wanted.sort);
    found.terms = wanted.terms;
    const news = state(true);
    news.items = await within(PATIENCE, itemsOf(found, wanted.count));
    if (!isStale()) tell(news);
  }

  function sorted(parts, sort) {
    const hits = catalogue.shards.flatMap(({ name }) => parts.get(name)?.hits ?? []);
    if (sort === "oldest") return hits.reverse();
    return sort === "newest" ? hits : hits.sort((one, other) => one.rank - other.rank);
  }

  function itemsOf(hits, count) {
    return Promise.all(hits.slice(0, count).map(async ({ known, number }) => {
      const { url, lines } = await textOf(known, number);
      const { facts } = known;
      return {
        url, day: facts.day[number], folio: facts.folio[number], section: facts.section[number],
        headline: marked(lines[0].text, find(lines[0].text, hits.terms ?? [])),
        excerpt: excerptOf(lines, facts.aside[number], hits.terms ?? []),
      };
    }));
  }
}
