"""What is printed beside a name: the office before it, and what the person does.

The office is the phrase before the name that ends in an office word, as printed:
市委书记、市人大常委会主任林红玉. What the person does is the verb that the sentence comes to:
讲话, 主持并讲话, 出席; somebody only spoken of is 提及. Words are compared in simplified
characters, which are as many; what is found is cut out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter

from edition.characters import simple

_WORD = (
    "总书记|副书记|书记|副主任|主任|副主席|主席|副市长|市长|副县长|县长|副区长|区长|副省长|省长|镇长|乡长|村长|副州长|州长|副部长|部长|"
    "副局长|局长|副厅长|厅长|副处长|处长|科长|副所长|所长|副院长|院长|副校长|校长|副会长|会长|社长|台长|司长|署长|行长|团长|队长|连长|"
    "排长|班长|站长|组长|馆长|理事长|董事长|副秘书长|秘书长|副委员长|委员长|副总理|总理|副总统|总统|首相|大臣|经理|总裁|教授|研究员|"
    "工程师|司令员|政委|参谋长|大使|发言人|院士|厂长|总监|参赞|常委|委员|代表|理事|检察长|总编辑|社区书记|政治委员|国务委员|议长|"
    "外长|防长|财长|主教练|教练|教练员|队员|运动员|演员|导演|作家|画家|诗人|医生|老师|教师|战士|民警|村民|居民|工人|职工|干部|经济师|会计师|"
    "总司令|副司令|司令官|司令|总指挥|军长|师长|旅长|督军|督办|都督|镇守使|总长|次长|公使|总领事|领事|秘书"
)
_OFFICE = re.compile(rf"(?P<office>[\u4e00-\u9fff·（）“”]*?(?:{_WORD}))$")
_STOPS = re.compile(
    "(?:由|在|与|对|向|是|为|把|被|请|和|及|以及|让|同|给|会见|陪同|邀请|出席|主持|听取|拜访|看望|采访|记者从|了解到|告诉|担任|任命|贯彻|落实|学习|"
    "深入|关于|据|经|随|时任|日前|近日|今天|昨天|上午|下午|晚上|当天|其中|包括|还有|原来|这位|一位|一名|(?:这|那)个[^的]{1,6}的|该|其|[0-9]日)"
)
_OPEN_AFTER = re.compile(
    r"总书记|总理|主席|副总理|委员长|总统|首相|书记|市长|省长|教授|部长|局长|主任|院士|将军|先生|女士|"
    r"总司令|副司令|总指挥|军长|师长|旅长|督军|督办|总长|次长|公使|领事"
)
_ACT = (
    "主持|出席|参加|检查|调研|视察|考察|督导|走访|慰问|看望|会见|陪同|宣读|宣布|通报|部署|接见|座谈|揭牌|剪彩|致辞|致词|讲话|作报告|汇报|"
    "表示|指出|强调|介绍|认为|说|发言|当选|访问|抵达|签署|观看|参观|接受"
)
_ACTS = re.compile(
    rf"(?P<act>{_ACT})(?P<object>[\u4e00-\u9fff]{{0,12}}?)(?P<more>并(?:作\w{{0,4}}?)?(?P<second>讲话|致辞|致词|发言|总结|部署))?(?=[，。；、：！]|$|了)"
)
_GOES = re.compile(r"(?:到|赴|来到|前往)[^，。；]{2,60}?(?P<act>检查|调研|视察|考察|走访|慰问|看望|督导|参观|访问)")
_MENTIONED = re.compile(r"(?:重要|系列)\w{0,2}(?:指示|讲话|论述|批示)|思想|精神|理论")
_MENTIONED_WITH_OFFICE = re.compile(rf"(?:{_MENTIONED.pattern}|视察|关于|的)")


def office_before(text: str, start: int) -> str:
    """The office printed right before a name that begins at `start`; empty when there is none."""
    before = text[max(0, start - 48) : start]
    clause = re.split(r"[，。；：！？（）\s“”…]", before)[-1]
    found = _OFFICE.search(clause)
    if not found:
        return ""
    parts = clause.split("、")
    kept: list[str] = []
    for part in reversed(parts):
        cut = _last_stop(part)
        own = part[cut:]
        if not _OFFICE.fullmatch(own) or len(own) > 24:
            break
        kept.insert(0, own)
        if cut:
            break
    return "、".join(kept)


def _last_stop(part: str) -> int:
    """Where the office begins in a phrase: behind the last word that can't be part of it."""
    ends = [found.end() for found in _STOPS.finditer(part) if found.end() < len(part) - 1]
    return max(ends, default=0)


def office_after(text: str, end: int) -> str:
    """An office that stands behind a name in address: 习近平总书记; empty when there is none."""
    found = _OPEN_AFTER.match(text, end)
    return "" if not found or found[0] in ("先生", "女士") else found[0]


def office_of(text: str, places: Sequence[int], name: str) -> str:
    """The longest office printed with a name in a text."""
    read = simple(text)
    sizes = [(len(office_before(read, place)), place) for place in places]
    size, place = max(sizes, key=itemgetter(0), default=(0, 0))
    if size:
        return text[place - size : place]
    ends = [place + len(name) for place in places]
    return next(filter(None, (text[end : end + len(office_after(read, end))] for end in ends)), "")


def role_of(text: str, places: Sequence[int], name: str) -> str:
    """What a person does in the event, from the first place that says so; 提及 where none does."""
    read = simple(text)
    for place in places:
        end = place + len(name)
        if (office := office_after(read, end)) and _MENTIONED_WITH_OFFICE.match(read, end + len(office)):
            continue
        if _MENTIONED.match(read, end):
            continue
        sentence = re.split("[。！？\n]", read[end : end + 160])[0]
        if going := _GOES.match(sentence):
            return _printed(text, end, going, "act")
        if found := _ACTS.search(sentence):
            more = found["second"] and _printed(text, end, found, "more")[:1] + _printed(text, end, found, "second")
            return _printed(text, end, found, "act") + (more or "")
    return "提及"


def _printed(text: str, end: int, found: re.Match[str], group: str) -> str:
    """What was found after a name, in the characters of the text."""
    start, stop = found.span(group)
    return text[end + start : end + stop]
