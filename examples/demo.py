"""The main job, shown: a bad commit is refused, cell by cell, and the corrected one goes in.

Works on a copy of the example shop in a temporary folder, with a git identity of its own, and removes
everything when it is done. Needs only what `make demo` installs.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
EDITS = (
    ("a decimal comma", "Number:Shoe size", "42,5"),
    ("an option mistyped", "Choice:Color", "Bleu"),
    ("a day that no calendar has", "Date:Birthday", "1990/02/30"),
    ("TRUE as a German spreadsheet writes it", "Boolean:VIP", "WAHR"),
)


def say(text: str) -> None:
    """Tell what happens next."""
    bold, plain = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else ("", "")
    print(f"\n{bold}==> {text}{plain}", flush=True)


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which git and pre-commit touch nothing of the user's."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))}
    config = folder / "gitconfig"
    config.write_text("[user]\n\tname = Demo\n\temail = demo@example.com\n[init]\n\tdefaultBranch = main\n")
    path = f"{BIN}{os.pathsep}{kept.get('PATH', '')}"
    ours = {
        "GIT_CONFIG_GLOBAL": str(config),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
    }
    return {**kept, **ours, "PATH": path}


def make_runner(env: dict[str, str]) -> Callable[..., int]:
    """Return a function that runs a command and gives its exit code."""

    def run(*command: str, cwd: Path, show: bool = False) -> int:
        if show:
            print(f"$ {' '.join(command)}", flush=True)
        done = subprocess.run(command, cwd=cwd, env=env, check=False, capture_output=not show)
        if done.returncode and not show:
            sys.stderr.buffer.write(done.stdout + done.stderr)
            raise SystemExit(f"{' '.join(command)} failed")
        return done.returncode

    return run


def snapshot_of_checkout(folder: Path, run: Callable[..., int]) -> Path:
    """Put this checkout, as it is now, into a repository of its own, from which the hook is installed."""
    clone = folder / "proplint"
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    for name in filter(None, names.split(b"\0")):
        source = ROOT / os.fsdecode(name)
        if source.is_file():
            target = clone / os.fsdecode(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    run("git", "init", "--quiet", cwd=clone)
    run("git", "add", "--all", cwd=clone)
    run("git", "commit", "--quiet", "--message", "proplint", cwd=clone)
    return clone


def make_shop(folder: Path, hook: Path, run: Callable[..., int]) -> Path:
    """Make the shop's repository, with the hook in its `.pre-commit-config.yaml`."""
    shop = folder / "shop"
    shutil.copytree(ROOT / "examples" / "shop" / "customers", shop / "customers")
    shutil.copy(ROOT / "examples" / "shop" / "proplint.yaml", shop)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=hook, check=True, capture_output=True, text=True)
    config = f"repos:\n  - repo: {hook.as_posix()}\n    rev: {head.stdout.strip()}\n    hooks:\n      - id: proplint\n"
    (shop / ".pre-commit-config.yaml").write_text(config)
    run("git", "init", "--quiet", cwd=shop)
    return shop


def edit(file: Path) -> None:
    """Make the bad edit: one cell in each of the first records."""
    lines = file.read_bytes().split(b"\r\n")
    names = lines[0].decode("utf-8-sig").strip('"').split('","')
    for line, (what, name, value) in enumerate(EDITS, 1):
        cells = lines[line].decode().strip('"').split('","')
        print(f"    line {line + 1}, {name}: `{cells[names.index(name)]}` becomes `{value}`: {what}")
        cells[names.index(name)] = value
        lines[line] = ('"' + '","'.join(cells) + '"').encode()
    file.write_bytes(b"\r\n".join(lines))


def show(folder: Path) -> None:
    """Run the story; raise SystemExit when it goes another way."""
    run = make_runner(environment(folder))
    say("A shop keeps its customer properties in git, beside a proplint.yaml")
    shop = make_shop(folder, snapshot_of_checkout(folder, run), run)
    run("git", "add", "--all", cwd=shop)
    run("ls", "-A", ".", "customers", cwd=shop, show=True) if os.name != "nt" else None
    say("pre-commit installs the hook (once; it makes an environment for proplint)")
    run("pre-commit", "install", "--install-hooks", cwd=shop, show=True)
    say("The export as ikas gave it goes in")
    if run("git", "commit", "--quiet", "--message", "Export of today", cwd=shop, show=True):
        raise SystemExit("the good files should have been committed")
    say("Somebody edits it in a spreadsheet")
    file = shop / "customers" / "all.csv"
    good = file.read_bytes()
    edit(file)
    say("The commit is refused, and every wrong cell named")
    if not run("git", "commit", "--all", "--message", "New shoe sizes", cwd=shop, show=True):
        raise SystemExit("the bad file should have been refused")
    say("The same as a CSV with a column of errors, for the one who must correct it")
    run("proplint", "check", "--error-files", "errors", "--output", os.devnull, cwd=shop, show=True)
    print((shop / "errors" / "customers" / "all.errors.csv").read_text("utf-8-sig"))
    say("The cells are put right, but one customer gets another e-mail: refused, for it is not as it was exported")
    changed = good.split(b"\r\n")
    changed[5] = changed[5].replace(b"@", b".new@", 1)
    file.write_bytes(b"\r\n".join(changed))
    if not run("git", "commit", "--all", "--message", "A new address", cwd=shop, show=True):
        raise SystemExit("the changed e-mail should have been refused")
    say("The e-mail is put back, and the commit goes in")
    file.write_bytes(good.replace(b'"Regular customer since 2023"', b'"Regular customer since 2022"', 1))
    if run("git", "commit", "--all", "--message", "A comment corrected", cwd=shop, show=True):
        raise SystemExit("the corrected file should have been committed")
    say("Done. Nothing is left behind.")


def remove(folder: str) -> None:
    """Remove a folder, with git's read-only files in it."""

    def unlock(function: Callable[[str], object], path: str, _error: object) -> None:
        Path(path).chmod(stat.S_IWRITE)
        function(path)

    shutil.rmtree(folder, onerror=unlock)


def main() -> None:
    """Show it in a temporary folder."""
    folder = tempfile.mkdtemp(prefix="proplint-demo-")
    try:
        show(Path(folder))
    finally:
        remove(folder)


if __name__ == "__main__":
    main()
