"""Pages as linked data: schema.org in JSON-LD, for search engines and for other programs.

Addresses are absolute, so a site that doesn't know its own has none of this. What a page
says here it also shows, for both are made from one view.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from edition import urls
from edition.characters import simple
from edition.values import to_json
from edition.views import ArticlePage, IssuePage, Page, PersonCard, PersonPage, Picture, Site, Writer
from edition.words import phrases_in

Node = dict[str, object]

_UNSAFE = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What could end the element or a line inside of a script, and how JSON writes it too."""


def linked_data(page: Page, site: Site) -> str:
    """The JSON of a page, safe inside `<script>`; empty where there is nothing to say."""
    here = page.head.canonical
    if not here or not page.head.index:
        return ""
    nodes: list[Node] = []
    if isinstance(page, ArticlePage):
        nodes.append(_article(page, site))
    elif isinstance(page, PersonPage) and page.reports:
        nodes.append(_person(page))
    elif isinstance(page, IssuePage):
        nodes.append(_issue(here, page.front.day.iso, site, page.front.number))
        if page.head.kind == "home":
            nodes.append(_website(site))
    if page.head.crumbs:
        nodes.append(_breadcrumbs(page, here))
    if not nodes:
        return ""
    whole = {"@context": "https://schema.org", "@graph": nodes}
    text = to_json(whole).decode()
    for character, safe in _UNSAFE.items():
        text = text.replace(character, safe)
    return text


def _filled(node: Mapping[str, object]) -> Node:
    """Without what is not known; a list of one as that one."""
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value
        for key, value in node.items()
        if value
    }


def _article(page: ArticlePage, site: Site) -> Node:
    here = page.head.canonical
    genre = simple(page.genre.text.lower()) if page.genre else ""
    opinion = any(simple(word) in genre for word in phrases_in(site.language).comments)
    section, column = (link.text if link else "" for link in (page.section, page.column))
    return _filled(
        {
            "@type": "OpinionNewsArticle" if opinion else "NewsArticle",
            "@id": here,
            "url": here,
            "mainEntityOfPage": here,
            "headline": page.headline.text,
            "alternativeHeadline": [text for text in (page.kicker, *page.deck) if text],
            "description": page.head.description,
            "dateline": page.body.dateline,
            "datePublished": page.day.iso,
            "dateModified": (page.corrected or page.day).iso,
            "printPage": str(int(page.folio)),
            "printSection": section,
            "articleSection": [text for text in (section, column) if text],
            "genre": page.genre.text if page.genre else "",
            "inLanguage": page.headline.language or site.language,
            "keywords": list(page.keywords),
            "contentLocation": [{"@type": "Place", "name": place} for place in page.places],
            "author": [_author(writer, here) for writer in page.writers],
            "mentions": [_mention(person, here) for person in page.persons],
            "image": [_image(picture, here) for picture in page.pictures],
            "correction": [
                {"@type": "CorrectionComment", "text": note.text, "datePublished": note.day.iso}
                for note in page.corrections
            ],
            "publisher": _publisher(site),
            "isPartOf": _issue(urls.joined(here, "./"), page.day.iso, site),
            "copyrightNotice": page.rights,
            "isAccessibleForFree": True,
        }
    )


def _author(writer: Writer, here: str) -> Node:
    address = urls.joined(here, writer.href) if writer.href else ""
    return _filled({"@type": "Person", "@id": address, "name": writer.name, "url": address})


def _mention(person: PersonCard, here: str) -> Node:
    """Somebody written about; with office and role, as schema.org puts a role in between."""
    address = urls.joined(here, person.href) if person.href else ""
    who = _filled({"@type": "Person", "@id": address, "name": person.name})
    as_what = [text for text in (person.office, person.role) if text]
    return _filled({"@type": "Role", "roleName": as_what, "mentions": who}) if as_what else who


def _image(picture: Picture, here: str) -> Node:
    return _filled(
        {
            "@type": "ImageObject",
            "contentUrl": urls.joined(here, picture.src),
            "width": {"@type": "QuantitativeValue", "value": picture.width, "unitCode": "E37"},
            "height": {"@type": "QuantitativeValue", "value": picture.height, "unitCode": "E37"},
            "caption": picture.caption or picture.alt,
            "creditText": picture.credit,
        }
    )


def _issue(address: str, day: str, site: Site, number: str = "") -> Node:
    return _filled(
        {
            "@type": "PublicationIssue",
            "@id": address,
            "url": address,
            "issueNumber": number,
            "datePublished": day,
            "isPartOf": _newspaper(site),
        }
    )


@cache
def _newspaper(site: Site) -> Node:
    return _filled(
        {
            "@type": "Newspaper",
            "@id": f"{site.base_url}#newspaper",
            "name": site.newspaper,
            "inLanguage": site.language,
        }
    )


@cache
def _publisher(site: Site) -> Node:
    return {"@type": "NewsMediaOrganization", "name": site.publisher or site.newspaper}


def _website(site: Site) -> Node:
    search: Node = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": urls.absolute(site.base_url, urls.SEARCH) + "?q={search_term}",
        },
        "query-input": "required name=search_term",
    }
    return _filled(
        {
            "@type": "WebSite",
            "@id": site.base_url,
            "url": site.base_url,
            "name": site.title,
            "description": site.description,
            "inLanguage": site.language,
            "potentialAction": search if site.search else None,
        }
    )


def _person(page: PersonPage) -> Node:
    here = page.head.canonical
    return _filled(
        {
            "@type": "Person",
            "@id": here,
            "url": here,
            "name": page.name,
            "alternateName": list(page.aliases),
            "description": page.note,
            "jobTitle": page.offices[0].text if page.offices else "",
            "sameAs": list(page.same_as),
        }
    )


def _breadcrumbs(page: Page, here: str) -> Node:
    steps: Iterable[tuple[str, str]] = (
        *((urls.joined(here, crumb.href), crumb.text) for crumb in page.head.crumbs),
        (here, page.head.title),
    )
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "item": address, "name": text}
            for number, (address, text) in enumerate(steps, 1)
        ],
    }
