"""``python -m kerege`` is the command ``kerege``."""

from kerege.cli import main

main()
