"""The contract of report formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.api import Fix
from proplint.model import Evidence, Finding, Report, Shift
from proplint.registry import FORMATS
from proplint.report import Style
from proplint.testing import costs, declarations
from proplint.testing.fresh import plugin_of
from proplint.testing.limit import Limited
from proplint.testing.words import fault, shown
from proplint.text import MASK, escaped

if TYPE_CHECKING:
    from collections.abc import Collection

    from proplint.api import ReportFormat

_SECRET = "Zqxj7Wv9"  # noqa: S105  a cell's text that no format says by itself
_HOSTILE = "x\x1b[31m\x07\u202e\u2066\ufeff\r\n::error::##[error]]]>&<\"'`|\\\x00\udcff" + _SECRET
_WHERE = ("path", "line", "rule")


def _finding(number: int, text: str) -> Finding:
    return Finding(
        path=f"customers/{number}-{text}.csv",
        line=1000 + number,
        column=3,
        character=17,
        record=number,
        rule=f"not-a-{'xyz'[number % 3]}-thing",
        severity="warning" if number % 2 else "error",
        column_name=f"Text:{text}",
        customer_id=text,
        value=text,
        template="{value} is wrong",
        advice="write {right}",
        data={"right": text},
        fix=Fix(text, safe=bool(number % 2)),
        evidence=Evidence(text, text, text),
        offset=number * 100,
    )


def _report(text: str) -> Report:
    cells = [_finding(number, text) for number in range(1, 5)]
    whole = Finding(
        *(cells[0].path, 1, None, None, None, "wrong-file", "error", None, None, None),
        template="the file is wrong",
        advice="",
        data={},
    )
    shift = Shift(cells[0].path, 1001, 1003, 3, "Email")
    return Report([*cells, whole], ["a notice"], ["a file could not be read"], 2, 10, [shift])


class FormatContract(Limited):
    """What every report format keeps. Inherit it in a class whose name begins with `Test`, and give `format`.

    Attributes:
        format: The format.
        plugin: The module whose hook brings the format; None for the one that its class stands in.
        tells: What each finding must be found by in the output, of `path`, `line` and `rule`; a summary may tell less.
        slowest_start: How many times as long as `import click` the import of the plugin may take.
        heavy: Modules that must not be imported with the plugin.
    """

    format: ReportFormat
    plugin: str | None = None
    tells: Collection[str] = _WHERE
    slowest_start: float = 4.0
    heavy: Collection[str] = costs.HEAVY

    def test_it_has_a_name_and_says_what_it_is(self) -> None:
        """The word behind `--format` is one, and `doc` is a sentence."""
        declarations.require_kebab(getattr(self.format, "name", None), "`name`")
        declarations.require_sentence(getattr(self.format, "doc", None), "`doc`")

    def test_it_gives_texts(self) -> None:
        """`render` gives texts piece by piece, for an empty report as well, and with the last line ended."""
        for report in (Report([]), _report("plain")):
            for piece in self.format.render(report, Style()):
                given: object = piece
                if not isinstance(given, str):
                    fault(f"render gave {shown(given)}: give texts")
            text = self._rendered(report)
            if text and not text.endswith("\n"):
                fault(f"the output ends with {shown(text[-40:])}: end the last line")

    def test_every_finding_is_told(self) -> None:
        """File, line and rule of each finding stand in the output."""
        report = _report("plain")
        text = self._rendered(report)
        for finding in report.findings:
            for name in self.tells:
                if str(getattr(finding, name)) not in text:
                    fault(f"the output does not say the {name} of {shown(finding)}: say it, or name less in `tells`")

    def test_the_same_report_reads_the_same(self) -> None:
        """Rendering changes nothing, and comes to the same bytes again."""
        report, before = _report("plain"), _report("plain")
        once, again = self._rendered(report), self._rendered(report)
        if once != again:
            fault(
                "the same report came out in two ways: no clock, no chance, no state that one report leaves to the next"
            )
        if report != before:
            fault("render changed the report: copy what you change")

    def test_nothing_from_a_file_does_harm(self) -> None:
        """What a terminal, a CI runner or a reader would obey is escaped, wherever it comes from."""
        try:
            text = self._rendered(_report(_HOSTILE))
        except Exception as error:  # noqa: BLE001  a plugin may raise anything
            fault(f"render raised {type(error).__name__}: {error}, for texts with characters such as {_HOSTILE!a}")
        for line in text.split("\n"):
            if escaped(line) != line and escaped(line.replace("\t", "")) != line.replace("\t", ""):
                fault(
                    f"the line {shown(line)} holds a character that does harm: pass texts through proplint.text.escaped"
                )
            if line.lstrip().startswith("::error::##"):
                fault(f"the line {shown(line)} begins with a cell's text, which a CI runner takes for a command")

    def test_nothing_of_a_cell_is_said_when_it_is_masked(self) -> None:
        """A report that is redacted holds no text of a cell, and is told nevertheless."""
        masked = _report(_SECRET).redacted()
        findings = [one._replace(path="a.csv", column_name="Text:X") for one in masked.findings]
        text = self._rendered(masked._replace(findings=findings, shifts=()))
        if _SECRET in text:
            fault(
                f"the output of a redacted report holds {_SECRET}, which only its cells had; they are masked as {MASK}"
            )

    def test_colour_changes_no_word(self) -> None:
        """With colour it says what it says without."""
        import re

        plain, painted = self._rendered(_report("plain")), self._rendered(_report("plain"), Style(color=True))
        if re.sub(r"\x1b\[[0-9;]*m", "", painted) != plain:
            fault("with colour the output says something else: only escape sequences such as \\x1b[31m may differ")

    def test_its_hook_brings_it(self) -> None:
        """The hook of the plugin gives the format."""
        plugin_of(self.format, self.plugin).require_bringing(FORMATS, self.format.name)

    def test_its_import_takes_no_time(self) -> None:
        """Importing the plugin imports nothing heavy: what is slow waits until it is needed."""
        costs.require_quick_start(plugin_of(self.format, self.plugin), self.slowest_start, self.heavy)

    def _rendered(self, report: Report, style: Style | None = None) -> str:
        return "".join(map(str, self.format.render(report, style or Style())))
