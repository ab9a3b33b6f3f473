from typing import Any

from gunicorn.glogging import Logger

from fodfaeste.config.logs import Impersonal


class ServerLog(Logger):  # type: ignore[misc] # gunicorn carries no types
    """What the server itself writes, as lines of JSON without search words, like all else."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Impersonal())
