// Reads an article aloud, sentence by sentence, with a voice of the reader's own system: one that sends the text
// to somebody else is not asked. site.js loads it with the first click, and shows the button where there is such a voice
// for the language of the text.

import { voices } from "./site.js";

const button = document.querySelector(".aloud");
const prose = document.querySelector(".prose");
const language = prose.closest("[lang]").lang.toLowerCase();
const speech = speechSynthesis;
const BLOCKS = "h1, .deck, .prose :is(p, li, h2, h3, h4, h5, h6, blockquote, pre, th, td)";
const LETTER = /[\p{L}\p{N}]/u; // without one there is nothing to say
// Which of several voices: zh-Hant says nothing of where it is spoken.
const SPOKEN = { "zh-hans": "zh-cn", "zh-hant": "zh-tw" };
// A Mac has them in many languages, and names them first: toys, and the robots of an old synthesizer.
const ODD = /^(Albert|Bad News|Bahh|Bells|Boing|Bubbles|Cellos|Eddy|Flo|Fred|Good News|Grandma|Grandpa|Jester|Junior|Kathy|Organ|Ralph|Reed|Rocko|Sandy|Shelley|Superstar|Trinoids|Whisper|Wobble|Zarvox)\b/;

if (CSS.highlights) { // else nothing can be marked, nor could all of them take a style sheet
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("@media screen { ::highlight(aloud) { background: color-mix(in srgb, var(--mark) 14%, #0000) } }");
  document.adoptedStyleSheets.push(sheet);
}

function voice() {
  const wanted = SPOKEN[language] || language;
  // Android says zh_CN_#Hans.
  const tag = ({ lang }) => lang.toLowerCase().replaceAll("_", "-");
  const isThere = (one) => tag(one) === wanted || tag(one).startsWith(`${wanted}-`);
  const rank = (one) => 4 * isThere(one) + 2 * one.default + !ODD.test(one.name); // Safari calls all of them default
  return voices().sort((one, other) => rank(other) - rank(one))[0];
}

// Some systems end a long speech in its middle.
function* parts(text) {
  if (!Intl.Segmenter) yield { segment: text, index: 0 };
  else yield* new Intl.Segmenter(language, { granularity: "sentence" }).segment(text);
}

/** Every sentence with where it stands. */
function* sentences() {
  for (const block of document.querySelector(".story").querySelectorAll(BLOCKS)) {
    for (const nodes of lines(block)) {
      for (const { segment, index } of parts(nodes.map(({ data }) => data).join(""))) {
        if (LETTER.test(segment)) yield { text: segment.trim(), range: rangeOf(nodes, index, index + segment.length) };
      }
    }
  }
}

/** The text nodes of each line: of a verse, or of a headline that is printed in several. Those of a block in the
    block, as of a list in an item, are the inner one's. */
function lines(block) {
  const found = [[]];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType !== Node.TEXT_NODE) {
      if (node.matches("br, .line")) found.push([]);
    } else if (node.parentElement.closest(BLOCKS) === block) found.at(-1).push(node);
  }
  return found;
}

function rangeOf(nodes, start, end) {
  const range = new Range();
  let place = 0;
  for (const node of nodes) {
    const next = place + node.length;
    if (place <= start && start < next) range.setStart(node, start - place);
    if (place < end && end <= next) range.setEnd(node, end - place);
    place = next;
  }
  return range;
}

let all = [];
let at = 0;
let spoken = null; // what is being said; another one's end is none of ours

// A second button at the foot of the screen stops it wherever the page has followed it to: beside what leads along
// hits, where that is there.
const bar = Object.assign(document.createElement("div"), { className: "hits" });
const near = Object.assign(document.createElement("button"), { type: "button", textContent: button.textContent });
near.setAttribute("aria-pressed", "true");
near.addEventListener("click", () => {
  if (near.matches(":focus")) button.focus({ preventScroll: true });
  stop();
});

function reach() {
  if (near.isConnected) return;
  if (!document.querySelector(".hits")) document.body.append(bar);
  document.querySelector(".hits").append(near);
}

function show(range) {
  if (!CSS.highlights) return;
  if (range) CSS.highlights.set("aloud", new Highlight(range));
  else CSS.highlights.delete("aloud");
}

/** Scroll to a sentence that isn't seen as a whole, unless the last one is out of sight: who has scrolled away reads
    elsewhere. */
function follow(range, last) {
  const { top, bottom } = range.getBoundingClientRect();
  const before = last?.getBoundingClientRect();
  const end = near.parentElement.getBoundingClientRect().top;
  const isAway = before && (before.bottom <= 0 || before.top >= end);
  if (isAway || (top >= 0 && bottom <= end)) return;
  scrollBy(0, Math.min(top, (top + bottom - end) / 2)); // into the middle; of a long one, its beginning
}

function say(isResumed) {
  const by = voice();
  if (at === all.length || !by) {
    at %= all.length;
    rest();
    return;
  }
  const { text, range } = all[at];
  show(range);
  reach();
  if (at) follow(range, isResumed ? null : all[at - 1].range);
  const said = spoken = new SpeechSynthesisUtterance(text);
  said.voice = by;
  said.lang = by.lang;
  said.onend = () => {
    if (said !== spoken) return;
    at += 1;
    say();
  };
  said.onerror = () => { if (said === spoken) rest(); };
  speech.speak(said);
}

/** Nothing is being said; the next click goes on with the sentence that was. It may be another tab that speaks now. */
function rest() {
  spoken = null;
  show(null);
  near.remove();
  bar.remove();
  button.setAttribute("aria-pressed", "false");
}

function stop() {
  rest();
  speech.cancel(); // pause() is deaf on some phones
}

function begin() {
  if (spoken) {
    stop();
    return;
  }
  speech.cancel(); // what another page has left behind
  all = [...sentences()];
  at = Math.min(at, all.length - 1);
  button.setAttribute("aria-pressed", "true");
  say(true);
}

button.addEventListener("click", begin);
addEventListener("pagehide", () => { if (spoken) stop(); });
begin();
