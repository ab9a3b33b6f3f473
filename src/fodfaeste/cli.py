import sys


def main() -> None:
    """Stand-in for the command line, which takes over `serve`."""
    if sys.argv[1:2] != ["serve"]:
        sys.exit("usage: fodfaeste serve")
    from django.core.management.base import CommandError

    from fodfaeste.serving import PortInUse, serve

    try:
        serve()
    except (CommandError, PortInUse) as error:
        sys.exit(str(error))
