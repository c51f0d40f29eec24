"""`python run.py` is the wargame command; without arguments it plays the flagship, headless."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

from wargame.cli import main  # noqa: E402 (the path has to be set first, so that a bare checkout runs)

if __name__ == "__main__":
    main()
