// Queries and texts: the browser's half of edition/tokens.py, which says what a token is.

const END = "␞";
const SIGNS = "!#$%&()*+,:;=@~|";
const LETTERS = /[\p{L}\p{Nd}\p{Nl}\u{20000}-\u{3FFFF}]+/gu;
const RUN = "(?:[\\p{L}\\p{Nd}\\p{Nl}\\u{20000}-\\u{3FFFF}]|(?<=\\p{Nd})[%\u2030\u00B0])+";
const INITIAL = /^\p{Script=Latin}\.$/u;
const WITHIN = /(?<=[0-9A-Za-z\u00C0-\u052F\u1E00-\u1EFF])['\u2018\u2019\uFF07](?=[A-Za-z\u00C0-\u052F\u1E00-\u1EFF])/gu;
const BESIDE = /(?<=[0-9A-Za-z\u00C0-\u052F\u1E00-\u1EFF])\u2019|\u2019(?=[0-9A-Za-z\u00C0-\u052F\u1E00-\u1EFF])/gu;
const LETTER = /^[\p{L}\p{Nd}\p{Nl}\u{20000}-\u{3FFFF}]$/u;
const BLANK = /^(?!\uFEFF)[\s\x1c-\x1f\x85]$/u;
const UNSEEN = /^[\p{Cc}\p{Cf}\p{Cs}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]$/u;
const MARK = /^[\p{Mn}\p{Mc}]$/u;
const ACCENTED = /[^\u0300-\u036F\uF900-\uFAFF][\u0300-\u036F]+/gu;
const HAN = /^\p{Script=Han}$/u;
const NOUGHT = /[\u25CB\u25EF]/g;
const HANS = "(?:(?![\\u2E80-\\u2FDF\\u3021-\\u303B])\\p{Script=Han}|[\\u{20000}-\\u{3FFFF}])"; // as in characters.py
const JOINABLE = `(?:[0-9A-Za-z\\u00C0-\\u052F\\u1E00-\\u1EFF]|${HANS})`;
const JOIN = `(?:(?<=[0-9])[.:,](?=[0-9])|(?<=${HANS})\\.(?=${HANS})|(?<=${JOINABLE})[/+&-](?=${JOINABLE}))`;
const JOINS = new RegExp(`${JOIN}|(?<=[0-9])[%\u2030\u00B0]`, "gu");
const STAND_INS = { ".": "\u1427", ":": "\uA4FD", ",": "\uA4F9", "/": "\u141F", "-": "\u1428", "+": "\u1429", "&": "\u1525", "%": "\u1540", "\u2030": "\u1541", "\u00B0": "\u1424" };
const TYPED = new RegExp(`(?<![\\p{L}\\p{N}])\\p{Script=Latin}\\.|${RUN}(?:${JOIN}${RUN})*`, "gu");
const UNWANTED = new RegExp(`(?<!\\S)-((?=[\\p{L}\\p{Nl}\\u{20000}-\\u{3FFFF}])${RUN}(?:${JOIN}${RUN})*)`, "gu"); // -5 is a number
const PARTING = new RegExp(`(?<=${HANS})\\.|[/+&-]|,(?!\\p{Nd}{3}(?!\\p{Nd}))`, "u");
const DASH = /[\u2010\u2011\u2013\u2014\u2212]/gu;
const DOT = /[\u00B7\u2022\u30FB\uFF65\u2027]/gu;
const ASIDE = /(?<!\S)[\u2010\u2011\u2013\u2014]+/gu; // no minus
const SET_WIDE = new RegExp(`(?<!${HANS})${HANS}(?:[ \\t\\xA0\\u2000-\\u200A\\u3000]+${HANS})+(?!${HANS})`, "gu");
const ANY_HAN = /\p{Script=Han}/u;
const QUOTES = { '"': '"', "“": "”", "「": "」", "『": "』" };
const LONE_MINUS = /(?<!\S)[-－−]$/u;
const LONGEST = 30; // letters of a phrase that are looked up; a longer one is read in the text

let variants = new Map();

/** From now on the characters of the first text are compared as those of the second; without texts, all as printed. */
export function foldVariants([traditional, simplified] = ["", ""]) {
  const others = [...simplified];
  variants = new Map([...traditional].map((char, at) => [char, others[at]]));
}

/** How letters are compared: the twin of `fold` in tokens.py. */
export const fold = (char) => (variants.get(char) ?? char).replace(NOUGHT, "\u3007").normalize("NFKC").toUpperCase().toLowerCase()
  .replace(/i\u0307/g, "i").replace(/\s+/gu, "").replace(/[\p{Mn}\p{Mc}]/gu, (mark) => String.fromCodePoint(0x17000 + (mark.codePointAt() - 0x300) % 0x17F8));

/** An apostrophe within a word is a letter of it: the twin of `_WITHIN` in tokens.py. */
const whole = (text) => text.replace(WITHIN, "\u02BC");

/** Marks that join, as letters: the twin of `_joined` in tokens.py, for a folded text. */
const joined = (text) => text.replace(JOINS, (mark) => STAND_INS[mark]);

/**
 * The folded text with white space as one space, none in a name set wide (see tokens.py), and kinds of a mark as
 * one; and from where to where each unit of it is printed, a letter with its marks.
 */
export function folded(text) {
  let letters = "";
  const starts = [];
  const ends = [];
  const names = [...text.matchAll(SET_WIDE)].map(({ 0: name, index }) => [index, index + name.length]);
  const isGap = (place) => names.some(([start, end]) => start < place && place < end);
  let at = 0;
  let base = 0;
  // Curly or straight, it is one apostrophe; nobody sees which dot or dash it is.
  const alike = whole(text).replace(BESIDE, "'").replace(DASH, "-").replace(DOT, ".").replace(/\u2236/gu, ":");
  for (const char of alike) {
    const part = BLANK.test(char) ? (letters.endsWith(" ") || isGap(at) ? "" : " ") : UNSEEN.test(char) ? "" : fold(char);
    const isMark = MARK.test(char);
    if (part && !isMark) base = letters.length;
    letters += part;
    for (let unit = 0; unit < part.length; unit++) {
      starts.push(at);
      ends.push(at + char.length);
    }
    at += char.length;
    if (isMark) ends.fill(at, base);
  }
  return { letters, starts, ends };
}

/** A letter for every token of a text, and a dot for every one that is no letter. */
export function shape(text) {
  return [...whole(text)].filter((char) => !BLANK.test(char) && !UNSEEN.test(char)).map((char) => {
    const letters = [...fold(char)];
    return (letters.some(isLetter) ? letters : [char]).map((letter) => (isLetter(letter) ? letter : "·")).join("");
  }).join("");
}

const isLetter = (letter) => LETTER.test(letter);

/**
 * What a query asks for: `terms`, which must all stand in an article, those that must not
 * (`without`: a minus stands before them), and `short`, single letters that no index of
 * bigrams can answer. Punctuation parts terms; in quotation marks
 * it is a part of the term, in a number (3.5%, 1,350, 3:2), beside a single letter (B-2), and after an
 * initial: beside longer terms `J.` is one that begins a word, and several alone are one term. A headline that is the query has `size` tokens, and each term
 * `place` tokens after its beginning.
 */
export function parse(query) {
  const terms = new Map();
  const without = new Map();
  const short = new Set();
  const initials = new Set();
  const add = (text, runs, to = terms) => {
    if (runs.length === 1 && runs[0].length === text.length) {
      if ([...text].length < 2) short.add(text);
      else to.set(text, { text, phrases: [bigrams(joined(text))], read: [...text].length > LONGEST });
      return;
    }
    const phrases = runs.length ? quotedPhrases(text) : [];
    if (phrases.length) to.set(text, { text, phrases, read: true });
    else if (text) short.add(text); // and not all texts read for it
  };
  const addRuns = (text, to) => {
    for (const run of text.match(TYPED) ?? []) {
      if (INITIAL.test(run)) initials.add(run);
      else {
        // A single character could not be looked for by itself: 2/3, AT&T.
        const parts = run.split(PARTING);
        for (const part of parts.some((one) => [...one].length < 2) ? [run] : parts) add(part, joined(part).match(LETTERS), to);
      }
    }
  };
  const chars = [...query.replace(ACCENTED, (letter) => letter.normalize("NFC"))]; // as tree.py makes it of a text
  const marks = chars.map((char) => char.normalize("NFKC"));
  const loose = [""]; // what stands around quotations
  const unclosed = new Set(); // marks that no closing one follows any more, so that nobody looks for it again
  for (let at = 0; at < chars.length; at++) {
    const close = QUOTES[marks[at]];
    const end = close && !unclosed.has(close) ? marks.indexOf(close, at + 1) : -1;
    if (end < 0) {
      if (close) unclosed.add(close);
      loose[loose.length - 1] += chars[at];
      continue;
    }
    const quoted = folded(chars.slice(at + 1, end).join("")).letters.trim();
    add(quoted, joined(quoted).match(LETTERS) ?? [], LONE_MINUS.test(loose[loose.length - 1]) ? without : terms);
    loose.push("");
    at = end;
  }
  for (const part of loose.join("\n").split("\n").map((text) => folded(text.replace(ASIDE, " ")).letters)) {
    for (const [, text] of part.matchAll(UNWANTED)) addRuns(text, without);
    addRuns(part.replace(UNWANTED, " "), terms);
  }
  // Y.M.C.A. and nothing else is asked for as if it were quoted.
  const alone = folded(chars.join("")).letters.trim();
  const runs = joined(alone).match(LETTERS) ?? [];
  if (initials.size && runs.length > 1 && !terms.size && !without.size && !short.size && !ANY_HAN.test(query)) {
    add(alone, runs);
    initials.clear();
  }
  // Alone, too many texts would have to be read; in a Chinese name it may be printed with any dot.
  const isLeftOut = !terms.size || ANY_HAN.test(query);
  for (const initial of initials) add(initial, isLeftOut ? [] : [initial[0]]);
  const letters = shape(query);
  for (const term of terms.values()) term.place = [...letters.slice(0, Math.max(0, letters.indexOf(shape(term.text))))].length;
  return { terms: [...terms.values()], without: [...without.values()], short: [...short], size: [...letters].length };
}

/** The runs of a quotation find the articles that may have it; their text is then read. */
function quotedPhrases(text) {
  const phrases = [];
  for (const { 0: run, index } of joined(text).matchAll(LETTERS)) {
    // Where the quotation ends a run the text does too, and its last letter is a token by itself; but a mark
    // with which it ends may join it to what follows there.
    const rest = text.slice(index + run.length);
    const closed = rest && !(rest in STAND_INS && ["0", "\u3005"].some((next) => joined(text + next) !== joined(text) + next));
    if (closed || [...run].length > 1) phrases.push(bigrams(run, closed));
  }
  return phrases;
}

function bigrams(run, closed = false) {
  const letters = [...run];
  const pairs = letters.slice(0, -1).map((letter, at) => letter + letters[at + 1]);
  if (closed) pairs.push(letters[letters.length - 1]);
  return pairs.slice(0, LONGEST);
}

/** The lines of an article as printed, spelled back from its tokens: text, its fold, first token. */
export function spell(content) {
  const lines = [];
  let line = "";
  let at = 0;
  content.split(" ").forEach((token, place) => {
    if (token === END) {
      lines.push({ text: line.trim(), fold: folded(line.trim()), at });
      line = "";
      at = place + 1;
      return;
    }
    const [first, ...signs] = token;
    const spaced = signs.length > 0 && signs[signs.length - 1] === "^";
    if (spaced) signs.pop();
    if (signs.length && LETTER.test(signs[0])) signs.shift();
    if (!signs.length) line += first;
    else if (signs[0] !== "?") line += String.fromCodePoint(signs.reduce((code, sign) => code * 16 + SIGNS.indexOf(sign), 0));
    if (spaced) line += " ";
  });
  return lines;
}

/** Where terms stand in a folded text: starts and ends in print, in order, overlapping ones as one. */
export function find({ letters, starts, ends }, terms) {
  const hits = [];
  for (const { text: needle } of terms) {
    for (let at = letters.indexOf(needle); at >= 0; at = letters.indexOf(needle, at + 1)) {
      if (INITIAL.test(needle) && isLetter(letters[at - 1]) && !HAN.test(letters[at - 1])) continue;
      hits.push([starts[at], ends[at + needle.length - 1]]);
    }
  }
  hits.sort((one, other) => one[0] - other[0]);
  const joined = [];
  for (const [start, end] of hits) {
    const last = joined[joined.length - 1];
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** What was typed for a term of a query, which `folded` has made of it: traditional characters stay such. */
export function asTyped(query, { letters, starts, ends }, term) {
  const at = letters.indexOf(term);
  return at < 0 || !term ? term : query.slice(starts[at], ends[at + term.length - 1]);
}

/** Part of `text` in pieces, [text, whether it is a hit, whether the text is cut off there]. */
export function marked(text, hits, from = 0, to = text.length) {
  const start = from && isLow(text, from) ? from - 1 : from;
  const end = isLow(text, to) ? to + 1 : to;
  const pieces = start > 0 ? [["…", false, true]] : [];
  let at = start;
  for (const [first, last] of hits) {
    if (last <= start || first >= end) continue;
    const [open, close] = [Math.max(first, start), Math.min(last, end)];
    if (open > at) pieces.push([text.slice(at, open), false]);
    pieces.push([text.slice(open, close), true]);
    at = close;
  }
  if (at < end) pieces.push([text.slice(at, end), false]);
  if (end < text.length) pieces.push(["…", false, true]);
  return pieces;
}

/**
 * What of an article tells why it was found: the first hit of every term outside the headline,
 * in the text rather than around it; without any, how the text begins. `body` is its first token.
 */
export function excerpt(lines, body, terms) {
  const below = lines.slice(1).map((line) => ({ ...line, hits: find(line.fold, terms) }));
  const text = below.filter(({ at }) => at >= body);
  const spans = new Map();
  for (const term of terms) {
    for (const line of [...text, ...below]) {
      const [hit] = line.hits.length ? find(line.fold, [term]) : [];
      if (!hit) continue;
      const span = [beginning(line.text, hit[0]), wordEnd(line.text, hit[1] + roomFor(line.text, 50))];
      const known = spans.get(line) ?? [];
      const near = known.find(([from, to]) => from <= span[1] && span[0] <= to);
      if (near) {
        near[0] = Math.min(near[0], span[0]);
        near[1] = Math.max(near[1], span[1]);
      } else if ([...spans.values()].flat().length < 3) {
        spans.set(line, [...known, span].sort((one, other) => one[0] - other[0]));
      }
      break;
    }
  }
  if (!spans.size && (text.length || below.length)) {
    const line = text[0] ?? below[0];
    spans.set(line, [[0, wordEnd(line.text, roomFor(line.text, 70))]]);
  }
  const told = below.filter((line) => spans.has(line)).map((line) => {
    let end = 0;
    return spans.get(line).flatMap(([from, to]) => {
      // No hit is cut in two, and nothing is told twice.
      for (const [first, last] of line.hits) {
        if (first < from && from < last) from = first;
        if (first < to && to < last) to = last;
      }
      const begin = Math.max(from, end);
      end = to;
      return begin < to ? marked(line.text, line.hits, begin, to) : [];
    });
  });
  // A byline and a text, both whole, are two things, with a dot between them.
  const isCut = (piece) => piece?.[0] === "…" && !piece[1];
  return told.flatMap((pieces, place) => {
    const isParted = !place || isCut(pieces[0]) || isCut(told[place - 1][told[place - 1].length - 1]);
    return isParted ? pieces : [["…", false], ...pieces];
  });
}

/** Where an excerpt begins that tells of the hit at `hit`: with a clause, if one begins shortly before. */
function beginning(text, hit) {
  const start = Math.max(0, hit - roomFor(text, 24));
  const clause = start && text.slice(start, hit).search(/[，。；：！？、,;:!?]["”’』」）)]*(?=.)/);
  if (start && clause < 0) return wordStart(text, start, hit);
  if (!start) return start;
  return start + clause + text.slice(start + clause).match(/^.["”’』」）)]*/)[0].length;
}

/** Whether a text is cut as Chinese is: a name in Chinese characters makes none of a text with spaces between its words. */
const isChinese = (text) => ANY_HAN.test(text) && text.split(/\p{Script=Han}/u).length >= text.split(" ").length;

/** So many Chinese characters, or twice as many letters, which are half as wide. */
const roomFor = (text, characters) => (isChinese(text) ? characters : 2 * characters);

/** The place itself, or where the word around it ends; between Chinese characters a word has no end to be seen. */
function wordEnd(text, place) {
  const end = Math.min(text.length, place);
  return isChinese(text) || end === text.length ? end : end + text.slice(end).match(/^[^\s]*/)[0].length;
}

/** The beginning of the first word after a place and before `hit`; the place itself in a Chinese text. */
function wordStart(text, place, hit) {
  const blank = isChinese(text) ? -1 : text.slice(place, hit + 1).search(/\s[\p{L}\p{N}"“‘(]/u);
  return blank < 0 ? place : place + blank + 1;
}

const isLow = (text, at) => text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) < 0xe000;
