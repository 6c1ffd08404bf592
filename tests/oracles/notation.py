"""Engraves MusicXML files: notation.py OUT FILE...

Writes one SVG a file, its first page, into the folder OUT. Needs verovio (pip install verovio).
The pieces of docs/pieces.md were engraved with it.
"""

import pathlib
import sys

import verovio

OPTIONS = {
    "pageWidth": 2100,
    "pageHeight": 1500,
    "scale": 40,
    "adjustPageHeight": True,
    "breaks": "auto",
    "footer": "none",
    "header": "none",
    "svgViewBox": True,
    "svgBoundingBoxes": False,
    "smuflTextFont": "embedded",
}


def main() -> None:
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:]:
        path = pathlib.Path(name)
        toolkit = verovio.toolkit()
        toolkit.setOptions(OPTIONS)
        if not toolkit.loadFile(str(path)):
            sys.exit(f"{path}: verovio cannot read it")
        svg = toolkit.renderToSVG(1)
        (out / f"{path.stem}.svg").write_text(svg)
        print(f"{path}: {toolkit.getPageCount()} pages, {len(svg)} bytes")


main()
