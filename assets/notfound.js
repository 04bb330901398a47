// On the page for unknown addresses: a date in the address, as other e-papers write it
// (/2021-12/12/content_1.htm, /20211212/, /2021/1212/), leads to the issue of that day.

const place = document.querySelector("[data-guess]");
const root = place.dataset.root;
// Other e-papers write addresses in GBK, which decodeURI refuses; no date has an escaped character in it.
const found = location.pathname.replace(/%[0-9a-f]{2}/gi, " ").match(/(?:^|\D)(1[89]\d\d|20\d\d)[-_/.]?(0[1-9]|1[0-2])[-_/.]?(0[1-9]|[12]\d|3[01])(?!\d)/);

/** Offer `address` with a sentence of the page, the date in place of %s. */
function offer(sentence, address, date) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = sentence.replace("%s", date);
  place.replaceChildren(link);
  place.hidden = false;
}

if (found) {
  const [year, month, day] = found.slice(1);
  const issue = `${root}${year}/${month}/${day}/`;
  fetch(issue, { method: "HEAD" }).then(
    (answer) =>
      answer.ok
        ? offer(place.dataset.guess, issue, `${year}-${month}-${day}`)
        : offer(place.dataset.none, `${root}archive/`, `${year}-${month}-${day}`),
    () => {}, // offline: the links below are there all the same
  );
}
