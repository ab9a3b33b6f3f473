"""The programme files that tests go through: those that come with Fodfæste, and the made-up one."""

from pathlib import Path

from fodfaeste.programmes import catalogue

MADE_UP_FOLDER = Path(__file__).parent / "data" / "programmes"
OURS = sorted(Path(catalogue.OWN_FOLDER).glob("*/*.yaml"))
MADE_UP = sorted(MADE_UP_FOLDER.glob("*/*.yaml"))
ALL = [*OURS, *MADE_UP]
EVERY_YAML = sorted(
    path
    for folder in (Path(catalogue.OWN_FOLDER), MADE_UP_FOLDER)
    for path in folder.rglob("*.yaml")
)
