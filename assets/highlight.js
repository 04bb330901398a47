// On an article opened from a search (?hl=…&hl=…; &v=1: variants): marks what was found and leads along it.

const BLOCKS = ".story > header :is(h1, .kicker, .deck, .writers), .prose :is(p, li, h2, h3, td)";
const address = new URL(location.href);
const asked = address.searchParams;
const terms = asked.getAll("hl").map((text) => ({ text })).filter(({ text }) => text);
if (terms.length) {
  import("./search/text.js").then(async ({ find, folded, foldVariants }) => {
    if (asked.has("v")) {
      const table = fetch(new URL("../search/variants.json", import.meta.url)).then((answer) => answer.json());
      await table.then(foldVariants, () => 0);
    }
    const hits = [...document.querySelectorAll(BLOCKS)].flatMap((block) => mark(block, find(folded(block.textContent), terms)));
    if (hits.length) lead(hits);
  });
}

/** A hit may go over text nodes: names are links, headlines have <wbr>. */
function mark(block, hits) {
  const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let at = 0; walk.nextNode(); at += walk.currentNode.length) nodes.push([walk.currentNode, at]);
  // From the last: what is still to be marked keeps its place.
  return hits.reverse().map(([start, end]) => nodes.flatMap(([node, at]) => {
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
  let current = 0;
  const go = (step, isBack) => {
    for (const element of hits[current]) element.removeAttribute("aria-current");
    current = (current + step + hits.length) % hits.length;
    for (const element of hits[current]) element.setAttribute("aria-current", "true");
    if (!isBack) hits[current][0].scrollIntoView({ block: "center" });
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
  go(0, performance.getEntriesByType("navigation")[0].type !== "navigate");
}
