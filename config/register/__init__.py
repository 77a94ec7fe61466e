"""The register: every piece of personal data and every figure, what it is for, who sees it and how long it is kept.

`/about/privacy/` shows it to everybody. A test holds it complete: every column of every table is named here, as
personal data or as none, and so is every place in the code that counts. Change it together with what it is about.
"""

from config.register.figures import FIGURES, NO_FIGURES
from config.register.records import NO_PERSONAL_DATA, RECORDS

__all__ = ["FIGURES", "NO_FIGURES", "NO_PERSONAL_DATA", "RECORDS"]
