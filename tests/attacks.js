// Run in the browser by tests/attacks.py: opens pages in frames, points at every element, focuses it, and
// tells what markup it saw (`seen`) and what of it is none of ours (`odd`).
async ([pages, ours, patience]) => {
  const known = new Set(ours);
  const odd = new Set();
  const seen = new Set();
  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  function isWhole(data) {
    try { return Boolean(JSON.parse(data)); } catch { return false; }
  }

  function examine(page, { documentElement: root, location: { origin } }) {
    const note = (markup) => {
      seen.add(markup);
      if (known.size && !known.has(markup)) odd.add(`${page}: ${markup}`);
    };
    for (const element of [root, ...root.querySelectorAll("*")]) {
      const name = element.localName;
      note(`<${name}>`);
      for (const attribute of element.getAttributeNames()) note(`<${name} ${attribute}>`);
      // Data runs nothing, and is another on every page; but it has to be whole.
      const isData = element.type === "application/ld+json";
      if (name === "script" && !element.src && !isData) note(`script ${element.textContent}`);
      if (isData && !isWhole(element.textContent)) odd.add(`${page}: data ${element.textContent}`);
      const isLoaded = name !== "link" || element.rel !== "canonical";
      const loaded = [element.src, isLoaded && name === "link" && element.href, name === "form" && element.action];
      for (const address of loaded) {
        if (typeof address === "string" && address && !address.startsWith(origin)) odd.add(`${page}: <${name}> of ${address}`);
      }
      // An address that is none has no protocol but ":".
      const isFollowed = ["http:", "https:", "mailto:", ":"].includes(element.protocol);
      if (name === "a" && element.href && !isFollowed) odd.add(`${page}: a link to ${element.href}`);
    }
  }

  async function handle(inside) {
    for (const element of inside.querySelectorAll("body, body *")) {
      for (const kind of ["pointerover", "pointerenter", "mouseover", "mouseenter", "mousemove"]) {
        element.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
      }
      element.focus?.();
      for (const kind of ["focus", "focusin"]) element.dispatchEvent(new FocusEvent(kind, { bubbles: true }));
    }
    await wait(patience);
  }

  async function visit(page) {
    const frame = Object.assign(document.createElement("iframe"), { width: 800, height: 600, src: page });
    document.body.append(frame);
    // A page whose loading never ends is examined as far as it came, and told.
    const loaded = new Promise((done) => (frame.onload = () => done(true)));
    if (!await Promise.race([loaded, wait(30000)])) odd.add(`${page}: never loads`);
    if (frame.contentDocument) {
      examine(page, frame.contentDocument);
      await handle(frame.contentDocument);
    } else odd.add(`${page}: has left for another host`);
    frame.remove();
  }

  let next = 0;
  const line = async () => { while (next < pages.length) await visit(pages[next++]); };
  await Promise.all(Array.from({ length: 6 }, line));
  return { odd: [...odd], seen: [...seen] };
}
