"""The one option of the tests: `--refresh` writes the golden playthroughs anew instead of comparing them."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--refresh`."""
    parser.addoption("--refresh", action="store_true", help="write the golden playthroughs anew")
