"""Every write of an import: the run, its undo, and the claims on who it brought."""

from stoep.integrations.actions.run import Importer
from stoep.integrations.actions.undo import undo_import

__all__ = ["Importer", "undo_import"]
