// The filters of the search page: date, folio, section, column, genre, persons, order, years.

import { scorer } from "../names.js";

const KINDS = ["folio", "section", "column", "genre"];
const PEOPLE = ["persons", "authors"];
const SHOWN = 200; // names in a list; a longer one is narrowed by typing
export const FILTERS = ["from", "to", ...KINDS, ...PEOPLE];

/** An element with text or children: `make("label", {}, "From", input)`. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/**
 * Build the controls into `fieldset`: of what offers a choice, and of what is `asked` for already. `say(word, …values)` gives the words of the page, `number` that of a folio; `changed`
 * is called when a reader chooses something, `refresh` when persons must be counted too;
 * `loadNames` gives all persons.
 */
export function buildFilters(fieldset, catalogue, { asked, say, number, changed, refresh, loadNames }) {
  const controls = {};
  const fold = fieldset.closest("details");
  // Not of the last shard and the first, which while somebody edits may hold an old article.
  const days = catalogue.shards.flatMap(({ first, last }) => [first, last]).sort();
  const span = days.length ? { min: days[0], max: days[days.length - 1] } : {};
  const add = (name, control, parent = fieldset) => {
    controls[name] = control;
    // A year that is being typed is 0001, 0019, 0199 first.
    control.addEventListener("change", () => control.type === "date" && control.value.startsWith("0") || changed());
    parent.append(make("label", { class: name }, say(name), " ", control));
  };
  const labels = { folio: (value) => say("page", number(value)) };

  add("from", make("input", { type: "date", name: "from", ...span }));
  add("to", make("input", { type: "date", name: "to", ...span }));
  for (const kind of KINDS) {
    if (catalogue[`${kind}s`].length > 1 || asked[kind]) add(kind, make("select", { name: kind }));
  }
  const order = make("select", { name: "sort" }, ...["relevance", "newest", "oldest"].map((sort) => make("option", { value: sort }, say(sort))));
  add("sort", order);

  const people = make("details", { class: "people" }, make("summary", {}, say("names")));
  const narrow = make("input", { type: "search", autocomplete: "off", "aria-label": say("name"), placeholder: say("name") });
  const matches = make("output");
  people.append(narrow, matches);
  for (const kind of PEOPLE) add(kind, make("select", { name: kind }), people);
  fieldset.append(people);
  let names = null;
  let latest = null;
  let areCounted = false;
  people.addEventListener("toggle", () => people.open && !areCounted && refresh());
  narrow.addEventListener("input", () => latest && showPeople());
  // Typing here must neither send the form nor count as a choice.
  narrow.addEventListener("change", (event) => event.stopPropagation());
  narrow.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());

  const clear = make("button", { type: "button", class: "clear", hidden: true }, say("clear"));
  clear.addEventListener("click", ({ detail }) => {
    FILTERS.forEach((name) => controls[name] && (controls[name].value = ""));
    if (!detail) people.firstElementChild.focus(); // with the keyboard: this button goes
    changed();
  });
  fieldset.append(clear);

  const years = make("div", { class: "years", role: "group", "aria-label": say("years") });
  for (const [year] of catalogue.years) {
    const button = make("button", { type: "button", value: year });
    button.addEventListener("click", () => {
      const isOnly = controls.from.value === `${year}-01-01` && controls.to.value === `${year}-12-31`;
      controls.from.value = isOnly ? "" : `${year}-01-01`;
      controls.to.value = isOnly ? "" : `${year}-12-31`;
      changed();
    });
    years.append(button);
  }
  if (catalogue.years.length > 1) fieldset.append(years);

  function options(select, choices, label) {
    const { value } = select;
    const known = choices.some(([choice]) => String(choice) === value);
    select.replaceChildren(
      make("option", { value: "" }, say("all")),
      ...[...choices, ...(value && !known ? [[value, 0]] : [])].map(([choice, count]) =>
        make("option", { value: choice, disabled: !count && String(choice) !== value }, say("choice", label(choice), count))),
    );
    select.value = value;
  }

  async function showPeople() {
    const counts = latest;
    names ??= await loadNames().catch(() => null) ?? { persons: new Map(), authors: new Map() };
    if (counts !== latest) return;
    const score = scorer(narrow.value);
    const matched = new Set();
    for (const kind of PEOPLE) {
      const known = (id) => names[kind].get(id) ?? names.persons.get(id) ?? [id, "", "", "", ""];
      const nameOf = (id) => known(id)[0];
      const isTyped = (id) => !narrow.value || score(known(id)) > 0;
      const choices = [...(counts[kind] ?? [])].filter(([id]) => isTyped(id) || id === controls[kind].value);
      choices.forEach(([id]) => isTyped(id) && matched.add(id));
      choices.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
      const twice = new Set();
      const seen = new Set();
      for (const [id] of choices) (seen.has(nameOf(id)) ? twice : seen).add(nameOf(id));
      const label = (id) => [nameOf(id), twice.has(nameOf(id)) && known(id)[4]].filter(Boolean).join("·");
      options(controls[kind], choices.slice(0, SHOWN), label);
    }
    matches.textContent = !narrow.value ? "" : matched.size ? say("people-found", matched.size) : say("people-none");
  }

  function showYears(counts) {
    const highest = Math.max(1, ...(counts.year?.values() ?? []));
    const { from, to } = read();
    for (const button of years.children) {
      const count = counts.year?.get(button.value) ?? 0;
      const height = count ? Math.max(1, Math.round((40 * count) / highest)) : 0;
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      Object.entries({ viewBox: "0 0 12 40", width: 12, height: 40, "aria-hidden": "true" }).forEach(([name, value]) => svg.setAttribute(name, value));
      Object.entries({ x: 0, y: 40 - height, width: 12, height }).forEach(([name, value]) => bar.setAttribute(name, value));
      svg.append(bar);
      button.replaceChildren(svg, make("span", {}, button.value));
      button.setAttribute("aria-label", say("year", button.value, count));
      button.title = say("year", button.value, count);
      const inside = (!from || from.slice(0, 4) <= button.value) && (!to || button.value <= to.slice(0, 4));
      button.setAttribute("aria-pressed", String(Boolean(from || to) && inside));
    }
  }

  function read() {
    return Object.fromEntries([...FILTERS, "sort"].map((name) => [name, controls[name]?.value ?? ""]));
  }

  return {
    read,

    /** Put the choices of an address into the controls. */
    write(state) {
      for (const name of [...FILTERS, "sort"]) {
        const control = controls[name];
        const value = state[name] || (name === "sort" ? "relevance" : "");
        if (!control) continue;
        if (control.tagName === "SELECT" && ![...control.options].some((option) => option.value === value)) {
          control.append(make("option", { value }, value));
        }
        control.value = value;
      }
      if (state.persons || state.authors) people.open = true;
    },

    /** Whether the search that begins now must count persons. */
    wantsPeople() {
      areCounted = people.open;
      return areCounted;
    },

    /** Show how many articles each choice would give; without `counts`, how many there are. */
    show(counts) {
      const totals = (kind) => catalogue[`${kind}s`];
      for (const kind of KINDS) {
        if (!controls[kind]) continue;
        const count = (value, all) => (counts ? counts[kind]?.get(value) ?? 0 : all);
        const choices = totals(kind).map(([value, all]) => [value, count(value, all)]);
        if (kind !== "folio") choices.sort((one, other) => other[1] - one[1]);
        options(controls[kind], choices, labels[kind] ?? String);
      }
      showYears(counts ?? { year: new Map(catalogue.years) });
      latest = counts ?? {};
      if (people.open) showPeople();
      clear.hidden = !FILTERS.some((name) => controls[name]?.value);
      fieldset.hidden = false;
      if (!fold?.hidden) return;
      // On a phone they would stand where the first results are to be.
      fold.hidden = false;
      fold.open = !clear.hidden || matchMedia("(min-width: 40rem)").matches;
    },
  };
}
