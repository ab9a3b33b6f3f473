"""The command line: ``fodfaeste evaluate``, ``settle``, ``programme``, ``serve``, ``demo`` …

Each command imports what it needs when it runs, so that ``evaluate`` starts fast and never loads
Django.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from fodfaeste import __version__

EPILOG = "A programme is named by its id, or by the path of a programme file."

Run = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs a command and exits: 0 well, 2 on bad input, with a line for each fault."""
    _prepare_streams()
    options = _options(sys.argv[1:] if arguments is None else arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except OSError as error:
        status = _cannot_write(error)
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


def _prepare_streams() -> None:
    """Both streams speak UTF-8; one that was closed swallows what it is given."""
    sys.stdout = sys.stdout or os.fdopen(_nowhere(), "w")
    sys.stderr = sys.stderr or os.fdopen(_nowhere(), "w")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _cannot_write(error: OSError) -> int:
    """Whoever read us has had enough, or the disk is full."""
    if not isinstance(error, BrokenPipeError):
        print(f"fodfaeste: {error.strerror or error}", file=sys.stderr)
    # Python would complain once more when it closes standard output.
    os.dup2(_nowhere(), sys.stdout.fileno())
    return 1


def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of the command that is called. The other commands' are not even built."""
    name, *rest = arguments = _language_last(list(arguments)) or [""]
    if name in COMMANDS:
        about, add = COMMANDS[name]
        parser = _new_parser(f"fodfaeste {name}", about)
        add(parser)
        return parser.parse_args(rest)
    return _overview().parse_args(arguments)


def _language_last(arguments: list[str]) -> list[str]:
    """``--language`` may also stand before the command."""
    if arguments[:1] == ["--language"]:
        return [*arguments[2:], *arguments[:2]]
    if arguments and arguments[0].startswith("--language="):
        return [*arguments[1:], arguments[0]]
    return arguments


def _new_parser(name: str, about: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=name, description=about, allow_abbrev=False)


def _overview() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fodfaeste", epilog=EPILOG, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"fodfaeste {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (about, add) in COMMANDS.items():
        add(commands.add_parser(name, help=about, description=about, allow_abbrev=False))
    return parser


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=("da", "en"), help="of the sentences (Danish unless told)"
    )


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    _language(parser)
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


def _add_settle(parser: argparse.ArgumentParser) -> None:
    _language(parser)
    parser.add_argument("project", metavar="PROJECT.json", help="a project; - for standard input")
    parser.add_argument("--quarter", metavar="QUARTER", required=True, help="as 2026Q2")
    parser.set_defaults(run=_settle)


def _settle(options: argparse.Namespace) -> int:
    from fodfaeste.commands import evaluating

    return evaluating.settle(options.project, quarter=options.quarter, language=options.language)


def _add_programme(parser: argparse.ArgumentParser) -> None:
    whats = parser.add_subparsers(required=True, metavar="WHAT")
    listing = _what(whats, "list", "list the programmes and their versions", _programme_list)
    show = _what(whats, "show", "show a programme's rules in words", _programme_show)
    check = _what(whats, "check", "check a programme file, tell every mistake", _programme_check)
    calendar = _what(whats, "calendar", "show when everything would fall due", _programme_calendar)
    for one in (show, calendar):
        one.add_argument("programme", metavar="ID", help=EPILOG)
    check.add_argument("file", metavar="FILE")
    calendar.add_argument("--variant", metavar="V", help="the form of the programme")
    calendar.add_argument("--start", metavar="DATE", required=True, help="the first day")
    for one in (listing, show, check, calendar):
        one.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _what(
    whats: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, about: str, run: Run
) -> argparse.ArgumentParser:
    parser = whats.add_parser(name, help=about, description=about, allow_abbrev=False)
    _language(parser)
    parser.set_defaults(run=run)
    return parser


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


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_serve)


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_demo)


def _add_verify(parser: argparse.ArgumentParser) -> None:
    _language(parser)
    parser.add_argument("--heads", metavar="FILE", help="write the heads of all logs there")
    parser.add_argument("--against", metavar="FILE", help="compare with heads from before")
    parser.set_defaults(run=_verify)


def _add_manage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    parser.set_defaults(run=_manage)


def _add_prepare(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_prepare)


def _add_worker(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_worker)


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="- for standard output; below FODFAESTE_VAR if none"
    )
    parser.add_argument(
        "--keep", type=_count, metavar="N", help="delete all but the newest N of the same folder"
    )
    parser.set_defaults(run=_backup)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 upwards")
    return int(text)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a backup; - for standard input")
    parser.add_argument("--check", action="store_true", help="only see whether it is whole")
    parser.set_defaults(run=_restore)


def _prepare(_: argparse.Namespace) -> int:
    from fodfaeste.commands import running

    return running.prepare()


def _worker(_: argparse.Namespace) -> int:
    from fodfaeste.commands import running

    return running.worker()


def _backup(options: argparse.Namespace) -> int:
    from fodfaeste.commands import running

    return running.backup(options.file, keep=options.keep)


def _restore(options: argparse.Namespace) -> int:
    from fodfaeste.commands import running

    return running.restore(options.file, check=options.check)


def _serve(_: argparse.Namespace) -> int:
    from fodfaeste.commands import running

    return running.serve()


def _demo(_: argparse.Namespace) -> int:
    from fodfaeste.commands import running

    return running.demo()


def _verify(options: argparse.Namespace) -> int:
    from fodfaeste.commands import running

    return running.verify(
        heads=options.heads, against=options.against, language=options.language or "da"
    )


def _manage(options: argparse.Namespace) -> int:
    from fodfaeste.commands import running

    return running.manage(options.arguments)


Add = Callable[[argparse.ArgumentParser], None]

COMMANDS: dict[str, tuple[str, Add]] = {
    "evaluate": ("print how a case stands on a day, as JSON", _add_evaluate),
    "settle": ("print a model project's statement for a quarter, as JSON", _add_settle),
    "programme": ("list, show or check programmes", _add_programme),
    "serve": ("serve the app on http://127.0.0.1:8000 (PORT=…)", _add_serve),
    "prepare": ("bring database and files up to date, as serve does first", _add_prepare),
    "worker": ("do the work that nobody waits for", _add_worker),
    "backup": ("write everything into one encrypted file", _add_backup),
    "restore": ("read a backup into an empty database", _add_restore),
    "demo": ("fill an empty demo database with made-up cases", _add_demo),
    "verify": ("say whether any log was changed behind the system's back, and where", _add_verify),
    "manage": ("run a management command", _add_manage),
}
