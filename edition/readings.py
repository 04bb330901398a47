"""How Chinese names are read where a dictionary is wrong: surnames, characters and words.

All in simplified characters. A traditional form that stands here too is read otherwise than its simplified one.
"""

from __future__ import annotations

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗"
    "凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁"
    "毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊"
    "胡凌霍虞万支柯昝管卢莫房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲封芮羿储"
    "靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄"
    "印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿边扈燕冀郏浦尚温"
    "庄晏柴瞿阎慕连茹习宦艾鱼向古易慎戈廖庾暨居衡都耿弘匡文寇禄阙欧殳沃蔚夔隆师巩厍聂晁勾敖冷訾辛阚那简饶曾毋"
    "沙乜鞠丰巢关蒯相查荆游竺权逯盖桓肖闫付代覃区朴岳亓兰丛冼仝佟苑邸仉牟初晋信隋战矫官迟修綦仵郇佘揭邝麦帅楚"
    "来涂粟原苟辜缑谌占候冒鹿撒展玄门鄢阳哈郄恽笪呙炅眭员贠种祭洗繁句佴过召秘折俱尉耶雒郐郯敬银智豆买练母卿降"
    "昂户铁仓湖英喇拉才操萨嘎央伦承旷亢巨刀刑阿呼蹇濯"
)
"""One character. A name that begins with none of them is written as one word."""

COMPOUND = {
    "欧阳": "ōu yáng", "司马": "sī mǎ", "诸葛": "zhū gě", "上官": "shàng guān", "夏侯": "xià hóu",
    "东方": "dōng fāng", "皇甫": "huáng fǔ", "公孙": "gōng sūn", "慕容": "mù róng", "宇文": "yǔ wén",
    "独孤": "dú gū", "南宫": "nán gōng", "闻人": "wén rén", "呼延": "hū yán", "濮阳": "pú yáng",
    "淳于": "chún yú", "单于": "chán yú", "太史": "tài shǐ", "申屠": "shēn tú", "轩辕": "xuān yuán",
    "钟离": "zhōng lí", "赫连": "hè lián", "拓跋": "tuò bá", "公冶": "gōng yě", "宗政": "zōng zhèng",
    "鲜于": "xiān yú", "闾丘": "lǘ qiū", "司徒": "sī tú", "司空": "sī kōng", "亓官": "qí guān",
    "仲孙": "zhòng sūn", "端木": "duān mù", "西门": "xī mén", "完颜": "wán yán", "耶律": "yē lǜ",
    "纳兰": "nà lán", "贺兰": "hè lán", "达奚": "dá xī", "乐正": "yuè zhèng", "谷梁": "gǔ liáng",
    "东郭": "dōng guō", "颛孙": "zhuān sūn", "尉迟": "yù chí", "万俟": "mò qí", "澹台": "tán tái",
    "长孙": "zhǎng sūn", "令狐": "líng hú", "范姜": "fàn jiāng", "張簡": "zhāng jiǎn",
}  # fmt: skip

SURNAME_READINGS = {
    # Where families differ, the reading with the most bearers: 覃 Qín (also Tán), 乐 Yuè (Lè),
    # 隗 Wěi (Kuí), 郇 Xún (Huán), 阙 Quē (Què), 纪 Jǐ (Jì). 宁 Níng (Nìng) and 牟 Móu (Mù)
    # need no entry.
    "单": "shàn", "仇": "qiú", "解": "xiè", "任": "rén", "曾": "zēng", "覃": "qín", "区": "ōu",
    "查": "zhā", "朴": "piáo", "盖": "gě", "翟": "zhái", "缪": "miào", "隗": "wěi", "员": "yùn",
    "贠": "yùn", "乐": "yuè", "祭": "zhài", "种": "chóng", "洗": "xiǎn", "冼": "xiǎn", "郇": "xún",
    "繁": "pó", "逄": "páng", "句": "gōu", "勾": "gōu", "佴": "nài", "燕": "yān", "应": "yīng",
    "过": "guō", "哈": "hǎ", "撒": "sǎ", "召": "shào", "能": "nài", "车": "chē", "秘": "bì",
    "卜": "bǔ", "柏": "bǎi", "薄": "bó", "乜": "niè", "相": "xiàng", "折": "shé", "阚": "kàn",
    "訾": "zī", "那": "nā", "葛": "gě", "纪": "jǐ", "华": "huà", "都": "dū",
    "干": "gān", "占": "zhān", "於": "yū", "肖": "xiāo", "郄": "qiè", "炅": "guì", "阙": "quē",
    "俱": "jū", "呙": "guō", "莘": "shēn",
    # Read as everywhere, but never the second of two families: 章丘日报 is no name.
    "丘": "qiū", "楼": "lóu",
}  # fmt: skip

CHARACTER_READINGS = {
    # Where the first reading of the dictionary is not the one that names and titles use.
    "长": "cháng", "少": "shào", "晟": "shèng", "卜": "bǔ", "都": "dū", "曾": "zēng",
    "还": "huán", "着": "zhe", "肖": "xiāo", "薄": "bó", "葛": "gě", "子": "zǐ", "勒": "lè",
    "隽": "jùn", "珩": "héng", "佛": "fó", "彿": "fú", "冠": "guàn", "坊": "fāng", "了": "liǎo", "谁": "shéi",
    "興": "xīng", "綉": "xiù",
}  # fmt: skip

WORDS = {
    "朝阳": "zhāo yáng", "朝晖": "zhāo huī", "朝霞": "zhāo xiá", "朝辉": "zhāo huī",
    "重阳": "chóng yáng", "重庆": "chóng qìng", "音乐": "yīn yuè", "乐章": "yuè zhāng",
    "银行": "yín háng", "行业": "háng yè", "行情": "háng qíng", "家长": "jiā zhǎng",
    "市长": "shì zhǎng", "成长": "chéng zhǎng", "增长": "zēng zhǎng", "县长": "xiàn zhǎng",
    "校长": "xiào zhǎng", "青少": "qīng shào", "多少": "duō shǎo", "少数": "shǎo shù",
    "调查": "diào chá", "调研": "diào yán", "民调": "mín diào", "重读": "chóng dú", "重温": "chóng wēn",
    "重访": "chóng fǎng", "重走": "chóng zǒu", "大都": "dà dōu", "还是": "hái shì", "还有": "hái yǒu",
}  # fmt: skip

FOREIGN = frozenset(("丘吉尔", "丘比特", "欧巴马", "欧威尔", "贝克汉", "贝佐斯", "萨科齐"))
"""Names that only look like surname and given name."""
