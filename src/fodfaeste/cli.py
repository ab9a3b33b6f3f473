import sys


def main() -> None:
    """Stand-in for the command line, which takes over `serve`."""
    if sys.argv[1:2] != ["serve"]:
        sys.exit("usage: fodfaeste serve")
    from fodfaeste.serving import serve

    serve()
