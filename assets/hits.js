// On an article opened from a search (?hl=…&hl=…; &v=1: variants): marks what was found and leads along it.

import { find, folded, foldVariants } from "./search/text.js";

const BLOCKS = ".story > header :is(h1, .kicker, .deck, .writers), .story figcaption, .prose :is(p, li, h2, h3, h4, h5, h6, td, th, pre)";
const address = new URL(location.href);
const asked = address.searchParams;
const terms = asked.getAll("hl").map((text) => ({ text })).filter(({ text }) => text);

if (asked.has("v")) {
  const table = fetch(new URL("../search/variants.json", import.meta.url)).then((answer) => answer.json());
  await table.then(foldVariants, () => 0);
}
const found = terms.length ? [...document.querySelectorAll(BLOCKS)].flatMap(mark) : [];
if (found.length) lead(found);

/** Mark the hits in a block, each as the elements that make it: it may go over several texts, for names are
    links and headlines have <wbr>. What stands in a block within the block is marked there. */
function mark(block) {
  const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walk.nextNode()) {
    if (walk.currentNode.parentElement.closest(BLOCKS) !== block) continue;
    nodes.push([walk.currentNode, text.length]);
    text += walk.currentNode.data;
  }
  // From the last to the first: what is still to be marked keeps its place.
  return find(folded(text), terms).reverse().map(([start, end]) => nodes.flatMap(([node, at]) => {
    if (at >= end || at + node.length <= start) return [];
    const range = document.createRange();
    range.setStart(node, Math.max(0, start - at));
    range.setEnd(node, Math.min(node.length, end - at));
    const element = document.createElement("mark");
    range.surroundContents(element);
    return [element];
  })).reverse();
}

function lead(hits) {
  const words = document.querySelector("script[src$='highlight.js']").dataset;
  const bar = document.createElement("div");
  const place = document.createElement("output");
  const isBack = ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type);
  let current = Math.min((isBack && history.state?.hit) || 0, hits.length - 1);
  const go = (step, isStill) => {
    for (const element of hits[current]) element.removeAttribute("aria-current");
    current = (current + step + hits.length) % hits.length;
    for (const element of hits[current]) element.setAttribute("aria-current", "true");
    if (!isStill) hits[current][0].scrollIntoView({ block: "center" });
    history.replaceState({ hit: current }, "");
    place.textContent = words.wordHit.replace("%d", current + 1).replace("%d", hits.length);
  };
  const button = (text, onclick) =>
    Object.assign(document.createElement("button"), { type: "button", textContent: text, onclick });
  bar.className = "hits";
  bar.append(place, button(words.wordPrevious, () => go(-1)), button(words.wordNext, () => go(1)), button(words.wordClose, () => {
    for (const element of hits.flat()) element.replaceWith(...element.childNodes);
    bar.remove();
    for (const name of ["hl", "v"]) asked.delete(name);
    history.replaceState(null, "", address);
  }));
  document.body.prepend(bar);
  go(0, isBack); // the browser itself goes back to where the reader was
  bar.scrollIntoView({ block: "nearest" }); // it stands still; but from here, and not from the hit, the Tab key goes on
}
