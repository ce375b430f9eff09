"""Which language a text is in, told by its script and its commonest words.

Made to tell English from everything else without fail; the names of the other languages are for messages. Function
words are between a third and a half of any prose in these languages, so some hundred words are enough, and no model
is needed: the answer depends on the text alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

ENGLISH: Final = "English"

_ENOUGH: Final = 2000
"""Words that are looked at, from the beginning."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_COMMON: Final = {
    ENGLISH: (
        "the of and to in for that with was is are by from at this which has have will been said it its their be "
        "not or were but they also would than who more his he she had we our on as an a about after between into "
        "other these"
    ),
    "German": (
        "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus "
        "er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber "
        "vor zur bis"
    ),
    "French": (
        "le la les de des du et à un une en est que qui dans pour par sur pas au aux avec ce il se sont plus ne a "
        "cette ont été d'un d'une son ses ou leur elle mais nous comme entre après"
    ),
    "Spanish": (
        "el la los las de del y en que a un una por con para es se su al lo como más no ha sus este esta son "
        "entre sobre fue desde también pero han está o"
    ),
    "Portuguese": (
        "o a os as de do da dos das e em que um uma para com por no na nos nas ao se é mais não como foi pelo "
        "pela entre sobre também seu sua são à ou"
    ),
    "Italian": (
        "il lo la i gli le di del della dei delle e in che un una per con è da al alla nel nella non si sono come "
        "più anche dal dalla su ha tra questo sul"
    ),
    "Dutch": (
        "de het een en van in is dat op te zijn met voor die niet aan er om ook als bij door naar uit over wordt "
        "heeft nog maar tot worden tussen"
    ),
    "Polish": (
        "i w z na do się nie że jest to o od dla za przez po oraz są jak ma który która które roku być tym tego ze"
    ),
    "Czech": (
        "a v na se je že s z do o i k pro za ve jako to od po podle který která které byl být nebo které jsou při"
    ),
    "Romanian": (
        "de și în a la cu pe din pentru care o un că este au mai nu prin al ale s-a sau fost după către între"
    ),
    "Hungarian": (
        "a az és hogy nem is egy meg van volt ez azt de csak már kell még mint ki el fel lesz között szerint"
    ),
    "Finnish": ("ja on ei se että oli joka ovat hän myös mutta kun niin kuin tai sekä vuonna mukaan sen tämä ole"),
    "Swedish": ("och i att det som en på är av för med den till har de inte om ett han men var från så kan vid enligt"),
    "Norwegian or Danish": (
        "og i at det som en på er af av for med den til har de ikke om et han men var fra så kan ved"
    ),
    "Croatian, Bosnian or Serbian": (
        "i u je na se da su za od s o koji koja koje što kao ali iz po do će bi nije ili te"
    ),
    "Turkish": (
        "ve bir bu için ile da de olarak olan daha çok en gibi kadar sonra ise ancak her ya göre üzere arasında "
        "oldu olduğu ettiği tarafından yeni"
    ),
    "Azerbaijani": ("və bir bu ilə üçün də olan da olunub edib daha kimi ki görə sonra isə hər çox həm üzrə edilib ən"),
    "Uzbek": ("va bilan bu uchun bir ham o'z oʻz boʻlgan bo'lgan qilish esa bo'yicha boʻyicha har eng kabi deb kerak"),
    "Turkmen": "we bilen bu üçin bir hem boýunça has öz bolan hakynda beýleki etmek barada",
    "Indonesian or Malay": (
        "yang dan di untuk dengan ini dari pada dalam akan itu tidak ke adalah juga oleh telah tersebut sebagai "
        "bahwa atau kepada para"
    ),
    "Vietnamese": "và của các là trong có được cho với những một này đã không để người từ theo tại về năm",
    "Swahili": "na ya wa kwa ni katika za la kuwa cha hiyo huo hii pia kama lakini watu",
    "Somali": "ee oo ka ku in iyo waa la uu ay soo ah loo aan waxaa",
}
"""Function words by language, for those in the Latin alphabet."""

_CYRILLIC: Final = (
    ("Tajik", "ӣӯҷ"),
    ("Kazakh", "әұқғі"),
    ("Kyrgyz", "ңөү"),
    ("Serbian or Macedonian", "јљњђћџѓќ"),
    ("Uzbek", "ўҳ"),
    ("Ukrainian", "іїєґ"),
    ("Bulgarian", "ъщ"),
)
"""Letters that tell the languages in the Cyrillic alphabet from Russian, most telling first."""
_LETTERS_NEEDED: Final = 0.02

_SCRIPTS: Final = (
    (0x0041, 0x024F, "Latin"),
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x077F, "Arabic or Persian"),
    (0x0900, 0x097F, "Hindi"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Korean"),
    (0x1200, 0x139F, "Amharic"),
    (0x1E00, 0x1EFF, "Latin"),
    (0x3040, 0x30FF, "Japanese"),
    (0x4E00, 0x9FFF, "Chinese"),
    (0xAC00, 0xD7AF, "Korean"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What language a text seems to be in."""

    words: int
    """How many words were looked at; in scripts without spaces, letters."""
    language: str | None
    """Its English name; ``None`` if no language stands out."""
    english: float
    """The share of English function words among the words, 0 to 1; news has from 0.3 to 0.5."""
    share: float
    """The share of the named language's function words, or of the letters in its script."""


def guess(text: str) -> Guess:
    """The language of a text."""
    words = _first_words(text)
    letters = Counter(_script(ord(letter)) for word in words for letter in word)
    total = letters.total()
    if not total:
        return Guess(words=0, language=None, english=0.0, share=0.0)
    script, most = letters.most_common(1)[0]
    latin = [word.replace("’", "'") for word in words if _script(ord(word[0])) == "Latin"]
    shares = _shares(latin, len(words))
    english = shares[ENGLISH]
    if script == "Latin":
        best = max(shares, key=lambda language: (shares[language], language))
        return Guess(words=len(words), language=best if shares[best] else None, english=english, share=shares[best])
    if script in ("Chinese", "Japanese"):
        # Chinese has no kana, Japanese always some.
        script = "Japanese" if letters["Japanese"] > 0.05 * total else "Chinese"
    size = total if script in ("Chinese", "Japanese", "Thai") else len(words)
    name = _cyrillic(words) if script == "Cyrillic" else script
    return Guess(words=size, language=name or None, english=english, share=most / total)


def _first_words(text: str) -> list[str]:
    words: list[str] = []
    for match in _WORD.finditer(text):
        words.append(match[0].casefold())
        if len(words) == _ENOUGH:
            break
    return words


def _shares(latin: list[str], words: int) -> dict[str, float]:
    counts = Counter(latin)
    return {
        language: sum(counts[word] for word in common) / max(words, 1) for language, common in _function_words().items()
    }


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _COMMON.items()}


@cache
def _script(point: int) -> str:
    return next((name for first, last, name in _SCRIPTS if first <= point <= last), "")


def _cyrillic(words: list[str]) -> str:
    letters = Counter("".join(words))
    total = letters.total()
    for name, telling in _CYRILLIC:
        needed = _LETTERS_NEEDED if name != "Bulgarian" else 0.03
        if sum(letters[letter] for letter in telling) > needed * total and _fits(name, letters):
            return name
    return "Russian"


def _fits(name: str, letters: Counter[str]) -> bool:
    """Whether nothing speaks against a language: Kazakh and Ukrainian share a letter."""
    if name == "Kazakh":
        return letters["қ"] + letters["ә"] + letters["ұ"] > letters["ї"] + letters["є"] and letters["қ"] > 0
    return name != "Bulgarian" or letters["ы"] == 0
