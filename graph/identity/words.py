"""Words that names are compared by: which mean the same, which tell nothing, which tell editions and kinds apart."""

from __future__ import annotations

from functools import cache
from typing import Final

from graph.identity.spelling import skeleton, sounds_of, words_of
from loaders.reading.vocabulary import vocabulary

_SHORT: Final = 4
"""Letters of words that keep their s."""


def root(word: str) -> str:
    """A folded word as it sounds, without the s of a plural.

    >>> root("resources") == root("resource"), root("process")
    (True, 'proces')
    """
    plural = len(word) > _SHORT and word.endswith("s") and not word.endswith("ss")
    return skeleton(word[:-1] if plural else word)


def _folded(words: str) -> frozenset[str]:
    return frozenset(words_of(words))


def _sounds(words: str) -> frozenset[str]:
    return frozenset(map(root, words_of(words)))


def _pairs(words: str) -> dict[str, str]:
    """“a=b c=d” as a look-up of folded words."""
    folded = (words_of(pair.replace("=", " ")) for pair in words.split())
    return {one: other for one, other in folded if one != other}


EMPTY: Final = _folded("a an and at by de des du et for from in into la le of on the to und with affairs s republic")
"""Words that a name may have or not."""
LEGAL_FORMS: Final = _folded(
    "ag as asa co company corp corporation gmbh inc jsc limited llc llp ltd nc oao ojsc ooo oy oyj pao "
    "pjsc plc sa sarl spa srl tov zao"
)
"""Words that a company's name may have or not."""
SAME: Final = _pairs(
    "programme=program organisation=organization centre=center defence=defense labour=labor harbour=harbor "
    "interior=internal ministries=ministry motorway=highway expressway=highway road=highway railroad=railway "
    "rail=railway line=railway memoranda=memorandum mou=memorandum accord=agreement pact=agreement "
    "northern=north southern=south eastern=east western=west northeastern=northeast "
    "modernisation=modernization utilisation=utilization digitalisation=digitalization "
    "digitisation=digitalization digitization=digitalization sustainability=sustainable centres=center "
    "hydroelectric=hydropower"
)
"""Words that stand for one another in names, before folding."""
ABBREVIATED: Final = {
    short: words_of(words)
    for short, words in {
        "chpp": "heat power plant",
        "hpp": "hydropower plant",
        "npp": "nuclear power plant",
        "tpp": "thermal power plant",
    }.items()
}
"""Words that stand for several."""
NUMBERS: Final = {
    word: str(number)
    for words in (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
        "one two three four five six seven eight nine ten eleven twelve",
    )
    for number, word in enumerate(words_of(words), 1)
}
"""Words that number editions and phases."""
HEADS: Final = _sounds(
    "bilateral country current draft framework high initiative joint multilateral national new "
    "partnership plan platform program project proposed public regional scheme state strategic strategy "
    "work works"
)
"""Words that the name of one undertaking may have or not."""
MODES: Final = _sounds("railway highway pipeline airport port bridge tunnel metro")
"""Words that tell works on one route apart, after ``SAME``."""
COMMON_SURNAMES: Final = frozenset(
    sounds_of(
        "Abdullaev Abdullayev Ahmadov Ahmed Ahmetov Akhmetov Akhmedov Ali Aliev Aliyev Alimov Brown Chen Choi "
        "Garcia Gonzalez Guliyev Hasanov Hassan Huang Huseynov Hussain Ibragimov Ismailov Ivanov Ivanova "
        "Johnson Jones Kaur Karimov Karimova Khan Kim Kumar Kuznetsov Lee Li Lin Liu Lopez Mammadov Martin "
        "Martinez Mehta Mohamed Mohammed Mueller Murphy Nazarov Nguyen Omarov Park Patel Perez Petrov Rahman "
        "Rakhimov Rakhmonov Rodriguez Saidov Sato Sharipov Sharma Singh Smirnov Smith Sultanov Sun Suzuki Tan "
        "Tran Wang Williams Wu Xu Yang Yusupov Zhang Zhao Zhou Zhu"
    )
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
    words = {folded for word in vocabulary().generic_words for folded in words_of(word)} | LEGAL_FORMS | EMPTY
    return frozenset(root(SAME.get(word, word)) for word in words)
