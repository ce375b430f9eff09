"""A few corrections of the shipped articles, for those who ask what was corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_ID: Final = "https://w3id.org/kerege/id/"
_FILES: Final = {
    "reject": f"""\
why = "They only greeted each other."
subject = "{_ID}person/olzhas-bektenov"
predicate = "https://w3id.org/kerege/ontology#metWith"
object = "{_ID}person/haoliang-xu"
""",
    "rename": f"""\
why = "So it is spelled by those who build it."
thing = "{_ID}undertaking/karaganda-zhezkazgan-highway"
name = "Qaraghandy–Jezqazghan highway"
""",
    "different": f"""\
why = "The road around the city is not the one that leads out of it."
things = ["{_ID}undertaking/almaty-bypass-road", "{_ID}undertaking/almaty-khorgos-highway"]
""",
    "retype": f"""\
why = "It is a programme of works, says its contract."
thing = "{_ID}undertaking/nobody-knows-this"
class = "https://w3id.org/kerege/ontology#Programme"
""",
}


def corrections(folder: Path) -> Path:
    """Write the corrections into a folder; one of them fits nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for day, (action, said) in enumerate(_FILES.items(), start=20):
        head = f'format = 1\naction = "{action}"\nby = "Aigerim Example"\ndate = 2026-11-{day}\n'
        (folder / f"{action}.toml").write_text(head + said, encoding="utf-8")
    return folder
