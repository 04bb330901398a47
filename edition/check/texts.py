"""Checks of characters and of whole texts: those no font has, two scripts, copies."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from edition.articles import ARTICLE_NAME, KEYS
from edition.characters import HAN
from edition.check.dates import number_of
from edition.check.finding import Check, Found
from edition.check.source import Newspaper, Source
from edition.markdown import parsing
from edition.model import Article
from edition.plan.parts import url_of
from edition.tree import cut_texts

_TRADITIONAL = (
    "國會們來個時說對為這東車長門開關問間見學書號電話語請讓論設計記訊訓議認識談調課讀變貝負責財貨貿費資質"
    "購賽贊軍輕較輛輪輸轉農運過還進遠違連達選遲邊鄉鄧鄭醫針銀鋼錢鐵錯鎮鏡閉閱隊陽際陸險隨難靜頁頂項順須預"
    "領頭題額類顧風飛飯館馬駐驗魚鮮鳥麗麥黃點齊齡龍業絲兩嚴喪臨舉義樂習買亂爭虧亞產親億僅從倉儀眾傳傷倫偉"
    "側債傾償儲蘭興養獸內岡冊寫馮決況凍淨涼減劉則剛創別勞勢動務勵區華協單賣衛歷厲壓廳縣參雙發葉嘆嚇嗎啟吳"
    "員園圍圖團圓場塊堅壯聲處備夠獎奪婦媽孫寶實審寬將爾塵嘗層屬歲島崗幣帥師帳帶幫慶庫應廟廢廣張彌彎強歸當"
    "錄徹徑憶憂態總戀惡慣憲戰戲戶執擴掃揚撫拋搶護報擔擬擁擇揮擠損換撥敵數斷無舊曉暫術殺雜權條楊槍標棟樹樣"
    "橋檢歡歐殘毀畢漢湯溝沒滬淚澤濟測渾濃濤漲漁溫灣濕滿燈靈災爐熱愛爺犧狀獨獄獵獻環現瑪畫療瘋監蓋盤睜碼磚"
    "礦禮禍積稱穩窮竊競筆簡籃糧緊糾紅約級紀純紙納縱組細織終經結給絕統繼績續維綜綠緣編縮繳罰羅聯職肅腦膚膽"
    "脫藝節蘇藥營薩藍虛雖補裝襲覽覺觀規視"
)
_SIMPLIFIED = (
    "国会们来个时说对为这东车长门开关问间见学书号电话语请让论设计记讯训议认识谈调课读变贝负责财货贸费资质"
    "购赛赞军轻较辆轮输转农运过还进远违连达选迟边乡邓郑医针银钢钱铁错镇镜闭阅队阳际陆险随难静页顶项顺须预"
    "领头题额类顾风飞饭馆马驻验鱼鲜鸟丽麦黄点齐龄龙业丝两严丧临举义乐习买乱争亏亚产亲亿仅从仓仪众传伤伦伟"
    "侧债倾偿储兰兴养兽内冈册写冯决况冻净凉减刘则刚创别劳势动务励区华协单卖卫历厉压厅县参双发叶叹吓吗启吴"
    "员园围图团圆场块坚壮声处备够奖夺妇妈孙宝实审宽将尔尘尝层属岁岛岗币帅师帐带帮庆库应庙废广张弥弯强归当"
    "录彻径忆忧态总恋恶惯宪战戏户执扩扫扬抚抛抢护报担拟拥择挥挤损换拨敌数断无旧晓暂术杀杂权条杨枪标栋树样"
    "桥检欢欧残毁毕汉汤沟没沪泪泽济测浑浓涛涨渔温湾湿满灯灵灾炉热爱爷牺状独狱猎献环现玛画疗疯监盖盘睁码砖"
    "矿礼祸积称稳穷窃竞笔简篮粮紧纠红约级纪纯纸纳纵组细织终经结给绝统继绩续维综绿缘编缩缴罚罗联职肃脑肤胆"
    "脱艺节苏药营萨蓝虚虽补装袭览觉观规视"
)
"""Of each pair the simplified form is no traditional character and the other way round, so
the many that serve in both scripts (后, 里, 云, 于) are not here. That can be proved with the
two character sets of the standard library: `gb2312` has the one form only, `big5` the other.

Why not all characters that these two sets tell apart: names in simplified text hold
hundreds that only `big5` has (喆, 玥, 昇) and that are no traditional forms.
"""
_OTHER_FORM = {**dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)), **dict(zip(_SIMPLIFIED, _TRADITIONAL, strict=True))}
_TRADITIONAL_ONE = re.compile(f"[{_TRADITIONAL}]")
_SIMPLIFIED_ONE = re.compile(f"[{_SIMPLIFIED}]")
_MINORITY = 0.2
"""Above this share of the smaller script a text is meant to have both."""

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_RADICAL_OR_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_CODE = re.compile("`[^`]*`")
_CONTINUED_ON = re.compile("[（(【]?(?:下|[紧緊])[转轉接]第?([0-9〇一二三四五六七八九十]{1,3})版[）)】]?\\s*$")
_CONTINUED_FROM = re.compile("\\s*[（(【]?(?:上|[紧緊])[接转轉]第?[0-9〇一二三四五六七八九十]{1,3}版")
_TAG = re.compile(
    r"(?<!\\)</?(?:a|b|br|center|div|em|figure|font|h[1-6]|hr|i|iframe|img|li|mp-\w+|ol|p|s|section|span|strong|su[bp]|table"
    r"|t[dhr]|u|ul|video)\b[^<>]*>",
    re.I,
)
_HAN = re.compile(f"[{HAN}]")
_NOT_TEXT = re.compile(f"[^{HAN}A-Za-z0-9]")
_NO_WORDS = ("status", "date", "event_date", "folio", "position", "continued", "region", "aliases")
_WITHOUT_WORDS = {name for key in _NO_WORDS for name in (key, KEYS[key])}
"""Keys under which readers find no text of the newspaper's own."""
_THOUSANDS = re.compile("[0-9]{3}(?![0-9])")
_FILE = re.compile(r"\S+\.\w+")
_STANDING = 8
"""Characters below which a headline may stand over several articles of a day: 图片新闻."""
_COPY = 60
"""Characters from which two equal texts are no coincidence."""
_SAID = 40
"""Letters from which a text shows its language; below that it may be a list of names."""
_SCRIPTS = {
    "LATIN": "en", "TIBETAN": "bo", "ARABIC": "ug", "MONGOLIAN": "mn", "HANGUL": "ko", "HIRAGANA": "ja",
    "CYRILLIC": "ru",
}  # fmt: skip
"""The likeliest language of a text in a script, by the first word of its letters' names in Unicode."""


def private_characters(source: Source) -> Iterator[Found]:
    """Characters that have a shape on the machine of one newsroom only."""
    for found, place in _everywhere(_PRIVATE, source):
        yield Found(source.path, *place, (f"U+{ord(found[0]):04X}",))


def compatibility_characters(source: Source) -> Iterator[Found]:
    """Characters that look like common ones and are others, so that no search finds them."""
    for found, place in _everywhere(_RADICAL_OR_COMPATIBLE, source):
        usual = unicodedata.normalize("NFKC", found[0])
        # Twelve of the block are no doubles (﨎, 﨑 …); a radical without a usual form is one all the same.
        if usual != found[0] or found[0] < "\u2fe0":
            suggestion = usual if usual != found[0] else ""
            yield Found(source.path, *place, (found[0], f"U+{ord(found[0]):04X}"), suggestion)


def _everywhere(pattern: re.Pattern[str], source: Source) -> Iterator[tuple[re.Match[str], tuple[int, int]]]:
    """Where a pattern is in the whole file, with line and column."""
    if not pattern.search(source.text):
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        for found in pattern.finditer(line):
            yield found, (number, found.start() + 1)


def mixed_scripts(source: Source) -> Iterator[Found]:
    """The few characters of one script in a text of the other; each of them once."""
    text = "".join(passage.text for passage in source.passages)
    traditional, simplified = len(_TRADITIONAL_ONE.findall(text)), len(_SIMPLIFIED_ONE.findall(text))
    fewer = min(traditional, simplified)
    if not fewer or fewer > (traditional + simplified) * _MINORITY:
        return
    stray = _TRADITIONAL_ONE if traditional < simplified else _SIMPLIFIED_ONE
    seen: set[str] = set()
    for passage in source.passages:
        for found in stray.finditer(passage.text):
            if found[0] not in seen:
                seen.add(found[0])
                yield Found(source.path, *passage.place(found.start()), (found[0],), _OTHER_FORM[found[0]])


def joined_lines(source: Source) -> Iterator[Found]:
    """Lines that run on in the next one on the page, and were meant as paragraphs or as verse."""
    lines = source.article.body.split("\n")
    for number in parsing.joined_lines(source.article.body):
        yield Found(source.path, source.article.body_line + number, len(lines[number].rstrip()), (lines[number][-8:],))


def bare_rows(source: Source) -> Iterator[Found]:
    """Tables without the line that makes a table of them, or with bars of full width."""
    lines = source.article.body.split("\n")
    for number in parsing.bare_rows(source.article.body):
        cells = lines[number].strip().strip("|｜").replace("｜", "|").count("|") + 1
        yield Found(source.path, source.article.body_line + number, 1, ("|" + "---|" * cells,))


def html_tags(source: Source) -> Iterator[Found]:
    """Tags of HTML, which readers see as they are typed."""
    lines = source.article.body.split("\n")
    for number in sorted(set(range(len(lines))) - parsing.code_lines(source.article.body)):
        for found in _TAG.finditer(_CODE.sub(lambda code: " " * len(code[0]), lines[number])):
            yield Found(source.path, source.article.body_line + number, found.start() + 1, (found[0],))


def cut_values(source: Source) -> Iterator[Found]:
    """Headlines, offices and the like that go on in their file after a `#`, which begins a comment there."""
    front = "\n".join(source.text.split("\n")[1 : source.article.body_line - 2])
    for key, text, line, column, comment in cut_texts(front):
        if key not in _WITHOUT_WORDS and not _FILE.fullmatch(text):
            yield Found(source.path, line + 2, column + 1, (text, comment))


def cut_numbers(source: Source) -> Iterator[Found]:
    """Texts that a comma within a number made two of: [来自基层的1,200名代表]."""
    article = source.article
    for key, texts in (("deck", article.deck), ("keywords", article.keywords), ("places", article.places)):
        for one, other in pairwise(texts):
            whole = f"{one},{other}"
            if one[-1:].isdecimal() and _THOUSANDS.match(other) and whole in source.text:
                yield Found(source.path, *source.place_of(key, one), (one, other), f'"{whole}"')


def duplicate_headlines(newspaper: Newspaper) -> Iterator[Found]:
    """Two articles of one issue under one headline; standing headlines return from day to day."""
    first: dict[tuple[object, ...], Article] = {}
    for source in newspaper.sources:
        article = source.article
        if len(article.headline) < _STANDING:
            continue
        other = first.setdefault((article.date, article.headline, article.deck), article)
        if other is not article:
            yield Found(source.path, *source.place_of("headline", article.headline), (article.headline, other.file))


def duplicate_bodies(newspaper: Newspaper) -> Iterator[Found]:
    """Articles with the text of another one, whatever its marks and spaces."""
    first: dict[str, Article] = {}
    for source in newspaper.sources:
        text = _NOT_TEXT.sub("", source.article.body)
        if len(text) < _COPY:
            continue
        other = first.setdefault(text, source.article)
        if other is not source.article:
            line = next((passage.line for passage in source.passages if passage.in_body), 0)
            yield Found(source.path, line, 1, (other.file,))


def other_languages(newspaper: Newspaper) -> Iterator[Found]:
    """Articles in another language than the edition's that don't say so: a voice would read them by the wrong rules."""
    is_chinese = newspaper.language.startswith("zh")
    for source in newspaper.sources:
        if source.article.language:
            continue
        first = next((one for one in source.passages if one.in_body), None)
        letters = [each for each in source.article.body if each.isalpha()]
        han = len(_HAN.findall("".join(letters)))
        if not first or (len(letters) < _SAID if is_chinese else han * 2 <= len(letters)):
            continue
        if not is_chinese:
            script = "zh-Hant" if _TRADITIONAL_ONE.search(source.article.body) else "zh-Hans"
            yield Found(source.path, *first.place(0), (script,))
        elif not han:
            found = (_SCRIPTS.get(unicodedata.name(each, "").partition(" ")[0]) for each in letters)
            yield Found(source.path, *first.place(0), (next(filter(None, found), "en"),))


def unlinked_continuations(newspaper: Newspaper) -> Iterator[Found]:
    """Articles that go on on another folio, as they say, and lead nobody there."""
    begun: dict[tuple[date, int], list[Article]] = defaultdict(list)
    for source in newspaper.sources:
        if _CONTINUED_FROM.match(source.article.body):
            begun[source.article.date, source.article.folio].append(source.article)
    for source in newspaper.sources:
        last = next((one for one in reversed(source.passages) if one.in_body), None)
        found = _CONTINUED_ON.search(last.text) if last and not source.article.continued else None
        folio = number_of(found[1]) if found else 0
        if last and found and folio:
            those = begun[source.article.date, folio]
            position = f"{those[0].position:02}" if len(those) == 1 else "…"
            yield Found(source.path, *last.place(found.start()), (found[0], f"{folio:02}-{position}"))


def addresses_of_others(newspaper: Newspaper) -> Iterator[Found]:
    """Published addresses whose page another article makes now: numbers were given anew."""
    now = {url_of(source.article): source.path for source in newspaper.sources}
    there = set(now.values())
    for url, then, record, line in newspaper.published:
        path = now.get(url, "")
        named = ARTICLE_NAME.fullmatch(then.rpartition("/")[2])
        # A name without a tail may have been concluded from the address.
        if path and named and named["tail"] and then not in there and path.rpartition("/")[2] != named[0]:
            yield Found(record, line, 0, (url, then, path))


ARTICLE_CHECKS: tuple[Check[Source], ...] = (
    Check(
        "private-character",
        "error",
        private_characters,
        "{0}是私用区字符，读者那里显示不出来；请换成通行的字，或用文字描述",
        "{0} is a private-use character, which readers cannot see; write the real one, or describe it",
    ),
    Check(
        "compatibility-character",
        "warning",
        compatibility_characters,
        "“{0}”（{1}）是部首或兼容字符，检索不到",
        "“{0}” ({1}) is a radical or a compatibility character, which no search finds",
    ),
    Check(
        "mixed-scripts",
        "warning",
        mixed_scripts,
        "“{0}”的繁简与全篇不一致",
        "“{0}” is of the other script, traditional or simplified, than the rest of the article",
    ),
    Check(
        "joined-lines",
        "warning",
        joined_lines,
        "“{0}”与下一行连成一段；分段请空一行，或在下一行开头空两格，诗句请在行末加两个空格",
        "“{0}” runs on in the next line: between paragraphs stands an empty line, at the end of a verse two spaces",
    ),
    Check(
        "bare-rows",
        "warning",
        bare_rows,
        "这几行会原样印出竖线；要成表格，竖线用半角的 |，第一行下面要有一行{0}",
        "these lines are shown with their bars; a table has half-width bars, and {0} below its first line",
    ),
    Check(
        "html-tag",
        "warning",
        html_tags,
        "{0}会原样印出来：正文里的HTML不起作用",
        "{0} is shown as it is typed: HTML means nothing in a text",
    ),
    Check(
        "cut-value",
        "warning",
        cut_values,
        "“{0}”后面的“{1}”不会发表：#前有空格，YAML当作注释；要印出来，请给整个值加引号",
        "“{1}” after “{0}” is not published: after a space, # begins a comment; to show it, put the value in quotes",
    ),
    Check(
        "cut-number",
        "warning",
        cut_numbers,
        "列表里的半角逗号把“{0}”和“{1}”分成了两项；数中有逗号的，请加引号",
        "in a list a comma makes two of “{0}” and “{1}”; put a text with such a number in quotes",
    ),
)

NEWSPAPER_CHECKS: tuple[Check[Newspaper], ...] = (
    Check(
        "duplicate-headline",
        "warning",
        duplicate_headlines,
        "标题“{0}”与同一期的{1}相同",
        "the headline “{0}” is also that of {1}, in the same issue",
    ),
    Check(
        "not-continued",
        "note",
        unlinked_continuations,
        "“{0}”没有链接；请写明转到哪一篇，转版: {1}",
        "“{0}” leads nobody there; name the article that goes on, continued: {1}",
    ),
    Check(
        "address-of-another",
        "warning",
        addresses_of_others,
        "{0}发表时是{1}，现在成了{2}；若是另一篇，请给它后面没有用过的序号；若只改了文件名，请改这一行",
        "{0} was published from {1}, and {2} makes its page now; give another article the next free number, or, "
        "where only the file has another name, write that here",
    ),
    Check(
        "other-language",
        "note",
        other_languages,
        "正文不是本报所用的文字；请写明，语言: {0}",
        "the text is not in the newspaper's language; say which it is, language: {0}",
    ),
    Check(
        "duplicate-text",
        "warning",
        duplicate_bodies,
        "正文与{0}相同",
        "the text is the same as that of {0}",
    ),
)
