// Copies a citation of this article. The page shows it in the style of its language; the other forms are
// made here, on the first click, from what stands in the page's head.

// A name as [surname, given names, suffix], where the page says that it is filed so; any other is whole.
function nameOf({ content, dataset: { filed } }) {
  return { parts: filed && filed !== content ? filed.split(", ") : [content], isFiled: Boolean(filed) };
}

const values = (name) => [...document.querySelectorAll(`meta[name="${name}"]`)].map((meta) => meta.content);

function read() {
  const [date] = values("citation_date");
  const canonical = document.querySelector('link[rel="canonical"]');
  return {
    id: `${date}-${location.pathname.split("/").pop().replace(".html", "")}`,
    title: values("citation_title")[0],
    authors: [...document.querySelectorAll('meta[name="citation_author"]')].map(nameOf),
    paper: values("DC.source")[0],
    publisher: values("DC.publisher")[0],
    section: values("prism.section")[0],
    folio: String(Number(values("prism.startingPage")[0])),
    language: values("citation_language")[0],
    abstract: values("description")[0],
    date: date.split("-"),
    url: canonical ? canonical.href : location.href.split(/[?#]/)[0],
  };
}

// TAG, two spaces, hyphen, space; one line a value. NEWS is a newspaper article.
function ris(facts) {
  const lines = [
    ["TY", "NEWS"], ["TI", facts.title], ...facts.authors.map(({ parts }) => ["AU", parts.join(", ")]), ["T2", facts.paper],
    ["PB", facts.publisher], ["DA", facts.date.join("/")], ["PY", facts.date[0]], ["SP", facts.folio],
    ["SE", facts.section], ["LA", facts.language], ["AB", facts.abstract], ["UR", facts.url], ["ER", ""],
  ];
  return lines.filter(([tag, text]) => text || tag === "ER").map(([tag, text]) => `${tag}  - ${text}\r\n`).join("");
}

const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
const tex = (text) => text.replace(/[\\{}$%&#_~^]/g, (mark) => TEX[mark] || `\\${mark}`);

// BibTeX knows no newspapers: to it, each is a journal.
function bibtex(facts) {
  // Braces keep a name whole that BibTeX would divide; a suffix stands before the given names.
  const names = facts.authors.map(({ parts: [name, given, suffix], isFiled }) =>
    given ? [name, suffix, given].filter(Boolean).map(tex).join(", ") : isFiled || / and |,/i.test(name) ? `{${tex(name)}}` : tex(name));
  const fields = [
    ["author", names.join(" and ")], ["title", `{${tex(facts.title)}}`], ["journal", tex(facts.paper)],
    ["publisher", tex(facts.publisher || "")], ["year", facts.date[0]], ["month", String(Number(facts.date[1]))],
    ["day", String(Number(facts.date[2]))], ["pages", facts.folio], ["language", facts.language],
    ["url", facts.url],
  ];
  const lines = fields.filter(([, text]) => text).map(([key, text]) => `  ${key} = {${text}},\n`);
  return `@article{news-${facts.id},\n${lines.join("")}}\n`;
}

function csl(facts) {
  const item = {
    id: facts.id,
    type: "article-newspaper",
    title: facts.title,
    author: facts.authors.length ? facts.authors.map(({ parts: [name, given, suffix] }) => (given ? { family: name, given, suffix } : { literal: name })) : undefined,
    "container-title": facts.paper,
    publisher: facts.publisher,
    section: facts.section,
    page: facts.folio,
    issued: { "date-parts": [facts.date.map(Number)] },
    language: facts.language,
    abstract: facts.abstract,
    URL: facts.url,
  };
  return JSON.stringify([item], null, 2);
}

const FORMS = { ris, bibtex, csl };
const shown = new WeakMap();

export async function copy(button) {
  const quote = button.closest(".cite").querySelector(".quote");
  if (!shown.has(quote)) shown.set(quote, quote.textContent);
  if (!shown.has(button)) shown.set(button, button.textContent);
  const form = FORMS[button.dataset.form];
  const text = form ? form(read()) : shown.get(quote);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = shown.get(button); }, 2000);
  } catch {
    // No clipboard without https: show and select the text, so that one key copies it.
    quote.textContent = text;
    getSelection().selectAllChildren(quote);
  }
}
