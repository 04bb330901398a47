"""Pelican's settings for the benchmark, and the previous and next article it lacks."""

from __future__ import annotations

from datetime import date
from itertools import groupby, pairwise
from typing import Any

from pelican import signals  # type: ignore[import-not-found]

SITENAME = "语料库数字版"
SITEURL = "https://paper.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "zh"
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
THEME = "theme"
STATIC_PATHS: list[str] = []
PAGE_PATHS: list[str] = []

ARTICLE_URL = ARTICLE_SAVE_AS = "{slug}.html"
DAY_ARCHIVE_URL = "{date:%Y}-{date:%m}-{date:%d}/"
DAY_ARCHIVE_SAVE_AS = "{date:%Y}-{date:%m}-{date:%d}/index.html"
CATEGORY_URL = "topics/{slug}.html"
CATEGORY_SAVE_AS = "topics/{slug}.html"
TAG_URL = "persons/{slug}.html"
TAG_SAVE_AS = "persons/{slug}.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ARCHIVES_SAVE_AS = ""
CATEGORIES_SAVE_AS = "topics/index.html"
TAGS_SAVE_AS = "persons/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
DIRECT_TEMPLATES = ["index", "categories", "tags", "sitemap"]
PAGINATED_TEMPLATES = {"category": 50}
SLUGIFY_USE_UNICODE = True
SLUGIFY_PRESERVE_CASE = True

# Off by default; with it Pelican doesn't read again what hasn't changed.
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "mtime"
CACHE_PATH = "cache"

FEED_DOMAIN = SITEURL
FEED_ATOM = "feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20


def put_neighbours(generator: Any) -> None:
    def day(article: Any) -> date:
        return article.date.date()  # type: ignore[no-any-return]

    for _, articles in groupby(sorted(generator.articles, key=lambda article: article.slug), key=day):
        for one, other in pairwise(articles):
            one.following, other.preceding = other, one


signals.article_generator_finalized.connect(put_neighbours)
