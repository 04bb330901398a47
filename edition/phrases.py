"""What the planner says in its own words: titles, labels, sentences with values in them.

`words.py` holds the words that templates print as they are; here a value is filled in
by name, as in `phrases.folio.format(folio="01")`.
"""

from __future__ import annotations

from edition.values import Value


class Phrases(Value, frozen=True):
    """One language."""

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
    n_articles: str
    n_persons: str
    n_issues: str
    namesake_person: str
    namesake_byline: str
    index_of: str
    comma: str
    comments: tuple[str, ...]
    """Genres that are comment; a genre that holds one of these texts is one."""
    features: tuple[str, ...]
    """Genres and sections whose articles can be the feature of a front page."""


PHRASES: dict[str, Phrases] = {
    "zh-Hans": Phrases(
        home="首页",
        archive="往期",
        archive_title="往期目录",
        folio="第{folio}版",
        folio_section="第{folio}版：{section}",
        issue_description="{newspaper}{day}，{folios}版{articles}篇。头条：{lead}",
        cell="{day}，{articles}篇",
        month_cell="{month}，{issues}期",
        year="{year}年",
        same_day="历年{day}",
        people_title="人物索引",
        letter_title="人物索引 {letter}",
        byline_title="{name}的署名文章",
        bylines_title="作者索引",
        people="人物",
        sections="版名",
        columns="栏题",
        genres="体裁",
        bylines="作者",
        section="版名",
        column="栏题",
        genre="体裁",
        list_description="{newspaper}{label}“{name}”，共{count}篇，{span}。",
        person_description="{newspaper}有关{name}的报道{reports}篇，{span}。",
        byline_description="{newspaper}署名{name}的文章{count}篇，{span}。",
        chart="历年报道篇数：{bars}。",
        chart_bar="{year}年{count}篇",
        part_title="{title}（之{number}）",
        newer="较新",
        older="较早",
        newest="最新",
        oldest="最早",
        search_title="全文检索",
        about_title="关于本站",
        corrections_title="更正",
        report_title="报告错误：{headline}（{day}第{folio}版）",
        data_title="数据",
        data_description="全部文章、人物和各期的数据，供研究使用：JSON、CSV、TEI。",
        not_found_title="没有这个页面",
        withdrawn_title="文章已撤回",
        moved_title="页面已移动",
        n_articles="{count}篇",
        n_persons="{count}人",
        n_issues="{count}期",
        namesake_person="另有同名人物",
        namesake_byline="另有同名作者",
        index_of="{letter}",
        comma="、",
        comments=("评论", "社论", "时评", "短评", "言论", "评论员", "杂谈", "杂文"),
        features=("通讯", "特写", "散文", "随笔", "报告文学", "人物", "副刊", "专题"),
    ),
}
