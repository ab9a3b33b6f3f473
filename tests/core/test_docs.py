"""What is written is true: examples run, links lead somewhere, and nothing is left unmentioned."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fodfaeste import cli, exchange, statements
from fodfaeste.programmes import catalogue, scenarios
from tests import documents
from tests.documents import PAGES, ROOT, Example, text_of

SOURCE = ROOT / "src" / "fodfaeste"
DOCS = ROOT / "docs"

# --- examples


def test_there_are_examples_of_every_sort():
    sorts = ("json", "case"), ("json", "project"), ("yaml", "jobspot"), ("yaml", "file")
    assert documents.commands()
    assert all(documents.examples(*words) for words in sorts)


@pytest.mark.parametrize("command", documents.commands(), ids=str)
def test_commands_print_what_the_page_says(command):
    line = command.line.replace(".venv/bin/", "")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    result = subprocess.run(
        ["bash", "-c", line], cwd=ROOT, env=os.environ | {"PATH": path}, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60,
    )  # fmt: skip
    assert documents.prints(result.stdout, command.printed), result.stdout


def pairs(given: str, asked: str) -> list[tuple[Example, Example]]:
    """Each answer with the question that stands last before it on its page."""
    found, latest = [], None
    for one in documents.examples("json"):
        if one.words[1:2] == (given,):
            latest = one
        elif one.words[1:2] == (asked,):
            assert latest is not None and latest.page == one.page, f"{one}: what is it about?"
            found.append((latest, one))
    return found


@pytest.mark.parametrize(("case", "expected"), pairs("case", "evaluation"), ids=str)
def test_cases_evaluate_as_the_page_says(case, expected):
    data = exchange.parse_json(case.text)
    question = exchange.read_question(data, expected.words[2], on_place="on")
    found = exchange.evaluation_of(question, "en")
    assert not list(documents.contains(found, json.loads(expected.text)))


@pytest.mark.parametrize(("project", "expected"), pairs("project", "statement"), ids=str)
def test_projects_settle_as_the_page_says(project, expected):
    found = statements.statement_of(exchange.parse_json(project.text), expected.words[2])
    assert found == json.loads(expected.text)


STORIES = [one for one in documents.examples("yaml") if one.words[1:] not in ((), ("file",))]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_stories_go_as_the_page_says(story, tmp_path):
    path = tmp_path / "story.yaml"
    path.write_text(story.text.replace("- en:", "- da: –\n  en:"), "utf-8")
    versions = catalogue.versions(story.words[1])
    for one in scenarios.read_scenarios(path):
        assert not scenarios.differences(scenarios.rules_for(versions, one), one)


@pytest.mark.parametrize("file", documents.examples("yaml", "file"), ids=str)
def test_programme_files_on_a_page_are_in_order(file, tmp_path):
    path = tmp_path / "programme.yaml"
    path.write_text(file.text, "utf-8")
    catalogue.load(path)  # raises FaultyFile with all its mistakes


# --- links and names


@pytest.mark.parametrize("page", PAGES, ids=documents.name_of)
def test_links_lead_somewhere(page):
    for target in documents.links(page):
        path, _, heading = target.partition("#")
        aim = (page.parent / path) if path else page
        assert aim.exists(), target
        if heading and aim.suffix == ".md":
            assert heading in documents.headings(aim), target


ROOMS = {path.name for path in (ROOT, SOURCE) for path in path.iterdir()} - {"var"}


@pytest.mark.parametrize("page", PAGES, ids=documents.name_of)
def test_files_that_are_named_exist(page):
    for name in documents.codes(page):
        first = name.partition("/")[0]
        if first in ROOMS and re.fullmatch(r"[\w./*-]+", name) and ("/" in name or "." in name):
            pattern = name.rstrip("/")
            assert list(ROOT.glob(pattern)) or list(SOURCE.glob(pattern)), name


@pytest.mark.parametrize("page", PAGES, ids=documents.name_of)
def test_make_targets_that_are_named_exist(page):
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for name in documents.codes(page):
        if found := re.match(r"make ([a-z]+)\b", name):
            assert re.search(rf"^{found[1]}:", makefile, re.MULTILINE), name


def test_the_map_shows_every_folder():
    [tree] = [one.text for one in documents.examples("text") if "src/fodfaeste/" in one.text]
    named = set(re.findall(r"^ *([\w./-]+/)", tree, re.MULTILINE))
    packages = {f"{path.parent.name}/" for path in SOURCE.glob("*/__init__.py")}
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    folders = {f"{line.partition('/')[0]}/" for line in tracked.splitlines() if "/" in line}
    assert packages | folders - {"src/"} <= named
    assert all((ROOT / name).is_dir() or (SOURCE / name).is_dir() for name in named)


ROW = re.compile(r"^\| `(\w+)` \| ((?:`\w+` ?)*)\|", re.MULTILINE)


def test_rooms_import_as_the_house_is_drawn():
    """No room imports from one that its row does not name, and every room has a row."""
    rows = ROW.findall(text_of(DOCS / "architecture.md"))
    drawn = {room: set(re.findall(r"\w+", named)) for room, named in rows}
    rooms = {path.stem if path.is_file() else path.name for path in rooms_of(SOURCE)}
    assert rooms == drawn.keys()
    for room, allowed in drawn.items():
        assert imported_by(room) - {room} <= allowed, room


def rooms_of(folder):
    packages = [path.parent for path in folder.glob("*/__init__.py")]
    return [*packages, *(path for path in folder.glob("*.py") if path.stem != "__init__")]


def imported_by(room):
    """The rooms from which the modules of a room import."""
    files = [*(SOURCE / room).rglob("*.py"), *SOURCE.glob(f"{room}.py")]
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    modules = {name for node in nodes for name in modules_of(node)}
    rooms = {path.stem for path in rooms_of(SOURCE)}
    return {name.split(".")[1] for name in modules if name.startswith("fodfaeste.")} & rooms


def modules_of(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def test_every_page_can_be_reached():
    """From README.md, link by link."""
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page not in seen and page.suffix == ".md" and page.exists():
            seen.add(page)
            waiting += [page.parent / link.partition("#")[0] for link in documents.links(page)]
    assert {page.resolve() for page in PAGES} <= seen


# --- nothing is left unmentioned


def test_every_command_and_option_is_described(capsys):
    described = text_of(DOCS / "cli.md")
    for name, (_, add) in cli.COMMANDS.items():
        assert f"fodfaeste {name}" in described
        parser = cli._new_parser(name, "")
        add(parser)
        for option in options_of(parser):
            assert f"`{option}" in described or f" {option}" in described, option


def options_of(parser):
    """The options and sub-commands of a command, and of those."""
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for name, inner in action.choices.items():
                yield f"fodfaeste programme {name}"
                yield from options_of(inner)
        yield from (option for option in action.option_strings if option not in ("-h", "--help"))


def test_every_management_command_is_described():
    files = SOURCE.glob("*/management/commands/*.py")
    ours = {path.stem for path in files if not path.stem.startswith("_")}
    described = set(re.findall(r"`fodfaeste manage (\w+)", text_of(DOCS / "cli.md")))
    assert described == ours


READERS = {"text", "boolean", "words", "database", "secret", "hidden", "fernet_keys", "paths",
           "origins", "email", "number"}  # fmt: skip


def variables_read_by(path):
    """The names that a file reads from the environment, by ``os.environ`` or ``env``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, name = ast.unparse(node.func.value), node.func.attr
            if owner == "os.environ" or (owner in ("env", "self") and name in READERS):
                yield from constants(node.args[:1])
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            yield from constants([node.slice])


def constants(nodes):
    found = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return [value for value in found if isinstance(value, str) and value.isupper()]


def test_settings_are_described_all_of_them_and_no_others():
    read = {name for path in SOURCE.rglob("*.py") for name in variables_read_by(path)}
    described = {name for name in documents.first_cells(DOCS / "settings.md") if name.isupper()}
    assert described == read


def test_codes_of_wrong_settings_are_described():
    files = (SOURCE / "config").glob("*.py")
    code = re.compile(r"[\".]([EW]\d{3})\"")
    made = {found for path in files for found in code.findall(path.read_text("utf-8"))}
    described = documents.first_cells(DOCS / "settings.md")
    assert {name.partition(".")[2] for name in described if "." in name} == made


def test_roles_are_in_the_glossary():
    named = {name for page in [DOCS / "glossary.md"] for name in documents.codes(page)}
    assert catalogue.vocabulary().roles.keys() <= named
    assert catalogue.vocabulary().role_groups.keys() <= named


def test_event_types_and_facts_are_described():
    known = catalogue.vocabulary()
    for name, event in known.events.items():
        assert f"| {event.name.da} | {event.name.en} |" in row_of(name)
        for attribute, kind in event.attributes.items():
            shown = f"**`{attribute}`**" if kind.required else f"`{attribute}`"
            assert shown in row_of(name)
            assert all(f"`{value}`" in row_of(name) for value in kind.values)
    for name, fact in known.facts.items():
        assert f"| {fact.name.da} | {fact.name.en} |" in row_of(name)
        assert all(f"`{value}`" in row_of(name) for value in fact.values)


def row_of(name):
    """The one row about an event type or a fact."""
    rows = text_of(DOCS / "vocabulary.md").splitlines()
    [row] = [row for row in rows if row.startswith(f"| `{name}` |")]
    return row


def test_states_and_kinds_are_described():
    from fodfaeste.core.duties import _KINDS
    from fodfaeste.core.evaluation import STATES

    page = documents.codes(DOCS / "evaluation.md")
    assert {*STATES, *_KINDS} <= set(page)


def test_decisions_are_numbered_and_listed():
    files = sorted(path.name for path in (DOCS / "decisions").glob("0*.md"))
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    listed = documents.links(DOCS / "decisions" / "README.md")
    assert [target for target in listed if target[:1] == "0"] == files
