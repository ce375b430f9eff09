"""Words that names are compared by: which mean the same, which tell nothing, which tell editions and kinds apart."""

from __future__ import annotations

from functools import cache
from typing import Final

from graph.identity.spelling import sounds_of
from loaders.reading.vocabulary import vocabulary

EMPTY: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "de",
        "des",
        "du",
        "et",
        "for",
        "from",
        "in",
        "into",
        "la",
        "le",
        "of",
        "on",
        "the",
        "to",
        "und",
        "with",
        "affairs",
        "s",
        "republic",
    ]
)
"""Words that a name may have or not."""
LEGAL_FORMS: Final = frozenset(
    [
        "ag",
        "as",
        "asa",
        "co",
        "company",
        "corp",
        "corporation",
        "gmbh",
        "inc",
        "jsc",
        "limited",
        "llc",
        "llp",
        "ltd",
        "nc",
        "oao",
        "ojsc",
        "ooo",
        "oy",
        "oyj",
        "pao",
        "pjsc",
        "plc",
        "sa",
        "sarl",
        "spa",
        "srl",
        "tov",
        "zao",
    ]
)
"""Words that a company's name may have or not."""
SAME: Final = {
    "programme": "program",
    "organisation": "organization",
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "harbour": "harbor",
    "interior": "internal",
    "ministries": "ministry",
    "motorway": "highway",
    "expressway": "highway",
    "road": "highway",
    "railroad": "railway",
    "rail": "railway",
    "line": "railway",
    "memoranda": "memorandum",
    "mou": "memorandum",
    "accord": "agreement",
    "pact": "agreement",
    "northern": "north",
    "southern": "south",
    "eastern": "east",
    "western": "west",
    "northeastern": "northeast",
    "modernisation": "modernization",
    "utilisation": "utilization",
    "digitalisation": "digitalization",
    "digitisation": "digitalization",
    "digitization": "digitalization",
    "sustainability": "sustainable",
    "centres": "center",
    "summit": "summit",
}
"""Words that stand for one another in names, before folding."""
NUMBERS: Final = {
    **{
        word: str(number)
        for number, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh"], 1)
    },
    **{word: str(number) for number, word in enumerate(["eighth", "ninth", "tenth", "eleventh", "twelfth"], 8)},
    **{
        word: str(number)
        for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight"], 1)
    },
    **{word: str(number) for number, word in enumerate(["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"], 2)},
}
"""Words that number editions and phases."""
HEADS: Final = frozenset(
    [
        "bilateral",
        "country",
        "current",
        "draft",
        "framework",
        "high",
        "initiative",
        "joint",
        "multilateral",
        "national",
        "new",
        "partnership",
        "plan",
        "platform",
        "program",
        "project",
        "proposed",
        "public",
        "regional",
        "scheme",
        "state",
        "strategic",
        "strategy",
        "work",
        "works",
    ]
)
"""Words that the name of one undertaking may have or not."""
MODES: Final = frozenset({"railway", "highway", "bypass", "pipeline", "airport", "port", "bridge", "tunnel", "metro"})
"""Words that tell works on one route apart, after ``SAME``."""
COMMON_SURNAMES: Final = frozenset(
    " ".join(sounds_of(name))
    for name in [
        "Abdullaev",
        "Abdullayev",
        "Ahmadov",
        "Ahmed",
        "Ahmetov",
        "Akhmetov",
        "Akhmedov",
        "Ali",
        "Aliev",
        "Aliyev",
        "Alimov",
        "Brown",
        "Chen",
        "Choi",
        "Garcia",
        "Gonzalez",
        "Guliyev",
        "Hasanov",
        "Hassan",
        "Huang",
        "Huseynov",
        "Hussain",
        "Ibragimov",
        "Ismailov",
        "Ivanov",
        "Ivanova",
        "Johnson",
        "Jones",
        "Kaur",
        "Karimov",
        "Karimova",
        "Khan",
        "Kim",
        "Kumar",
        "Kuznetsov",
        "Lee",
        "Li",
        "Lin",
        "Liu",
        "Lopez",
        "Mammadov",
        "Martin",
        "Martinez",
        "Mehta",
        "Mohamed",
        "Mohammed",
        "Mueller",
        "Murphy",
        "Nazarov",
        "Nguyen",
        "Omarov",
        "Park",
        "Patel",
        "Perez",
        "Petrov",
        "Rahman",
        "Rakhimov",
        "Rakhmonov",
        "Rodriguez",
        "Saidov",
        "Sato",
        "Sharipov",
        "Sharma",
        "Singh",
        "Smirnov",
        "Smith",
        "Sultanov",
        "Sun",
        "Suzuki",
        "Tan",
        "Tran",
        "Wang",
        "Williams",
        "Wu",
        "Xu",
        "Yang",
        "Yusupov",
        "Zhang",
        "Zhao",
        "Zhou",
        "Zhu",
    ]
)
"""Surnames that so many bear that one says little (as ``sounds_of`` leaves them)."""
SAME_GIVEN: Final = tuple(
    frozenset(sound for name in group.split() for sound in sounds_of(name))
    for group in (
        "Alexander Aleksandr Oleksandr Alex Sasha Aleksander",
        "Alexey Alexei Aleksei Oleksii Alexis",
        "Andrew Andrey Andrei Andriy Andrii",
        "Anthony Antony Anton Tony",
        "Catherine Ekaterina Yekaterina Kateryna Katherine",
        "Daniel Danil Daniil Danylo",
        "Demetrius Dmitry Dmitri Dmytro Dmitriy",
        "Elena Yelena Olena Helen Helena",
        "Eugene Evgeny Yevgeny Evgeni Yevhen Evgeniy",
        "George Georgy Georgi Giorgi Heorhii Yuri Yury Yurii",
        "Gregory Grigory Hryhorii",
        "Irene Irina Iryna",
        "James Jim",
        "John Ivan Ioan Johann",
        "Joseph Iosif Yosyp Joe",
        "Julia Yulia Yuliya Iuliia",
        "Michael Mikhail Mykhailo Mikhael Mikheil Mike",
        "Mohammed Mohamed Muhammad Mohammad Mukhammad Muhammed Mahomed Mukhamed",
        "Natalia Nataliya Natalya Nataliia",
        "Nicholas Nikolai Nikolay Mykola Nicolas",
        "Olga Olha",
        "Paul Pavel Pavlo",
        "Peter Petr Pyotr Petro",
        "Robert Bob",
        "Sergey Sergei Serhii Serhiy Sergii",
        "Stephen Steven Stepan Stefan Steve",
        "Thomas Tom",
        "Vladimir Volodymyr Uladzimir",
        "William Bill",
    )
)
"""Given names that stand for one another (as ``sounds_of`` leaves them)."""


@cache
def generic() -> frozenset[str]:
    """Words that names of many things share, as ``sounds_of`` leaves them, without an ending s."""
    words = {*vocabulary().generic_words, *LEGAL_FORMS, *EMPTY}
    return frozenset(plain(sound) for word in words for sound in sounds_of(SAME.get(word, word)))


def plain(sound: str) -> str:
    """A word without the s of a plural.

    >>> plain("resources"), plain("process")
    ('resource', 'process')
    """
    return sound[:-1] if len(sound) > 4 and sound.endswith("s") and not sound.endswith("ss") else sound
