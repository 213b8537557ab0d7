"""Every built-in format keeps the contract of formats."""

from __future__ import annotations

from proplint.registry import BUILT_IN_FORMATS
from proplint.report.concise import Concise
from proplint.report.full import Full
from proplint.report.github import GitHub
from proplint.report.json import Json
from proplint.testing import FormatContract


class TestFull(FormatContract):
    format = Full()


class TestConcise(FormatContract):
    format = Concise()


class TestJson(FormatContract):
    format = Json()


class TestGitHub(FormatContract):
    format = GitHub()


def test_every_built_in_format_keeps_it() -> None:
    formats = (TestFull.format, TestConcise.format, TestJson.format, TestGitHub.format)
    assert {form.name for form in formats} == {*BUILT_IN_FORMATS}
