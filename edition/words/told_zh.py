"""What the program tells an editor, in Chinese: each sentence as the program says it, and its translation.

How the two belong together is told in `sentences`. The terms are those of the guide in Chinese.
"""

from __future__ import annotations

SENTENCES = {
    # -- what all have in common -------------------------------------------------------------------
    "#1 problem(s)": "#1 个问题",
    '; did you mean "%1"?': "；是不是“%1”？",
    # what a system says where it refuses something; Windows says it in its own language
    "Permission denied": "没有权限",
    "Operation not permitted": "不允许这样做",
    "No space left on device": "磁盘已满",
    "Disk quota exceeded": "磁盘配额已用完",
    "Read-only file system": "磁盘是只读的",
    "Input/output error": "磁盘读写出错",
    "Device or resource busy": "正被别的程序占用",
    "File too large": "文件太大",
    "Is a directory": "这是文件夹",
    "Not a directory": "这不是文件夹",
    "Pagefind ended without an index, as where memory is short": "Pagefind 没有编完索引就退出了，可能是内存不足",
    "the search index was given up, as where memory is short": "全文检索索引没有编完，可能是内存不足",
    # -- what a command says of its work -------------------------------------------------------------
    "#1 issue(s)": "#1 期",
    "#1 article(s)": "#1 篇文章",
    "#1 person(s)": "人物 #1 位",
    "#1 page(s)": "网页 #1 个",
    "#1 file(s)": "#1 个文件",
    "#1 written": "写入 #1",
    "#1 unchanged": "未变 #1",
    "#1 removed in %2 s": "删除 #1，用时 %2 秒",
    "#1 draft(s) not published: `status: public` in an article publishes it": (
        "草稿 #1 篇没有发布：在文章里把状态写成公开（`状态: 公开`）就会发布"
    ),
    "no feeds and no sitemap: they need the site's own address, --base-url or base_url in edition.yaml": (
        "没有订阅源和站点地图：需要网站自己的地址，用 --base-url 或 edition.yaml 里的 base_url 给出"
    ),
    "%1 holds %2, %3 MB: %4.": "%1 里有 %2，共 %3 MB：%4。",
    "articles #1 %2": "文章 #1 %2",
    "lists #1 %2": "目录 #1 %2",
    "people #1 %2": "人物 #1 %2",
    "search #1 %2": "检索 #1 %2",
    "pictures #1 %2": "图片 #1 %2",
    "books #1 %2": "电子书 #1 %2",
    "data #1 %2": "数据 #1 %2",
    "feeds #1 %2": "订阅 #1 %2",
    "offline #1 %2": "离线包 #1 %2",
    "other #1 %2": "其他 #1 %2",
    "%1/ and %2/": "%1/ 和 %2/",
    "packing %1": "正在打包 %1",
    "making #1 parts of the site": "正在生成网站的 #1 个部分",
    "To read it: make serve, or %1": "阅读：make serve，或 %1",
    "%1 lacks %2: `make site` on your own machine adds them, to commit": (
        "%1 里还缺%2：在自己的电脑上运行 `make site` 补上，再提交"
    ),
    "%1 has %2: commit it with the articles": "%1 里多了%2：请和文章一起提交",
    "one address": "一个网址",
    "one more address": "一个网址",
    "#1 addresses": " #1 个网址",
    "#1 more addresses": " #1 个网址",
    "%1 left as it was": "%1 保持原样",
    "nothing was written": "什么也没有写入",
    # the commands, as --help tells them, and what argparse says of one that is typed wrong
    "usage: ": "用法：",
    "positional arguments:": "参数：",
    "options:": "选项：",
    "show this help message and exit": "显示这份帮助，然后退出",
    "show program's version number and exit": "显示版本号，然后退出",
    "A newspaper's digital edition as a static site.": "把报纸做成数字版的静态网站。",
    "A mistake in the content is told as path:line: message, all of them in one run; the site then stays as it was and "
    "the exit code is 1.": "内容有错误时，按“文件:行号: 哪里不对”一次说全；网站保持原样，退出码是 1。",
    "turn content/ into site/ (the default)": "把 content/ 做成 site/（不写命令就是它）",
    "Turn content/ into site/. Only pages that change are written. Every address that is published is recorded in "
    "content/published/, and one that would close is an error.": (
        "把 content/ 做成 site/。只写有变化的网页。发布的每个网址都记进 content/published/，哪个要断了就是错误。"
    ),
    "build, serve on this machine, rebuild and reload after every change": (
        "构建网站，在本机打开预览；每次改动后重新构建，并刷新网页"
    ),
    "Build, serve the site on 127.0.0.1 under its base path, and watch content, templates and assets: every change is "
    "built and shown in the open browser, and so is every mistake. The search index follows the pages by itself; the "
    "ZIP of the whole edition is left to a build. Ctrl-C ends it when the site is whole, a second one at once.": (
        "构建网站，在 127.0.0.1 上按它自己的路径打开预览，并监视内容、模板和 assets：每次改动都重新构建，"
        "显示在打开的浏览器里，写错了也当场显示。检索索引随后跟上；整个数字报的压缩包留给 build。"
        "按 Ctrl-C，网站写完整后结束；再按一次立即结束。"
    ),
    "read content/ and the built site/, and say what looks wrong": "检查 content/ 和做好的 site/，指出可疑之处",
    "Read content/ and, where it is built, site/, and say what looks wrong: path:line:column, level, rule, message. "
    "docs/rules.md explains every rule. The exit code is 1 when there is an error.": (
        "检查 content/ 和 site/（已经做好的话），指出可疑之处：文件:行:列、级别、规则、说明。每条规则的意思见 "
        "docs/rules.zh.md。有错误时，退出码是 1。"
    ),
    "turn the extracted text of a printed page, a Word document or the page's PDF into draft articles": (
        "把版面的文字、Word 文档或版面的 PDF 切分成一篇篇草稿"
    ),
    "Turn the extracted text of a printed page, or a Word document (*.docx), into draft articles in the folder of its "
    "issue, account for every character, and say which lines are doubtful. What an editor has changed is never "
    "overwritten. Several pages in one file, parted by form feeds, are folios in a row; a page break of Word begins "
    "none. Out of a PDF, whose libraries `make pdf` installs, come a picture of each page and every article's place on "
    "it as well.": (
        "把一个版面抽取出来的文字或者 Word 文档（*.docx）切分成一篇篇草稿，放进这一期的文件夹；每个字的去向都有账，"
        "存疑的各行一一指出。编辑改过的草稿决不覆盖。一个文件里有几页、以换页符分开的，版次依次递增；"
        "Word 的分页不算新的一版。从 PDF（先用 `make pdf` 安装所需的库）还得到每一版的版面图和各篇的版面位置。"
    ),
    "propose the persons that articles may declare, and write the accepted ones into them": (
        "提出各篇文章可以写明的人物，并把认可的写进文章"
    ),
    "Propose, for each article, known names in its text that it doesn't declare, and new names, with their office as "
    "printed and what they do. The proposals go into people-review.txt in the content folder; with --accept the "
    "certain ones, or those that are marked in the file, are written into the articles and into people.yaml. Nothing "
    "else in these files changes.": (
        "为每篇文章提出可以写明的人物：文中有而没有写明的已知姓名，以及新的姓名，连同见报的职务和所做的事。"
        "结果写进内容文件夹里的 people-review.txt；用 --accept 把有把握的，或者这个文件里标出的，写进文章和 "
        "people.yaml。别处一概不动。"
    ),
    "the newspaper (default: content)": "报纸的内容文件夹（默认：content）",
    "say nothing but what is wrong": "没有错误就不说话",
    "where the site goes (default: site)": "网站放在哪里（默认：site）",
    "the site's own address, as https://name.github.io/paper/; wins over base_url in edition.yaml": (
        "网站自己的网址，如 https://name.github.io/paper/；优先于 edition.yaml 里的 base_url"
    ),
    "leave the search index out": "不做检索索引",
    "show articles with `status: draft` too": "连草稿（`状态: 草稿`）也显示",
    "the first port to try (default: 8000)": "从哪个端口试起（默认：8000）",
    "mend what is safe: half-width marks, stray spaces": "改正有把握的：半角标点、多余的空格",
    "the page's text, *.docx or PDF, or its corrected page-01.labels.txt": (
        "版面的文字、*.docx 或 PDF，也可以是改好记号的 page-01.labels.txt"
    ),
    "the issue's date, as 2021-12-12": "这一版属于哪一期，如 2021-12-12",
    "which page of the issue it is (default: 1)": "是这一期的第几版（默认：1）",
    "write the certain proposals into the articles; with FILE, those marked [x] in it": (
        "把有把握的人物写进文章；有 FILE 时写入其中标了 [x] 的"
    ),
    "%1: error: %2": "%1: 错误：%2",
    "argument %1: expected one argument": "%1 后面缺少一个值",
    "argument %1: ignored explicit argument %2": "%1 后面不带值，这里却写了 %2",
    "argument %1: invalid int value: %2": "%1 要写整数，不是 %2",
    "argument COMMAND: invalid choice: %1 (choose from %2)": "没有 %1 这个命令，可用的命令是 %2",
    "ambiguous option: %1 could match %2": "%1 可能是几个选项：%2",
    "the following arguments are required: %1": "缺少参数：%1",
    "unrecognized arguments: %1": "不认识的参数：%1",
    # serve
    "Nothing here: the site is at %1": "这里什么也没有：网站在 %1",
    "close": "关闭",
    "other pages left as they were": "其他网页保持原样",
    "the search index left as it was": "检索索引保持原样",
    "gone in this moment": "刚刚不见了",
    "the system says: %1; mend that, and save again": "系统报告：%1；请排除后再保存一次",
    "other pages: ": "其他网页：",
    "search: ": "检索：",
    "(Ctrl-C ends)": "（按 Ctrl-C 结束）",
    "%1 and #2 more": "%1 和另外 #2 个",
    "ending when the site is whole; Ctrl-C again ends at once": "网站写完整后结束；再按一次 Ctrl-C 立即结束",
    "the system can't watch any more folders; looking once a second instead": (
        "系统不能再监视更多文件夹，改为每秒查看一次"
    ),
    "port #1 is taken; using #2": "端口 #1 已被占用，改用 #2",
    "a search doesn't find the newest changes yet; a build mends that": "检索还查不到最新的改动；生成一次网站即可",
    # check
    "#1 error(s)": "#1 个错误",
    "#1 warning(s)": "#1 个警告",
    "#1 note(s) in %2": "#1 条提示（%2）",
    "#1 change(s) made": "改了 #1 处",
    "%1 fixed %2 “%3” → “%4”": "%1 已改 %2 “%3” → “%4”",
    # -- what is written by hand, as it is read -------------------------------------------------------
    # fields.py
    "the front matter must be `key: value` lines": "头部要一项一行，写成 `项名: 内容`",
    '"%1" must be `key: value` lines': "“%1”里要一项一行，写成 `项名: 内容`",
    "%1 must be `key: value` lines": "%1 里要一项一行，写成 `项名: 内容`",
    '"%1" says again what "%2" says on line %3; keep one': "“%1”和第 %3 行的“%2”是同一项，请留一个",
    '"%1" must be a text, not a list; where a text is meant, one that begins with [ needs quotes': (
        "“%1”应当是一段文字，这里却是列表；如果本来就是文字，以 [ 开头的要加引号"
    ),
    '"%1" must be a text, not a mapping; where a text is meant, one with `: ` in it needs quotes': (
        "“%1”应当是一段文字，这里却是 `项名: 内容`；如果本来就是文字，含有 `: ` 的要加引号"
    ),
    '"%1" must be on one line': "“%1”只能写成一行",
    '"%1" has %2 characters; at most %3 are sensible here': "“%1”有 %2 个字，这里最多 %3 个",
    '"%1" is read as one; between two stands a half-width comma: [%2]': (
        "“%1”被当作一项；如果是几项，中间用半角逗号隔开：[%2]"
    ),
    '"%1" must be a whole number from %2 to %3, not "%4"': "“%1”要写 %2 到 %3 的整数，不是“%4”",
    '"%1" must be one of %2, not "%3"': "“%1”里的“%3”不认识，只能写：%2",
    "public (公开), draft (草稿), withdrawn (撤回)": "公开（public）、草稿（draft）、撤回（withdrawn）",
    "certain (确定), inferred (推定)": "确定（certain）、推定（inferred）",
    "person (人物), staff (本报), private (不公开)": "人物（person）、本报（staff）、不公开（private）",
    "true (是), false (否), yes, no": "是（true、yes）、否（false、no）",
    "zh-Hans, zh-Hant, en": "zh-Hans、zh-Hant、en",
    '"%1" must be an address that begins with https:// or http://, not "%2"': (
        "“%1”要写以 https:// 或 http:// 开头的网址，不是“%2”"
    ),
    '"%1" is the tag of a language, as en, ja, bo, ug or zh-Hant, not "%2"': (
        "“%1”要写语言的代码，如 en、ja、bo、ug、zh-Hant，不是“%2”"
    ),
    '"%1" must be a list of texts or of `key: value` mappings': "“%1”要写成列表，每一项是一段文字或 `项名: 内容`",
    'unknown key "%1" in the front matter': "头部里有不认识的项名“%1”",
    'unknown key "%1" in an item of "%2"': "“%2”里有一项用了不认识的项名“%1”",
    'unknown key "%1" in "%2"': "“%2”里有不认识的项名“%1”",
    'unknown key "%1" in %2': "%2 里有不认识的项名“%1”",
    'unknown key "%1" in folio #2': "第 #2 版里有不认识的项名“%1”",
    "; a text with a comma in it needs quotes": "；文字里有半角逗号的，要加引号",
    "; a full-width space stands beside it: write %1": "；旁边有全角空格，请写成“%1”",
    "; between a key and its value stand a half-width colon and a space: `%1: …`": (
        "；项名后面要用半角冒号加空格：`%1: …`"
    ),
    '"%1" is empty': "“%1”是空的",
    'the front matter has no "%1"; add `%2: …`': "头部里没有“%1”，请加上 `%2: …`",
    'an item of "%1" has no "%2"; add `%3: …`': "“%1”里有一项没有“%2”，请加上 `%3: …`",
    '%1 has no "%2"; add `%3: …`': "%1 里没有“%2”，请加上 `%3: …`",
    # config.py
    "not UTF-8; save the file as UTF-8": "不是 UTF-8，请把文件另存为 UTF-8",
    "not UTF-8 but UTF-16; save the file as UTF-8": "不是 UTF-8，而是 UTF-16，请把文件另存为 UTF-8",
    "not UTF-8 but GB18030 (GBK), as it looks; save the file as UTF-8": (
        "不是 UTF-8，看来是 GB18030（GBK），请把文件另存为 UTF-8"
    ),
    "not UTF-8 but Big5, as it looks; save the file as UTF-8": (
        "不是 UTF-8，看来是 Big5（大五码），请把文件另存为 UTF-8"
    ),
    "two versions stand here that git could not merge; keep one, and delete the lines of <<<, === and >>>": (
        "这里有 git 合并不了的两种写法；请留下一种，并删去 <<<、=== 和 >>> 各行"
    ),
    "can't be read: %1; close it in other programs, or mend who may read it": (
        "读不了：%1；请在别的程序里关掉它，或者改一改读取权限"
    ),
    "larger than %1 KB; is this one article?": "超过 %1 KB；这是一篇文章吗？",
    "larger than %1 KB; is this one page?": "超过 %1 KB；这是一个页面吗？",
    "this is no file but a folder, a pipe or the like; put the file itself here, or rename this": (
        "这里不是文件，而是文件夹、管道之类；请放上文件，或者改名"
    ),
    "this is no folder, and a folder of this name is read; rename it": (
        "这里不是文件夹，程序却要读这个名字的文件夹；请改名"
    ),
    "symbolic links are not followed; put the file itself here": "不读符号链接，请把文件本身放在这里",
    '"%1" is a domain of yours, a year and a name, as example.org,2026:paper, not "%2"': (
        "“%1”要写自己的域名、年份和名称，如 example.org,2026:paper，不是“%2”"
    ),
    '"%1" is a size, as 500 KB, 20 MB or 1 GB, not "%2"': "“%1”要写大小，如 500 KB、20 MB 或 1 GB，不是“%2”",
    "there is no such folder; name it with --content": "没有这个文件夹，请用 --content 指明",
    "there is no such file; it needs at least `title: …`": "没有这个文件，其中至少要有 `标题: …`",
    '"%1" must not have a ? or # in it: "%2"': "“%1”里不能有 ? 或 #：“%2”",
    '--base-url must begin with https:// or http://, without ? and #, not "%1"': (
        "--base-url 要以 https:// 或 http:// 开头，不带 ? 和 #，不是“%1”"
    ),
    "a build reads %1/, so the site can't lie there; name another --site": (
        "构建要读 %1/，网站不能放在那里，请用 --site 另指一处"
    ),
    '"%1" needs OpenCC: make site installs it, or pip install -r requirements-variants.txt': (
        "“%1”要用 OpenCC：make site 会安装它，也可以 pip install -r requirements-variants.txt"
    ),
    # tree.py
    "U+FFFD stands where a character was lost in a conversion; write the right one": (
        "这里的 U+FFFD 是转换编码时丢了的字，请写上原来的字"
    ),
    "the invisible character U+%1 can't be printed; delete it": "看不见的字符 U+%1 印不出来，请删去",
    "this is longer than %1 KB; is a line `---` missing, or text in the wrong place?": (
        "这里超过 %1 KB；是不是少了一行 `---`，或者文字放错了地方？"
    ),
    "not valid YAML: %1": "不是正确的 YAML：%1",
    "a second YAML document begins here; keep one": "从这里起是第二份 YAML，请留一份",
    "*%1 is a YAML alias: write the value out, or the text in quotes": (
        "*%1 在 YAML 里是引用（alias）：请把内容写全；本来就是文字的，请加引号"
    ),
    "&%1 is a YAML anchor: leave it out, or write the text in quotes": (
        "&%1 在 YAML 里是锚点（anchor）：请去掉；本来就是文字的，请加引号"
    ),
    "%1 is a YAML tag: leave it out, or write the text in quotes": (
        "%1 在 YAML 里是标签（tag）：请去掉；本来就是文字的，请加引号"
    ),
    "nested more than %1 levels deep": "嵌套超过 %1 层",
    "a key must be one word, as in `headline: …`": "项名要写成一个词，如 `标题: …`",
    '"%1" stands here twice (first on line %2); keep one': "“%1”在这里写了两次（第一次在第 %2 行），请留一个",
    "the next line became part of this text; put the dashes of one list under each other": (
        "下一行被并进了这段文字；同一个列表的各个 - 要上下对齐"
    ),
    # yamlfaults.py
    "indented with a tab; use spaces": "行首缩进用了制表符，请改用空格",
    "a text with `: ` in it needs quotes": "文字里有 `: `，要加引号",
    "this line is taken for more of the text above; begin it in the same column as the other keys": (
        "这一行被当成上面文字的继续，请和其他各项左端对齐"
    ),
    "the text goes on after %1; put all of it in quotes": "在 %1 之后还有文字；请给整项加上引号",
    "the text goes on after %1; put all of it in quotes of the other kind": (
        "在 %1 之后还有文字；请用另一种引号把整段文字括起来"
    ),
    "keys of one level must begin in the same column": "同一层的各项要左端对齐",
    "between two stands a half-width comma, not %1": "两项之间用半角逗号，不用“%1”",
    "this line has no `key: value`": "这一行没有写成 `项名: 内容`",
    "a list is not closed with ], or a text in it needs quotes": "列表少了 ]，或者其中的文字要加引号",
    "a mapping is not closed with }, or a text in it needs quotes": "花括号少了 }，或者其中的文字要加引号",
    "the quotation mark is not closed": "引号没有配对",
    "a list and `key: value` lines are mixed here": "这里列表和 `项名: 内容` 混在一起",
    "a value is missing here": "这里缺了内容",
    r"write \\ for a backslash, or use single quotes": r"反斜线要写成 \\，或者改用单引号",
    r"this \u… is no character; type the character itself": r"这个 \u… 不是字符，请直接输入那个字",
    "a text that begins with - needs quotes; a list begins on its own line": (
        "以 - 开头的文字要加引号；如果是列表，请另起一行"
    ),
    "a text that begins with %1 needs quotes": "以 %1 开头的文字要加引号",
    "write a space after the colon: `%1: …`": "冒号后面要有空格：`%1: …`",
    "after %1 stands a full-width ：, write a half-width colon and a space": (
        "“%1”后面是全角冒号，请改用半角冒号加空格"
    ),
    # articles.py
    "an article begins with a line `---`, its front matter, and a line `---`": (
        "文章开头要有一行 `---`，接着是头部各项，再是一行 `---`"
    ),
    "the first line must be `---`, without a blank or an empty line before it": (
        "第一行就要是 `---`，前面不能有空行或空格"
    ),
    "the front matter is not closed: put a line `---` between it and the text": (
        "头部没有结束：请在头部和正文之间加一行 `---`"
    ),
    '"%1" says %2, the folder says %3; make them agree': "“%1”写的是 %2，文件夹是 %3，请改成一致",
    '"%1" says %2, the file name says %3; make them agree': "“%1”写的是 %2，文件名是 %3，请改成一致",
    '"%1" spell 「%2」, the headline is 「%3」; make them agree': (
        "“%1”连起来是「%2」，标题是「%3」，请改成一致"
    ),
    '"%1" names folio and position, as 04-02, not "%2"': "“%1”要写版次和序号，如 04-02，不是“%2”",
    '"%1" has %2 rectangles; at most %3 are sensible': "“%1”有 %2 个矩形，最多 %3 个",
    '"%1" holds left, top, width and height in percent of the page, as 8.5 12 40 33.5, not "%2"': (
        "“%1”要写左、上、宽、高，都是占版面的百分之几，如 8.5 12 40 33.5，不是“%2”"
    ),
    '"%1" reaches out of the page; left and width, as top and height, make 100 at most': (
        "“%1”超出了版面；左加宽、上加高都不能超过 100"
    ),
    "a correction is written as a mapping: `- {date: 2021-12-13, note: …}`": (
        "更正要写成这样：`- {date: 2021-12-13, note: …}`"
    ),
    "a correction of %1 is older than what it corrects, which was printed on %2": (
        "更正的日期 %1 早于文章见报的日期 %2"
    ),
    '"%1" stands here twice; keep one': "“%1”在这里写了两次，请留一个",
    'an alias is an old address below this site, as /old/1.html or /old/, not "%1"': (
        "别名要写本站之下的旧网址，如 /old/1.html 或 /old/，不是“%1”"
    ),
    '"%1" is an old address below this site, as /old/1.html or /old/, not "%2"': (
        "“%1”要写本站之下的旧网址，如 /old/1.html 或 /old/，不是“%2”"
    ),
    '"%1" is an address below this site, as /old/1.html or /old/, not "%2"': (
        "“%1”要写本站之下的网址，如 /old/1.html 或 /old/，不是“%2”"
    ),
    '"%1" lies among files of this site; an alias can\'t lie there': "“%1”是本站存放文件的地方，别名不能用那里的网址",
    '"%1" lies among files of this site; "%2" can\'t lie there': "“%1”是本站存放文件的地方，“%2”不能用那里的网址",
    "the article has no text after its front matter": "头部之后没有正文",
    "a picture is declared in the front matter: `images: [{file: …, alt: …}]`": (
        "图片要写在头部里：`图片: [{文件: …, 替代文字: …}]`"
    ),
    "readers would see this note; write it into the front matter, after a #": (
        "这条注释读者会看到；请写进头部，前面加 #"
    ),
    "this row has %1 cells, the heading of its table %2, and the others would be lost; give the heading as many": (
        "这一行有 %1 格，表头只有 %2 格，多出的会丢失；请把表头补足"
    ),
    "this line would become a row of the table above; leave an empty line between them": (
        "这一行会变成上面表格里的一行；请在中间空一行"
    ),
    "folios and positions are counted from 01": "版次和序号从 01 数起",
    "a withdrawn article says why: add `corrections: [{date: …, note: …}]`, readers will see it": (
        "撤回的文章要说明原因：请加上 `更正: [{日期: …, 说明: …}]`，读者看得到"
    ),
    # who.py
    '"%1" has its role behind the name; write {name: …, role: %2}': (
        "“%1”的身份写在了姓名后面；请写成 {姓名: …, 身份: %2}"
    ),
    '"%1" is more than one role and one name; write a list: [记者 张三, 通讯员 李四]': (
        "“%1”不止一个身份和一个姓名；请写成列表：[记者 张三, 通讯员 李四]"
    ),
    '"%1" is more than one name; write a list: [By Jane Doe, By John Roe]; one name is written {name: …}': (
        "“%1”不止一个姓名；请写成列表：[By Jane Doe, By John Roe]；如果是一个姓名，请写成 {name: …}"
    ),
    '"%1" is declared twice; keep one': "“%1”写了两次，请留一个",
    '"%1" is read as a name': "“%1”被当作姓名",
    '"%1" is read as one name; between two stands a half-width comma: [%2]; within one a dot: %3': (
        "“%1”被当作一个姓名；如果是几个人，中间用半角逗号隔开：[%2]；如果是一个人，中间用间隔号：%3"
    ),
    '"%1" is read as one name; between two stands a half-width comma: [%2]; within one a dot: %3 or nothing: %4': (
        "“%1”被当作一个姓名；如果是几个人，中间用半角逗号隔开：[%2]；如果是一个人，中间用间隔号：%3，或者连着写：%4"
    ),
    '"%1" is up to 60 of a-z, 0-9 and -, as wang-wei-2, not "%2"': (
        "“%1”最多 60 个字符，只用 a-z、0-9 和 -，如 wang-wei-2，不是“%2”"
    ),
    '"%1" is the address of an index page; write a longer "%2"': "“%1”是索引页的网址，请把“%2”写长一些",
    '"%1": no file can have this name on Windows; write another "%2"': (
        "“%1”：Windows 上的文件不能叫这个名字，“%2”请换一个"
    ),
    # images.py
    "an image is written as a mapping: `- {file: …, alt: …}`": "图片要写成这样：`- {file: …, alt: …}`",
    '"%1" must name a .png, .jpg, .gif or .webp beside this file, in Latin letters, 0-9, -, _ and .': (
        "“%1”应当是与本文件放在一起的 .png、.jpg、.gif 或 .webp，文件名只用拉丁字母、数字、-、_ 和 ."
    ),
    '"%1" is HEIC or AVIF, as telephones save a picture; save it as .jpg': (
        "“%1”是 HEIC 或 AVIF，即手机存图片的格式，请另存为 .jpg"
    ),
    '"%1": a name ends in small letters; rename the file to %2, and write that here': (
        "“%1”：扩展名要小写；请把文件改名为 %2，这里也照此写"
    ),
    '"%1": no file can have this name on Windows; rename it': "“%1”：Windows 上的文件不能叫这个名字，请改名",
    'there is no file "%1" beside this one': "本文件旁边没有文件“%1”",
    '"%1" can\'t be read: %2; close it in other programs, or mend who may read it': (
        "“%1”读不了：%2；请在别的程序里关掉它，或者改一改读取权限"
    ),
    '"%1" has %2, more than %3; make it smaller: '
    "1,600 pixels in width are enough for an article, 4,000 for a printed page": (
        "“%1”有 %2，超过 %3；请缩小：文章里的图宽 1,600 像素就够了，版面图宽 4,000 像素就够了"
    ),
    '"%1" has %2 × %3 pixels, more than 100 million; make it smaller: '
    "1,600 pixels in width are enough for an article, 4,000 for a printed page": (
        "“%1”有 %2 × %3 像素，超过一亿；请缩小：文章里的图宽 1,600 像素就够了，版面图宽 4,000 像素就够了"
    ),
    '"%1" can\'t be read as an image': "“%1”不能当作图片读取",
    '"%1" ends in the middle of the picture; copy the whole file again': "“%1”到图片的一半就断了，请重新拷贝整个文件",
    # folders.py
    "a folder in issues/ is a year in four digits: 2021": "issues/ 里的文件夹要用四位数的年份命名：2021",
    '"%1" is no date; an issue\'s folder is <year>/<month>-<day>: 2021/12-12': (
        "“%1”不是日期；一期的文件夹是 <年>/<月>-<日>：2021/12-12"
    ),
    "an article lies in the folder of its day: issues/2021/12-12/01-01.md": (
        "文章要放在当天的文件夹里：issues/2021/12-12/01-01.md"
    ),
    "a folder inside an issue is not read; move its files up": "一期里面的文件夹不会被读到，请把其中的文件移到上一层",
    "no file can have this name on Windows; rename it": "Windows 上的文件不能叫这个名字，请改名",
    "an article's file is named <folio>-<position>.md, as 01-03.md or 01-03-sishui.md": (
        "文章的文件名是 <版次>-<序号>.md，如 01-03.md 或 01-03-sishui.md"
    ),
    "this would not be read; name it %1": "这样不会被读到，请改名为 %1",
    "this would not be read; move what is in it into issues": "这样不会被读到，请把里面的东西移进 issues",
    "a document of Word is no article; keep it elsewhere, and import it: build.py import … --date %1 --folio #2": (
        "Word 文档不能直接作为文章；请把它放在别处，再导入：build.py import … --date %1 --folio #2"
    ),
    "the name %1 can't be printed; rename it": "名字 %1 里有印不出来的字符，请改名",
    # notes.py
    "an inferred date needs its evidence: add `date_evidence: …`, readers will see it": (
        "推定的刊期要写依据：请加上 `刊期依据: …`，读者看得到"
    ),
    '"%1" is written one folio a line: `1: 要闻`': "“%1”要一版一行：`1: 要闻`",
    'a folio is a number from 1, not "%1"': "版次是从 1 起的数，不是“%1”",
    "folio %1 stands here twice; keep one": "第 %1 版在这里写了两次，请留一个",
    "this file is a list: every person begins with `- name: …`": "这个文件是列表：每个人以 `- name: …` 开头",
    "this file is a list: every address begins with `- old: …`": "这个文件是列表：每个网址以 `- old: …` 开头",
    "a person is written as a mapping: `- {name: …, reading: …}`": "人物要写成这样：`- {name: …, reading: …}`",
    '"%1" holds addresses that begin with https://, not "%2"': "“%1”要写以 https:// 开头的网址，不是“%2”",
    "an address is written as a mapping: `- {old: …, new: …}`": "网址要写成这样：`- {old: …, new: …}`",
    "%1 has either `new: …`, where it is now, or `reason: …`, why it is gone": (
        "%1 只能写一样：`新址: …` 说明现在在哪里，或者 `原因: …` 说明为何撤下"
    ),
    "%1 stands on line %2 too; keep one": "%1 在第 %2 行也有，请留一个",
    # content.py
    "was changed while it was being read; build again": "读的时候文件又改动了，请再构建一次",
    "folio #1": "第 #1 版",
    # dates.py
    "there is no year 0": "没有公元 0 年",
    "there is no month %1": "没有 %1 月",
    "%1 has no day %2": "%1没有 %2 日",
    '"%1" is not a date: write %2': "“%1”不是日期，请写成 %2",
    '"%1" is not a date: write year, month and day as 2021-12-09': "“%1”不是日期，年月日请照 2021-12-09 的样子写",
    '"%1" is not a date: %2': "“%1”不是日期：%2",
    '"%1" has no year: write it as 2021-12-09': "“%1”没有年份，请照 2021-12-09 的样子写",
    '"%1": there is no year 0': "“%1”：没有公元 0 年",
    '"%1": there is no month %2': "“%1”：没有 %2 月",
    '"%1": %2 has no day %3': "“%1”：%2没有 %3 日",
    '"%1": "%2" is not a date: write %3': "“%1”：“%2”不是日期，请写成 %3",
    '"%1": "%2" is not a date: write year, month and day as 2021-12-09': (
        "“%1”：“%2”不是日期，年月日请照 2021-12-09 的样子写"
    ),
    '"%1": "%2" is not a date: %3': "“%1”：“%2”不是日期：%3",
    '"%1": "%2" has no year: write it as 2021-12-09': "“%1”：“%2”没有年份，请照 2021-12-09 的样子写",
    "January #1": "#1年1月",
    "February #1": "#1年2月",
    "March #1": "#1年3月",
    "April #1": "#1年4月",
    "May #1": "#1年5月",
    "June #1": "#1年6月",
    "July #1": "#1年7月",
    "August #1": "#1年8月",
    "September #1": "#1年9月",
    "October #1": "#1年10月",
    "November #1": "#1年11月",
    "December #1": "#1年12月",
    # assemble.py
    '"%1" has the address of "%2", %3; give it another in people.yaml: `- {name: %4, id: %5}`': (
        "“%1”和“%2”的网址同为 %3；请在 people.yaml 里另给一个：`- {name: %4, id: %5}`"
    ),
    'the id "%1" is taken by line %2; give one of the two another `id: …`': (
        "编号“%1”第 %2 行已经用了，请给其中一个另写 `编号: …`"
    ),
    '"%1" is a former id on line %2 too; keep one': "“%1”在第 %2 行也是曾用编号，请留一个",
    '"%1" is a former id here, and the id on line %2; it can lead to one only': (
        "“%1”在这里是曾用编号，在第 %2 行是编号；只能指向一个人"
    ),
    "has the same folio and position, and so the same address, as %1; rename one": (
        "版次和序号与 %1 相同，网址也就相同；请改掉一个文件名"
    ),
    '"%1" and "%2" are one person, %3; declare one': "“%1”和“%2”是同一个人，编号 %3；请只写一个",
    '"%1" has the id "%2", which people.yaml has not': "“%1”的编号“%2”在 people.yaml 里没有",
    'people.yaml has %1 of the name "%2"; say which: %3': "people.yaml 里有 %1 个“%2”，请写明是哪一个：%3",
    "{name: %1} or {name: %2}": "{name: %1} 或 {name: %2}",
    "{name: %1} or {name: %2} or {name: %3}": "{name: %1}、{name: %2} 或 {name: %3}",
    '"%1" has the id %2 in %3 and none here; say who this is': "“%1”在 %3 里有编号 %2，这里没有；请写明是谁",
    "no article stands on folio %1; name it here, `folios: {%2: …}`, or renumber the others": (
        "第 %1 版没有文章；请在这里写明这一版：`版面: {%2: …}`，或者改其他文章的版次"
    ),
    '"continued" says %1, which is this article itself': "“转版”写的 %1 就是本篇",
    '"continued" says %1, which is no published article of this issue': "“转版”写的 %1 不是本期已发布的文章",
    # templates/alone.py
    "not a template": "不是模板",
    "there is no such template": "没有这个模板",
    "includes itself without an end": "没完没了地包含自己",
    "%1; see %2 in edition/views.py for what this page may show": (
        "%1；这一页可以显示什么，见 edition/views.py 里的 %2"
    ),
    # -- the site, import and people ------------------------------------------------------------------
    # addresses.py
    "none of its #1 addresses has a page any more. When they are those of another newspaper, or of the sample, delete "
    "this file; else readers look for them, as for %2: %3": (
        "里面的 #1 个网址都没有页面了。如果是别的报纸或样例的记录，就删去这个文件；不然，读者还会来找，如 %2：%3"
    ),
    "made %1, which was published and has no page now: %2": "原先生成 %1，这个网址已经发布，现在却没有页面：%2",
    "; what nobody has been given yet is struck from %1": "；还没有给过任何人的网址，从 %1 划掉那一行就行",
    "set `status: withdrawn` and say why in `corrections`, or make it public again": (
        "写 `状态: 撤回`，在 `更正` 里说明原因，或者重新公开"
    ),
    "where the article stands now, add `aliases: [%1]`; where it has to go, put the file back with "
    "`status: withdrawn`": (
        "文章移到了别处，就在现在的文件里写上 `别名: [%1]`；要撤下，就把文件放回来，写 `状态: 撤回`"
    ),
    "where the person has another name or id now, add `formerly: [%1]` to the entry in %2 (where there is none: "
    "`- {name: …, formerly: [%3]}`); where the page has to go, add %4 to %5": (
        "此人换了名字或编号，就在 %2 里的那一条写上 `曾用编号: [%1]`（没有这一条，就写 "
        "`- {姓名: …, 曾用编号: [%3]}`）；这一页要撤下，就在 %5 里加上 %4"
    ),
    "name the folio in issue.yaml, `folios: {#1: …}`, or add %2 to %3": (
        "在 issue.yaml 里写明这一版：`版面: {#1: …}`，或者在 %3 里加上 %2"
    ),
    "where it is another page now, add %1 to %2; where it has to go, %3": (
        "这一页换了网址，就在 %2 里加上 %1；要撤下，就写 %3"
    ),
    "%1 leads to %2, where no page is; mend `new: …`": "%1 转到 %2，那里却没有页面；请改正 `新址: …`",
    "%1, and so nowhere; mend one `new: …`": "%1，绕了一圈，哪里也到不了；请改正其中一个 `新址: …`",
    "/%1 leads to %2": "/%1 转到 %2",
    "not an address and a file, as `/2021/12/12/01-03.html issues/2021/12-12/01-03.md`": (
        "应当是一个网址和一个文件，如 `/2021/12/12/01-03.html issues/2021/12-12/01-03.md`"
    ),
    # budget.py
    "the site has %1, more than %2 (%3); smaller pictures, `data: false`, `offline: false` or an edition of fewer "
    "years make it lighter; `limits: {site: …}` allows more where the host does": (
        "全站有 %1，超过 %2（%3）；缩小图片、写 `数据: 否` 或 `离线版: 否`、少收几年，都能变小；"
        "主机容得下的，用 `上限: {全站: …}` 放宽"
    ),
    "the site has #1 files, more than #2; raise `limits: {files: …}`": (
        "网站有 #1 个文件，超过 #2 个；请调高 `上限: {文件数: …}`"
    ),
    "the page %1 has %2, more than %3; a smaller `page_size` makes lists lighter, and a text that long is several; "
    "`limits: {page: …}` allows more": (
        "页面 %1 有 %2，超过 %3；名单太长，就调小 `每页篇数`；文章太长，就分成几篇；也可以用 `上限: {单页: …}` 放宽"
    ),
    # output.py, state.py, moving.py
    "would be published at %1, beside the folder /%2/, the same on some disks": (
        "要发布在 %1，而另有文件夹 /%2/：只差字母大小写，有的磁盘会当成同一个"
    ),
    "would be published at %1, which %2 already takes": "要发布在 %1，而 %2 已经占了这个网址",
    "another build is writing here; wait until it ends": "另一次构建正在写这里；请等它结束",
    "the system says: %1; mend that": "系统报告：%1；请排除",
    "a folder is in the way of a page; move it away": "这里该放网页，却有一个文件夹；请移开",
    "a file is in the way of a folder; move it away": "这里该是文件夹，却有一个文件；请移开",
    # server.py
    "port #1": "端口 #1",
    "neither this port nor the #1 after it can be had; name another": "这个端口和后面 #1 个都用不了；请另选一个",
    # importer/desk.py
    "a folio is a number from 1 to 99, not %1": "版次是 1 到 99 的数，不是 %1",
    "say of which issue this is a page: --date 2021-12-12": "请写明是哪一期的版面：--date 2021-12-12",
    "#1 pages from folio #2; folios end with 99": "从第 #2 版起共 #1 页；版次最大是 99",
    "another text was imported as folio #1 of %2; delete this file to import %3 instead": (
        "%2 第 #1 版已经导入过另一份文字；要改为导入 %3，请先删去这个文件"
    ),
    "%1.pdf page #2": "%1.pdf 第 #2 页",
    "corrected by hand: import this file instead, or delete it to read %1 afresh": (
        "记号已经手工改过：请导入这个文件；要重新读 %1，请先删去它"
    ),
    "this is folio #1 of %2; leave --date and --folio out": "这是 %2 第 #1 版；不要写 --date 和 --folio",
    "the page it was made from is missing: %1": "缺少它所依据的版面文字：%1",
    "no article found: no line looks like running text": "没有找到文章：没有一行像正文",
    # what was imported, line by line
    "%1: #2 article(s), %3, in %4": "%1: #2 篇文章，%3，在 %4",
    "#1 paragraph(s)": "#1 段",
    "read as %1; kept as UTF-8 in %2": "按 %1 读入；用 UTF-8 存为 %2",
    "few Chinese characters: cut at blank lines only, so look at every article": "汉字很少：只按空行切分，请逐篇查看",
    "#1 characters read = #2 in articles + #3 removed + #4 unplaced: balances": (
        "读入 #1 字 = 进入稿件 #2 + 删去 #3 + 未归入 #4：账平"
    ),
    "#1 characters read = #2 in articles + #3 removed + #4 unplaced - #5 added: balances": (
        "读入 #1 字 = 进入稿件 #2 + 删去 #3 + 未归入 #4 - 添上 #5：账平"
    ),
    "removed: %1": "删去：%1",
    "added: %1": "添上：%1",
    "#1 spaces at the ends of lines": "#1 个行首行末的空格",
    "#1 spaces of justification": "#1 个两端对齐的空格",
    "#1 further spaces": "#1 个别处多余的空格",
    "#1 half-width commas made full-width": "#1 处半角逗号改为全角",
    "#1 spaces between words at line ends": "#1 个行末单词间的空格",
    "#1 banners drawn twice with their dots": "#1 字重复绘制的栏题及其圆点",
    "#1 bullets and brackets of bylines": "#1 个署名里的圆点、括号和空格",
    "#1 characters that can't be printed": "#1 个不能印出的字符",
    "#1 compatibility characters made usual ones": "#1 处兼容字符改为通用字",
    "#1 spaces of blank lines": "#1 个空行里的空格",
    "not in this account: what you made of the drafts that are kept; compare them where lines moved": (
        "保留的草稿里改过的文字不在此账；有行移动的，请对照"
    ),
    "page #1 has no text: folio #2 is left out": "第 #1 页没有文字：第 #2 版跳过",
    "#1 characters drawn more than once stand here once": "重复绘制的 #1 字只取一次",
    "#1 characters are drawn without saying which they are; each stands as 〓": (
        "#1 字只有字形，没有写明是什么字；各以 〓 代替"
    ),
    "%1 stays the picture of folio #2, as issue.yaml says": "第 #2 版的版面图仍是 %1，照 issue.yaml 所写",
    "%1 kept: it is another picture; delete it to have one made of this page": (
        "%1 保留：这是另一幅图；要用这一版的图，请先删去它"
    ),
    "%1, #2 KB: the picture of folio #3": "%1，#2 KB：第 #3 版的版面图",
    "; write it into issue.yaml, under folios: %1": "；请写进 issue.yaml 的 folios：%1",
    "%1  %2 (kept: changed by hand)": "%1  %2（保留：手工改过）",
    "%1  %2 (kept: changed by hand; its region: %3)": "%1  %2（保留：手工改过；版面位置：%3）",
    "%1  removed: a draft of an earlier import that is no article now": "%1  删去：以前导入的草稿，现在不成一篇",
    "%1: in no article: %2": "%1: 未归入任何一篇：%2",
    "%1: doubtful: %2: the headline of %3, or of another text": "%1: 存疑：%2：现作 %3 的标题，也可能是另一篇的",
    "%1: doubtful: %2: taken for %3, or %4 (%5 or %6)": "%1: 存疑：%2：现作“%3”，也可能是“%4”（%5 或 %6）",
    "a new paragraph": "一段的首行",
    "more of the paragraph above": "上一段的续行",
    "part of a headline": "标题",
    "a byline": "署名",
    "no part of an article": "不属于任何一篇",
    "a kicker": "引题",
    "a deck": "副题",
    "a banner": "栏题",
    "%1: no headline was found for this text": "%1: 这篇没有找到标题",
    "%1: event_date is %2: is that the day?": "%1: event_date（事件日期）%2，是这一天吗？",
    "#1 days after the issue": "在刊期之后 #1 天",
    "#1 days before the issue": "在刊期之前 #1 天",
    "To correct: change signs in %1, then build.py import %2": "改正切分：改 %1 里的记号，再运行 build.py import %2",
    'To finish: make serve ARGS=--drafts, then "status: public" in each draft': (
        "完成：make serve ARGS=--drafts 查看，再在每篇草稿里写 status: public"
    ),
    # importer/annotated.py, importer/filing.py
    "article #1 has no text: mark the first line of its text P#2": "第 #1 篇没有正文：请在正文首行写 P#2",
    "#1 lines of text, but the page has #2; change signs only, take out no line": (
        "这里有 #1 行文字，版面有 #2 行；只改记号，不要增减行"
    ),
    "this line no longer says what the page says; change signs only": "这一行和版面文字不一致；只改记号，不改文字",
    '"%1" is no sign; write one of %2': "没有“%1”这个记号；请写 %2 之一",
    "a sign is missing; write one of %1": "缺少记号；请写 %1 之一",
    "say which article this is: %1": "请写明是第几篇，如 %1",
    "#1 articles on one folio; at most #2 have an address": "一版有 #1 篇；最多 #2 篇能有网址",
    "can't be written: %1": "无法写入：%1",
    # importer/pagetext.py
    "there is no such file": "没有这个文件",
    "this is no file; name the text of one page": "这不是文件；请写明一个版面的文字文件",
    "larger than #1 KB; is this the text of one page?": "超过 #1 KB；这是一个版面的文字吗？",
    "the file is empty; is the page a picture without text?": "文件是空的；这一版是没有文字的图片吗？",
    "#1 characters were lost in a conversion (U+FFFD); take the text out again, or write the right ones": (
        "有 #1 个字在转换编码时丢失（U+FFFD）；请重新抽取文字，或补上正确的字"
    ),
    "columns stand side by side on its lines; take the text out in reading order: pdftotext -raw": (
        "几栏并排在同一行里；请按阅读顺序抽取：pdftotext -raw"
    ),
    "not UTF-16, though it begins like it; save it as UTF-8": "开头像 UTF-16，其实不是；请另存为 UTF-8",
    # importer/docx.py
    "larger than #1 MB; save it there as plain text (*.txt), and import that file": (
        "超过 #1 MB；请在 Word 里另存为纯文本（*.txt），再导入那个文件"
    ),
    "more than #1 MB of text and its formatting are packed in it; save it there as plain text (*.txt), and import "
    "that file": "里面的文字和格式超过 #1 MB；请在 Word 里另存为纯文本（*.txt），再导入那个文件",
    "a document of Word, WPS or the like in a form that is not read; save it there as *.docx or as plain text (*.txt), "
    "and import that file": (
        "这种格式的 Word、WPS 文档不能读；请在原来的程序里另存为 *.docx 或纯文本（*.txt），再导入那个文件"
    ),
    "a ZIP, but no document of Word (*.docx); import what is in it": (
        "这是压缩包，不是 Word 文档（*.docx）；请导入里面的文件"
    ),
    "it is damaged and can't be read; open it in Word, save it again, and import that file": (
        "文件损坏，无法读取；请用 Word 打开，重新保存，再导入那个文件"
    ),
    "parts of it are embedded from another file; open it in Word, save it again, and import that file": (
        "里面有从别的文件嵌入的内容；请用 Word 打开，重新保存，再导入那个文件"
    ),
    "#1 page break(s) of Word taken for no new folio; import each folio from a file of its own": (
        "Word 的分页 #1 处不算新的一版；各版请分开存成文件，一版一版地导入"
    ),
    "#1 text(s) in a box, each read before the paragraph that it is fixed to": (
        "文本框里的文字 #1 处，读在它所在的那一段前面"
    ),
    "#1 character(s) left out: %2": "略去 #1 字：%2",
    "deleted in tracked changes": "修订中删去的",
    "hidden text": "隐藏文字",
    "readings above the text (ruby)": "字上面的注音",
    "codes of fields": "域代码",
    "#1 footnote(s) left out; write into the article what its readers need": (
        "略去脚注、尾注 #1 条；读者用得着的，请写进文章"
    ),
    "#1 picture(s) left out; put them beside the article, and name them in `images`": (
        "略去图片 #1 张；请放在文章旁边，写进 `images`"
    ),
    "#1 field(s) left out that draw characters (EQ, as a ringed number); write them in": (
        "略去画出字符的域 #1 处（EQ，如带圈字符）；请补写"
    ),
    "#1 empty cell(s) of tables stand as —": "表格中的 #1 个空单元格，以—代替",
    "#1 sign(s) of a font without characters stand as 〓": "符号字体里没有对应字符的 #1 处，以〓代替",
    # importer/pdf.py, importer/sheets.py
    "reading a PDF needs %1: make pdf installs it, or pip install --require-hashes -r requirements-pdf.txt": (
        "读 PDF 需要 %1：用 make pdf 安装，或 pip install --require-hashes -r requirements-pdf.txt"
    ),
    "larger than #1 MB; print its pages into smaller files": "超过 #1 MB；请按页分成较小的文件",
    "it is locked with a password; save a copy without one": "有密码保护；请另存一份没有密码的",
    "it is damaged and can't be opened; print or export the page once more": (
        "文件损坏，打不开；请重新打印或导出这一版"
    ),
    "it has #1 pages; from 1 to #2 make an issue": "它有 #1 页；一期是 1 到 #2 页",
    "page #1 is damaged and can't be read": "第 #1 页损坏，无法读取",
    "page #1 is #2 by #3 inches; that is no page of a newspaper": "第 #1 页的尺寸是 #2×#3 英寸，不像报纸的版面",
    "page #1 has #2 characters; at most #3 are read": "第 #1 页有 #2 字；最多读 #3 字",
    "there is no text in it, only pictures, as a scanner makes them; have its characters recognised (OCR), then import "
    "that text": "里面没有文字，只有图片，像是扫描的；请先做文字识别（OCR），再导入识别出来的文字",
    "#1 of #2 characters are drawn without saying which they are; have them recognised (OCR), then import that text": (
        "#2 字里有 #1 字只有字形，没有写明是什么字；请先做文字识别（OCR），再导入识别出来的文字"
    ),
    # persons/desk.py
    "there is no such file; build.py people writes one": "没有这个文件；build.py people 会写出一份",
    "there is no article %1": "没有 %1 这篇文章",
    'people.yaml has #1 of the name "%2"; say in the review which: %3': (
        "people.yaml 里有 #1 个“%2”；请在人物清单里写明是哪一个：%3"
    ),
    "`%1` or `%2`": "`%1` 或 `%2`",
    "`%1` or `%2` or `%3`": "`%1`、`%2` 或 `%3`",
    "`%1` or `%2` or `%3` or `%4`": "`%1`、`%2`、`%3` 或 `%4`",
    "entries can't be added at the end of this file; it is written as a list of `- name: …` lines": (
        "不能在这个文件末尾添加条目；它应当写成一行行的 `- name: …`"
    ),
    "#1 proposals for #2 of #3 articles: #4 certain, #5 likely, #6 perhaps": (
        "提出人物 #1 条，涉及 #3 篇文章中的 #2 篇：有把握（certain）#4，很可能（likely）#5，也许（perhaps）#6"
    ),
    "Review them in %1, then build.py people --accept %2": "请在 %1 里标出认可的，再运行 build.py people --accept %2",
    "or take the certain ones at once: build.py people --accept": "或者直接采用有把握的：build.py people --accept",
    "#1 persons written into articles, #2 entries into people.yaml": (
        "写进文章的人物 #1 位，写进 people.yaml 的条目 #2 条"
    ),
    "#1 proposals are less certain: build.py people lists them": "还有 #1 条不够有把握：用 build.py people 列出",
    # persons/frontmatter.py, persons/review.py
    "persons can't be added to this file: %1": "不能在这个文件里添加人物：%1",
    "persons is neither a list nor one name": "persons 既不是列表，也不是一个姓名",
    "the list of persons has no end": "persons 的列表没有结尾",
    "persons can't be added to this file; write them by hand: %1": "不能在这个文件里添加人物；请手工写上：%1",
    "no article is named above this line: ## …/01-01.md": "这一行上面没有写明是哪一篇：## …/01-01.md",
    "a line begins with [ ], or with [x] where it is accepted": "每行以 [ ] 开头，认可的写 [x]",
    '"%1" is no name of one person': "“%1”不是一个人的姓名",
}
