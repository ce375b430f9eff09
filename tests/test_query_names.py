"""From what people type to what the graph knows."""

from collections.abc import Iterator

import pytest
from query_publication import published

from graph.ask import Questions
from ontology.errors import UnknownName


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Questions]:
    """Questions to the fixture."""
    with Questions(published(tmp_path_factory.mktemp("names") / "store")) as asked:
        yield asked


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("Pavel Ronik", "Pavel Ronik"),
        ("pavel  RONIK", "Pavel Ronik"),
        ("Pavel Roník", "Pavel Ronik"),
        ("https://w3id.org/kerege/id/person/pavel-ronik", "Pavel Ronik"),
        ("Sarsen", "Aigul Sarsen"),
        ("Tom", "Tom Marlow"),
        ("Marlow, Ines", "Ines Marlow"),
        ("Ronik", "Pavel Ronik"),
    ],
)
def test_a_person_is_found(questions: Questions, typed: str, person: str) -> None:
    """By name, however written, by a part of it that nobody else has, by IRI, by a name that was joined into it."""
    answer = questions.ask("posts-of-person", {"person": typed})
    assert {row["person"] for row in answer.records()} == {person}


def test_a_completed_name_is_told(questions: Questions) -> None:
    """Who was meant is said where it was not typed."""
    assert questions.ask("posts-of-person", {"person": "Tom"}).notes == ("“Tom” was taken for Tom Marlow.",)
    assert questions.ask("posts-of-person", {"person": "Tom Marlow"}).notes == ()


def test_several_of_one_name_are_all_meant(questions: Questions) -> None:
    """Two people of one surname are both asked for, and named."""
    answer = questions.ask("posts-of-person", {"person": "Marlow"})
    assert {row["person"] for row in answer.records()} == {"Ines Marlow", "Tom Marlow"}
    assert answer.notes == ("2 things go by “Marlow”, and all are meant: Ines Marlow, Tom Marlow.",)


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [("Pavel Ronick", "Pavel Ronik"), ("Aigul Sarsenn", "Aigul Sarsen"), ("Inés Marlowe", "Ines Marlow")],
)
def test_an_unknown_name_has_suggestions(questions: Questions, typed: str, suggested: str) -> None:
    """A slip of the pen is met with the name it may have been."""
    with pytest.raises(UnknownName, match=f"knows no person “{typed}”: did you mean .*{suggested}"):
        questions.ask("posts-of-person", {"person": typed})


def test_a_part_of_several_names_is_not_guessed(questions: Questions) -> None:
    """What fits several names is an error that names them, five at most."""
    with pytest.raises(UnknownName) as caught:
        questions.ask("everything-about", {"entity": "bank"})
    assert str(caught.value).endswith(
        "did you mean Board of the Steppe Development Bank, Steppe Development Bank or Steppe Bank Group?"
    )


def test_the_parameter_says_which_kinds_are_meant(questions: Questions) -> None:
    """An institution is no person, although its name is known; subclasses of the kind are."""
    with pytest.raises(UnknownName, match="no person “Orbis Fund”, and none whose name is like it"):
        questions.ask("posts-of-person", {"person": "Orbis Fund"})
    assert questions.ask("people-of-institution", {"institution": "Orbis Fund"}).rows


@pytest.mark.parametrize(
    "typed",
    ["Memorandum signed", "memorandum SIGNED", "https://w3id.org/kerege/id/article/a3"],
)
def test_an_article_is_found_by_title_or_iri(questions: Questions, typed: str) -> None:
    """The parameter wants an IRI, and takes a title."""
    assert len(questions.ask("what-an-article-says", {"article": typed}).rows) == 3


def test_an_unknown_article(questions: Questions) -> None:
    """Titles are suggested, and an IRI that nobody has is said to be unknown."""
    with pytest.raises(UnknownName, match="did you mean Memorandum signed"):
        questions.ask("what-an-article-says", {"article": "Memorandum sined"})
    with pytest.raises(UnknownName, match=r"knows no article <https://nowhere.example/x>"):
        questions.ask("what-an-article-says", {"article": "https://nowhere.example/x"})


def test_hostile_names_are_only_names(questions: Questions) -> None:
    """What looks like SPARQL is looked up like any other name."""
    for typed in ('" } DROP ALL #', "\\", "?x", "''", '“”"', "%", "\u0000"):
        with pytest.raises(UnknownName):
            questions.ask("posts-of-person", {"person": typed})
