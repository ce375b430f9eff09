"""Figures: which numbers count, whose they are, what they measure and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bounded_time import processor_seconds
from marked import entity_of, marked

from loaders.facts import Attended, Bound, Event, Figure, Kind, Modality, PartOf, Period, Position, Span, Statement
from loaders.reading.figures import figures
from loaders.reading.tables import table

RULES = table("figures")
GIVERS = table("givers")


def read(source, facts=()):
    return figures(marked(source).u, facts)


def told(source, facts=()):
    return [(f.value, f.unit) for f in read(source, facts)]


def cooperation():
    """A meeting of a minister of Peru with a banker of the CAF, as facts."""
    minister, banker = entity_of("Ana Ruiz", Kind.PERSON), entity_of("Luis Vega", Kind.PERSON)
    event = entity_of("meeting of Ana Ruiz and Luis Vega", Kind.EVENT)
    e = ((0, 1),)
    return (
        Event(event=event, evidence=e, rule="test"),
        Attended(agent=minister, event=event, evidence=e, rule="test"),
        Attended(agent=banker, event=event, evidence=e, rule="test"),
        Position(person=minister, title="Minister", of=entity_of("Peru", Kind.PLACE), evidence=e, rule="test"),
        Position(person=banker, title="Director", of=entity_of("CAF", Kind.INSTITUTION), evidence=e, rule="test"),
    )


@pytest.mark.parametrize("rule", RULES["skip"], ids=lambda r: r["name"])
def test_skip_rules_do_what_their_examples_say(rule):
    for example in rule["yes"]:
        m = marked(f"{{Peru|Place}}: {example}")
        assert not [f for f in figures(m.u, ()) if m.focus and _is_at(f, m)], example
    for example in rule["no"]:
        m = marked(f"{{Peru|Place}} tells this; {example}")
        assert [f for f in figures(m.u, ()) if _is_at(f, m)], example


def _is_at(figure, m):
    """Whether the figure is the number in [[ ]]."""
    here = [q for q in m.u.document.quantities if m.focus[0] <= q.core < m.focus[1]]
    return any(figure.value == q.value and (figure.unit == q.unit or not q.unit) for q in here)


@pytest.mark.parametrize("rule", RULES["bearer"] + GIVERS["bearer"], ids=lambda r: r["name"])
def test_bearer_rules_do_what_their_examples_say(rule):
    assert rule["yes"]
    assert rule["no"]
    for example in rule["yes"]:
        m = marked(example)
        found = [f for f in figures(m.u, cooperation()) if f.rule == f"figure.{rule['name']}" and _is_at(f, m)]
        assert len(found) == 1, example
        if rule.get("pair") is True:
            assert {found[0].about.name, found[0].counterpart.name} == {"Peru", "CAF"}, example
        else:
            assert found[0].about == m.roles["about"], example
            if "with" in m.roles:
                assert found[0].counterpart == m.roles["with"], example
    for example in rule["no"]:
        m = marked(example)
        assert not [f for f in figures(m.u, cooperation()) if f.rule == f"figure.{rule['name']}"], example


def test_a_worth_is_a_figure_of_its_own():
    projects, worth = read("The {Ruby Strategy|Framework} delivered 14 projects worth $4.2 billion.")
    assert (projects.value, projects.unit, projects.measure) == (14, "projects", "delivered projects")
    assert (worth.value, worth.unit, worth.measure) == (4.2e9, "USD", "worth of projects")
    assert projects.about == worth.about


def test_results_go_on_in_the_next_sentences():
    source = (
        "They summed up the results of the {2015–2019 strategy|Framework|about}. In all 40 schools were opened. "
        "Transport projects cut costs by 35% and created 900 jobs."
    )
    found = read(source)
    assert [(f.value, f.unit, f.about.name) for f in found] == [
        (40, "schools", "2015–2019 strategy"),
        (35, "percent", "2015–2019 strategy"),
        (900, "jobs", "2015–2019 strategy"),
    ]
    assert {f.period and (f.period.begin, f.period.end) for f in found} == {(date(2015, 1, 1), date(2019, 12, 31))}
    assert all(len(f.evidence) == 2 for f in found)


def test_a_result_has_the_stated_period_of_its_programme():
    m = marked("The {Ruby Strategy|Framework|about} delivered 14 projects.")
    span = Span(begin=date(2011, 1, 1), end=date(2016, 12, 31), precision="year")
    (figure,) = figures(m.u, (Period(of=m.roles["about"], span=span, evidence=((0, 5),), rule="test"),))
    assert figure.period == span


def test_the_time_of_the_clause_comes_first():
    (figure,) = read("In 2023, {Malta|Place} had exports of $20 million.")
    assert figure.period is not None
    assert (figure.period.begin, figure.period.end) == (date(2023, 1, 1), date(2023, 12, 31))


def test_since_ends_with_the_year_of_the_article():
    (figure,) = read("Since 1995, {Malta|Place} has built 48 schools.")
    assert figure.period is not None
    assert (figure.period.begin, figure.period.end) == (date(1995, 1, 1), date(2025, 12, 31))


def test_since_joining_is_since_that_year():
    (figure,) = read("Since {Malta|Place} joined in 1991, {EBRD|Institution} has lent $20 million.")
    assert figure.about is not None
    assert figure.about.name == "EBRD"
    assert figure.period is not None
    assert (figure.period.begin, figure.period.end) == (date(1991, 1, 1), date(2025, 12, 31))


def test_guests_are_figures_of_an_event_only():
    assert told("{Malta|Place} expects 400 delegates.") == []


def test_what_is_compared_with_is_not_the_time():
    (figure,) = read("{Malta|Place} has 30% more visitors than in 2019.")
    assert figure.period is None


def test_the_day_of_a_signing_is_not_the_time_of_the_sum():
    (figure,) = read("On May 5, {EBRD|Institution} approved a loan of $20 million.")
    assert figure.period is None


def test_yearly_sums_say_so():
    (figure,) = read("{EBRD|Institution} may lend up to $1 billion annually.")
    assert (figure.per_year, figure.bound, figure.period) == (True, Bound.MAX, None)


def test_a_range_is_two_figures():
    assert [(f.value, f.bound) for f in read("{Malta|Place} expects growth of 4–5% this year.")] == [
        (4, Bound.MIN),
        (5, Bound.MAX),
    ]


def test_an_equivalent_is_not_counted_twice():
    assert told("{EBRD|Institution} lends €40 million ($43 million) to {Malta|Place}.") == [(40e6, "EUR")]


def test_money_that_goes_to_a_country_belongs_to_two():
    (figure,) = read("{EBRD|Institution} has invested $5 billion in {Malta|Place}.")
    assert figure.about is not None
    assert figure.counterpart is not None
    assert (figure.about.name, figure.counterpart.name) == ("EBRD", "Malta")


def test_a_left_out_noun_is_that_of_the_count_before():
    assert told("{Malta|Place} has built 200 schools, with 35 currently active.") == [(200, "schools"), (35, "schools")]


@pytest.mark.parametrize(
    "source",
    [
        "{Malta|Place} took it over six years.",
        "{Malta|Place} named three conditions.",
        "{Malta|Place} and its two sides.",
        "{Malta|Place} joined in 1994.",
        "{Malta|Place} welcomed five ministers for two days.",
    ],
)
def test_durations_dates_and_lists_are_no_figures(source):
    assert told(source) == []


def test_a_number_of_nobody_is_left_out():
    assert told("There were 300 ships.") == []


def test_reported_speech_does_not_make_the_speaker_the_owner():
    (figure,) = read("{Ana Ruiz|Person} of {Peru|Place} said that {EBRD|Institution} spends $3 billion.")
    assert figure.about is not None
    assert figure.about.name == "EBRD"


def test_the_speaker_is_kept():
    m = marked("“{EBRD|Institution} spends $3 billion,” {Ana Ruiz|Person|who} said.")
    said = Statement(speaker=m.roles["who"], text=(1, 24), evidence=((0, 40),), rule="test", direct=True)
    (figure,) = figures(m.u, (said,))
    assert figure.according_to == m.roles["who"]


@pytest.mark.parametrize(
    ("source", "modality"),
    [
        ("{EBRD|Institution} will lend $3 billion.", Modality.PLANNED),
        ("{EBRD|Institution} has not lent $3 billion.", Modality.DENIED),
        ("{EBRD|Institution} has lent $3 billion.", Modality.ASSERTED),
    ],
)
def test_modality(source, modality):
    assert [f.modality for f in read(source)] == [modality]


def test_a_number_told_twice_is_one_figure_with_both_sentences():
    source = "{Ruby|Framework} delivered 14 projects. {Malta|Place} liked it. {Ruby|Framework} had 14 projects."
    (figure,) = [f for f in read(source) if f.unit == "projects"]
    assert len(figure.evidence) == 2


def test_two_places_with_the_same_number_stay_two():
    assert told("{Malta|Place} has 40 schools. {Gozo|Place} has 40 schools.") == [(40, "schools"), (40, "schools")]


def test_length_belongs_to_what_is_built():
    source = "{EBRD|Institution} finances the {Osh–Uzgen road|Project} with a length of 54 km."
    assert [(f.value, f.unit, f.about and f.about.name) for f in read(source)] == [(54, "km", "Osh–Uzgen road")]


def test_what_a_banks_money_brings_about_is_not_the_banks():
    source = "{EBRD|Institution} lent $5 million, helping 600 farmers. {EBRD|Institution} paid $7 million."
    assert [f.unit for f in read(source)] == ["USD", "USD"]


def test_a_project_that_is_not_resolved_is_not_the_bank():
    source = "{EBRD|Institution} lent $5 million. The project will cost $9 million."
    assert [f.value for f in read(source)] == [5e6]


@pytest.mark.parametrize(
    "source",
    [
        "{EBRD|Institution} has a $40 million loan for the repair of the {Kurchum bridge|Project|about}.",
        "{EBRD|Institution} will lend $40 million to {Georgia|Place} for the {Kurchum bridge|Project|about}.",
        "{Japan|Place} gives $40 million to build the {Taraz clinic|Project|about}.",
        "In {Kosovo|Place}, $40 million in credit was granted by {EBRD|Institution} for the {Peja dam|Project|about}.",
        "For the {Peja dam|Project|about}, {EBRD|Institution} will provide $40 million.",
        "{EBRD|Institution} finances the {Peja dam|Project|about}, to which it lent $40 million.",
        "{EBRD|Institution} and {KfW|Institution} signed a $40 million loan agreement on the {Peja dam|Project|about}.",
        "The {Peja dam|Project|about} is being built. The loan amounts to $40 million.",
    ],
)
def test_money_belongs_to_what_it_is_for(source):
    m = marked(source)
    assert [(f.value, f.about) for f in figures(m.u, ())] == [(4e7, m.roles["about"])]


@pytest.mark.parametrize(
    "source",
    [
        "{EBRD|Institution|about} will lend $40 million to {Georgia|Place}, the site of the {Kurchum bridge|Project}.",
        "{EBRD|Institution|about} has lent $40 million to {Georgia|Place} so far, including the {Peja dam|Project}.",
        "{EBRD|Institution|about} approved $40 million under the {Green Roads Programme|Project}.",
    ],
)
def test_money_that_is_not_for_a_project_is_the_banks(source):
    m = marked(source)
    assert [(f.value, f.about) for f in figures(m.u, ())] == [(4e7, m.roles["about"])]


@pytest.mark.parametrize(
    "source",
    [
        "The {Peja dam|Project|about} cost $4 million. Once operational, the dam will supply 900 homes.",
        "Work on the {Peja dam|Project|about} began. The plant will employ 900 workers.",
        "The {Peja dam|Project|about} is old. It is expected to serve 900 farmers.",
    ],
)
def test_a_description_means_the_articles_project(source):
    m = marked(source)
    assert figures(m.u, ())[-1].about == m.roles["about"]


def test_the_economy_is_the_countrys():
    (figure,) = read("{Peru|Place} held talks. Inflation will slow to 4 percent.")
    assert figure.about
    assert figure.about.name == "Peru"


@pytest.mark.parametrize(
    ("source", "year"),
    [
        ("The annual output of the {Peja dam|Project} is 90 GWh.", True),
        ("At the {Peja dam|Project}, every year 400 farmers work.", True),
        ("The {Peja dam|Project} will make 90 GWh of power each year.", True),
        ("The annual report says that the {Peja dam|Project} has 90 workers.", False),
    ],
)
def test_numbers_of_each_year_say_so(source, year):
    (figure,) = read(source)
    assert figure.per_year is year


@pytest.mark.parametrize(
    ("source", "years"),
    [
        ("{Peru|Place} wants to raise the share from 60 percent to 90 percent by 2030.", [None, 2030]),
        ("The {Peja dam|Project}, with 40 MW, is to be completed by 2027.", [None]),
        ("{EBRD|Institution}, founded in 1991, has 70 members.", [None]),
        ("Under the {2015–2019 plan|Project}, {Peru|Place} has 70 ports.", [None]),
    ],
)
def test_times_of_other_things_are_not_the_numbers(source, years):
    assert [f.period and f.period.begin and f.period.begin.year for f in read(source)] == years


def test_respectively_shares_out():
    source = "{ADB|Institution} and {KfW|Institution} will give $30 million and $20 million, respectively."
    assert [(f.value, f.about and f.about.name) for f in read(source)] == [(3e7, "ADB"), (2e7, "KfW")]


def test_a_portfolio_is_the_banks_and_so_are_its_shares():
    source = (
        "{CAF|Institution} met {Peru|Place}. The active portfolio comprises 23 operations. Roads are 37 percent of the"
        " portfolio."
    )
    assert [(f.value, f.about and f.about.name) for f in read(source)] == [(23, "CAF"), (37, "CAF")]


def test_we_are_those_for_whom_one_speaks():
    m = marked("“We have supported 31 projects,” said {Ana Ruiz|Person|about} of {CAF|Institution|with}.")
    e = ((0, 5),)
    says = Statement(speaker=m.roles["about"], text=(1, 32), about=(), direct=True, evidence=e, rule="test")
    post = Position(person=m.roles["about"], title="Director", of=m.roles["with"], evidence=e, rule="test")
    assert [f.about for f in figures(m.u, (says, post))] == [m.roles["with"]]


def test_the_noun_of_the_last_count_holds_for_the_one_before():
    source = "The {Sary scheme|Project} will serve 8 million rural and 3 million urban people."
    assert told(source) == [(8e6, "people"), (3e6, "people")]


def test_a_part_of_a_sum_has_its_currency():
    source = "{KfW|Institution} gave 120 million euros, 45 million of it as grants."
    assert told(source) == [(1.2e8, "EUR"), (4.5e7, "EUR")]


def test_spread_over_is_no_bound():
    (figure,) = read("{KfW|Institution} has money spread over 22 operations.")
    assert figure.bound is Bound.EXACT


def test_a_second_tranche_is_no_second_scale():
    assert told("{CAF|Institution} arranged a $12 million B loan.") == [(12e6, "USD")]


def test_rain_counts_and_gauges_do_not():
    assert told("In {Riga|Place} 40 mm of rain fell. In {Riga|Place} the track is 1520 mm wide.") == [(40, "mm")]


def test_a_cost_belongs_to_the_project():
    source = "{EBRD|Institution} will finance the {Kurchum bridge|Project}, which has a total cost of $9 million."
    assert [f.about.name for f in read(source) if f.about] == ["Kurchum bridge"]


def test_a_share_of_a_total_belongs_to_whom_the_total_belongs():
    source = "{Peru|Place} has spent $9 million. Of this total, $2 million went to roads."
    assert [(f.value, f.about and f.about.name) for f in read(source)] == [(9e6, "Peru"), (2e6, "Peru")]


def test_the_board_speaks_for_its_bank():
    m = marked("The {Board of Directors|Institution|about} of {EBRD|Institution|with} approved $5 million.")
    board = PartOf(part=m.roles["about"], whole=m.roles["with"], relation="unit", evidence=((0, 5),), rule="test")
    assert [f.about for f in figures(m.u, (board,))] == [m.roles["with"]]


def test_the_weather_of_places_in_a_row():
    source = "Rain fell: {Murree|Place} 33 mm, {Kakul|Place} 21 mm, and 15 mm in {Sibi|Place}."
    assert [(f.value, f.about and f.about.name) for f in read(source)] == [(33, "Murree"), (21, "Kakul"), (15, "Sibi")]


def test_minus_is_below_zero():
    source = "In {Riga|Place} it will be minus 8 degrees; by day -4 to -6°C."
    assert [f.value for f in read(source)] == [-8, -6, -4]


def test_will_last_is_no_time_past():
    (figure,) = read("Works on the {Peja dam|Project} will last 30 months and give 400 jobs.")
    assert figure.period is None


@pytest.mark.parametrize(
    "source",
    [
        "{AIIB|Institution}, which began operations in 2016, has approved 190 projects.",
        "Over the past decade, {IDB|Institution} has lent $3 billion.",
    ],
)
def test_years_of_relative_clauses_and_lengths_are_no_times(source):
    (figure,) = read(source)
    assert figure.period is None


def test_a_weekday_of_a_forecast_is_to_come():
    figures_ = figures(marked("In {Riga|Place} the wind may reach 70 km/h on Wednesday.", date(2025, 8, 19)).u, ())
    assert [f.period and f.period.begin for f in figures_] == [date(2025, 8, 20)]


def test_a_budget_is_the_programmes_whoever_pays():
    source = "The {Ruby Programme|Framework} began. Its budget of $4 million comes from {Japan|Place}."
    assert [f.about and f.about.name for f in read(source)] == ["Ruby Programme"]


def test_has_since_counts_from_the_year_before_it():
    (figure,) = read("{Malta|Place} joined {CAF|Institution} in 2004 and has since received $20 million.")
    assert figure.period
    assert figure.period.begin
    assert figure.period.begin.year == 2004


def test_a_day_goes_on_for_the_weather():
    source = "In {Riga|Place} snow is expected on November 29. The wind will blow at 20 m/s."
    (figure,) = figures(marked(source, date(2018, 11, 28)).u, ())
    assert figure.about is not None
    assert figure.about.name == "Riga"
    assert figure.period is not None
    assert figure.period.begin == date(2018, 11, 29)


def test_trade_within_a_club_is_the_clubs():
    club = entity_of("Andean Community", Kind.INSTITUTION, "InternationalOrganization")
    facts = [
        replace(f, of=club) if isinstance(f, Position) and f.of and f.of.name == "CAF" else f for f in cooperation()
    ]
    (figure,) = read("Trade turnover reached $300 million.", facts)
    assert (figure.about, figure.counterpart) == (club, None)


def test_indicators_are_told_by_the_words():
    (figure,) = read("{Malta|Place} has a trade turnover of $20 million.")
    assert figure.indicator == "trade-turnover"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (
            "{Malta|Place} likes the {Sary project|Project|about}. It has two parts:\n- solar pumps for 310 villages;",
            310,
        ),
        (
            "{Malta|Place} has a bank. A grant of $15 million from the {Lake Fund|Institution|about} comes with it.",
            15e6,
        ),
        (
            "A man of {Malta|Place|about} came. His country was struck by 30 storms, he said at {Sary dam|Project}.",
            30,
        ),
        ("{CAF|Institution|about} has been in {Malta|Place} since 1993. It has financed 49 projects there.", 49),
        (
            "He informed the {CAF|Institution} delegation that exports of {Malta|Place|about} rose by 11.5 percent.",
            11.5,
        ),
    ],
)
def test_whose_numbers_are_that_other_sentences_explain(source, value):
    m = marked(source)
    found = [f for f in figures(m.u, ()) if f.value == value]
    assert [f.about for f in found] == [m.roles["about"]]


def test_a_bank_is_no_partner_in_imports():
    (figure,) = figures(marked("{Peru|Place} imports almost 60 percent of its power.").u, cooperation())
    assert figure.about is not None
    assert (figure.about.name, figure.counterpart) == ("Peru", None)


def test_contracts_are_those_of_the_forum():
    m = marked(
        "{Ana Ruiz|Person} saw the {Riga Forum|Event|about}. There 26 contracts worth over $1.1 billion were signed."
    )
    forum = replace(m.roles["about"], cls="Forum")
    found = figures(m.u, (Event(event=forum, evidence=((0, 40),), rule="test"),))
    assert [(f.value, f.about) for f in found] == [(26, forum), (1.1e9, forum)]


@pytest.mark.parametrize(
    ("source", "years"),
    [
        ("Once it is completed in 2027, the {Sary dam|Project} will serve 70,000 homes.", None),
        ("The {Ruby Strategy|Framework} will replace 480 km of pipes by 2029.", None),
        ("The {2015–2019 strategy|Framework} went well: in its first phase, over 900 nurses were trained.", None),
        ("A third of {Malta|Place}’s households has water at present, as against 18 hospitals in 2016.", None),
        ("Half of {Malta|Place}’s households is to have water by 2030.", 2030),
    ],
)
def test_when_a_number_has_a_time(source, years):
    figure = read(source)[0]
    assert (figure.period and figure.period.begin and figure.period.begin.year) == years


def test_a_paragraph_goes_on_with_the_results_of_a_programme():
    m = marked(
        "Under the {Ruby Strategy|Framework|about}, 14 projects were done. They include the {Sary road|Project}. "
        "Canals were dug, and 94,000 users saved water."
    )
    assert {f.about for f in figures(m.u, ())} == {m.roles["about"]}


def test_a_rate_counts_what_is_rated():
    (figure,) = read("Deaths of mothers in {Malta|Place} stand at 126 per 100,000 live births.")
    assert (figure.value, figure.unit) == (126, "deaths")


def test_no_numbers_no_figures():
    assert figures(marked("{Malta|Place} has schools.").u, ()) == ()


def test_figures_are_facts_in_the_order_of_the_text():
    found = read("{Malta|Place} has 40 schools and 70 teachers.")
    assert all(isinstance(f, Figure) and f.rule.startswith("figure.") and f.measure for f in found)
    assert [f.value for f in found] == [40, 70]


@pytest.mark.parametrize(
    "piece", ["$5 million, ", "{Malta|Place} 7 km ", "results of {X|Framework} 3% ", "4 ships; ", "in {Malta|Place} "]
)
def test_figures_without_end_are_read_to_the_end(piece):
    understood = marked(piece * 1500).u
    with processor_seconds(30):
        figures(understood, ())


@pytest.mark.parametrize(
    ("source", "begin", "end"),
    [
        ("In 2024 the share of {Malta|Place} stood at 31%, up from 28% a year earlier.", 2023, 2023),
        ("{Malta|Place} expects growth of 3% in 2024 and of 5% in the year after.", 2025, 2025),
        (
            "{EBRD|Institution} backs the {2024–2028 strategy|Framework}; it lends $5 million over its life.",
            2024,
            2028,
        ),
    ],
)
def test_a_time_told_beside_another(source, begin, end):
    figure = read(source)[-1]
    assert figure.period
    assert (figure.period.begin.year, figure.period.end.year) == (begin, end)


@pytest.mark.parametrize(
    "source",
    [
        "Present in {Malta|Place} since 1998, {EBRD|Institution} has a portfolio of $5 million.",
        "{Malta|Place} joined in 1987 and holds 4.2 percent of the shares.",
        "{Malta|Place} needs $5 million to complete it by the end of 2031.",
        "In July {EBRD|Institution} cleared a loan of $5 million.",
        "The {2024–2028 strategy|Framework} will bring 400 jobs.",
        "{EBRD|Institution} will pay $5 million into the {Reef Programme|Framework} (2026–2030).",
    ],
)
def test_the_time_of_something_else_is_not_that_of_the_number(source):
    (figure,) = read(source)
    assert figure.period is None


def test_a_sum_that_stands_so_high_in_a_month_is_of_that_month():
    (figure,) = read("The loans of {EBRD|Institution} stood at $5 million in December 2020.")
    assert figure.period
    assert figure.period.begin == date(2020, 12, 1)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{Malta|Place} has built 11 of 26 bridges.", [(11, "bridges"), (26, "bridges")]),
        ("{Malta|Place} had 63 mills last year, as against 40 in 2018.", [(63, "mills"), (40, "mills")]),
        ("The {Kant plant|Project} has six units, of which two are in service.", [(6, "units"), (2, "units")]),
        ("{Malta|Place} has 180,000 users, 80,000 of them women.", [(180000, "users"), (80000, "women")]),
        ("{Malta|Place} buys from farmers nearby, about 2,500 of whom get seeds.", [(2500, "farmers")]),
        (
            "{EIB|Institution} and {EBRD|Institution} lend €1.1 billion and 550 million respectively.",
            [(1.1e9, "EUR"), (5.5e8, "EUR")],
        ),
        ("The {Sary line|Project} cuts the journey from six hours to less than two.", [(6, "hours"), (2, "hours")]),
        (
            "In {Malta|Place} a further fifth is for roads; every fourth person farms.",
            [(20, "percent"), (25, "percent")],
        ),
        (
            "{EBRD|Institution} lifts the capacity of the {Kant plant|Project} from 290 to some 430 MW.",
            [(290, "MW"), (430, "MW")],
        ),
    ],
)
def test_what_a_bare_number_counts(source, expected):
    assert told(source) == expected


def test_money_that_is_needed_belongs_to_the_project():
    (_, needed) = read("{Malta|Place} spent $4 million on the {Sary dam|Project}; $6 million more is needed.")
    assert needed.about
    assert needed.about.name == "Sary dam"


def test_his_country_is_that_of_the_person_spoken_of():
    m = marked(
        "Forty firms, {Ana Ruiz|Person|who} recalled, are active in her country. {Oman|Place} and {Peru|Place|about}."
    )
    post = Position(person=m.roles["who"], title="Minister", of=m.roles["about"], evidence=((0, 5),), rule="test")
    assert [f.about for f in figures(m.u, (post,))] == [m.roles["about"]]


def test_guests_belong_to_the_event_of_the_sentence_before():
    found = read("{Ana Ruiz|Person} spoke of the {Riga Forum|Event}. Some 300 guests from 14 countries will come.")
    assert [(f.value, f.about and f.about.name) for f in found] == [(300, "Riga Forum"), (14, "Riga Forum")]


def test_items_of_a_list_belong_to_the_programme_told_right_before():
    source = (
        "{Malta|Place} plans the {Gura dam|Project}. Both loans feed the {Bay Programme|Framework}. It foresees:\n"
        "(a) 480 kilometers of sewers;\n(b) homes for 1,150 families."
    )
    assert [f.about and f.about.name for f in read(source)] == ["Bay Programme", "Bay Programme"]


def test_member_states_are_those_of_the_bank_spoken_of():
    (figure,) = read("{CEB|Institution} lends to {Malta|Place}. The {Gura dam|Project} is known in 43 member states.")
    assert figure.about
    assert figure.about.name == "CEB"


@pytest.mark.parametrize(
    "source",
    [
        "Work on the 64-kilometer {Gura line|Project} began in 2024.",
        "{Malta|Place}, a country of 400,000 people, has been a member since 2004.",
        "About 34 km of the {Gura line|Project} will be renewed by 2029.",
        "By May 2026 the {Seed Programme|Framework} is to reach 54,000 people.",
    ],
)
def test_a_size_has_no_time(source):
    (figure,) = read(source)
    assert figure.period is None


def test_up_to_about_is_a_most():
    (figure,) = read("{EBRD|Institution} lends up to about $51 million.")
    assert figure.bound is Bound.MAX


def test_results_that_are_counted_on_are_of_the_same_year():
    source = "In 2023 the {Seed Programme|Framework} supported 118 firms, 26 more than before. They created 1,450 jobs."
    found = read(source)
    assert [(f.value, f.unit) for f in found] == [(118, "firms"), (26, "firms"), (1450, "jobs")]
    assert {f.period and f.period.begin for f in found} == {date(2023, 1, 1)}


def test_a_list_behind_a_preposition_has_no_subject():
    source = (
        "The {Road Plan|Framework} is for the states of {Assam|Place}, {Bihar|Place} and {Goa|Place} and 4,200 firms."
    )
    found = read(source)
    assert [f.about and f.about.name for f in found] == ["Road Plan"]


def test_a_sum_again_in_brackets_is_no_number():
    assert told("{EBRD|Institution} gave €330m (364m) in loans.") == [(330e6, "EUR")]


def test_no_more_than_is_a_most():
    (figure,) = read("No borrower of {EBRD|Institution} may receive more than €250,000.")
    assert figure.bound is Bound.MAX


def test_a_plan_is_no_intention():
    (figure,) = read("They praised the {plan for 2022–2026|Framework}, of whose 19 projects most are done.")
    assert figure.period
    assert figure.period.begin == date(2022, 1, 1)


def test_what_comes_of_a_yearly_number_is_yearly():
    found = read(
        "The {Kant plant|Project} has an annual output of 118 GWh, sparing the air 71,000 t of carbon dioxide."
    )
    assert [f.per_year for f in found] == [True, True]


def test_a_size_of_something_else_with_a_name_is_not_the_projects():
    """“Mount Somoni” is nothing known, but it is what the sentence is about; a section is the project's."""
    project = "The {Rural Water Project|Project} began."
    assert told(f"{project} Mount Somoni is 7,495 metres high.") == []
    (figure,) = read(f"{project} Section One is 12 km long.")
    assert figure.about.name == "Rural Water Project"


@pytest.mark.parametrize(
    ("source", "years"),
    [
        ("In the last five years {IDB|Institution} has invested $3 billion in roads.", (2020, 2025)),
        ("{IDB|Institution} will double its lending over the next three years.", (2025, 2028)),
        ("{IDB|Institution} sees needs of $3 billion over the next five years.", None),
        ("The debt of {Peru|Place} stood at $3 billion over the last five years.", None),
    ],
)
def test_years_over_which_a_number_comes_about(source, years):
    (figure,) = read(source)
    assert (figure.period and (figure.period.begin.year, figure.period.end.year)) == years


def test_part_of_a_sum_is_of_its_time():
    found = read("In 2020 the turnover of {Peru|Place} came to $3 billion; exports made up $1 billion of it.")
    assert [f.period.begin.year for f in found if f.period] == [2020, 2020]


def test_year_compared_with_is_no_time():
    found = read("In 2024 exports of {Peru|Place} reached $3 billion, up 9% on 2023.")
    assert [f.period.begin.year for f in found if f.period] == [2024, 2024]


@pytest.mark.parametrize(("fate", "owner"), [("will be rebuilt", "Osh Water Project"), ("are old", "Malta")])
def test_what_is_to_be_built_belongs_to_the_project(fate, owner):
    loan = "A loan pays for the {Osh Water Project|Project} in {Malta|Place}."
    found = read(f"{loan} Fifty schools in {{Malta|Place}} {fate}.")
    assert [f.about.name for f in found] == [owner]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "The number of pupils in {Malta|Place} grew from 1.7 million in 2021 to 2.1 million in 2024.",
            [(1.7e6, "pupils"), (2.1e6, "pupils")],
        ),
        (
            "The {Osh Water Project|Project} will help 150,000 people indirectly and 50,000 directly.",
            [(150_000, "people"), (50_000, "people")],
        ),
        ("The number of the {Osh Water Project|Project} is 50,000.", []),
    ],
)
def test_nouns_told_once(source, found):
    assert told(source) == found


def test_numbers_right_before_their_years():
    found = read("Exports of {Peru|Place} grew from $6 billion in 2010 to $12 billion in 2017.")
    assert [f.period.begin.year for f in found if f.period] == [2010, 2017]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "Trade turnover between {Oman|Place} and {Iran|Place} reached $545.2 million in 2024, including Omani "
            "exports of $527.7 million.",
            ["Trade turnover", "Omani exports"],
        ),
        ("Trade between {Oman|Place} and {Iran|Place} amounted to $5 billion last year.", ["Trade"]),
        ("Trade between {Oman|Place} and {Iran|Place} reached $5 billion, up 10 percent.", ["Trade", "Trade"]),
        ("{Kenya|Place} spent $4 billion in the first half of 2023.", ["spent"]),
    ],
)
def test_when_a_number_is_of_is_not_what_it_measures_and_a_part_goes_by_its_own_word(text, measures):
    assert [figure.measure for figure in read(text)] == measures
