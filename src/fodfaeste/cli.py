"""The command line: ``fodfaeste evaluate``, ``settle``, ``programme``, ``serve``, ``demo`` …

Each command imports what it needs when it runs, so that ``evaluate`` starts fast and never loads
Django.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from fodfaeste import __version__

EPILOG = "A programme is named by its id, or by the path of a programme file."


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs a command and exits: 0 well, 2 on bad input, with a line for each fault."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    try:
        status = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has had enough; python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fodfaeste", epilog=EPILOG, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"fodfaeste {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_evaluate(commands)
    _add_settle(commands)
    _add_programme(commands)
    _add_serve(commands)
    return parser


Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=("da", "en"), help="of the sentences (Danish unless told)"
    )


def _command(commands: Commands, name: str, about: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
    _language(parser)
    return parser


def _add_evaluate(commands: Commands) -> None:
    parser = _command(commands, "evaluate", "print how a case stands on a day, as JSON")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("case", nargs="?", metavar="CASE.json", help="a case; - for standard input")
    what.add_argument("--lines", metavar="FILE.jsonl", help='a {"case": …, "on": …} on each line')
    parser.add_argument("--on", metavar="DATE", help="the day asked about, as 2026-06-01")
    parser.set_defaults(run=_evaluate, usage_error=parser.error)


def _evaluate(options: argparse.Namespace) -> int:
    from fodfaeste.commands import evaluating

    if options.lines is not None:
        if options.on is not None:
            options.usage_error("--on goes with one case; each line of a stream has its own")
        return evaluating.evaluate_lines(options.lines, language=options.language)
    if options.on is None:
        options.usage_error("the following arguments are required: --on")
    return evaluating.evaluate_one(options.case, on=options.on, language=options.language)


def _add_settle(commands: Commands) -> None:
    parser = _command(commands, "settle", "print a model project's statement for a quarter")
    parser.add_argument("project", metavar="PROJECT.json", help="a project; - for standard input")
    parser.add_argument("--quarter", metavar="QUARTER", required=True, help="as 2026Q2")
    parser.set_defaults(run=_settle)


def _settle(options: argparse.Namespace) -> int:
    from fodfaeste.commands import evaluating

    return evaluating.settle(options.project, quarter=options.quarter, language=options.language)


def _add_programme(commands: Commands) -> None:
    parser = commands.add_parser("programme", help="list, show or check programmes")
    inner = parser.add_subparsers(required=True, metavar="WHAT")
    listing = _command(inner, "list", "list the programmes and their versions")
    listing.set_defaults(run=_programme_list)
    show = _command(inner, "show", "show a programme's rules in words, with their clauses")
    show.add_argument("programme", metavar="ID")
    show.set_defaults(run=_programme_show)
    check = _command(inner, "check", "check a programme file and tell every mistake")
    check.add_argument("file", metavar="FILE")
    check.set_defaults(run=_programme_check)
    calendar = _command(inner, "calendar", "show when everything would fall due")
    calendar.add_argument("programme", metavar="ID")
    calendar.add_argument("--variant", metavar="V", help="the form of the programme")
    calendar.add_argument("--start", metavar="DATE", required=True, help="the first day")
    calendar.set_defaults(run=_programme_calendar)
    for one in (listing, show, check, calendar):
        one.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _programme_list(options: argparse.Namespace) -> int:
    from fodfaeste.commands import programmes

    return programmes.list_all(language=options.language, as_json=options.json)


def _programme_show(options: argparse.Namespace) -> int:
    from fodfaeste.commands import programmes

    return programmes.show(options.programme, language=options.language, as_json=options.json)


def _programme_check(options: argparse.Namespace) -> int:
    from fodfaeste.commands import programmes

    return programmes.check(options.file, language=options.language, as_json=options.json)


def _programme_calendar(options: argparse.Namespace) -> int:
    from fodfaeste.commands import programmes

    return programmes.calendar(
        options.programme,
        variant=options.variant,
        start=options.start,
        language=options.language,
        as_json=options.json,
    )


def _add_serve(commands: Commands) -> None:
    serve = commands.add_parser("serve", help="serve the app on http://127.0.0.1:8000 (PORT=…)")
    serve.set_defaults(run=_serve)
    demo = commands.add_parser("demo", help="fill an empty demo database with made-up cases")
    demo.set_defaults(run=_demo)
    manage = commands.add_parser(
        "manage", help="run a management command", add_help=False, prefix_chars="\0"
    )
    manage.add_argument("arguments", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)


def _serve(_: argparse.Namespace) -> int:
    from fodfaeste.commands import running

    return running.serve()


def _demo(_: argparse.Namespace) -> int:
    from fodfaeste.commands import running

    return running.demo()


def _manage(options: argparse.Namespace) -> int:
    from fodfaeste.commands import running

    return running.manage(options.arguments)
