"""Compares the files that the page saves with what music21 reads there.

    node www/e2e/export-all.mjs /tmp/files        # needs the built page: cargo xtask test page, or vite build
    python3 -m venv /tmp/m21 && /tmp/m21/bin/pip install music21
    /tmp/m21/bin/python tests/oracles/page_files.py /tmp/files

NAME.json is the piece as the page has it; beside it lie NAME.mid, NAME.musicxml and NAME.mxl. music21 must find
the page's notes (onset, pitch and length in ticks, 480 a quarter; drums without pitch, since it does not know all of
a kit), its bars and metres, its pick-up, its key signature and its tempi, and in MusicXML its chord symbols, by root
and bass. Ties are joined here, voice by voice: music21 confuses those of two voices on one staff.
Prints a row a piece: what is equal is told by its count, what is not by a cross; then every difference.
Exits with 1 where there is one.
"""

import collections
import fractions
import json
import math
import pathlib
import re
import sys
import warnings

from music21 import converter, harmony, key, meter, stream, tempo

warnings.simplefilter("ignore")

TICKS = 480
FORMATS = ("musicxml", "mxl", "mid")
FACTS = ("notes", "bars", "metre", "key", "tempo", "chords")
MAJOR = {"C": 0, "D": 2, "E": 4, "F": -1, "G": 1, "A": 3, "B": 5}
PITCHES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
PRINTED = 0.01  # metronome marks have two decimals, of dotted beats too
SYMBOL = re.compile(r"([A-G][#b]*)[^/]*(?:/([A-G][#b]*))?$")


def ticks(quarters):
    return round(fractions.Fraction(quarters) * TICKS)


def accidentals(name):
    return name.count("#") - name[1:].count("b")


def pitch_class(name):
    return (PITCHES[name[0]] + accidentals(name)) % 12


def sharps_of(name):
    tonic, mode = name.split()
    return MAJOR[tonic[0]] + 7 * accidentals(tonic) - (3 if mode == "minor" else 0)


def our_bars(score):
    """First tick of every bar, and the end of the last."""
    end = max(note["onset"] + note["duration"] for note in score["notes"])
    changes = score["timeSignatures"]
    starts = []
    for index, change in enumerate(changes):
        start = change["tick"]
        limit = changes[index + 1]["tick"] if index + 1 < len(changes) else math.inf
        bar = 4 * TICKS // change["beatUnit"] * change["beats"]
        while start < min(end, limit):
            starts.append(start)
            start += score["pickup"] if start == 0 and score["pickup"] else bar
    return starts + [min(start, limit)]


def our_tempi(score):
    changes = [(change["tick"], change["tempo"]) for change in score.get("tempoChanges", [])]
    return [(0, score["tempo"]), *changes] if not changes or changes[0][0] > 0 else changes


def our_metres(changes):
    """Without what is said again, after a bar of odd length."""
    metres = []
    for change in changes:
        metre = (change["tick"], change["beats"], change["beatUnit"])
        if not metres or metres[-1][1:] != metre[1:]:
            metres.append(metre)
    return metres


def our_facts(score):
    drums = {voice for part in score["parts"] if part["isPercussion"] for voice in part["voices"]}
    notes = collections.Counter(
        (note["onset"], 0 if note["voice"] in drums else note["pitch"], note["duration"])
        for note in score["notes"]
    )
    symbols = [(change["tick"], SYMBOL.match(change["chord"] or "")) for change in score.get("chords", [])]
    chords = [
        (tick, symbol and (pitch_class(symbol[1]), pitch_class(symbol[2] or symbol[1]))) for tick, symbol in symbols
    ]
    return {
        "notes": notes,
        "bars": our_bars(score),
        "metre": our_metres(score["timeSignatures"]),
        "key": None if score["key"] is None else sharps_of(score["key"]),
        "tempo": our_tempi(score),
        "chords": chords,
    }


def is_sounding(note):
    return not note.duration.isGrace and not isinstance(note, harmony.ChordSymbol)


def their_notes(score):
    notes = collections.Counter()
    for part in score.parts:
        heads = []
        for measure in part.getElementsByClass(stream.Measure):
            for voice in measure.voices or [measure]:
                heads += heads_of(voice, measure.offset)
        notes.update(joined(heads))
    return notes


def heads_of(voice, offset):
    """Onset, end, key, voice and kind of tie of everything written in a measure's voice."""
    for note in filter(is_sounding, voice.notes):
        onset, end = ticks(offset + note.offset), ticks(offset + note.offset + note.quarterLength)
        for head in note.notes if hasattr(note, "notes") else [note]:
            # Of drums the place on the staff.
            sound = head.pitch.midi if hasattr(head, "pitch") else f"{head.displayStep}{head.displayOctave}"
            # The tie of a chord is that of all its notes.
            tie = head.tie or note.tie
            yield onset, end, sound, str(voice.id), tie.type if tie else None


def joined(heads):
    """The notes of a part: what is tied is one. A tie leads to its own voice, or where that ends to another."""
    held = collections.defaultdict(list)
    for onset, end, sound, voice, tie in sorted(heads, key=lambda head: head[:2]):
        start = onset
        if tie in ("stop", "continue") and (ties := held[sound, onset]):
            start, *_ = ties.pop(next((place for place, each in enumerate(ties) if each[1] == voice), 0))
        if tie in ("start", "continue"):
            held[sound, end].append((start, voice))
        else:
            yield start, sound if isinstance(sound, int) else 0, end - start
    # What is tied to nothing ends where it is written.
    yield from (
        (start, sound if isinstance(sound, int) else 0, end - start)
        for (sound, end), ties in held.items()
        for start, _ in ties
    )


def their_bars(part):
    measures = list(part.getElementsByClass(stream.Measure))
    if not measures:
        return []
    starts = [ticks(measure.offset) for measure in measures]
    return starts + [starts[-1] + ticks(measures[-1].duration.quarterLength)]


def their_chords(score):
    symbols = score.flatten().getElementsByClass(harmony.ChordSymbol)
    return [
        (
            ticks(symbol.offset),
            None
            if isinstance(symbol, harmony.NoChord)
            else (symbol.root().pitchClass, symbol.bass().pitchClass),
        )
        for symbol in symbols
    ]


def their_tempi(score):
    """Every change of tempo once, whichever part has it; what is said again is none."""
    marks = score.flatten().getElementsByClass(tempo.MetronomeMark)
    tempi = []
    for tick, quarters in sorted({(ticks(mark.offset), mark.getQuarterBPM()) for mark in marks}):
        if not tempi or tempi[-1][1] != quarters:
            tempi.append((tick, quarters))
    return tempi


def first_of(score, kind):
    """What of a kind each part has, without what it says again; the parts must agree."""
    found = []
    for part in score.parts:
        values = []
        for each in part.flatten().getElementsByClass(kind):
            value = (ticks(each.offset), *((each.sharps,) if kind is key.KeySignature else (each.numerator, each.denominator)))
            if not values or values[-1][1:] != value[1:]:
                values.append(value)
        found.append(values)
    known = [values for values in found if values]
    return known[0] if known and all(values == known[0] for values in known) else known


def their_facts(path):
    score = converter.parse(path, forceSource=True, **({"quantizePost": False} if path.suffix == ".mid" else {}))
    bars = sorted((their_bars(part) for part in score.parts), key=len, reverse=True)
    if path.suffix == ".mid":
        # A track ends with its last note, which may be sooner than the piece does.
        bars = [each for each in bars if each[:-1] != bars[0][: len(each) - 1]] or bars[:1]
    keys = first_of(score, key.KeySignature)
    return {
        "notes": their_notes(score),
        "bars": bars[0] if all(each == bars[0] for each in bars) else bars,
        "metre": first_of(score, meter.TimeSignature),
        "key": keys[0][1] if len(keys) == 1 else (keys or None),
        "tempo": their_tempi(score),
        "chords": their_chords(score),
    }


def is_same(fact, ours, theirs):
    if fact == "tempo":
        return len(ours) == len(theirs) and all(
            tick == their_tick and abs(theirs - ours) <= PRINTED for (tick, ours), (their_tick, theirs) in zip(ours, theirs)
        )
    return ours == theirs


def without_pickup_metre(metres, pickup):
    """MIDI has no word for a pick-up: it is a first bar in a metre of its own, which has to be as long as it."""
    if pickup == 0 or len(metres) < 2:
        return metres
    (_, beats, unit), (start, *metre), *rest = metres
    is_pickup = start == pickup == 4 * TICKS * beats // unit
    return [(0, *metre), *rest] if is_pickup else metres


def told(fact, value):
    """A fact as the table tells it."""
    match fact:
        case "notes":
            return str(value.total())
        case "bars":
            return str(len(value) - 1)
        case "chords":
            return str(len(value))
        case "tempo":
            return " ".join(f"{quarters:.4g}" for _, quarters in value)
        case "metre":
            return " ".join(f"{beats}/{unit}" for _, beats, unit in value)
    return str(value)


def difference(fact, ours, theirs):
    if fact == "notes":
        return f"only in the page {sorted((ours - theirs).elements())[:4]}, only in the file {sorted((theirs - ours).elements())[:4]}"
    if fact == "bars":
        return f"{ours[:6]}… to {ours[-1]} in the page, {theirs[:6]}… in the file"
    return f"{ours} in the page, {theirs} in the file"


def compare(path):
    """A row of the table, and every difference."""
    score = json.loads(path.read_text(encoding="utf-8"))
    cells, differences = {}, []
    for suffix in FORMATS:
        file = path.with_suffix(f".{suffix}")
        ours = our_facts(score)
        try:
            theirs = their_facts(file)
        except Exception as error:  # whatever music21 throws is a file that it cannot read
            differences.append(f"{file.name}: music21 fails: {error!r:.150}")
            cells |= dict.fromkeys(FACTS, "✗")
            continue
        if suffix == "mid":
            theirs["metre"] = without_pickup_metre(theirs["metre"], score["pickup"])
        for fact in FACTS:
            if fact == "chords" and suffix == "mid":
                continue  # they are markers there
            cells.setdefault(fact, told(fact, ours[fact]))
            if not is_same(fact, ours[fact], theirs[fact]):
                cells[fact] = f"✗ {suffix}"
                differences.append(f"{file.name}: {fact}: {difference(fact, ours[fact], theirs[fact])}")
    return cells, differences


def main():
    paths = sorted(pathlib.Path(sys.argv[1]).glob("*.json"))
    if not paths:
        sys.exit(f"no pieces found in {sys.argv[1]}; node www/e2e/export-all.mjs writes some")
    rows, every = [("piece", *FACTS)], []
    for path in paths:
        cells, differences = compare(path)
        rows.append((path.stem[:28], *(cells[fact] for fact in FACTS)))
        every += differences
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    for line in every:
        print(line)
    print(f"{len(paths)} pieces, {3 * len(paths)} files, {len(every)} differences")
    if every:
        sys.exit(1)


if __name__ == "__main__":
    main()
