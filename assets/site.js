// Reading controls, reading aloud (aloud.js), and the copy buttons (cite.js). The early script in <head> has applied
// what was chosen before; here it is made, shown and kept.

const root = document.documentElement;
const groups = document.querySelectorAll("[data-setting]");
const settings = document.querySelector(".settings"); // where they are behind a summary

function show() {
  for (const group of groups) {
    const chosen = root.getAttribute(`data-${group.dataset.setting}`) || "";
    for (const button of group.children) button.setAttribute("aria-pressed", String(button.dataset.value === chosen));
  }
  // The browser's own bars follow the paper, as far as it lets them.
  const paper = getComputedStyle(root).backgroundColor;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = paper;
}

function apply(setting, value) {
  if (value) root.setAttribute(`data-${setting}`, value);
  else root.removeAttribute(`data-${setting}`);
  show();
}

function keep(setting, value) {
  try {
    if (value) localStorage.setItem(`reading-${setting}`, value);
    else localStorage.removeItem(`reading-${setting}`);
  } catch {
    // Storage is blocked: the choice holds for this page.
  }
}

for (const group of groups) {
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    apply(group.dataset.setting, button.dataset.value);
    keep(group.dataset.setting, button.dataset.value);
    // Who points at a choice has made it; with the keyboard one tries them in turn.
    if (event.detail) close();
  });
}

/** Fold the controls away; whoever stands among them stands at their summary then. */
function close() {
  if (settings?.contains(document.activeElement)) settings.firstElementChild.focus({ preventScroll: true });
  settings?.removeAttribute("open");
}

addEventListener("keydown", ({ key }) => {
  if (key === "Escape") close();
});

// Not click, which Safari on a phone keeps to itself where nothing is to be clicked.
for (const leaving of ["pointerdown", "focusin"]) {
  addEventListener(leaving, ({ target }) => {
    if (!settings?.contains(target)) settings?.removeAttribute("open");
  });
}

// Another tab has chosen.
addEventListener("storage", (event) => {
  const setting = /^reading-(size|theme)$/.exec(event.key || "");
  if (setting) apply(setting[1], event.newValue);
});

// Back to a page kept in memory, which may have missed one.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  try {
    for (const setting of ["size", "theme"]) apply(setting, localStorage.getItem(`reading-${setting}`));
  } catch {
    // As above.
  }
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);

for (const button of document.querySelectorAll(".copy")) {
  button.addEventListener("click", async () => (await import("./cite.js")).copy(button));
}

/** The voices of the reader's own system for the language of an article. */
export function voices() {
  const [language] = document.querySelector(".prose").closest("[lang]").lang.split("-");
  return speechSynthesis.getVoices().filter(({ lang, localService }) => localService && lang.split(/[-_]/)[0] === language);
}

const aloud = document.querySelector(".aloud");
if (aloud && window.speechSynthesis) {
  const offer = () => { aloud.hidden = !voices().length; };
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  offer();
  aloud.addEventListener("click", () => {
    speechSynthesis.speak(new SpeechSynthesisUtterance("")); // on an iPhone nobody may begin to speak after a click
    import("./aloud.js");
  }, { once: true });
}

show();
