"""Articles that disagree on nearly everything, as text: what the pages, queries and reports on agreement are tried on.

Two tell of the same matters differently; the third is the first one, republished under another headline.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

ONE: Final = """---
title: Prime Minister and World Bank talk about the new strategy
date: 2026-06-01
publisher: The Sava Times
url: https://sava.example.org/strategy
---

Prime Minister Olzhas Bektenov met with Aigul Saparova, Regional Director for Central Asia of the World Bank, in Astana.
The World Bank's partnership strategy with Kazakhstan for 2026–2030 was discussed.

Since 2003, the World Bank has given advice to Kazakhstan as part of the Joint Economic Research Program (JERP).

The Astana International Forum was held in Astana on May 28, 2026.

Trade turnover between Kazakhstan and Uzbekistan amounted to $4.2 billion in 2025.
"""
TWO: Final = """---
title: Bank backs reforms
date: 2026-06-02
publisher: Kesh Daily
url: https://kesh.example.org/bank
---

Olzhas Bektenov, the Prime Minister of Kazakhstan, held talks with
Aigul Saparova, World Bank Vice President for Europe and Central Asia.
She said that the World Bank's partnership strategy with Kazakhstan for 2026–2031 will help the poorest regions.

Since 2003, the World Bank has helped Kazakhstan as part of the Joint Economic Reform Program (JERP).

Both had spoken at the Astana International Forum, which took place in Almaty on May 29, 2026.

Last year was a good one for merchants: trade turnover between Kazakhstan and Uzbekistan reached $3.1 billion in 2025.
"""
COPY: Final = (
    ONE.replace("Prime Minister and World Bank talk about the new strategy", "Strategy under discussion")
    .replace("The Sava Times", "The Valley Wire")
    .replace("sava.example.org", "valley.example.org")
    .replace("2026-06-01", "2026-06-03")
)


def written(folder: Path) -> list[Path]:
    """The articles as files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{name}.md" for name in ("one", "two", "copy")]
    for file, text in zip(files, (ONE, TWO, COPY), strict=True):
        file.write_text(text, "utf-8")
    return files
