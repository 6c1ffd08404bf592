"""Compares what we write as MusicXML with what other programs read there: music21 and verovio.

    cargo build --features train --example rewrite --example dump_notes
    python3 -m venv /tmp/m21 && /tmp/m21/bin/pip install music21 mido verovio
    /tmp/m21/bin/python tests/oracles/writers.py target/debug/examples --sample 20 FILES...

FILES are what we read: MIDI, MusicXML or **kern; the first argument is the folder of the two programs.
music21 must find our notes (onset, pitch and length in ticks, 480 a quarter; drums without pitch), our bars,
each as long as the metre says, and our key; verovio must draw every written note and say nothing.
Where the file itself names its notes, the share of names that we spell otherwise is told too.
Prints a line for every file that differs, and the agreement.
"""

import argparse
import collections
import contextlib
import json
import os
import pathlib
import random
import re
import subprocess
import tempfile
import warnings

TICKS = 480


def rewrite(programs, path, folder):
    """The file that we write, or the reason why not."""
    command = [str(pathlib.Path(programs, "rewrite")), folder, path]
    line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return (None, line) if line.startswith("error") else (line, None)


def our_reading(programs, path):
    command = [str(pathlib.Path(programs, "dump_notes")), path]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return json.loads(lines[0])


def our_notes(reading):
    drums = {voice for _, _, is_percussion, voices in reading["parts"] if is_percussion for voice in voices}
    return collections.Counter(
        (onset, 0 if voice in drums else pitch, length) for voice, onset, length, pitch in reading["notes"]
    )


def our_bars(reading):
    """First tick of every bar, and the end of the last."""
    end = max(onset + length for _, onset, length, _ in reading["notes"])
    changes = reading["meter"]
    starts = []
    for index, (start, beats, unit) in enumerate(changes):
        limit = changes[index + 1][0] if index + 1 < len(changes) else None
        bar = 4 * TICKS // unit * beats
        while start < end and (limit is None or start < limit):
            starts.append(start)
            start += reading["pickup"] if start == 0 and reading["pickup"] else bar
        last = start if limit is None else min(start, limit)
    return starts + [last]


def their_score(path):
    import music21

    warnings.simplefilter("ignore")
    return music21.converter.parse(path, forceSource=True)


def is_sounding(note):
    import music21

    return not note.duration.isGrace and not isinstance(note, music21.harmony.ChordSymbol)


def their_notes(score):
    notes = collections.Counter()
    for part in score.stripTies().parts:
        for note in filter(is_sounding, part.flatten().notes):
            onset = round(note.offset * TICKS)
            length = round((note.offset + note.quarterLength) * TICKS) - onset
            n_drums = len(note.notes) if hasattr(note, "notes") else 1
            for pitch in [pitch.midi for pitch in note.pitches] or [0] * n_drums:
                notes[(onset, pitch, length)] += 1
    return notes


def their_bars(part):
    """First tick of every measure, and the end of the last, as long as what stands in it."""
    measures = list(part.getElementsByClass("Measure"))
    starts = [round(measure.offset * TICKS) for measure in measures]
    return starts + [starts[-1] + round(measures[-1].duration.quarterLength * TICKS)]


def odd_measures(score):
    """Measures that are not full: whole measures against their metre, others against their notes."""
    odd = []
    for part in score.parts:
        ends = their_bars(part)
        for measure, start, end in zip(part.getElementsByClass("Measure"), ends, ends[1:]):
            voices = list(measure.voices) or [measure]
            filled = max(round(voice.highestTime * TICKS) for voice in voices)
            if filled != end - start:
                odd.append((measure.number, filled, end - start))
    return odd


def names(score):
    """How many notes of each onset and pitch have each name."""
    found = collections.Counter()
    for part in score.stripTies().parts:
        for note in filter(is_sounding, part.flatten().notes):
            for pitch in note.pitches:
                found[(round(note.offset * TICKS), pitch.midi, pitch.name)] += 1
    return found


def key_of(score):
    for key in score.recurse().getElementsByClass("KeySignature"):
        return key.sharps
    return None


@contextlib.contextmanager
def complaints_of_programs():
    """The lines that go to standard error meanwhile, from C++ too."""
    lines, before = [], os.dup(2)
    with tempfile.TemporaryFile("w+") as errors:
        os.dup2(errors.fileno(), 2)
        try:
            yield lines
        finally:
            os.dup2(before, 2)
            os.close(before)
            errors.seek(0)
            lines += errors.read().splitlines()


def drawn_notes(text):
    """Notes that verovio draws and notes that are written, and what it complains about."""
    import verovio

    with complaints_of_programs() as complaints:
        toolkit = verovio.toolkit()
        toolkit.setOptions({"pageHeight": 60000, "adjustPageHeight": True})
        is_loaded = toolkit.loadData(text)
        pages = [toolkit.renderToSVG(page + 1) for page in range(toolkit.getPageCount())]
    drawn = sum(len(re.findall(r'class="note[ "]', page)) for page in pages)
    written = len(re.findall(r"<pitch>|<unpitched>", text))
    return is_loaded, drawn, written, complaints, pages


def compare(programs, path, folder, svg):
    """What differs, and counts: notes, shared notes, named notes, names that differ."""
    differences = []
    written, refusal = rewrite(programs, path, folder)
    if refusal:
        return None, refusal
    reading, score = our_reading(programs, path), their_score(written)
    ours, theirs = our_notes(reading), their_notes(score)
    shared = (ours & theirs).total()
    if ours != theirs:
        differences.append(f"only here {list((ours - theirs).elements())[:3]}; only there {list((theirs - ours).elements())[:3]}")
    bars = our_bars(reading)
    for place, part in enumerate(score.parts):
        if their_bars(part) != bars:
            differences.append(f"bars of part {place} differ")
    if odd := odd_measures(score):
        differences.append(f"measures not full: {odd[:3]}")
    text = pathlib.Path(written).read_text()
    sharps = re.search(r"<fifths>(-?\d+)", text)
    if key_of(score) != (int(sharps[1]) if sharps else None):
        differences.append("keys differ")
    is_loaded, drawn, n_written, complaints, pages = drawn_notes(text)
    if not is_loaded or drawn != n_written or complaints:
        differences.append(f"verovio draws {drawn} of {n_written} notes: {complaints[:2]}")
    if svg:
        for number, page in enumerate(pages):
            pathlib.Path(svg, f"{pathlib.Path(written).stem}-{number}.svg").write_text(page)
    n_named = n_other = 0
    if not path.endswith((".mid", ".midi")):
        own, given = names(score), names(their_score(path))
        # Only places that both readings hold: repeats are written out here.
        known = {(onset, pitch) for onset, pitch, _ in given}
        own = collections.Counter({key: n for key, n in own.items() if key[:2] in known})
        n_named, n_other = own.total(), (own - given).total()
    return (differences, ours.total(), shared, n_named, n_other), None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", help="the folder of rewrite and dump_notes")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--svg", help="a folder for verovio's pages")
    arguments = parser.parse_args()
    files = sorted(arguments.files)
    files = random.Random(7).sample(files, min(arguments.sample, len(files)))
    totals, n_equal, n_compared = collections.Counter(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for path in files:
            name = pathlib.Path(path).name[-60:]
            try:
                found, refusal = compare(arguments.programs, path, folder, arguments.svg)
            except Exception as error:
                print(f"{name}: a reader fails: {str(error)[:120]!r}", flush=True)
                continue
            if refusal:
                print(f"{name}: {refusal}", flush=True)
                continue
            differences, n_notes, n_shared, n_named, n_other = found
            n_compared += 1
            n_equal += not differences
            totals.update(notes=n_notes, shared=n_shared, named=n_named, other=n_other)
            for difference in differences:
                print(f"{name}: {difference}", flush=True)
    print(
        f"{n_equal} of {n_compared} files equal; notes: {totals['shared']} of {totals['notes']} equal;"
        f" names: {totals['other']} of {totals['named']} differ"
        f" ({100 * totals['other'] / max(totals['named'], 1):.2f} %)"
    )


if __name__ == "__main__":
    main()
