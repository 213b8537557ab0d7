"""Sending files through real spreadsheets: LibreOffice and Gnumeric, each in four languages."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LOCALES = {"en-US": 1033, "de-DE": 1031, "tr-TR": 1055, "fr-FR": 1036}
"""Locale to the number by which LibreOffice calls it."""

_PROFILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value>
</prop></item></oor:items>
"""
_READ = "Text - txt - csv (StarCalc):44,34,76,1,{columns},{number},{quoted},{special}"
_COLUMNS = 100
_WRITE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,{shown}"


class Trip(NamedTuple):
    """One way through a spreadsheet.

    Attributes:
        program: `LibreOffice` or `Gnumeric`.
        locale: Such as `de-DE`.
        detection: `special` where special numbers (dates, exponents) are detected, `plain` where not.
        texts: What LibreOffice is told to leave as it is: `quoted` fields, or all `columns`; "" for nothing.
        shown: Whether cells are saved as they are shown (5.00E+03), which LibreOffice proposes, or as they are edited.
        document: The locale of the document, where the import was told another language.
    """

    program: str
    locale: str
    detection: str
    texts: str = ""
    shown: bool = False
    document: str = ""

    def __str__(self) -> str:
        words = (*self[:3], self.texts, "shown" if self.shown else "", self.document)
        return " ".join(filter(None, words))


TRIPS = [
    *(
        Trip("LibreOffice", locale, detection, shown=shown)
        for shown in (False, True)
        for locale in LOCALES
        for detection in ("special", "plain")
    ),
    Trip("LibreOffice", "tr-TR", "special", shown=True, document="en-US"),
    Trip("LibreOffice", "en-US", "special", shown=True, document="tr-TR"),
    *(Trip("Gnumeric", locale, "special") for locale in LOCALES),
]


def missing(trip: Trip) -> str:
    """Return which program a trip needs that is not there; empty when all is."""
    needed = ["soffice"] if trip.program == "LibreOffice" else ["ssconvert", "localedef"]
    return ", ".join(name for name in needed if shutil.which(name) is None)


def through(trip: Trip, data: bytes, folder: Path) -> bytes:
    """Return what a CSV file is after a spreadsheet opened it and saved it.

    Args:
        trip: The spreadsheet.
        data: The file.
        folder: Where the program may work.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source, target = folder / "before.csv", folder / "after" / "before.csv"
    source.write_bytes(data)
    target.parent.mkdir(exist_ok=True)
    if trip.program == "LibreOffice":
        _through_libreoffice(trip, source, target)
    else:
        _through_gnumeric(trip, source, target)
    return target.read_bytes()


def _through_libreoffice(trip: Trip, source: Path, target: Path) -> None:
    profile = source.parent / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        _PROFILE.format(locale=trip.document or trip.locale), encoding="utf-8"
    )
    special = "true" if trip.detection == "special" else "false"
    quoted = "true" if trip.texts == "quoted" else "false"
    columns = "/".join(f"{column}/2" for column in range(1, _COLUMNS + 1)) if trip.texts == "columns" else ""
    read = _READ.format(number=LOCALES[trip.locale], special=special, quoted=quoted, columns=columns)
    install = f"-env:UserInstallation={profile.resolve().as_uri()}"
    write = _WRITE.format(shown="true" if trip.shown else "false")
    form: list[str | Path] = [f"--infilter={read}", "--convert-to", write, "--outdir", target.parent]
    _run(["soffice", install, "--headless", *form, source], {})


def _through_gnumeric(trip: Trip, source: Path, target: Path) -> None:
    name = f"{trip.locale.replace('-', '_')}.UTF-8"
    compiled = source.parent / "locales" / name
    compiled.parent.mkdir(exist_ok=True)
    _run(["localedef", "--no-archive", "-i", name.partition(".")[0], "-f", "UTF-8", compiled], {})
    options = ["--import-type=Gnumeric_stf:stf_csvtab", "--export-type=Gnumeric_stf:stf_csv"]
    _run(["ssconvert", *options, source, target], {"LC_ALL": name, "LOCPATH": os.fspath(compiled.parent)})


def _run(command: Sequence[str | Path], environment: Mapping[str, str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, timeout=300, env={**os.environ, **environment})
    assert done.returncode == 0, done.stderr.decode(errors="replace")
