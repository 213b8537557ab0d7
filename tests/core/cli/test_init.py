"""`proplint init`: from an export to a configuration that the export passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import CONFIG, ROOT, load_config, proplint, write, write_all

if TYPE_CHECKING:
    from pathlib import Path

EXPORT = (
    '\ufeff"Customer ID","Email","Choice:Color","Multiple choice:Hobby","Boolean:VIP","Choice:Empty","Note","Errors"\r\n'
    '"a1","a@example.com","NO","1-2;Müzik","TRUE","","x",""\r\n'
    '"b2","b@example.com","1.10","Müzik","","","",""\r\n'
)  # fmt: skip


def test_every_property_and_the_options_seen(workdir: Path) -> None:
    write(workdir / "shop" / "a.csv", EXPORT)
    done = proplint("init", "shop/a.csv")
    assert done.code == 0
    assert "proplint.yaml is written, with 4 properties.\n" in done.out
    assert "Add to `Choice:Color` the options that no customer has yet" in done.out
    text = (workdir / "proplint.yaml").read_text("utf-8")
    config = load_config(text)
    assert {name: found.options.get("options") for name, found in config.properties.items()} == {
        "Choice:Color": ("NO", "1.10"),
        "Multiple choice:Hobby": ("1-2", "Müzik"),
        "Boolean:VIP": None,
        "Choice:Empty": None,
    }
    assert config.files == ("shop/**/*.csv",)
    assert config.ignore_columns == {"Note"}
    assert "ADD THE ONES THAT NO CUSTOMER HAS YET" in text
    write(workdir / "shop" / "a.csv", EXPORT.replace(',"Errors"', "").replace(',""\r\n', "\r\n"))
    assert proplint("check").code == 0
    told = proplint("config", "check").out
    assert told.startswith("proplint.yaml is in order: 4 properties, files shop/**/*.csv.\n")
    assert "In `Choice:Color` 1 option does not survive a spreadsheet" in told


def test_options_with_blanks_around_them_are_told(workdir: Path) -> None:
    write(workdir / "a.csv", "Customer ID,Email,Multiple choice:A,Text:B\na1,a@example.com,x; y, z\n")
    (line,) = [line for line in proplint("init", "a.csv").out.splitlines() if "blank" in line]
    assert line.startswith("In `Multiple choice:A` 1 option begins or ends with a blank, such as ` y`: ")


@pytest.mark.usefixtures("workdir")
def test_the_example_shop_passes_what_is_made_of_it() -> None:
    exports = [str(path) for path in sorted((ROOT / "examples" / "shop" / "customers").glob("*.csv"))]
    assert proplint("init", *exports).code == 0
    assert proplint("check", "--config", "proplint.yaml", *exports).code == 0


def test_never_over_what_is_there(workdir: Path) -> None:
    write_all(workdir, {"a.csv": EXPORT, "proplint.yaml": CONFIG})
    done = proplint("init", "a.csv")
    assert (done.code, done.out) == (2, "")
    assert "proplint.yaml is there already: --force writes over it, --output writes another file" in done.err
    assert (workdir / "proplint.yaml").read_text() == CONFIG
    assert proplint("init", "--output", "other/p.yaml", "a.csv").code == 2
    (workdir / "other").mkdir()
    assert proplint("init", "--output", "other/p.yaml", "a.csv").code == 0
    assert load_config((workdir / "other" / "p.yaml").read_text("utf-8")).files == ("**/*.csv",)
    assert proplint("init", "--force", "a.csv").code == 0
    assert (workdir / "proplint.yaml").read_text("utf-8") != CONFIG


def test_a_link_to_nothing_is_not_written_over_either(workdir: Path) -> None:
    write(workdir / "a.csv", EXPORT)
    (workdir / "proplint.yaml").symlink_to("gone")
    assert proplint("init", "a.csv").code == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "the file has no header: it is empty"),
        (b"Customer ID;Email;Choice:A\n", "has its cells separated by semicolons"),
        ("Customer ID,Email\n".encode("utf-16"), "is UTF-16"),
        (b"First Name,E-Mail\n", "is the Customers export"),
        (b'Customer ID,"Email\n', "its header is faulty; `proplint check` says where"),
    ],
)
def test_what_is_no_export(workdir: Path, data: bytes, says: str) -> None:
    write(workdir / "a.csv", data)
    done = proplint("init", "a.csv")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"proplint: a.csv: {'the file' if 'the file' in says else ''}"[:20])
    assert says in done.err
    assert not (workdir / "proplint.yaml").exists()


def test_an_export_that_is_missing(workdir: Path) -> None:
    assert "gone.csv: no such file" in proplint("init", "gone.csv").err
    assert proplint("init").code == 2
    assert not [*workdir.iterdir()]


def test_bytes_that_are_no_utf8_are_left_out(workdir: Path) -> None:
    write(workdir / "a.csv", b"Customer ID,Email,Choice:A\na,a@e.de,Ye\xfeil\nb,b@e.de,Blue\nc,c@e.de,\0\n")
    assert proplint("init", "a.csv").code == 0
    config = load_config((workdir / "proplint.yaml").read_text("utf-8"))
    assert config.properties["Choice:A"].options["options"] == ("Blue",)


def test_a_column_of_an_unknown_type_is_told_and_not_both_ignored_and_declared(workdir: Path) -> None:
    write_all(workdir, {"a.csv": "Customer ID,Email,Phone:Home,Note\na1,a@example.com,1,x\n"})
    done = proplint("init", "a.csv")
    assert "`Phone:Home` is ignored: its type is not known" in done.out
    assert "`Note`" not in done.out
    write_all(workdir, {"proplint.yaml": 'version: 1\nproperties: {"Number:A": }\nignore_columns: [B, "Number:A"]\n'})
    assert (
        "proplint.yaml:3:21: `Number:A` can't be ignored: it stands under `properties` too"
        in proplint("config", "check").err
    )


def test_a_property_in_two_words_is_declared_once(workdir: Path) -> None:
    write_all(
        workdir, {"a.csv": "Customer ID,Email,Text line:A\n", "b.csv": "Customer ID,Email,Text:A\na1,a@example.com,x\n"}
    )
    assert "written, with 1 property" in proplint("init", "a.csv", "b.csv").out
    assert proplint("check", "a.csv", "b.csv").code == 0
