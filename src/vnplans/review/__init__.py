"""The evidence page: records beside their document, every value joined to the words it was read from."""

from __future__ import annotations

from vnplans.review.page import Reviewed, write

__all__ = ["Reviewed", "write"]
