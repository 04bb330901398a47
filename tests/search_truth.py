"""What a search must find, by reading every text; and queries of every kind to ask it."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from edition.search import Record


@dataclass(frozen=True, slots=True)
class Query:
    kind: str
    typed: str
    needles: tuple[str, ...]
    """What must stand in an article, each in one line of it."""


def plain(text: str) -> str:
    """A line as it is compared: without width and case, white space as one space, apostrophes as one, and so
    dots and dashes, no space in a name set wide, a ring as a nought."""
    text = re.sub(r"(?<![一-鿿])[一-鿿](?:[ \u3000]+[一-鿿])+(?![一-鿿])", lambda name: "".join(name[0].split()), text)
    text = re.sub("[○◯]", "〇", text)
    text = re.sub(r"(?<=[^\W_\u2e80-\U0010ffff])['’](?=[^\W\d_\u2e80-\U0010ffff])", "ʼ", text)
    shown = (" " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char) != "Cf")
    folded = re.sub(" +", " ", "".join(" " if char == " " else _fold(char) for char in shown)).strip()
    return re.sub("[·•・‧]", ".", re.sub("[‐‑–—−]", "-", folded)).replace("∶", ":")


def _fold(char: str) -> str:
    return "".join(unicodedata.normalize("NFKC", char).casefold().split())


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "·", plain(text).replace(" ", ""))


class Truth:
    """Every line of every article, to be searched one by one."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.lines: list[tuple[Record, list[tuple[int, str]]]] = []
        newest_first = sorted(records, key=lambda record: (record.folio, record.position))
        for record in sorted(newest_first, key=lambda record: record.day, reverse=True):
            zones = ((0, (record.headline,)), (1, record.aside), (2, record.paragraphs))
            self.lines.append((record, [(zone, plain(text)) for zone, texts in zones for text in texts]))

    def answer(self, needles: Sequence[str], typed: str = "") -> list[str]:
        """URLs in the order in which they must be shown.

        A headline that is what was `typed`, but for spaces and kinds of punctuation, comes first.
        """
        wanted = [plain(needle) for needle in needles]
        whole = _letters(typed or " ".join(needles))
        ranked = []
        for record, lines in self.lines:
            zones = [min((zone for zone, line in lines if needle in line), default=None) for needle in wanted]
            if None not in zones:
                is_headline = _letters(record.headline) == whole
                ranked.append((-1 if is_headline else sum(zone or 0 for zone in zones), record.url))
        return [url for _, url in sorted(ranked, key=lambda item: item[0])]


def queries(
    records: Sequence[Record], count: int, seed: int = 1, persons: Sequence[str] = ()
) -> Iterator[Query]:
    """`count` queries, each kind in turn, of texts that are there and of some that are not.

    `persons` are names to ask for; without any, whoever stands last in the lines around headlines.
    """
    rng = random.Random(seed)
    lines = [line for record in records for line in (record.headline, *record.aside, *record.paragraphs) if line]
    runs = [run for line in lines for run in re.findall(r"[^\W_]+", line) if len(run) > 1]
    han = [run for run in runs if re.fullmatch(r"[一-鿿]+", run)]
    long = [run for run in runs if len(run) >= 9] or runs
    headlines = [run for record in records for run in re.findall(r"[^\W_]{3,}", record.headline)]
    around = [line.split()[-1] for record in records for line in record.aside]
    names = [name for name in persons or around if re.fullmatch(r"[一-鿿]{2,4}", name)] or headlines
    short = [name for name in names if len(name) < 4] or ["".join(rng.choices(_letters_of(han), k=3))]
    digits = sorted({found for line in lines for found in re.findall(r"[0-9０-９]{2,}", line)})
    numbers = sorted({found for line in lines for found in re.findall(r"\d+(?:[.:]\d+)+%?|\d+%", plain(line))})
    latin = sorted({found for line in lines for found in re.findall(r"[A-Za-zＡ-Ｚａ-ｚ]{2,}", line)}) or digits
    mixed = [run for run in runs if re.search(r"[0-9A-Za-z０-９]", run) and re.search(r"[一-鿿]", run)] or runs
    marked = [line for line in lines if re.search(r"\w{2}[，。、：；]\w{2}", line)]
    letters = _letters_of(han)
    # A single letter between punctuation is no term; what quotation marks do is asked below.
    whole = [record.headline for record in records if not re.search(r"""[“”"「」『』]|\b\w\b""", record.headline)]
    some = sorted(set(whole[:2000]))
    inside = [one for one in some if any(one in other and one != other for other in some)] or whole

    def part(run: str, least: int, most: int) -> str:
        size = min(len(run), rng.randint(least, most))
        start = rng.randrange(len(run) - size + 1)
        return run[start : start + size]

    def quotation() -> str:
        line = rng.choice(marked)
        middle = rng.choice([found.start() for found in re.finditer(r"(?<=\w\w)[，。、：；](?=\w\w)", line)])
        piece = line[max(0, middle - rng.randint(2, 6)) : middle + rng.randint(3, 9)].strip()
        return re.sub('[“”"「」『』]', "", piece) if not re.search('[“”"「」『』]', piece) else quotation()

    def near_miss() -> str:
        run = part(rng.choice(long), 4, 8)
        place = rng.randrange(len(run))
        return run[:place] + rng.choice(letters) + run[place + 1 :]

    kinds: dict[str, Callable[[], tuple[str, Sequence[str]]]] = {
        "name": lambda: _same(rng.choice(names)),
        "two letters": lambda: _same(part(rng.choice(runs), 2, 2)),
        "phrase": lambda: _same(part(rng.choice(long), 3, 8)),
        "part of a headline": lambda: _same(part(rng.choice(headlines), 8, 20)),
        "headline": lambda: ((one := rng.choice(whole)), _runs(one)),
        "headline inside another": lambda: ((one := rng.choice(inside)), _runs(one)),
        "any substring": lambda: _same(part(rng.choice(runs), 2, 12)),
        "long": lambda: _same(part(max(rng.sample(runs, min(40, len(runs))), key=len), 20, 45)),
        "digits": lambda: _same(part(rng.choice(digits), 2, 5)),
        "digits of the other width": lambda: _shifted(part(rng.choice(digits), 2, 4)),
        "number": lambda: _same(rng.choice([one for one in numbers if _runs(one) == [one]] or digits)),
        "Latin": lambda: _same(part(rng.choice(latin), 2, 6)),
        "Latin of the other case and width": lambda: _shifted(part(rng.choice(latin), 2, 6).swapcase()),
        "mixed": lambda: _same(part(rng.choice(mixed), 3, 9)),
        "spaced name": lambda: (" ".join(name := rng.choice(short)), (name,)),
        "punctuation between": lambda: _several([part(rng.choice(long), 2, 4) for _ in "ab"], rng.choice("，、：！")),
        "two terms": lambda: _several([part(rng.choice(han), 2, 3), part(rng.choice(han), 2, 2)], " "),
        "terms of one article": lambda: _several(_of_one(rng, records), "　"),
        "quotation": lambda: (f"“{(text := quotation())}”", (text,)),
        "quotation and term": lambda: (f'"{(text := quotation())}"{(word := rng.choice(han)[:2])}', (text, word)),
        "near miss": lambda: _same(near_miss()),
        "nonsense": lambda: _same("".join(rng.choices(letters, k=rng.randint(2, 6)))),
    }
    asked = 0
    while asked < count:
        for kind, make in kinds.items():
            typed, needles = make()
            if asked < count and needles and all(len(needle) > 1 for needle in needles):
                asked += 1
                yield Query(kind, typed, tuple(needles))


def _letters_of(runs: Sequence[str]) -> list[str]:
    return sorted(set("".join(runs)))


def _same(text: str) -> tuple[str, tuple[str, ...]]:
    return text, (text,)


def _runs(text: str) -> list[str]:
    """The terms of a query: letters and digits in a row, and what stands inside of a number or beside a single one."""
    word, han = r"(?:[^\W_]|(?<=\d)[%‰°])+", "[一-鿿〇]"
    join = rf"(?:(?<=\d)[.:,](?=\d)|(?<={han})\.(?={han})|[-/+&])"
    found = []
    for run in re.findall(f"{word}(?:{join}{word})*", plain(text)):
        parts = re.split(rf"[-/+&]|(?<={han})\.|,(?!\d{{3}}(?!\d))", run)
        found += [run] if any(len(part) < 2 for part in parts) else parts
    return found


def _several(texts: Sequence[str], between: str) -> tuple[str, tuple[str, ...]]:
    return between.join(texts), tuple(texts)


def _shifted(text: str) -> tuple[str, tuple[str, ...]]:
    """The same in the other width: ASCII as full-width forms, and back."""
    other = "".join(
        chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char
        for char in text
    )
    return other, (text,)


def _of_one(rng: random.Random, records: Sequence[Record]) -> list[str]:
    runs = [run for line in rng.choice(records).paragraphs for run in re.findall(r"[一-鿿]{2,}", line)]
    return [run[:4] for run in rng.sample(runs, min(3, len(runs)))]


ASK = """async ({bundle, queries, count}) => {
  const worker = new Worker("assets/search/engine.js", {type: "module"});
  const listeners = new Map();
  worker.onmessage = ({data}) => data.news && listeners.get(data.call)(data.news);
  const ask = (call, argument) => new Promise((resolve, reject) => {
    listeners.set(call, (news) => news.failed ? reject(news.failed) : news.done && resolve(news));
    worker.postMessage({call, method: "search", bundle, argument});
  });
  const answers = [];
  for (const [call, request] of queries.entries()) {
    const begun = performance.now();
    const {total, items} = await ask(call, {count, ...request});
    answers.push([total, items.map(({url}) => url), performance.now() - begun]);
  }
  worker.terminate();
  return answers;
}"""
"""For a browser: ask the archive at `bundle` in a worker; give total, URLs and milliseconds of each."""
