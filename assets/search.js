// The search page. What is asked for stands in the address: ?q=&from=&to=&folio=&section=…
//
// The archive itself is searched in a worker (search/engine.js), or on the page where a
// browser has no such workers. Results are written as text, never as HTML.

import { buildFilters, FILTERS, make } from "./search/filters.js";
import { fileOf, foldNames, scorer } from "./names.js";
import { filled } from "./words.js";

const FIRST = 7; // results: each costs a request for its text, and a phone shows three
const MORE = 10; // and then as many again as there are
const MOST = 500;
const PATIENCE = 40000; // milliseconds without any news, after which the search counts as failed
const POINTED_AT = 5;
const LONGEST = 300; // characters of a query in the address of an article
const DAY = /^(1[89]\d\d|20\d\d)\D\s*(\d{1,2})\D\s*(\d{1,2})\D?$/; // with any marks or words between
const HAN = /^(1[89]\d\d|20\d\d)\p{Script=Han}(?:(\d{1,2})\p{Script=Han}(?:(\d{1,2})\p{Script=Han}{0,4}\d?)?)?$/u; // with its weekday, too
const NAMED = /^(?:(\d{1,2})\p{L}{0,2}\s+)?(\p{L}{3,})\.?(?:\s+(\d{1,2})\p{L}{0,2})?,?\s+(1[89]\d\d|20\d\d)$/u; // May 14th, 1931
const NAME = /^(?:\p{Script=Han}{2,4}|(?!\p{Script=Han}+$)[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]{2,10}|(?=.+[·•‧・])[\p{Script=Han}·•‧・]{4,20}|\p{L}[\p{L}'’.-]*(?: \p{L}[\p{L}'’.-]*){1,3})$/u; // what may be one
const LETTERS = /^[\p{Script=Latin}\p{M}\s'’.-]{2,40}$/u;
const form = document.querySelector("form#search");
const box = form.querySelector("input[type=search]");
const status = form.querySelector("[role=status]");
const fieldset = form.querySelector("fieldset.filters");
const results = document.querySelector("ol.results");
const more = document.querySelector("button.more");
const who = form.querySelector(".who"); // a template of before has none
const bundle = new URL(form.dataset.bundle.replace(/\/?$/, "/"), document.baseURI).href;

form.dataset.ready = ""; // where no script comes, the page says after a while that it can't search
const title = document.title;
const moreText = more.textContent;

let archive = null; // a promise
let filters = null;
let catalogue = null;
let rows = null; // a promise
let latest = 0;
let watchdog;
// Where a reader was who comes back: results come too late for the browser to know it.
let place = ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type) ? history.state?.place : 0;

// A day as the pages write it; `day` is read as midnight in UTC.
const DAYS = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC", calendar: "gregory" });
const YEARS = new Intl.DateTimeFormat(document.documentElement.lang, { year: "numeric", timeZone: "UTC", calendar: "gregory" });
const MONTHS = new Intl.DateTimeFormat(document.documentElement.lang, { year: "numeric", month: "long", timeZone: "UTC", calendar: "gregory" });

/** The number of a folio as the pages write it: 01, or 1. */
const number = (folio) => String(folio).padStart(form.dataset.folioDigits, "0");

/** A word of the page, its %d and %s filled in order. */
function say(word, ...values) {
  return filled(form.getAttribute(`data-word-${word}`), ...values);
}

// -- the archive ----------------------------------------------------------------------------------

function open() {
  archive ??= openWorker().catch(openHere);
  archive.catch(() => (archive = null));
  return archive;
}

function openWorker() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./search/engine.js", import.meta.url), { type: "module" });
    const calls = new Map();
    let count = 0;
    const ask = (method, argument, tell) => {
      calls.set(++count, tell);
      worker.postMessage({ call: count, method, argument, bundle });
    };
    const give = () => resolve({
      warm: () => new Promise((done, fail) => ask("warm", null, (news) => (news.failed ? fail(new Error(news.failed)) : done(news)))),
      search: (request, tell) => ask("search", request, tell),
      more: (size, tell) => ask("more", size, tell),
    });
    worker.onmessage = ({ data }) => (data.ready ? give() : calls.get(data.call)?.(data.news));
    worker.onerror = reject;
    setTimeout(() => reject(new Error("the worker does not answer")), 10000);
  });
}

async function openHere() {
  const { openArchive } = await import("./search/engine.js");
  return openArchive(bundle);
}

async function ready() {
  const opened = await open();
  if (!filters) {
    catalogue = await opened.warm();
    const asked = stateOf(location.search);
    filters ??= buildFilters(fieldset, catalogue, { asked, say, number, changed: go, refresh: () => run(stateOf(location.search)), loadNames });
    filters.write(stateOf(location.search));
    filters.show(null);
  }
  return opened;
}

async function readNames(path) {
  const answer = await fetch(new URL(form.dataset.root + path, document.baseURI), { priority: "low" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** All persons and writers, as `names.js` tells what stands in a row. */
function allNames() {
  rows ??= Promise.all([
    readNames(catalogue.names),
    catalogue.variants && fetch(bundle + catalogue.variants).then((answer) => answer.json()).then(foldNames, () => {}),
  ]).then(([all]) => all);
  rows.catch(() => (rows = null));
  return rows;
}

/** The same by id. */
async function loadNames() {
  const names = { persons: new Map(), authors: new Map() };
  for (const row of await allNames()) names[row[6] ? "authors" : "persons"].set(row[1].split("/").pop().replace(/\.html$/, ""), row);
  return names;
}

// -- the address ----------------------------------------------------------------------------------

const NAMES = { persons: "person", authors: "author" };

function stateOf(address) {
  const asked = new URLSearchParams(address);
  const count = Math.min(Math.max(FIRST, Math.trunc(asked.get("n")) || FIRST), MOST);
  const state = { query: asked.get("q") ?? "", sort: asked.get("sort") ?? "", count };
  for (const name of FILTERS) state[name] = asked.get(NAMES[name] ?? name) ?? "";
  state.from = dayOf(state.from);
  state.to = dayOf(state.to, true);
  const year = asked.get("year") ?? "";
  if (/^\d{4}$/.test(year)) Object.assign(state, { from: dayOf(year), to: dayOf(year, true) });
  return state;
}

/**
 * A day as 1998-01-05, of what somebody wrote into an address: of a year or a month alone its first or last; else
 * nothing. Nor is anything a day that its field would not show, as 2021-02-30: it would hide articles, and nobody could
 * see why.
 */
function dayOf(text, isLast = false) {
  const [, year, ofYear, ofMonth] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text) ?? [];
  const month = ofYear ?? (isLast ? "12" : "1");
  const day = ofMonth ?? (isLast ? new Date(Date.UTC(year, month, 0)).getUTCDate() : "1");
  const written = [year, month, day].map((number) => String(number).padStart(2, "0")).join("-");
  return make("input", { type: "date", value: written }).value;
}

function addressOf(state) {
  const asked = new URLSearchParams();
  if (state.query) asked.set("q", state.query);
  for (const name of FILTERS) if (state[name]) asked.set(NAMES[name] ?? name, state[name]);
  if (state.sort && state.sort !== "relevance") asked.set("sort", state.sort);
  if (state.count > FIRST) asked.set("n", state.count);
  const text = asked.toString();
  return location.pathname + (text && `?${text}`);
}

/** Search for what box and filters say, under an address of its own. */
function go() {
  const state = { ...stateOf(location.search), ...filters?.read(), query: box.value.trim(), count: FIRST };
  if (addressOf(state) !== location.pathname + location.search) history.pushState(null, "", addressOf(state));
  run(state);
}

// -- searching ------------------------------------------------------------------------------------

async function run(state) {
  const turn = ++latest;
  more.hidden = true; // it would add to the results of before
  if (who) who.hidden = true;
  document.title = state.query ? `${state.query} - ${title}` : title;
  const counted = filters?.wantsPeople();
  const isEmpty = !state.query && !counted && !FILTERS.some((name) => state[name]);
  status.textContent = isEmpty ? "" : say("working");
  if (isEmpty) show({ items: [], total: 0 }, state);
  try {
    watch(turn);
    const opened = await ready();
    if (turn !== latest) return;
    if (isEmpty) {
      clearTimeout(watchdog);
      filters.show(null);
      return;
    }
    opened.search({ ...state, people: filters.wantsPeople() }, (news) => turn === latest && tell(news, state));
  } catch (error) {
    if (turn === latest) tell({ failed: String(error), done: true }, state, isEmpty);
  }
}

function watch(turn) {
  clearTimeout(watchdog);
  watchdog = setTimeout(() => {
    if (turn !== latest) return;
    latest++;
    tell({ failed: "no news", done: true });
  }, PATIENCE);
}

function tell(news, state, isQuiet = false) {
  if (news.done) clearTimeout(watchdog);
  else watch(latest);
  if (news.failed) {
    if (isQuiet) return;
    status.textContent = failure(news.failed);
    show({ items: [], total: 0 });
    return;
  }
  const isVain = state.query && !news.terms.length;
  status.textContent = isVain ? say("single") : sentence(news, state);
  filters.show(isVain ? null : news.counts);
  if (news.items) show(news, state);
  if (news.items && place) scrollTo(0, place);
  if (news.done) place = 0;
  const isPinyin = document.documentElement.lang.startsWith("zh") && LETTERS.test(state.query);
  const isName = Number(who?.dataset.named) && NAME.test(state.query.normalize("NFKC").trim());
  if (who && news.done && (!news.total || isPinyin || isName || dateOf(state.query))) {
    void point(state.query, news.total && !isPinyin).catch(() => {});
  }
}

/** Lead to what is no article: the issue of a day, or whoever is meant; where texts have the query, by a name as it is printed. */
async function point(query, isPrinted) {
  const turn = latest;
  const leads = await (dateOf(query) ? issueOf(dateOf(query)) : peopleOf(query, isPrinted));
  if (turn !== latest || !leads.length) return;
  who.replaceChildren(...leads.map(([label, href, text, ...rest]) =>
    make("li", {}, `${label} `, make("a", { href: form.dataset.root + href }, text), ...rest)));
  who.hidden = false;
}

/** Year and, where they are meant, month and day of a query that is a date; the page has the names of months. */
function dateOf(query) {
  const [, before, name, after, year] = NAMED.exec(query) ?? [];
  const months = year && who.dataset.months ? who.dataset.months.toLowerCase().split(" ") : [];
  const month = months.findIndex((one) => one.startsWith(name.toLowerCase())) + 1;
  if (month) return [year, String(month), before ?? after ?? ""];
  const typed = inDigits(query);
  return (DAY.exec(typed) ?? HAN.exec(typed))?.slice(1);
}

/** A query with the numbers that the page's language writes in characters in digits, and a year of its era in ours. */
function inDigits(query) {
  if (!who.dataset.numerals) return query;
  const numerals = who.dataset.numerals.split(" "); // what stands for 0 to 9, then for 10, 100, 20 and 30
  const [sign, before] = who.dataset.era.split(" ");
  const digits = (number) => {
    let [sum, last] = [0, 0];
    for (const char of number) {
      const value = numerals.findIndex((one) => one.includes(char));
      if (value > 9) sum += [(last || 1) * 10, last * 100, 20, 30][value - 10];
      last = value > 9 ? 0 : last * 10 + value;
    }
    return sum + last;
  };
  const close = query.normalize("NFKC").replace(/(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/gu, "");
  return close
    .replace(new RegExp(`[${numerals.join("")}]+`, "gu"), digits)
    .replace(new RegExp(`^(?:\\p{Script=Han}{2})?${sign}\\p{Script=Han}(\\d{1,3})(?!\\d)`, "u"), (all, year) => Number(before) + Number(year));
}

/** The issue of a day, or all of a month or a year. */
async function issueOf([year, ...parts]) {
  const date = [year, ...parts.filter(Boolean).map((part) => part.padStart(2, "0"))];
  const href = `${date.join("/")}/`;
  const { ok } = await fetch(new URL(form.dataset.root + href, document.baseURI), { method: "HEAD" });
  return ok ? [[who.dataset.issues, href, [YEARS, MONTHS, DAYS][date.length - 1].format(new Date(date.join("-")))]] : [];
}

async function peopleOf(query, isPrinted) {
  const files = Number(who.dataset.named);
  const all = await (isPrinted && files > 1 ? readNames(`people/names/${fileOf(query, files)}.json`) : allNames());
  const score = scorer(query);
  const found = all.filter((row) => score(row) === 2);
  found.sort((row, other) => other[5] - row[5]);
  return found.slice(0, POINTED_AT).map(([name, href, , , note, count]) =>
    [who.dataset.people, `people/${href}`, name, ` ${note ? `${note} ` : ""}`, make("b", {}, count)]);
}

/** A query without what was not to be found. */
const wantedOf = (query) => query.replace(/(^|\s)[-\uff0d\u2212](?=\D)\S+/gu, "").trim() || query;

function failure(message) {
  return say(navigator.onLine === false ? "offline" : /wasm|webassembly/i.test(message) ? "blocked" : "failed");
}

function sentence({ total, searched, of, done, short, terms, missing, without, unread }, state) {
  if (!done) return say("finding", total, searched, of);
  // Where every term stands somewhere, a minus may have left nothing.
  const filtered = FILTERS.some((name) => state[name]) || (without && !missing.length);
  const nothing = unread ? "" : terms.length && !filtered ? say("nothing", missing.length < terms.length && missing.join(" ") || wantedOf(state.query)) : say("none");
  return [
    total || !nothing ? say("found", total) : nothing,
    ...short.map((letter) => say("skipped", letter)),
    unread ? say("incomplete", unread) : "",
  ].filter(Boolean).join(" ");
}

// -- results --------------------------------------------------------------------------------------

function show({ items, total, terms = [] }, state) {
  // No host takes an address as long as a page of text: what is longer is marked where it begins.
  let room = LONGEST;
  const inside = terms.filter((term, number) => (room -= term.length) > 0 || !number);
  const shortened = inside.map((term) => [...term].slice(0, LONGEST).join(""));
  const marks = String(new URLSearchParams([...shortened.map((term) => ["hl", term]), ...(terms.length && catalogue.variants ? [["v", 1]] : [])]));
  results.replaceChildren(...items.map((item) => resultOf(item, marks)));
  more.hidden = Math.max(items.length, state?.count ?? 0) >= total; // some may not be read
  more.textContent = `${moreText} ${items.length}/${total}`;
  more.onclick = () => {
    const next = { ...state, count: items.length + Math.max(MORE, items.length) };
    const turn = latest;
    history.replaceState(null, "", addressOf(next));
    open().then((opened) => opened.more(next.count, (news) => {
      if (turn !== latest) return;
      if (news.failed) {
        status.textContent = failure(news.failed);
        return;
      }
      if (news.terms) tell(news, next); // all was searched again
      else show({ items: news.items, total, terms }, next);
      if (news.done) results.children[items.length]?.querySelector("a").focus();
    }));
  };
}

function resultOf({ url, day, folio, section, language, headline, excerpt }, marks) {
  const lang = language || false;
  const link = make("a", { href: form.dataset.root + url.slice(1) + (marks && `?${marks}`) }, ...pieces(headline, language, lines(headline)));
  const source = [DAYS.format(new Date(day)), say("page", number(folio)), section].filter(Boolean);
  return make("li", { class: "result" },
    make("h2", { lang }, link),
    make("p", { class: "excerpt", lang, dir: runsFromRight(excerpt) && "rtl" }, ...pieces(excerpt, language)),
    make("p", { class: "source" }, make("time", { datetime: day }, source[0]), `\u00a0· ${source.slice(1).join("\u00a0· ")}`));
}

/** Whether most letters of an excerpt are Arabic or Hebrew: the twin of `runs_from_right` in edition/markdown. */
function runsFromRight(excerpt) {
  const text = excerpt.map(([part]) => part).join("");
  const count = (letters) => text.match(letters)?.length ?? 0;
  return 2 * count(/[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/g) > count(/\p{L}/gu);
}

/** What was found, and the text around it, in the page's language or another; a line may end at `ends`, but not in what was found. */
function pieces(list, language, ends = []) {
  const cutOff = (language || document.documentElement.lang).startsWith("zh") ? "\u2026\u2026" : "\u2026"; // as long as it is printed
  let end = 0;
  return list.flatMap(([text, isHit, isCut], place) => {
    if (isCut) return list[place - 1]?.[2] ? [] : [cutOff]; // one where two parts meet
    const begin = end;
    end += text.length;
    const cuts = [begin, ...ends.filter((at) => !isHit && begin < at && at < end), end];
    return cuts.slice(1).flatMap((cut, number) => {
      const part = text.slice(cuts[number] - begin, cut - begin);
      return [...(ends.includes(cuts[number]) ? [make("wbr", {})] : []), isHit ? make("mark", {}, part) : part];
    });
  });
}

/** Where a headline may be broken: between two Chinese words of more than one character. */
function lines(headline) {
  if (!Intl.Segmenter) return [];
  const words = [...new Intl.Segmenter(document.documentElement.lang, { granularity: "word" }).segment(headline.map(([text]) => text).join(""))];
  const isWord = (word) => /^\p{Script=Han}{2,}$/u.test(word?.segment);
  return words.filter((word, number) => isWord(word) && isWord(words[number - 1])).map((word) => word.index);
}

// -- the reader -----------------------------------------------------------------------------------

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go();
});
box.addEventListener("focus", () => void ready().catch(() => {}), { once: true });
addEventListener("pagehide", () => history.replaceState({ place: scrollY }, ""));
addEventListener("popstate", () => {
  const state = stateOf(location.search);
  box.value = state.query;
  filters?.write(state);
  run(state);
});
addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest?.("input, select, textarea, button, summary");
  if (event.key === "/" && !field) {
    event.preventDefault();
    box.focus();
    box.select();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...results.querySelectorAll("h2 a")];
  const place = links.indexOf(document.activeElement);
  if (!step || !links.length || (place < 0 && field !== box)) return;
  if (place < 0 && step < 0) return;
  event.preventDefault();
  (links[place + step] ?? (step < 0 ? box : links[place])).focus();
});

const first = stateOf(location.search);
box.value = first.query;
if (first.query || FILTERS.some((name) => first[name])) run(first);
