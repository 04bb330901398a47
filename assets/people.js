// The filter box of the person index. All names are fetched once, when the box is used;
// matched by a part of the name, by pinyin (with or without spaces), or by initials.

import { foldNames, plain, scorer } from "./names.js";
import { filled } from "./words.js";

const LIMIT = 100;
const form = document.querySelector(".finder");
const input = form.querySelector("input");
const status = form.querySelector("[role=status]");
const list = form.querySelector("ul");
const groups = document.querySelector(".groups");
const words = form.dataset;
let names;

function load() {
  names ??= Promise.all([read(words.names), words.variants && read(words.variants).then(foldNames, () => {})])
    .then(([all]) => all)
    .catch((error) => {
      names = undefined;
      throw error;
    });
  return names;
}

const read = (url) => fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))));

function element(tag, text, attributes = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...attributes });
}

function row([name, href, , , note, count, writes, others = []]) {
  const item = document.createElement("li");
  item.append(element("a", name, { href }), " ", element("b", count));
  for (const [other] of others) item.append(" ", element("small", other));
  if (writes) item.append(" ", element("small", words.writes));
  if (note) item.append(" ", element("span", note));
  return item;
}

async function find() {
  const typed = input.value;
  const query = plain(typed);
  // What was typed is in the address, for whoever comes back or shares it.
  history.replaceState(null, "", query ? `?${new URLSearchParams({ q: input.value })}` : location.pathname);
  groups.hidden = Boolean(query);
  if (!query) {
    status.textContent = "";
    list.replaceChildren();
    return;
  }
  let all;
  try {
    all = await load();
  } catch {
    groups.hidden = false;
    status.textContent = words.failed;
    return;
  }
  if (typed !== input.value) return;
  const score = scorer(typed);
  const scored = all.map((name) => [score(name), name]).filter(([points]) => points);
  // The best answers first, and of these who is written about most; ties in the index's order.
  scored.sort(([points, name], [others, other]) => others - points || other[5] - name[5]);
  const found = scored.map(([, name]) => name);
  list.replaceChildren(...found.slice(0, LIMIT).map(row));
  if (!found.length) status.textContent = words.none;
  else if (found.length > LIMIT) status.textContent = filled(words.capped, found.length, LIMIT);
  else status.textContent = filled(words.found, found.length);
}

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const only = list.querySelectorAll("a");
  if (only.length === 1) only[0].click();
});
input.addEventListener("focus", () => load().catch(() => {}), { once: true });
input.addEventListener("input", find);
input.value ||= new URLSearchParams(location.search).get("q") ?? "";
if (input.value) find();
