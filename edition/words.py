"""Every word of the interface, in the languages an edition can speak.

Templates print `site.words.…`; a word with a number in it has `%d`, filled by Jinja's
own filter: `{{ site.words.n_articles|format(3) }}`. The newspaper's own text never
passes through here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language. Fields are named for what they say, in English."""

    skip_to_text: str
    home: str
    archive: str
    people: str
    search: str
    about: str


CATALOGUE: dict[str, Words] = {
    "zh-Hans": Words(
        skip_to_text="跳到正文",
        home="首页",
        archive="往期",
        people="人物",
        search="检索",
        about="关于",
    ),
}
