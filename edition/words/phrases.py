"""What every language has a phrase for, that the planner fills: titles, labels, sentences with values in them.

`catalogue.py` names the words that templates print as they are; here a value is filled in
by name, as in `phrases.folio.format(folio="01")`. How many there are of something is told
in the words of the catalogue: `{articles}` is 3篇 or 3 articles.
"""

from __future__ import annotations

from edition.values import Value


class Phrases(Value, frozen=True):
    """One language."""

    # dates, and what follows from the language
    day: str
    """`{month}` is one of the catalogue's `months`."""
    day_short: str
    day_and_weekday: str
    month_of_year: str
    span_in_month: str
    span_in_year: str
    span_over_years: str
    lunar: tuple[str, ...]
    """农历 and 闰, where dates have a lunar date; else nothing."""
    minguo: str
    """A year of the Republic of China."""
    minguo_first: str
    """Its first."""
    citation: str
    """A style of `edition.citation.STYLES`."""
    surname_last: bool
    """Whether the index of persons takes the last word of Jane Doe for her surname."""
    not_surnames: tuple[str, ...]
    """Last words of what writes but is no person, in small letters: press, staff."""

    # what the planner says
    home: str
    archive: str
    archive_title: str
    folio: str
    folio_section: str
    issue_description: str
    cell: str
    month_cell: str
    year: str
    same_day: str
    people_title: str
    letter_title: str
    byline_title: str
    bylines_title: str
    people: str
    sections: str
    columns: str
    genres: str
    bylines: str
    section: str
    column: str
    genre: str
    list_description: str
    person_description: str
    byline_description: str
    chart: str
    chart_bar: str
    part_title: str
    newer: str
    older: str
    newest: str
    oldest: str
    search_title: str
    about_title: str
    corrections_title: str
    report_title: str
    data_title: str
    data_description: str
    not_found_title: str
    withdrawn_title: str
    moved_title: str
    gone_title: str
    namesake_person: str
    namesake_byline: str
    index_of: str
    comma: str
    comments: tuple[str, ...]
    """Genres that are comment, in small letters; a genre that holds one of these texts is one."""
    features: tuple[str, ...]
    """Genres and sections whose articles can be the feature of a front page."""
