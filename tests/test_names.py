"""Names are read, sorted and addressed by their pinyin."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edition.names import index_forms, initial, initials, may_be, plain, reading, slug, sort_key, syllables, topic_slug

SURNAMES = """
单 Shàn 仇 Qiú 解 Xiè 任 Rén 曾 Zēng 覃 Qín 区 Ōu 查 Zhā 朴 Piáo 盖 Gě 翟 Zhái 缪 Miào 宁 Níng 隗 Wěi
员 Yùn 贠 Yùn 乐 Yuè 祭 Zhài 种 Chóng 盛 Shèng 洗 Xiǎn 冼 Xiǎn 繁 Pó 逄 Páng 句 Gōu 燕 Yān 应 Yīng
过 Guō 哈 Hǎ 撒 Sǎ 召 Shào 能 Nài 车 Chē 秘 Bì 卜 Bǔ 柏 Bǎi 薄 Bó 乜 Niè 相 Xiàng 折 Shé 阚 Kàn
訾 Zī 那 Nā 葛 Gě 牟 Móu 纪 Jǐ 华 Huà 都 Dū 干 Gān 占 Zhān 肖 Xiāo 郄 Qiè 阙 Quē 莘 Shēn
谌 Chén 臧 Zāng 瞿 Qú 尹 Yǐn 俞 Yú 石 Shí 沈 Shěn 贾 Jiǎ 冯 Féng 褚 Chǔ 林 Lín 张 Zhāng 吕 Lǚ
單 Shàn 區 Ōu 蓋 Gě 繆 Miào 樂 Yuè 葉 Yè 張 Zhāng 劉 Liú 陳 Chén
尉迟 Yùchí 万俟 Mòqí 澹台 Tántái 长孙 Zhǎngsūn 令狐 Línghú 欧阳 Ōuyáng 司马 Sīmǎ 诸葛 Zhūgě
上官 Shàngguān 单于 Chányú 鲜于 Xiānyú 呼延 Hūyán 歐陽 Ōuyáng 諸葛 Zhūgě
鮑 Bào 衞 Wèi 丘 Qiū 貝 Bèi 厲 Lì 樓 Lóu 遲 Chí 於 Yū 單于 Chányú 樂正 Yuèzhèng 穀梁 Gǔliáng 范姜 Fànjiāng
閭丘 Lǘqiū 仲孫 Zhòngsūn 達奚 Dáxī 東郭 Dōngguō 顓孫 Zhuānsūn 張簡 Zhāngjiǎn
"""

han_names = st.text(st.sampled_from("单任林张欧阳司马上官红玉长乐子伟华明卜"), min_size=1, max_size=5)
any_text = st.text(max_size=60)


@pytest.mark.parametrize(("surname", "expected"), re.findall(r"(\w+) (\w+)", SURNAMES))
def test_a_surname_is_read_as_families_read_it(surname: str, expected: str) -> None:
    assert reading(surname + "伟民") == f"{expected} Wěimín"
    assert initial(surname + "伟民") == unicodedata.normalize("NFD", expected)[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("林红玉", "Lín Hóngyù"),
        ("林玉", "Lín Yù"),
        ("李建安", "Lǐ Jiàn'ān"),
        ("欧阳修", "Ōuyáng Xiū"),
        ("单长乐", "Shàn Chánglè"),
        ("王朝阳", "Wáng Zhāoyáng"),
        ("安子文", "Ān Zǐwén"),
        ("余少华", "Yú Shàohuá"),
        ("范徐丽泰", "Fàn Xúlìtài"),
        ("约翰·史密斯", "Yuēhàn Shǐmìsī"),
        ("约翰•史密斯", "Yuēhàn Shǐmìsī"),
        ("阿依古丽", "Āyīgǔlì"),
        ("本报评论员", "Běnbàopínglùnyuán"),
        ("章丘日报", "Zhāngqiūrìbào"),
        ("丘吉尔", "Qiūjí'ěr"),
        ("歐巴馬", "Ōubāmǎ"),
        ("貝克漢", "Bèikèhàn"),
        ("邱復興", "Qiū Fùxīng"),
        ("阿Q", "Ā Q"),
        ("John Smith", ""),
        ("", ""),
    ],
)
def test_a_name_is_spelled_as_a_name(name: str, expected: str) -> None:
    assert reading(name) == expected


@pytest.mark.parametrize(
    ("name", "given_reading", "expected"),
    [
        ("覃伟", "Tán", "Tán Wěi"),
        ("覃伟", "tan", "Tán Wěi"),
        ("覃伟", "Tan Wei", "Tán Wěi"),
        ("宁静", "nìng jìng", "Nìng Jìng"),
        ("林红玉", "Lin Hongyu", "Lín Hóngyù"),
        ("林红玉", "lin hong yu", "Lín Hóngyù"),
        ("林红玉", "linhongyu", "Lín Hóngyù"),
        ("任庆虎", "Ren Qinghu", "Rén Qìnghǔ"),
        ("李建安", "li jianan", "Lǐ Jiàn'ān"),
        ("于长乐", "Chángyuè", "Yú Chángyuè"),
        ("东方红", "Dong Fanghong", "Dōng Fānghóng"),
        ("吕布", "Lv Bu", "Lǚ Bù"),
        ("林某", "Lìn Mòu", "Lìn Mòu"),
        ("金正日", "Kim Jong-il", "Kim Jong-il"),
        ("林红玉", "Rosa", "Rosa"),
        ("林红玉", "Lin Hongyuan", "Lin Hongyuan"),
        ("冯·诺依曼", "von Neumann", "von Neumann"),
        ("冯·诺依曼", "john  neumann", "John Neumann"),
    ],
)
def test_what_people_yaml_says_wins(name: str, given_reading: str, expected: str) -> None:
    assert reading(name, given_reading) == expected


@pytest.mark.parametrize(
    ("spelled", "letters", "firsts"),
    [
        ("Lín Hóngyù", "lin hongyu", "lhy"),
        ("Lǚ Bù", "lv bu", "lb"),
        ("Xú Xī'ān", "xu xian", "xxa"),
        ("Xú Xiān", "xu xian", "xx"),
        ("Zhāng Fángǎn", "zhang fangan", "zfg"),
        ("Jiāng Ér", "jiang er", "je"),
        ("Ōuyáng Yuán'é", "ouyang yuane", "oyye"),
        ("", "", ""),
    ],
)
def test_a_reading_is_typed_in_full_or_by_initials(spelled: str, letters: str, firsts: str) -> None:
    assert plain(spelled) == letters
    assert initials(spelled) == firsts


def test_the_table_of_readings_is_that_of_pypinyin() -> None:
    from pypinyin.constants import PINYIN_DICT

    from edition.names import _dictionary, _in_dictionary

    assert {code: _in_dictionary(chr(code)) for code in _dictionary()} == PINYIN_DICT


@given(han_names)
def test_a_reading_has_a_syllable_for_every_character(name: str) -> None:
    assert len(syllables(reading(name))) == len(initials(reading(name))) == len(name)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("林红玉", "lin-hongyu"),
        ("吕布", "lyu-bu"),
        ("李建安", "li-jianan"),
        ("约翰·史密斯", "yuehan-shimisi"),
        ("John O'Neil", "john-oneil"),
        ("Jürgen Müller", "jurgen-muller"),
        ("Søren Ærø", "soren-aero"),
        ("要闻", "yaowen"),
        ("我为群众办实事", "woweiqunzhongbanshishi"),
        ("！？", "n"),
        ("Пётр", "n"),
        ("", "n"),
    ],
)
def test_an_address_is_the_pinyin_and_four_digits(name: str, letters: str) -> None:
    assert re.fullmatch(re.escape(letters) + "-[0-9a-f]{4}", slug(name))


def test_the_words_of_a_section_run_together() -> None:
    assert topic_slug("文化").startswith("wenhua-")
    assert topic_slug("G20峰会").startswith("g20fenghui-")
    assert topic_slug("Sports News").startswith("sports-news-")


def test_an_address_once_published_does_not_move() -> None:
    assert slug("林红玉") == "lin-hongyu-7250"
    assert topic_slug("要闻") == "yaowen-def1"


@pytest.mark.parametrize(
    ("usual", "others"),
    [
        ("William O'Hara", ["William O’Hara", "William OʼHara", "William O‘Hara", "William O＇Hara"]),
        ("马丁·路德", ["马丁•路德", "马丁‧路德", "马丁．路德", "马丁・路德"]),
    ],
)
def test_one_name_in_two_spellings_has_one_address(usual: str, others: list[str]) -> None:
    assert {slug(other) for other in others} == {slug(usual)}


def test_the_usual_spelling_of_a_name_and_every_topic_keep_their_address() -> None:
    assert slug("William O'Hara") == "william-ohara-f239"
    assert slug("马丁·路德") == "mading-lude-df4c"
    assert topic_slug("Today’s News") == "todays-news-4450"


def test_an_old_address_is_known_by_its_digits_however_the_name_was_read_or_spelled() -> None:
    assert may_be("lin-hong-yu-7250", "林红玉") and not may_be("lin-hongyu-7251", "林红玉")
    assert may_be("william-ohara-9023", "William O’Hara") and may_be("william-ohara-f239", "William O’Hara")


def test_names_that_sound_the_same_have_different_addresses() -> None:
    assert plain(reading("张伟")) == plain(reading("章玮"))
    assert slug("张伟") != slug("章玮")
    assert slug("John Smith") != slug("john smith")


@given(any_text)
def test_an_address_is_short_plain_ascii(name: str) -> None:
    for address in (slug(name), topic_slug(name)):
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{4}", address)
        assert len(address) <= 45


@given(any_text)
def test_an_address_is_the_same_however_the_name_was_typed(name: str) -> None:
    assert slug(unicodedata.normalize("NFD", name)) == slug(unicodedata.normalize("NFC", name))


@pytest.mark.parametrize("device", ["con", "PRN", "aux", "NUL", "com1", "LPT9"])
def test_no_address_is_a_device_of_windows(device: str) -> None:
    assert slug(device).split(".")[0] != device.lower()


def test_an_index_runs_by_surname_tone_character_and_given_name() -> None:
    index = [
        "阿依古丽", "卜凡", "John Smith", "李明", "李明华", "李铭", "林红玉", "陆安", "陆伟", "吕布", "罗平",
        "单田芳", "王安", "王乐", "汪洋", "张伟", "张玮", "章伟", "😀",
    ]  # fmt: skip
    assert sorted(reversed(index), key=sort_key) == [
        "阿依古丽", "卜凡", "John Smith", "李明", "李铭", "李明华", "林红玉", "陆安", "陆伟", "吕布", "罗平",
        "单田芳", "汪洋", "王安", "王乐", "张伟", "张玮", "章伟", "😀",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "index",
    [
        ["黎明", "李明"],  # by tone before the character
        ["欧泽", "欧阳修"],  # a surname of two characters is no name of the family 欧
        ["阿拉·莫伊", "阿列克"],  # and none stands before a dot
    ],
)
def test_names_that_begin_alike_stand_by_the_whole_surname(index: list[str]) -> None:
    assert sorted(reversed(index), key=sort_key) == index


def test_a_given_reading_moves_a_name_in_the_index() -> None:
    assert initial("覃伟") == "Q"
    assert initial("覃伟", "Tán") == "T"


@pytest.mark.parametrize(
    ("name", "letter"),
    [("林红玉", "L"), ("John", "J"), ("Ångström", "A"), ("3M", "#"), ("Пётр", "#"), ("", "#")],
)
def test_every_name_stands_under_a_letter_or_the_rest(name: str, letter: str) -> None:
    assert initial(name) == letter


@given(st.lists(any_text | han_names, max_size=6))
def test_the_order_of_an_index_does_not_depend_on_the_order_of_names(names: list[str]) -> None:
    index = sorted(set(names), key=sort_key)
    assert index == sorted(reversed(index), key=sort_key)
    assert len(set(map(sort_key, index))) == len(index)


@given(st.lists(any_text | han_names, max_size=8))
@example(["张", "ß𠀀"])
def test_the_letters_of_an_index_come_in_order_with_the_rest_at_the_end(names: list[str]) -> None:
    letters = [initial(name) for name in sorted(names, key=sort_key)]
    assert letters == sorted(letters, key=lambda letter: (letter == "#", letter))


@pytest.mark.parametrize(
    "name", ["林红玉", "吕布", "平儿", "西安", "欧阳询", "丹尼尔·阿拉普·莫伊", "Kim Jong-il", "王ABC", "嗯"]
)
@pytest.mark.parametrize("typed", ["", "níng", "Lín Hóngyù"])
def test_the_index_has_the_letters_of_the_reading(name: str, typed: str) -> None:
    whole = reading(name, typed)
    assert index_forms(name, typed) == (plain(whole), initials(whole))
