"""Names with a dot in them, found by the characters that write foreign sounds: 艾沙·买买提, 比尔·盖茨.

The dot is sure; what has to be found is where the name begins and ends, since no space does that. Newspapers spell
such names with a few hundred characters, which hardly stand beside them otherwise: 总理|托尼·布莱尔|说.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.names import DOTS
from edition.patterns import pattern

_SOUNDS = (
    "阿艾爱埃安昂敖奥巴白拜班邦堡保鲍贝本比彼毕宾波伯博卜布查察车彻措达戴代丹道德登邓狄迪帝蒂地第丁鼎东杜敦顿多厄恩尔法凡范"
    "方菲斐费芬丰冯佛弗夫福富盖甘冈高戈哥格葛根贡古瓜圭哈海汉罕豪赫贺黑亨洪侯胡华怀惠霍基吉集纪迦加佳贾简江姜焦杰捷节金津晋久居各阎"
    "卡凯坎康考柯科可克肯孔寇库夸奎坤昆拉莱赖兰朗劳勒雷黎里理李利莉丽力立连廉列烈林琳灵刘龙隆卢鲁路露璐伦罗洛吕马玛买迈麦曼芒毛茂"
    "梅门蒙孟弥米密明缪摩莫默姆木穆纳娜奈南内尼妮涅宁牛纽农奴努诺欧帕派潘庞沛佩彭披皮平泼珀莆菩普浦奇齐恰契强钱乔切茜钦琴丘让热仁"
    "荣茹儒瑞若撒萨塞赛桑瑟森沙莎山尚绍舍圣施什史士仕舒朔思斯丝松苏素索塔泰坦汤唐陶特腾提田铁廷通图吐托妥娃瓦万汪旺威韦维薇伟"
    "魏温文翁沃乌吾伍武西希锡席夏香肖歇谢辛欣休许雪逊雅亚延扬耶叶伊依易义因茵英尤玉于约云孜扎泽增詹占珍芝智治朱茨兹祖佐左尊则甫汗姑赤婕黛"
    "蕾菈妲拖伽律芭芙莲琼肃迟帖翰谦哲谭雍苔莫宰扶美合守"
)
_SPELLED = "阿不都?|[布卜]都|[克苏]来|彼得|普京|吾守|印第|司马义"
"""Where a character that is common elsewhere is one of a name."""
_PART = f"(?:{_SPELLED}|[{_SOUNDS}])"
_NAME = pattern(f"(?<![{DOTS}])({_PART}{{1,8}})(?:[{DOTS}]{_PART}{{1,9}})+(?![{DOTS}])")
_LAST = pattern(
    "夫(?=人)|[因于](?=[\u4e00-\u9fff0-9０-９])|多(?=[次年个名人种方])|(?<![买米来])提(?=[交出到议供醒高])|美(?=国)|法(?=国)|合(?=[作影])"
)
"""What may follow a name of these characters, and is another word: 甘地夫人, 布莱尔于1994年."""


def find_dotted(text: str, office: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where each of them begins and ends in a text in simplified characters; an `office` before it, 总理 or
    经理, is no part of it."""
    for found in _NAME.finditer(text):
        start, end = found.span()
        for place in range(start + 1, found.end(1)):
            if office.search(text, max(0, place - 4), place):
                start = place
        yield start, end - 1 if _LAST.match(text, end - 1) else end
