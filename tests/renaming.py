"""Worlds turned over: the names of an article and of its gold facts changed, together, into invented ones.

What kinds of names stand in the seeds and the shipped reports is written down here; a generator draws others for them,
formed like names of many languages. Head nouns (Bank, Fund, Agency, highway) stay, acronyms follow their names,
adjectives their countries.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import Any

PERSONS = (
    ("Serik", "Zhumangarin"),
    ("Andrei", "Mikhnev"),
    ("Olzhas", "Bektenov"),
    ("Antonella", "Bassani"),
    ("Alikhan", "Smailov"),
    ("Tatiana", "Proskuryakova"),
    ("Kubanychbek", "Omuraliev"),
    ("Kassym-Jomart", "Tokayev"),
    ("Haoliang", "Xu"),
    ("Nuriddin", "Azizi"),
)
SPELLINGS = {"Andrey": "Andrei", "Tatyana": "Tatiana", "Omuraliyev": "Omuraliev", "Nooruddin": "Nuriddin"}
"""Other spellings in the gold facts: they become the same new name."""
COUNTRIES = {
    "Kazakhstan": ("Kazakhstani", "Kazakh"),
    "Turkmenistan": ("Turkmen",),
    "Afghanistan": ("Afghan",),
    "Uzbekistan": ("Uzbek",),
}
TOWNS = (
    ("Almaty", "Alma-Ata"),
    ("Astana", "Nur-Sultan"),
    ("Khorgos", "Horgos", "Korgas", "Qorgas"),
    ("Karaganda", "Karagandy", "Qaraghandy", "Qaragandy"),
    ("Zhezkazgan", "Zhezqazghan", "Jezkazgan", "Zhezqazgan", "Dzhezkazgan"),
    ("Aktau", "Aqtau"),
    ("Turgundi", "Torghundi", "Torgundi", "Towrgondi", "Turghundi"),
    ("Herat",),
    ("Darbaza",),
    ("Maktaaral", "Maktaral", "Makhtaaral"),
    ("Aral",),
    ("Kambarata", "Kambar-Ata"),
    ("Daryo",),
)
"""Towns and other places by one word, each with its other spellings; the last is an outlet."""
GIVEN = {
    "slavic": (("Dobr", "Velim", "Rados", "Mirk", "Zden", "Bohd"), ("an", "ir", "lav", "omir", "ek")),
    "turkic": (("Er", "Tol", "Bai", "Ak", "Kut", "Sar"), ("bolat", "gen", "zhan", "mek", "tai")),
    "african": (("Kwab", "Thand", "Ok", "Nd", "Sek", "Chid"), ("ena", "iwe", "ello", "aba", "oma")),
    "hispanic": (("Anacl", "Ev", "Fab", "Leon", "Ros"), ("eto", "elio", "icio", "cio", "enda")),
    "asian": (("Hye", "Jun", "Kei", "Min", "Tae", "Xiao"), ("rin", "wei", "ko", "shu", "lan")),
    "arabic": (("Mun", "Ham", "Yas", "Tal", "Suh"), ("ir", "oud", "rin", "ayl", "eib")),
    "invented": (("Vael", "Quor", "Brin", "Tesk", "Omr"), ("is", "an", "elle", "ond", "u")),
}
FAMILY = {
    "slavic": (("Dragun", "Velich", "Borkov", "Stanim", "Krusn", "Zlatar"), ("ov", "ski", "enko", "ić", "in")),
    "turkic": (("Tore", "Beisen", "Kara", "Mamyr", "Sulta", "Duis"), ("bayev", "kulov", "baeva", "galiev", "nbek")),
    "african": (("Mb", "Nkem", "Ad", "Tsh", "Kam", "Ouedr"), ("eki", "irum", "eyemi", "ombe", "anga", "aogo")),
    "hispanic": (("Qui", "Arre", "Vala", "Monte", "Iba", "Cere"), ("roga", "ondo", "verde", "ñez", "zo", "lla")),
    "asian": (("Ny", "Tak", "Ph", "Yama", "Cho", "Lim"), ("uyen", "ahira", "ung", "shiro", "wan", "ura")),
    "arabic": (("Al-Har", "Al-Zay", "Bin Mas", "Al-Fay", "El-Sho"), ("bi", "oud", "adi", "yad", "rini")),
    "invented": (("Thorn", "Velk", "Hollim", "Drass", "Oriel", "Marn"), ("ault", "ar", "wick", "ane", "ow", "edy")),
}
TOWN_STARTS = ("Bel", "Kar", "Nam", "Qas", "Phu", "Zin", "Orl", "Ven", "Tul", "Mar", "Dor", "Sam", "Kes", "Lub", "Gor")
TOWN_ENDS = (
    "gorsk",
    "su",
    "buye",
    "ara",
    "lien",
    "tara",
    "owice",
    "telmo",
    "abad",
    "inga",
    "mund",
    "hara",
    "eso",
    "polis",
)
LAND_STARTS = ("Velk", "Dorg", "Samb", "Ruth", "Osm", "Tand", "Borg", "Mald", "Kest", "Zamr", "Nor", "Quell")
LANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("aria", ("arian",)),
    ("ovia", ("ovian",)),
    ("istan", ("istani", "")),
    ("ura", ("uran",)),
    ("omar", ("omari",)),
    ("onia", ("onian",)),
    ("ala", ("alan",)),
    ("anon", ("anonese",)),
)
"""Endings of countries, each with those of their adjectives."""
BANKS = ("{w} Bank", "{w} Development Bank", "{w} Reconstruction Bank")
WORDS = (
    "Meridian",
    "Amber",
    "Continental",
    "Halcyon",
    "Equatorial",
    "Northern",
    "Pacific",
    "Cordial",
    "Boreal",
    "Sovereign",
)
STEPPES = ("Ordia", "Veldia", "Sundria", "Tarimia", "Palvia", "Maruvia")


class World:
    """New names for old ones, drawn by a seed."""

    def __init__(self, seed: int) -> None:
        """Draw the names of a world: the same for the same seed."""
        self._draw = random.Random(seed)  # noqa: S311 – names for a test, no secret
        self._taken: set[str] = set()
        self.names: dict[str, str] = {}
        for part in (self._persons, self._countries, self._towns, self._regions, self._institutions):
            part()
        self.names |= {other: self.names[name] for other, name in SPELLINGS.items()}
        capitals = {old.upper(): new.upper() for old, new in self.names.items() if old in {"Astana", "Almaty"}}
        self.names |= capitals
        longest = sorted(self.names, key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?![a-zA-Z])")

    def renamed(self, text: str) -> str:
        """The text with every name changed."""
        return self._pattern.sub(lambda match: self.names[match[0]], text)

    def renamed_fact(self, fact: Mapping[str, Any], text: str) -> dict[str, Any]:
        """A gold fact with every name changed, its evidence where it stands in the changed text."""
        new = {key: self._changed(value) for key, value in fact.items() if key != "evidence"}
        new["evidence"] = [self._moved(passage, text) for passage in fact["evidence"]]
        return new

    def _changed(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.renamed(value)
        if isinstance(value, list):
            return [self._changed(item) for item in value]
        return {key: self._changed(item) for key, item in value.items()} if isinstance(value, dict) else value

    def _moved(self, passage: Mapping[str, Any], text: str) -> dict[str, Any]:
        start = passage["start"] if "start" in passage else text.index(passage["text"])
        words = self.renamed(passage["text"])
        begin = len(self.renamed(text[:start]))
        return {"text": words, "start": begin, "end": begin + len(words)}

    def _fresh(self, make: Callable[[], str]) -> str:
        """A name of which no word was drawn before."""
        while True:
            name = make()
            if self._taken.isdisjoint(name.split()):
                self._taken.update(name.split())
                return name

    def _joined(self, starts: tuple[str, ...], ends: tuple[str, ...]) -> str:
        return self._draw.choice(starts) + self._draw.choice(ends)

    def _persons(self) -> None:
        for given, family in PERSONS:
            culture = self._draw.choice(sorted(GIVEN))
            self.names[given] = self._fresh(lambda culture=culture: self._joined(*GIVEN[culture]))
            self.names[family] = self._fresh(lambda culture=culture: self._joined(*FAMILY[culture]))

    def _countries(self) -> None:
        for country, adjectives in COUNTRIES.items():
            ending, endings = self._draw.choice(LANDS)
            stem = self._fresh(lambda: self._draw.choice(LAND_STARTS))
            self.names[country] = stem + ending
            for i, adjective in enumerate(adjectives):
                self.names[adjective] = stem + endings[min(i, len(endings) - 1)]

    def _towns(self) -> None:
        for spellings in TOWNS:
            new = self._fresh(lambda: self._joined(TOWN_STARTS, TOWN_ENDS))
            for name in spellings:
                self.names[name] = new

    def _regions(self) -> None:
        middle, west, east, states = self._draw.sample(STEPPES, 4)
        self.names |= {"Central Asia": f"Central {middle}", "Central Asian": f"Central {middle}n"}
        self.names |= {"Western Europe": f"Western {west}", "West Europe": f"West {west}"}
        self.names |= {"Western China": f"Western {east}", "West China": f"West {east}"}
        self.names |= {"Turkic": f"{states}n"}

    def _institutions(self) -> None:
        bank, finance, rebuilding, guarantees, nations = self._draw.sample(WORDS, 5)
        bank = self._draw.choice(BANKS).format(w=bank)
        short = "".join(word[0] for word in bank.split())
        self.names |= {"World Bank": bank, "WB": short, "WBG": f"{short}G"}
        self.names |= {"International Finance Corporation": f"{finance} Finance Corporation", "IFC": f"{finance[0]}FC"}
        self.names |= {"International Bank for Reconstruction": f"{rebuilding} Bank for Reconstruction"}
        self.names |= {"IBRD": f"{rebuilding[0]}BRD", "MIGA": f"{guarantees[0]}IGA"}
        self.names |= {"Multilateral Investment Guarantee Agency": f"{guarantees} Investment Guarantee Agency"}
        self.names |= {"United Nations": f"{nations} Nations", "UN": f"{nations[0]}N", "UNDP": f"{nations[0]}NDP"}
        self.names |= {"primeminister.kz": "primeminister.vx", "Primeminister.kz": "Primeminister.vx"}
