// Who is meant by what a reader types: a part of the name, pinyin with or without spaces, or initials.

let variants = new Map();

/** From now on the characters of the first text are compared as those of the second, in names as in a search. */
export function foldNames([traditional, simplified]) {
  const others = [...simplified];
  variants = new Map([...traditional].map((char, at) => [char, others[at]]));
}

// Marks of tone, case, full width and spaces between characters are dropped: Lín and lin are the same, and so are
// the dots that keyboards have for those within a name.
export const plain = (text) =>
  text.normalize("NFKD").replace(/([ln])u\u0308/giu, "$1v").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase().trim().replace(/[\u2022\u2027\u30fb]/g, "·")
    .replace(/(\p{Script=Han})\s+(?=\p{Script=Han})/gu, "$1").replace(/\p{Script=Han}/gu, (char) => variants.get(char) ?? char);

// In which of so many files a name lies; edition/plan/index.py put it there.
export const fileOf = (name, files) =>
  [...name.normalize("NFKD").toLowerCase()].reduce((sum, char) => sum + (/\p{L}/u.test(char) && char.codePointAt(0)), 0) % files;

// How well a row answers: 2 is just this name, 1 begins so or holds it, 0 is another name. A row of the
// names of all: [name, href from /people/, reading "lin hongyu", initials "lhy", note, count, writes],
// and of somebody with other names also [[name, reading, initials], …].
export function scorer(typed) {
  const query = plain(typed);
  const letters = query.replace(/[\s'’-]/g, "");
  const score = ([name, reading, initials]) => {
    const parts = reading.split(" ");
    if (plain(name) === query || (letters && [parts.join(""), initials].includes(letters))) return 2;
    const begins = parts.some((_, place) => parts.slice(place).join("").startsWith(letters));
    return Number(plain(name).includes(query) || (letters && (begins || initials.startsWith(letters))));
  };
  return ([name, , reading, initials, , , , others = []]) => Math.max(...[[name, reading, initials], ...others].map(score));
}
