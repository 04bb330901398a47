// The words of a page, filled: %d with a number, %s with a text, in their order.

/** Of `%d article|%d articles` the form for one or for many, as the first number says; the twin of `counted` in edition/words. */
export function filled(words, ...values) {
  const [one, many = one] = words.split("|");
  const number = values.find((value) => typeof value === "number");
  // In one go: a section may be called %d.
  return (number === 1 ? one : many).replace(/%[ds]/g, (sign) => String(values.shift() ?? sign));
}
