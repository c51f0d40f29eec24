"""`python run.py` is the wargame command; without arguments it plays the flagship, headless."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

from wargame.cli import main

if __name__ == "__main__":
    main()
