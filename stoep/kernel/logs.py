"""Logs as JSON lines: what happened, never what was said, and no secret."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer


def set_up_logs(level: str) -> None:
    """Log from `level` up, to standard error; Django's and the server's own messages take the same way."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
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


def _without_addresses(record: logging.LogRecord) -> bool:
    """Keep addresses out of the log: some hold the token of a link."""
    if record.name.startswith("django"):
        record.msg, record.args = "request failed", ()
    return True
