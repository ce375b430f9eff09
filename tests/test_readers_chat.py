"""The chat reader against a stand-in endpoint on this machine: whatever it answers, nothing wrong is loaded."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from conftest import Completed, Run
from hypothesis import given
from hypothesis import strategies as st

import kerege as face
from graph.store import GraphStore
from loaders.article import Article
from loaders.chat.answers import facts_in, placed
from loaders.chat.endpoint import LONGEST_ANSWER, LONGEST_PAUSE, TRIES, BadAnswer, Endpoint
from loaders.chat.questions import PIECE, halves, instructions, pieces
from loaders.chat.reader import MOST_PIECES
from loaders.chat.settings import settings
from loaders.readers.cast import CLASSES
from loaders.readers.kinds import KINDS
from loaders.reading.segments import document
from ontology.errors import LoadError, ReaderError
from ontology.vocabulary import sectors

Json = dict[str, Any]
MET = "Aigul Saparova met with Omar Said in Astana on 14 May 2025."
LENT = "The Steppe Development Bank will lend Kazakhstan 500 million dollars."
ARTICLE = f"---\ntitle: Two met\nid: two\ndate: 2025-05-15\n---\n{MET} {LENT}\n"
SAPAROVA, SAID = ({"name": name, "type": "Person"} for name in ("Aigul Saparova", "Omar Said"))
GOOD: Json = {"kind": "met", "a": SAPAROVA, "b": SAID, "evidence": [MET], "modality": "asserted"}
LOAN: Json = {
    "kind": "finances",
    "financier": {"name": "Steppe Development Bank", "type": "Institution"},
    "target": {"name": "Kazakhstan", "type": "Place"},
    "amount": 500_000_000,
    "currency": "USD",
    "bound": None,
    "instrument": "loan",
    "stage": "planned",
    "date": None,
    "evidence": [LENT],
    "modality": "planned",
}
KEY = "sk-not-a-real-one"

Reply = Callable[[BaseHTTPRequestHandler], None]


def reply(status: int, body: object, **headers: str) -> Reply:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def content(text: object, ended: str = "stop") -> Reply:
    return reply(200, {"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": ended}]})


def facts(*said: object) -> Reply:
    return content(json.dumps({"facts": said}))


class StandIn:
    """An endpoint that gives the replies it is told to, the last of them again and again."""

    def __init__(self) -> None:
        """Take a free port."""
        self.replies: list[Reply] = []
        self.asked: list[tuple[str, dict[str, str], Json]] = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                stand_in.asked.append((self.path, dict(self.headers), json.loads(body)))
                replies = stand_in.replies
                (replies.pop(0) if len(replies) > 1 else replies[0])(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                """The other side may hang up."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    @property
    def environment(self) -> dict[str, str]:
        return {"KEREGE_CHAT_URL": self.url, "KEREGE_CHAT_MODEL": "parrot-7b", "KEREGE_CHAT_KEY": KEY}


@pytest.fixture
def endpoint() -> Iterator[StandIn]:
    stand_in = StandIn()
    thread = Thread(target=stand_in.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield stand_in
    stand_in.server.shutdown()
    stand_in.server.server_close()
    thread.join()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "two.md"
    path.write_text(ARTICLE, "utf-8")
    return path


Ask = Callable[..., Completed]


@pytest.fixture
def read(kerege: Run, endpoint: StandIn, article: Path) -> Ask:
    """Runs ``kerege facts`` on the article with the chat reader, after the endpoint was told its replies."""

    def run(*replies: Reply, **more: str) -> Completed:
        endpoint.replies = list(replies)
        done = kerege("facts", article, "--reader", "kerege-chat", env={**endpoint.environment, **more})
        assert "Traceback" not in done.stderr
        assert KEY not in done.stderr + done.stdout
        return done

    return run


def stated(done: Completed) -> list[Json]:
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [fact for fact in found if fact["kind"] != "entity"]


def test_a_good_answer_becomes_facts_with_offsets(read: Ask, endpoint: StandIn) -> None:
    done = read(facts(GOOD, LOAN))
    assert done.returncode == 0
    met, loan = stated(done)
    assert met["evidence"] == [{"text": MET, "start": ARTICLE.index(MET), "end": ARTICLE.index(MET) + len(MET)}]
    assert met["a"]["id"] == "https://w3id.org/kerege/id/person/aigul-saparova"
    assert (loan["amount"], loan["modality"]) == (500_000_000, "planned")
    ((path, headers, question),) = endpoint.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert question["model"] == "parrot-7b"
    assert question["response_format"] == {"type": "json_object"}
    assert MET in question["messages"][1]["content"]
    assert "Date: 2025-05-15" in question["messages"][1]["content"]


def test_the_user_is_told_that_the_text_leaves_the_machine(read: Ask, endpoint: StandIn) -> None:
    first = read(facts(GOOD)).stderr.splitlines()[0]
    assert first == f"The texts of the articles are sent to {endpoint.url}, to be read by parrot-7b."


def test_what_it_says_is_loaded_once_and_recorded(kerege: Run, endpoint: StandIn, article: Path, store: Path) -> None:
    endpoint.replies = [facts(GOOD)]
    load = ("load", article, "--store", store, "--reader", "kerege-chat")
    assert "1 loaded" in kerege(*load, env=endpoint.environment).stderr
    assert "1 unchanged" in kerege(*load, env=endpoint.environment).stderr
    assert len(endpoint.asked) == 1
    with GraphStore(store) as opened:
        (state,) = opened.articles()
    assert state.reader.startswith("kerege-chat parrot-7b/")
    (row,) = face.ask("who-met-whom", store=store, person="Saparova").records()
    assert row["met"] == "Omar Said"
    other = {**endpoint.environment, "KEREGE_CHAT_MODEL": "parrot-8b"}
    assert "1 replaced" in kerege(*load, env=other).stderr


@pytest.mark.parametrize(
    "bad",
    [
        content("Here are the facts: Aigul met Omar."),
        content('{"facts": [{"kind": "met"'),
        content('{"answer": []}'),
        content("[" * 100_000),
        content(None),
        reply(200, b"<html>"),
        reply(200, {"choices": []}),
        reply(200, [1]),
        reply(429, {}, Retry_After="0"),
        reply(503, b"", Retry_After="0"),
    ],
    ids=lambda bad: "",
)
def test_what_is_no_answer_is_asked_for_again(read: Ask, endpoint: StandIn, bad: Reply) -> None:
    done = read(bad, facts(GOOD))
    assert [fact["kind"] for fact in stated(done)] == ["met"]
    assert len(endpoint.asked) == 2


def test_after_a_few_tries_the_article_fails_and_nothing_is_loaded(
    kerege: Run, endpoint: StandIn, article: Path, store: Path
) -> None:
    endpoint.replies = [content("no JSON")]
    done = kerege("load", article, "--store", store, "--reader", "kerege-chat", env=endpoint.environment)
    assert done.returncode == 1
    assert f"{article} could not be read by kerege-chat: no answer from {endpoint.url} after 4 tries: " in done.stderr
    assert "the answer is no JSON." in done.stderr
    assert len(endpoint.asked) == TRIES
    with GraphStore(store) as opened:
        assert list(opened.articles()) == []


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({**GOOD, "evidence": ["They met in secret, sources say."]}, "does not stand in the article"),
        ({**GOOD, "evidence": [{"text": "They met.", "start": 0, "end": 9}]}, "does not stand in the article"),
        ({**GOOD, "evidence": []}, "evidence"),
        ({**GOOD, "b": {"name": "Jean Müller", "type": "Person"}}, "the article names no Person “Jean Müller”"),
        ({**GOOD, "b": "Omar Said"}, "its b is “Omar Said”, but has to be a reference"),
        ({**GOOD, "kind": "married"}, "“married” is no kind of fact"),
        ({**GOOD, "confidence": 0.9}, "there is no field “confidence”"),
        ({**LOAN, "amount": "500 million"}, "its amount is “500 million”, but has to be a number"),
        ({**LOAN, "amount": 700_000_000}, "its evidence has no number 700,000,000"),
        ({**LOAN, "stage": "promised"}, "its stage is “promised”"),
        ("They met.", "it is no JSON object"),
    ],
)
def test_what_is_invented_or_wrong_is_refused_and_the_rest_let_in(read: Ask, wrong: object, why: str) -> None:
    done = read(facts(GOOD, wrong))
    assert [fact["kind"] for fact in stated(done)] == ["met"]
    (refused,) = [line for line in done.stderr.splitlines() if line.startswith("Refused: ")]
    assert "fact 2" in refused
    assert why in refused


def test_offsets_of_the_model_count_for_nothing(read: Ask) -> None:
    done = read(facts({**GOOD, "evidence": [{"text": MET, "start": 3, "end": 7}]}))
    assert stated(done)[0]["evidence"][0]["start"] == ARTICLE.index(MET)


def test_an_endpoint_that_takes_too_long_is_asked_again(read: Ask, endpoint: StandIn) -> None:
    def late(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(1.5)

    done = read(late, facts(GOOD), KEREGE_CHAT_TIMEOUT="0.5")
    assert [fact["kind"] for fact in stated(done)] == ["met"]
    assert len(endpoint.asked) == 2


def asking(endpoint: StandIn, **more: str) -> tuple[Endpoint, list[float]]:
    pauses: list[float] = []
    return Endpoint(settings({**endpoint.environment, **more}), pause=pauses.append), pauses


def test_between_tries_there_are_pauses_that_grow(endpoint: StandIn) -> None:
    endpoint.replies = [reply(500, b"")]
    chat, pauses = asking(endpoint)
    with pytest.raises(LoadError, match="it answers 500"):
        chat.ask([], facts_in)
    assert pauses == [1, 2, 4]


def test_an_endpoint_says_how_long_to_wait_but_not_for_ever(endpoint: StandIn) -> None:
    endpoint.replies = [
        *(reply(429, b"", Retry_After=wait) for wait in ("7", "86400", "Wed, 21 Oct 2026 07:28:00 GMT")),
        facts(GOOD),
    ]
    chat, pauses = asking(endpoint)
    assert chat.ask([], facts_in) == [GOOD]
    assert pauses == [7, LONGEST_PAUSE, 4]


def test_an_answer_that_drips_is_given_up(endpoint: StandIn) -> None:
    def drips(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(60):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    endpoint.replies = [drips, facts(GOOD)]
    chat, pauses = asking(endpoint, KEREGE_CHAT_TIMEOUT="0.3")
    assert chat.ask([], facts_in) == [GOOD]
    assert len(pauses) == 1


def test_an_answer_that_ends_too_soon_is_asked_for_again(endpoint: StandIn) -> None:
    endpoint.replies = [reply(200, b'{"choices"', Content_Length="500"), facts(GOOD)]
    chat, pauses = asking(endpoint)
    assert chat.ask([], facts_in) == [GOOD]
    assert len(pauses) == 1


def test_a_huge_answer_is_not_read_to_its_end(read: Ask, endpoint: StandIn) -> None:
    sent = 0

    def huge(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.end_headers()
        for _ in range(400):
            sent += handler.wfile.write(b" " * 1_000_000)

    done = read(huge)
    assert done.returncode == 1
    assert "the answer is longer than 2 MB, so it is no list of facts." in done.stderr
    assert stated(done) == []
    assert LONGEST_ANSWER < sent < 100_000_000
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "does not accept the key (401): set KEREGE_CHAT_KEY to one that it knows. It says “Wrong key …”."),
        (403, "does not accept the key (403)"),
        (402, "wants to be paid first (402)"),
        (404, "has no chat, or no model parrot-7b (404): see whether KEREGE_CHAT_URL and KEREGE_CHAT_MODEL are right."),
        (307, "leads elsewhere (307), where nothing is sent"),
    ],
)
def test_what_no_question_can_change_ends_the_run_at_once(
    kerege: Run, endpoint: StandIn, article: Path, tmp_path: Path, status: int, said: str
) -> None:
    (tmp_path / "three.txt").write_text(MET)
    wrong = {"error": {"message": f"Wrong key {KEY}"}}
    endpoint.replies = [reply(status, wrong, Location="http://127.0.0.1:1/steal")]
    done = kerege("facts", article, tmp_path / "three.txt", "--reader", "kerege-chat", env=endpoint.environment)
    assert done.returncode == 1
    assert f"{endpoint.url} {said}" in done.stderr
    assert KEY not in done.stderr
    assert len(endpoint.asked) == 1


def test_an_endpoint_that_is_not_there_ends_the_run(kerege: Run, endpoint: StandIn, article: Path) -> None:
    endpoint.server.server_close()
    done = kerege("facts", article, "--reader", "kerege-chat", env=endpoint.environment)
    endpoint.replies = [facts()]
    assert done.returncode == 1
    assert "cannot be reached (" in done.stderr
    assert "Connection refused): see whether KEREGE_CHAT_URL is right." in done.stderr


def test_a_question_that_is_not_accepted_fails_its_article_alone(read: Ask) -> None:
    done = read(reply(400, {"error": "context too long"}))
    assert "two.md could not be read by kerege-chat: " in done.stderr
    assert "answers 400. It says “context too long”." in done.stderr


def test_an_endpoint_without_a_format_for_answers_is_asked_without_it(endpoint: StandIn) -> None:
    endpoint.replies = [reply(400, {"error": "unknown parameter: response_format"}), facts(GOOD), facts(LOAN)]
    chat, _ = asking(endpoint)
    assert [chat.ask([], facts_in) for _ in range(2)] == [[GOOD], [LOAN]]
    assert ["response_format" in question for _, _, question in endpoint.asked] == [True, False, False]


def test_an_answer_that_was_cut_off_is_asked_for_in_halves(read: Ask, endpoint: StandIn) -> None:
    done = read(content('{"facts": [', ended="length"), facts(GOOD), facts(LOAN))
    assert [fact["kind"] for fact in stated(done)] == ["met", "finances"]
    texts = [question["messages"][1]["content"] for _, _, question in endpoint.asked]
    assert [(MET in text, LENT in text) for text in texts] == [(True, True), (True, False), (False, True)]
    gone = read(content(json.dumps({"facts": [GOOD]}), ended="length"))
    assert stated(gone) == []
    assert "an answer about one sentence was cut off" in gone.stderr


def test_a_long_article_is_asked_about_piece_by_piece(
    kerege: Run, endpoint: StandIn, article: Path, tmp_path: Path
) -> None:
    long = tmp_path / "long.txt"
    long.write_text(f"{MET} " + "Nothing of note happened there on that day. " * 300 + LENT)
    endpoint.replies = [facts(GOOD, LOAN)]
    done = kerege("facts", long, "--reader", "kerege-chat", env=endpoint.environment)
    assert len(endpoint.asked) == 3
    assert [fact["kind"] for fact in stated(done)] == ["met", "finances"]
    assert all(len(question["messages"][1]["content"]) < PIECE + 100 for _, _, question in endpoint.asked)
    long.write_text("Nothing of note happened there on that day. " * 9_000)
    done = kerege("facts", long, "--reader", "kerege-chat", env=endpoint.environment)
    assert f"questions, and {MOST_PIECES} are the most." in done.stderr
    assert len(endpoint.asked) == 3


@given(st.lists(st.sampled_from(("He came. ", "She went.\n\n", "x" * 7_000, " ", "Mr. A said: “No.” ")), max_size=60))
def test_pieces_leave_no_sentence_out(parts: list[str]) -> None:
    found = document(Article(text="".join(parts)))
    cut = pieces(found)
    assert all(0 < end - start <= PIECE for start, end in cut)
    covered = {offset for start, end in cut for offset in range(start, end)}
    assert all(offset in covered for s in found.sentences for offset in range(s.start, s.end))
    for piece in cut:
        two = halves(found, piece)
        assert two is None or (two[0][0], two[1][1]) == piece


def test_evidence_is_the_sentence_in_which_the_words_stand() -> None:
    text = "It rained. “We’ll build\nthe road,” she said. It rained. They left."
    found = document(Article(text=text))

    def evidence(*quotes: object) -> list[Any]:
        return list(placed({"evidence": list(quotes)}, found, (0, len(text)))["evidence"])

    (passage,) = evidence('"We\'ll build the road"'.strip('"'))
    assert passage == {"text": "“We’ll build\nthe road,” she said.", "start": 11, "end": 44}
    assert evidence("It rained.") == [{"text": "It rained."}]
    assert evidence("They left. They came.", 7) == [{"text": "They left. They came."}, 7]


@pytest.mark.parametrize(
    "text", ['{"facts": [1]}', "[1]", '```json\n{"facts": [1]}\n```', '<think>Well …</think>\n{"facts": [1]}']
)
def test_what_models_put_around_their_answer_does_no_harm(text: str) -> None:
    assert facts_in(text) == [1]


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_any_other_answer_is_a_bad_one(text: str) -> None:
    with suppress(BadAnswer):
        assert isinstance(facts_in(text), list)


def test_the_model_is_told_the_whole_format() -> None:
    told = instructions()
    assert all(f"\n{kind}: " in told for kind in KINDS)
    assert all(name in told for classes in CLASSES.values() for name in classes)
    assert all(sector in told for sector in sectors())
    assert "<" not in told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"KEREGE_CHAT_URL": ""}, "set KEREGE_CHAT_URL, such as"),
        ({"KEREGE_CHAT_MODEL": " "}, "and KEREGE_CHAT_MODEL"),
        ({"KEREGE_CHAT_URL": "ftp://example.org"}, "KEREGE_CHAT_URL is no base address"),
        ({"KEREGE_CHAT_URL": "https://"}, "KEREGE_CHAT_URL is no base address"),
        ({"KEREGE_CHAT_URL": "https://example.org:port"}, "KEREGE_CHAT_URL is no base address"),
        ({"KEREGE_CHAT_URL": "https://me:pass@example.org"}, "put the key into KEREGE_CHAT_KEY"),
        ({"KEREGE_CHAT_URL": "http://example.org/v1"}, "could read the key: use https"),
        ({"KEREGE_CHAT_KEY": "ключ"}, "KEREGE_CHAT_KEY holds characters"),
        ({"KEREGE_CHAT_TIMEOUT": "soon"}, "KEREGE_CHAT_TIMEOUT is soon"),
        ({"KEREGE_CHAT_TIMEOUT": "0"}, "a number of seconds up to 3600"),
    ],
)
def test_settings_that_are_wrong_are_told(changes: dict[str, str], said: str) -> None:
    right = {"KEREGE_CHAT_URL": "https://example.org/v1/", "KEREGE_CHAT_MODEL": "m", "KEREGE_CHAT_KEY": KEY}
    assert settings(right).address == "https://example.org/v1/chat/completions"
    assert KEY not in repr(settings(right))
    with pytest.raises(ReaderError) as error:
        settings({**right, **changes})
    assert said in str(error.value)
    assert "pass@" not in str(error.value)


def test_without_settings_nothing_is_sent_and_the_user_is_told(kerege: Run, article: Path) -> None:
    done = kerege("load", article, "--reader", "kerege-chat")
    assert done.returncode == 1
    assert "The reader kerege-chat needs to know whom to ask: set KEREGE_CHAT_URL" in done.stderr
