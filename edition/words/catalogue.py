"""What every language has a word for, as templates print it.

Templates print `site.words.…`; a word with a number in it has `%d`, a word with text in
it `%s`, filled by a filter: `{{ site.words.n_articles|counted(3) }}`. What is told of one
otherwise than of many has two forms, `%d article|%d articles`. Scripts get their words
from `data-` attributes. The newspaper's own text never passes through here.
"""

from __future__ import annotations

from edition.values import Value

BEFORE_MINGUO = 1911
"""The year before the first of the Republic of China."""


class Words(Value, frozen=True):
    """One language. Fields are named for what they say, in English."""

    # ways through the site
    skip_to_text: str
    main_navigation: str
    foot_navigation: str
    you_are_here: str
    archive: str
    people: str
    search: str
    about: str
    digital_edition: str
    latest_issue: str
    all_issues: str
    person_index: str
    search_all_text: str
    subscribe: str
    other_ways_in: str
    pages: str
    previous_page: str
    next_page: str

    # reading controls
    text_size: str
    size_standard: str
    size_large: str
    size_huge: str
    size_elder: str
    theme: str
    theme_auto: str
    theme_light: str
    theme_dark: str

    # how much there is
    n_issues: str
    n_folios: str
    n_articles: str
    n_reports: str
    n_reports_to_date: str
    n_persons: str
    n_writers: str
    n_people: str
    n_characters: str
    """How long an article is. Takes the number as text, with its commas."""
    n_words: str
    """The same, of a language with spaces between its words."""
    counts_words: bool
    """Whether this is one."""

    # signs
    colon: str
    comma: str
    list_comma: str
    range_dash: str
    space: str
    """Between two sentences; empty in Chinese."""

    # front page and folio
    published_by: str
    folio_n: str
    folio_digits: int
    """How many digits the number of a folio has at least: 第01版, Page 1."""
    folios_of_this_issue: str
    first_folio: str
    briefs: str
    inside: str
    comment: str
    persons_today: str
    full_text: str
    date_inferred: str
    previous_issue: str
    next_issue: str
    same_day_in_other_years: str
    previous_folio: str
    next_folio: str
    folio_without_articles: str
    folio_map: str
    no_issue_yet: str

    # article
    draft: str
    proof: str
    page_text: str
    n_doubts: str
    continued_on: str
    continued_from: str
    about_this_article: str
    persons_in_article: str
    same_folio: str
    read_aloud: str
    cite: str
    copy: str
    copied: str
    corrections: str
    n_corrections: str
    all_corrections: str
    last_corrected: str
    report_mistake: str
    about_this_text: str
    date_of_issue: str
    date_of_event: str
    places: str
    keywords: str
    source: str
    rights: str
    previous_article: str
    next_article: str
    previous_in_column: str
    next_in_column: str

    # an article that is no longer there
    withdrawn: str
    withdrawn_sentence: str
    moved: str
    gone: str
    gone_sentence: str
    not_found: str
    not_found_sentence: str
    not_found_guess: str
    not_found_no_issue: str

    # calendars
    weekdays: tuple[str, ...]
    """Monday first."""
    weekday_first: bool
    """Whether a weekday stands before its date: Sunday, December 12, 2021."""
    weekdays_short: tuple[str, ...]
    """Above the columns of a calendar, Monday first."""
    months: tuple[str, ...]
    """As they stand in a date, January first."""
    months_short: tuple[str, ...]
    """Above a month in the calendar of a year."""
    numerals: str
    """How numbers are written in characters, for dates that a reader types: for 0 to 9, for 10, 100, 20 and 30;
    several for one number without a space between. Empty where they are not."""
    era: str
    """The first character of the name of an era in which years are counted too, and the year before its first."""
    year: str
    years: str
    years_by_months: str
    issues: str
    articles: str
    issues_of_month: str
    same_day: str
    previous_day: str
    next_day: str
    previous_month: str
    next_month: str
    previous_year: str
    next_year: str

    # indexes and persons
    first_seen: str
    last_seen: str
    timeline: str
    offices_as_printed: str
    also_named: str
    reported_on: str
    search_this_name: str
    articles_per_year: str
    named_together: str
    byline: str
    pieces: str
    written_by_this_person: str
    about_this_person: str
    see_also: str
    letters: str
    all_of_letter: str
    find_person: str
    find_person_hint: str
    n_found: str
    n_found_shown: str
    """Found, then shown."""
    none_found: str
    names_not_loaded: str

    # about
    this_edition: str
    newspaper: str
    place: str
    publisher: str
    span: str
    content: str
    inferred_dates: str

    # books, and the whole edition, to take along
    contents: str
    cover: str
    printed_pages: str
    issue_epub: str
    downloads: str
    downloads_intro: str
    offline: str
    offline_zip: str
    offline_epub: str
    offline_readme: str
    """README.txt in the ZIP; takes the name of the edition."""

    # data
    data: str
    data_intro: str
    data_file: str
    data_articles: str
    data_csv: str
    data_zip: str
    data_people: str
    data_issues: str
    data_tei: str
    data_package: str
    data_by_year: str
    data_how: str

    # search
    search_hint: str
    search_tips: str
    search_filters: str
    search_more: str
    search_needs_script: str
    search_not_built: str

    # what the search script says; an attribute `data-word-…` each
    search_working: str
    search_finding: str
    """Found; parts searched, parts in all."""
    search_found: str
    search_nothing: str
    search_none: str
    search_single: str
    search_skipped: str
    search_incomplete: str
    search_failed: str
    search_offline: str
    search_blocked: str
    search_all: str
    search_choice: str
    """A choice and how many articles it has."""
    search_from: str
    search_to: str
    search_folio: str
    search_section: str
    search_column: str
    search_genre: str
    search_names: str
    search_name: str
    search_persons: str
    search_authors: str
    search_sort: str
    search_relevance: str
    search_newest: str
    search_oldest: str
    search_years: str
    search_year: str
    search_clear: str
    search_page: str
    search_hit: str
    """On an article: which of how many hits."""
    search_previous: str
    search_next: str
    search_close: str
