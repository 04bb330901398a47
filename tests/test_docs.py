"""What the documentation says is what the program does."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from edition import articles, cli, config, images, notes, who
from edition.templates.filters import FILTERS
from tests import toy

ROOT = Path(__file__).resolve().parent.parent
NEWSPAPERS = {
    name: (ROOT / name).is_file() and (ROOT / name).read_text(encoding="utf-8").startswith(title)
    for name, title in {
        "README.md": "# newspaper-edition\n",
        "README.zh.md": "# 报纸数字版\n",
        "LICENSE-content.md": "# The newspaper text is not under the MIT licence\n",
    }.items()
}
"""What a newspaper writes itself, and whether it is still the program's: on GitHub it is published when the tests
have passed, and what it says of itself is none of theirs."""
READMES = tuple(name for name in ("README.md", "README.zh.md") if NEWSPAPERS[name])
COMMANDS = ("build", "serve", "check", "import", "people")
GUIDES = ("docs/guide.md", "docs/guide.zh.md")
TEXTS = (
    *(name for name, is_ours in NEWSPAPERS.items() if is_ours),
    *(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")),
)

IN_README = {
    "an article": articles.KEYS,
    "byline": who.BYLINE_KEYS,
    "persons": who.PERSON_KEYS,
    "images": images.IMAGE_KEYS,
    "source": articles.SOURCE_KEYS,
    "corrections": articles.CORRECTION_KEYS,
    "status": articles.STATUSES,
}
IN_GUIDE = {
    "issue.yaml": notes.ISSUE_KEYS,
    "folios": notes.FOLIO_KEYS,
    "people.yaml": notes.PEOPLE_KEYS,
    "date_certainty": notes.CERTAINTIES,
    "kind": notes.KINDS,
    "edition.yaml": config.KEYS,
    "search": config.SEARCH_KEYS,
    "limits": config.LIMIT_KEYS,
    "moved.yaml": notes.MOVED_KEYS,
}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        cli.main([command, "--help"])
    return capsys.readouterr().out


def rows(name: str) -> list[str]:
    """The rows of all tables in a text."""
    return [line for line in text_of(name).split("\n") if line.startswith("| ")]


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_explains_every_option(name: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+(?: [A-Z]+)?)", help_of(command, capsys), re.MULTILINE))
    assert "--content FOLDER" in options
    first_cells = {row.split("|")[1].strip(" `") for row in rows(name)}
    assert options - {"--help"} <= first_cells


@pytest.mark.parametrize("name", READMES)
def test_the_readme_explains_no_option_that_is_not_there(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    known = set(re.findall(r"--[a-z][a-z-]*", "".join(help_of(command, capsys) for command in COMMANDS)))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text_of(name))) <= known


@pytest.mark.parametrize(
    ("name", "what", "keys"),
    [(name, what, keys) for names, tables in ((READMES, IN_README), (GUIDES, IN_GUIDE))
     for name in names for what, keys in tables.items()],
)
def test_every_key_stands_beside_its_other_spelling(name: str, what: str, keys: dict[str, str]) -> None:
    told = rows(name)
    for english, chinese in keys.items():
        assert any(re.search(rf"\b{english}\b", row) and chinese in row for row in told), (what, english, chinese)


@pytest.mark.parametrize("name", [*READMES, *GUIDES])
def test_every_example_is_accepted_by_the_build(name: str, tmp_path: Path) -> None:
    examples = list(fenced(text_of(name)))
    content = tmp_path / "content"
    home = content / "issues" / "2021" / "12-12"
    home.mkdir(parents=True)
    (content / "edition.yaml").write_text("title: 样报\n", encoding="utf-8")
    (home / "01-01.md").write_text("---\nheadline: 一\n---\n\n正文。\n", encoding="utf-8")
    for picture in ("01-03-square.jpg", "02.jpg"):
        (home / picture).write_bytes(SMALLEST_GIF)
    tried = 0
    for kind, text in examples:
        if kind == "markdown":
            (home / "01-02.md").write_text(text, encoding="utf-8")
        elif kind == "yaml" and re.match("- ", text):
            (content / "people.yaml").write_text(text.replace("…", "1"), encoding="utf-8")
        elif kind == "yaml" and ("folios:" in text or "版面:" in text):
            (home / "issue.yaml").write_text(text, encoding="utf-8")
        elif kind == "yaml" and re.match("limits:|上限:", text):
            (content / "edition.yaml").write_text(f"title: 样报\n{text}", encoding="utf-8")
        elif kind == "yaml":
            (home / "01-03.md").write_text(f"---\nheadline: 三\n{text}---\n\n正文。\n", encoding="utf-8")
        else:
            continue
        tried += 1
    assert tried == (1 if name in READMES else 5)
    arguments = ["build", "--content", str(content), "--site", str(tmp_path / "site"), "--no-search", "--quiet"]
    assert cli.main(arguments) == 0


@pytest.mark.parametrize("name", READMES)
def test_nothing_looks_wrong_in_the_first_article_of_a_newcomer(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [text] = [text for kind, text in fenced(text_of(name)) if kind == "markdown"]
    content = toy.newspaper(tmp_path / "content", {"01-01": text})
    assert cli.main(["check", "--content", str(content), "--site", str(tmp_path / "site"), "--quiet"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_names_every_filter_and_every_property_of_the_look(name: str) -> None:
    _, _, rest = text_of(name).partition("- **" + {"docs/guide.md": "Colours", "docs/guide.zh.md": "颜色"}[name])
    look = rest.partition("\n## ")[0]
    style = text_of("assets/style.css").partition("}")[0]
    assert set(re.findall(r"`(--[a-z]+)`", look)) == set(re.findall(r"(--[a-z]+):", style))
    assert set(FILTERS) <= set(re.findall(r"`([a-z_]+)`", look))


def with_a_python_of_make(folder: Path) -> None:
    """One that only says what it was asked to do."""
    own = folder / ".venv/bin/python"
    own.parent.mkdir(parents=True)
    own.write_text('#!/bin/sh\necho "$@"\n')
    own.chmod(0o755)


def test_the_commands_work_with_any_python_once_make_has_installed_what_they_need(tmp_path: Path) -> None:
    shutil.copy(ROOT / "build.py", tmp_path)
    (tmp_path / "edition").symlink_to(ROOT / "edition")

    def told() -> subprocess.CompletedProcess[str]:
        # Without site packages, as the Python of a system is.
        return subprocess.run(
            [sys.executable, "-S", "build.py", "check", "--quiet"], cwd=tmp_path, capture_output=True, text=True
        )

    assert (told().returncode, told().stderr) == (
        1,
        "build.py needs msgspec, which is not installed; "
        "`make site` installs it, and without make docs/guide.md says how\n",
    )  # fmt: skip
    with_a_python_of_make(tmp_path)
    assert told().stdout == f"{tmp_path.resolve()}/build.py check --quiet\n"


def test_a_python_that_is_too_old_uses_the_one_of_make_or_says_so(tmp_path: Path) -> None:
    shutil.copy(ROOT / "build.py", tmp_path)
    old = "import runpy, sys; sys.hexversion = 0x030906F0; runpy.run_path('build.py', run_name='__main__')"

    def told() -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", old, "check"], cwd=tmp_path, capture_output=True, text=True)

    assert told().returncode == 1
    assert told().stderr.startswith("build.py needs Python 3.11 or newer, and this is ")
    with_a_python_of_make(tmp_path)
    assert told().stdout == f"{tmp_path.resolve()}/build.py check\n"


def test_ctrl_c_ends_a_build_without_a_traceback(tmp_path: Path) -> None:
    shutil.copy(ROOT / "build.py", tmp_path)
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition/cli.py").write_text("def main():\n    raise KeyboardInterrupt\n")
    done = subprocess.run([sys.executable, "build.py"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (130, "")


SYSTEM_PYTHON = """\
#!/bin/sh
case "$*" in
  "-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
  "-c import pip") test -f .venv/for-this ;;
  "-m pip"*) touch .venv/for-this; echo installed ;;
  *build.py*) echo built ;;
esac
"""


@pytest.mark.parametrize("change", [Path.touch, Path.unlink])
def test_after_a_new_python_of_the_system_make_installs_everything_again(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    python = tmp_path / "python"
    python.write_text(SYSTEM_PYTHON)
    python.chmod(0o755)

    def made() -> list[str]:
        said = subprocess.run(["make", f"PYTHON={python}"], cwd=tmp_path, capture_output=True, text=True, check=True)
        return [line for line in said.stdout.splitlines() if line in ("installed", "built")]

    assert made() == ["installed", "built"]
    assert made() == ["built"]
    (tmp_path / ".venv/for-this").unlink()
    change(tmp_path / ".venv/bin/python")
    assert made() == ["installed", "built"]


def test_on_github_an_article_never_waits_for_the_tests_of_the_program() -> None:
    """They run where anything outside content/ is new, and what is published has passed them."""
    jobs = yaml.safe_load(text_of(".github/workflows/site.yml"))["jobs"]
    steps = jobs["test"]["steps"]
    (known,) = [step for step in steps if step.get("id") == "passed"]
    assert "hashFiles('**', '!.git/**', '!content/**')" in known["with"]["key"]
    (tests,) = [step for step in steps if "make test" in step.get("run", "")]
    assert tests["if"] == "steps.passed.outputs.cache-hit != 'true'"
    assert jobs["deploy"]["needs"] == ["test", "build"]
    # A fork whose own look fails them goes out, and doesn't wait for them again.
    assert tests["continue-on-error"] == "${{ github.event.repository.fork && github.event_name != 'pull_request' }}"
    assert steps[steps.index(tests) + 1] == {"if": tests["if"], "run": f"touch {known['with']['path']}"}


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_leads_somewhere(name: str) -> None:
    without_code = re.sub(r"^```.*?^```$|`[^`\n]+`", "", text_of(name), flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"", without_code)
    for link in filter(None, (one or other for one, other in found)):
        if re.match(r"https?:", link):
            continue
        path, _, fragment = unquote(link).partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        if not NEWSPAPERS.get(target.resolve().relative_to(ROOT).as_posix(), True):
            continue
        assert target.exists(), f"{name} links to {link}"
        if fragment:
            assert fragment in set(anchors(target.read_text(encoding="utf-8"))), f"{name} links to {link}"


def fenced(text: str) -> Iterator[tuple[str, str]]:
    """Each fenced block: its kind and its text."""
    return ((found[1], found[2]) for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


def anchors(text: str) -> Iterator[str]:
    """Where GitHub lets a link jump to: headings in lower case, without punctuation."""
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


SMALLEST_GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


@pytest.mark.parametrize("name", ["docs/guide.md", "docs/guide.zh.md"])
def test_every_message_that_the_guide_explains_is_one_the_program_gives(name: str) -> None:
    """Whoever looks for what the terminal said finds it: the words of a message between its examples."""
    said = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "edition").rglob("*.py")).replace("\\'", "'")
    table = re.split(r"^\| (?:message|提示) \|.*$", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)[1]
    rows = re.findall(r"^\| (`[^|]*(?:\\\|[^|]*)*) \|", table.partition("\n\n")[0], re.MULTILINE)
    messages = ["".join(found) for row in rows for found in re.findall(r"``(.+?)``|`([^`]+)`", row)]
    assert len(messages) > 25
    unknown = [
        words
        for message in messages
        for part in re.split(r'"[^"]*"|“[^”]*”|…|[0-9]+|<[^>]*>', message)
        if len(words := part.strip(" .,;:?/`「」")) > (7 if words.isascii() else 3) and words not in said
    ]
    assert unknown == []
