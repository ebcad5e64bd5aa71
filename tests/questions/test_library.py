from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import InputError, NotFoundError
from kg.questions.library import Question, find_question, parse_header, read_library, split_header

HEADER = """\
question: Who?
parameters:
  post: {type: string, example: x, doc: "The post."}
columns:
  person: {type: string, doc: "Who."}
"""


def write_pair(folder: Path, stem: str, *, header: str = HEADER, rq: str | None = None, cypher: str = "$post") -> None:
    """Two files of one stem, each the header as comments and a body."""
    lines = header.splitlines()
    (folder / f"{stem}.rq").write_text("\n".join([*(f"# {line}" for line in lines), rq or "?post"]), encoding="utf-8")
    (folder / f"{stem}.cypher").write_text("\n".join([*(f"// {line}" for line in lines), cypher]), encoding="utf-8")


def test_project_has_its_library() -> None:
    library = read_library()
    assert len(library) >= 25
    assert list(library) == sorted(library)
    for question in library.values():
        assert set(question.texts) == {"sparql", "cypher"}
        assert question.header is not None
        assert question.header.question.endswith("?")


def test_bodies_have_no_literal_of_a_parameter_spliced_in() -> None:
    for question in read_library().values():
        assert question.header is not None
        for name, parameter in question.header.parameters.items():
            body = "\n".join(line for line in question.texts["cypher"].splitlines() if not line.startswith("//"))
            assert re.search(rf"date\(\${name}\)" if parameter.type == "date" else rf"\${name}\b", body)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"header": HEADER.replace("question", "asks")}, "unknown field `asks`"),
        ({"header": HEADER.replace("question: Who?\n", "")}, "missing required field `question`"),
        ({"header": HEADER.replace("type: string, example", "type: text, example")}, "Invalid enum value 'text'"),
        ({"header": HEADER.replace('doc: "The', 'docs: "The')}, "unknown field `docs`"),
        ({"header": HEADER.replace("post:", "on:")}, "Expected `str`, got `bool`"),
        ({"header": HEADER.replace("  person:", "  post:")}, "post is both a parameter and a column"),
        ({"header": HEADER.split("columns", maxsplit=1)[0] + "columns: {}\n"}, "the header has no columns"),
        ({"header": "question: ["}, "the header is not right"),
        ({"rq": "SELECT ?person {}"}, "the query does not use its parameter ?post"),
        ({"cypher": "RETURN 1"}, "the query does not use its parameter $post"),
        ({"cypher": "RETURN $post + $other"}, "the header does not explain the parameter $other"),
    ],
)
def test_fault_is_named(tmp_path: Path, changes: dict[str, str], fault: str) -> None:
    write_pair(tmp_path, "right")
    write_pair(tmp_path, "wrong", **changes)
    with pytest.raises(InputError, match=re.escape(fault)) as caught:
        read_library(tmp_path)
    assert "wrong" in str(caught.value)
    assert "right." not in str(caught.value)


def test_all_faulty_questions_are_told_at_once(tmp_path: Path) -> None:
    write_pair(tmp_path, "lone")
    (tmp_path / "lone.rq").unlink()
    write_pair(tmp_path, "differs")
    path = tmp_path / "differs.rq"
    path.write_text(path.read_text("utf-8").replace("Who?", "What?"), encoding="utf-8")
    write_pair(tmp_path, "bytes")
    (tmp_path / "bytes.rq").write_bytes(b"# question: \xff")
    with pytest.raises(InputError) as caught:
        read_library(tmp_path)
    text = str(caught.value)
    assert re.search(r"lone\.rq: is missing", text)
    assert re.search(r"differs: the headers of \.rq and \.cypher differ", text)
    assert re.search(r"bytes\.rq: is not UTF-8", text)


def test_header_ends_where_the_query_starts() -> None:
    assert split_header("# a: 1\n#  b\n\n# c\n", "sparql") == "a: 1\n b"
    assert split_header("MATCH (n) // x\n", "cypher") == ""


def test_question_of_the_library_is_found() -> None:
    assert find_question("holder_of_post_on_date").name == "holder_of_post_on_date"


def test_unknown_question_lists_the_library() -> None:
    with pytest.raises(NotFoundError, match=r"'nope'; the library has: appointments_by_body_in_period, "):
        find_question("nope")
    with pytest.raises(NotFoundError, match=r"nope\.rq"):
        find_question("nope.rq")


@pytest.mark.parametrize(("name", "language"), [("own.rq", "sparql"), ("own.cypher", "cypher")])
def test_own_file_needs_no_header(tmp_path: Path, name: str, language: str) -> None:
    path = tmp_path / name
    path.write_text("# just a comment\nSELECT 1" if language == "sparql" else "RETURN 1", encoding="utf-8")
    question = find_question(str(path))
    assert question == Question(name=str(path), header=None, texts={language: path.read_text("utf-8")})  # type: ignore[dict-item]


def test_own_file_may_have_a_header(tmp_path: Path) -> None:
    write_pair(tmp_path, "own")
    header = find_question(str(tmp_path / "own.cypher")).header
    assert header is not None
    assert list(header.parameters) == ["post"]


def test_header_of_own_file_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    with pytest.raises(InputError, match=r"own\.rq: the header is not right"):
        parse_header("# question: x\n", "sparql", path)
