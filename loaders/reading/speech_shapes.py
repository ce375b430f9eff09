"""What stands around verbs of saying: patterns that tell a reported clause from other words."""

from __future__ import annotations

import re
from typing import Final

OCCASION: Final = re.compile(
    r"\s+(?:(?:during|at)\s+(?:(?:the|a|an|his|her|their|this|today’s)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:meeting|talks|interview|briefing|press conference|ceremony|event|session|visit|conversation)\b"
    r"|in an? (?:\w+\s+)?interview with\b)[^,;]{0,200}$"
)
THAT: Final = re.compile(r"(?:\s+(?:(?!that\b)[^.;:“”\"\s]+\s+){0,24}?|,[^.;:“”\",]{1,80},\s+)that\b,?\s+")
STRAIGHT_THAT: Final = re.compile(r"\s+that\s+")
NEARLY_THAT: Final = re.compile(r"\s+(?:(?!that\b)[a-z]+\s+){0,4}?that\s+")
ADJUNCT: Final = re.compile(
    r"\s*(?:,|$|(?:in|at|during|on|after|following|to|as|ahead|while|when|with|earlier|last|this|today|yesterday|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
DAY: Final = re.compile(
    r"\s+on\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]{2,8}\.?\s+\d{1,2}"
    r"|\d{1,2}\s+[A-Z][a-z]+)(?:,\s|\s)"
)
WHERE_IT_WAS_SAID: Final = re.compile(
    r"\s+(?:(?:in|at|during|on|to)\s+(?:an?|the|his|her|its|their)\b|(?:this|so|it)\s+(?:when|while|during|at|in|on)\b)"
)
MATTER: Final = re.compile(r"\s+(?!to\b)[^.,;:“”\"]{2,80}?\s(?:about|of)\s+")
GUESTS: Final = re.compile(
    r"\s*(?:(?:the|all|his|her|their|foreign)\s+){0,2}(?:[\w-]+\s+)?"
    r"(?:guests?|participants|delegat(?:ion|es)|attendees|colleagues|audience|visitors|those present)\b"
)
SECOND: Final = re.compile(r"[,;]\s+(?:and|while|whereas|but)\s+")
DANGLING: Final = re.compile(r"[,;]\s+(?:and|while|whereas|but)?\s*$")
SHARED: Final = re.compile(r"(?:\band|\bbut)\s+(?:\w+ly\s+|also\s+|then\s+|further\s+)?$")
FORESEES: Final = re.compile(r"(?:expects|forecasts|predicts)\s+(?!to\b)[^.;:,“”]{3,80}?\s+to\s")
IT: Final = re.compile(r"It(?=\s)")
THANKED: Final = re.compile(r"\b(?:thank|congratulat)\w*\s+$")
WHO: Final = re.compile(r",\s+who\s+(?:\w+ly\s+|also\s+)?")
DID: Final = re.compile(
    r",\s+(?=(?:has|have|had|is|was|will|would|[a-z]+ed|met|held|took|gave|made|put|began|left|spoke|told|said)\b)"
)
AND_SAID: Final = re.compile(r",?\s+and\s+(?:also\s+|then\s+|further\s+)?$")
CLAUSE_BETWEEN: Final = re.compile(r"\b(?:who|which|that|where|while|whose|whom|because|by)\b")
THING: Final = re.compile(r"\s*(?:the|its|his|her) \w+ (?:of|to)\b")
MOST_CLAUSES: Final = 4
"""Clauses of a sentence that are looked at for a speaker of their own."""
SHORT_LEAD: Final = 20
"""Code points before “, said X,” up to which they are an introduction and no clause."""
LONGEST_TITLE: Final = 4
"""Code points between a conjunction and the name that follows it: “the ”."""
NUMBER: Final = re.compile(r"\s+(?:(?:over|more than|about|nearly|some|at least)\s+)?(?:\d|two\b|three\b|several\b)")
ASKED_TO: Final = re.compile(
    r"\s+(?!(?:about|whether|if|how|why|what|when|who|where|him|her|them|to|in|on|by)\b)[^,;:.“”\"]{2,60}?\s+to\s+[a-z]"
)
HE_ALSO: Final = re.compile(r"(?:;|,? (?:and|but))\s+(?:he|she|it)(?:\s+(?:also|then|further))?$")
PUT_AT: Final = re.compile(
    r"\s+[^,;:“”\"]{3,140}?\sat\s+(?:(?:about|around|some|nearly|almost|over|up to|more than|roughly|close to"
    r"|upwards of|as much as|no more than)\s+)*"
    r"(?:\d|[A-Za-z]{0,3}[$€£¥]|[A-Z]{2,3}\s?\d|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half)\b)"
)
PARENTHESIS: Final = re.compile(
    r"\s+(?:(?:the|his|her|its|their|a|an)\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,3},\s+(?=(?:would|will|was|were|is|are"
    r"|has|have|had"
    r"|should|could|can|must|may|might|did|does)\b)"
)
"""“The plan, Ruiz told the paper, would …”"""
NEW_CLAUSE: Final = re.compile(r"(?:;|:(?!\d))\s+")
WENT_ON: Final = frozenset({"went on", "continued", "goes on", "continues"})
PLAINLY: Final = frozenset({"said", "says", "stated", "states"})
"""Verbs after which even a clause without a telltale verb is one."""
