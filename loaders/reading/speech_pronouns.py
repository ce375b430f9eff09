"""Who is a “he” and who a “she”, as far as the article shows it."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.document import Form, Understood

_ADDRESS: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Sir|Madam|Dame)\b\.?(?=\s)")
PRONOUN_OF: Final[dict[str, str]] = {
    **dict.fromkeys(["he", "him", "his", "mr", "sir"], "he"),
    **dict.fromkeys(["she", "her", "mrs", "ms", "madam", "dame"], "she"),
}


def pronouns(understood: Understood) -> dict[str, str]:
    """“he” or “she” for each person of whom the article shows it, by a resolved pronoun or by Mr. and Ms."""
    found: dict[str, str] = {}
    text = understood.document.text
    for mention in understood.mentions:
        if mention.entity.kind is not Kind.PERSON:
            continue
        address = _ADDRESS.search(text, max(0, mention.start - 8), mention.end)
        word = text[mention.start : mention.end] if mention.form is Form.PRONOUN else address[0] if address else ""
        pronoun = PRONOUN_OF.get(word.strip(" .").lower())
        if pronoun:
            found.setdefault(mention.entity.iri, pronoun)
    return found
