"""Every word of the interface, in the languages an edition can speak.

Templates print `site.words.…`; a word with a number in it has `%d`, a word with text in
it `%s`, filled by Jinja's own filter: `{{ site.words.n_articles|format(3) }}`. Scripts
get their words from `data-` attributes. The newspaper's own text never passes through
here.
"""

from __future__ import annotations

from edition.values import Value


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
    n_persons: str
    n_writers: str
    n_people: str
    n_characters: str
    """Takes the number as text, with its commas."""

    # signs
    colon: str
    comma: str
    list_comma: str
    range_dash: str

    # front page and folio
    published_by: str
    folio_n: str
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

    # an article that is no longer there
    withdrawn: str
    withdrawn_sentence: str
    moved: str
    not_found: str
    not_found_sentence: str
    not_found_guess: str
    not_found_no_issue: str

    # calendars
    weekdays: tuple[str, ...]
    """Monday first; the last character stands over the column."""
    year: str
    years: str
    month_n: str
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
    search_day: str
    search_page: str
    search_hit: str
    """On an article: which of how many hits."""
    search_previous: str
    search_next: str
    search_close: str


CATALOGUE: dict[str, Words] = {
    "zh-Hans": Words(
        skip_to_text="跳到正文",
        main_navigation="主导航",
        foot_navigation="页脚导航",
        you_are_here="当前位置",
        archive="往期",
        people="人物",
        search="检索",
        about="关于",
        digital_edition="数字报",
        latest_issue="最新一期",
        all_issues="往期目录",
        person_index="人物索引",
        search_all_text="全文检索",
        subscribe="订阅",
        other_ways_in="其他索引",
        pages="分页",
        previous_page="上一页",
        next_page="下一页",
        text_size="字号",
        size_standard="标准",
        size_large="大",
        size_huge="特大",
        size_elder="长者",
        theme="明暗",
        theme_auto="自动",
        theme_light="浅",
        theme_dark="深",
        n_issues="%d期",
        n_folios="%d版",
        n_articles="%d篇",
        n_reports="%d篇报道",
        n_persons="人物%d位",
        n_writers="作者%d位",
        n_people="%d人",
        n_characters="%s字",
        colon="：",
        comma="，",
        list_comma="、",
        range_dash="—",
        published_by="%s出版",
        folio_n="第%s版",
        folios_of_this_issue="本期各版",
        first_folio="头版",
        briefs="简讯",
        inside="导读",
        comment="评论",
        persons_today="今日人物",
        full_text="全文",
        date_inferred="刊期据电头推定",
        previous_issue="上一期",
        next_issue="下一期",
        same_day_in_other_years="历年今日",
        previous_folio="上一版",
        next_folio="下一版",
        folio_without_articles="本版尚未录入文章。",
        no_issue_yet="尚无已出版的报纸。",
        draft="草稿，未发布",
        proof="版面校对",
        page_text="版面文字",
        n_doubts="%d行存疑",
        continued_on="下转",
        continued_from="上接",
        about_this_article="文章资料",
        persons_in_article="文中人物",
        same_folio="本版文章",
        cite="引用本文",
        copy="复制",
        copied="已复制",
        corrections="更正",
        n_corrections="%d条",
        all_corrections="全部更正",
        last_corrected="更正于",
        report_mistake="报告错误",
        about_this_text="本文说明",
        date_of_issue="刊期",
        date_of_event="事件日期",
        places="地点",
        keywords="关键词",
        source="来源",
        rights="版权",
        previous_article="上一篇",
        next_article="下一篇",
        withdrawn="已撤回",
        withdrawn_sentence="本文已撤回，不再提供正文。此网址保留，以备核查。",
        moved="本页已移至",
        not_found="没有这个页面",
        not_found_sentence="网址可能有误，或者页面已经移走。可以从这里继续：",
        not_found_guess="要找的也许是 %s 的报纸",
        not_found_no_issue="本站没有收 %s 的报纸，请看往期目录",
        weekdays=("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
        year="年",
        years="各年",
        month_n="%d月",
        years_by_months="历年各月",
        issues="期数",
        articles="篇数",
        issues_of_month="本月各期",
        same_day="历年%s",
        previous_day="前一日",
        next_day="后一日",
        previous_month="上一月",
        next_month="下一月",
        previous_year="上一年",
        next_year="下一年",
        first_seen="最早",
        last_seen="最近",
        timeline="报道年表",
        offices_as_printed="见报职务",
        also_named="又名",
        reported_on="报道中的此人",
        search_this_name="全文检索此名",
        articles_per_year="历年篇数",
        named_together="常同时出现",
        byline="作者",
        pieces="署名文章",
        written_by_this_person="署名文章",
        about_this_person="人物资料",
        see_also="参见",
        letters="按拼音首字母",
        all_of_letter="%s 部全部%d人",
        find_person="查找人名",
        find_person_hint="姓名、拼音或首字母，如 lhy",
        n_found="找到%d人",
        n_found_shown="找到%d人，只列前%d人",
        none_found="没有找到这个名字",
        names_not_loaded="名单没有载入，请使用下面的索引",
        this_edition="本数字版",
        newspaper="报名",
        place="地点",
        publisher="出版者",
        span="起讫",
        content="收录",
        inferred_dates="刊期系推定",
        data="数据",
        data_intro="本站的全部内容都可以整份取用，供研究和再利用。文件都是 UTF-8 编码，同样的内容总得到同样的文件。",
        data_file="文件",
        data_articles="每行一篇文章（JSON）：刊期、版次、版名、栏题、体裁、引题、标题、副题、署名、电头、"
        "人物（附见报职务和角色）、地点、关键词、更正和全文",
        data_csv="同样的内容，可用电子表格打开；一格里有几项时用分号隔开",
        data_zip="一年的全部文件",
        data_people="全部人物：姓名、读音、别名、报道篇数、见报职务及起讫日期",
        data_issues="各期：日期、期号、版数和篇数；日期系推定的，附依据",
        data_tei="每期一份 TEI P5，文中人物和职务都已标出",
        data_package="以上文件和各栏的机器可读说明（Data Package）",
        data_by_year="按年",
        data_how="文章的 id 由日期、版次和序号组成，永远不变；人物的 id 就是人物页网址的最后一段。"
        "不公开的人物不在其中。使用文字请遵守本站的版权说明。",
        search_hint="人名、地点、标题或正文",
        search_tips="至少输入两个字。几个词用空格隔开，须在同一篇中都出现。",
        search_filters="筛选",
        search_more="更多结果",
        search_needs_script="全文检索需要启用 JavaScript。也可以按日期或人物查找：",
        search_not_built="本站构建时没有生成检索索引。可以按日期或人物查找：",
        search_working="正在检索…",
        search_finding="已找到%d篇，正在检索其余各期（%d/%d）…",
        search_found="找到%d篇",
        search_nothing="没有找到含有“%s”的文章。",
        search_none="没有符合这些条件的文章。",
        search_single="单个字无法检索，请至少输入两个字。",
        search_skipped="“%s”只有一个字，没有计入。",
        search_incomplete="另有%d篇没有读到，结果不完整，请再试一次。",
        search_failed="检索暂时不能用，请稍后再试，或者按日期、人物查找。",
        search_offline="网络没有连接，无法检索。",
        search_blocked="这个浏览器不允许运行检索程序，请按日期、人物查找。",
        search_all="全部",
        search_choice="%s（%d）",
        search_from="从",
        search_to="到",
        search_folio="版次",
        search_section="版名",
        search_column="专栏",
        search_genre="体裁",
        search_names="人物、署名",
        search_name="姓名、拼音或首字母",
        search_persons="人物",
        search_authors="署名",
        search_sort="排序",
        search_relevance="相关度",
        search_newest="从新到旧",
        search_oldest="从旧到新",
        search_years="历年篇数",
        search_year="%s年，%d篇",
        search_clear="清除筛选",
        search_day="%d年%d月%d日",
        search_page="第%s版",
        search_hit="第%d / %d处",
        search_previous="上一处",
        search_next="下一处",
        search_close="不再标出",
    ),
}
