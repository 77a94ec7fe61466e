"""Logs as JSON lines: what happened, never what was said, and no secret."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

DATABASE_ERRORS = ("IntegrityError", "UniqueViolation", "ForeignKeyViolation", "CheckViolation", "DataError")


def set_up_logs(level: str) -> None:
    """Log from `level` up, to standard error; Django's and the server's own messages take the same way."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
        _without_values,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processor=structlog.processors.JSONRenderer())
    )
    handler.addFilter(_without_addresses)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("django.request").setLevel(logging.ERROR)
    logging.getLogger("django.security").setLevel(logging.CRITICAL)  # a wrong Host is the caller's fault, and endless


def _without_values(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Keep the words of database errors out of the log: PostgreSQL quotes the row that is wrong."""
    for error in event.get("exception") or ():
        if isinstance(error, dict) and str(error.get("exc_type", "")).endswith(DATABASE_ERRORS):
            error["exc_value"] = "…"
    return event


def _without_addresses(record: logging.LogRecord) -> bool:
    """Keep addresses out of the log: some hold the token of a link."""
    if record.name.startswith("django"):
        record.msg, record.args = "request failed", ()
    return True
