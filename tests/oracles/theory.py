"""Compares what our theory hears with music21: keys, roots, Roman numerals, parallels.

    cargo build --features train --example analyse
    python3 -m venv /tmp/m21 && /tmp/m21/bin/pip install music21
    target/debug/examples/analyse data/pieces.jsonl bach-chorales > /tmp/analysis.jsonl
    /tmp/m21/bin/python tests/oracles/theory.py data/pieces.jsonl /tmp/analysis.jsonl [--sample 50] [--show 10]

pieces.jsonl is what `antiphon collect` writes. Prints a share of agreement for each question:

key       ours and music21's against the key that the corpus states
root      at each of our chords and each beat it holds over, against chord.root() of what sounds there, where that is a
          triad or a seventh chord and nothing else
numeral   the notes and the bass that music21 reads from our numeral in the stated key, against those of the chord
parallel  moving pairs of voices in parallel fifths, octaves or unisons, against VoiceLeadingQuartet without its
          antiparallels
"""

import argparse
import bisect
import collections
import json
import random
import re
import warnings

from music21 import chord, key, note, roman, stream, voiceLeading

warnings.simplefilter("ignore")

QUARTER = 480
FIFTHS = ["F", "C", "G", "D", "A", "E", "B"]
PROFILES = {"krumhansl": "KrumhanslKessler", "temperley": "TemperleyKostkaPayne", "aarden": "AardenEssen"}


def key_of(name):
    tonic, mode = name.split()
    tonic = tonic.replace("b", "-")
    return key.Key(tonic.lower() if mode == "minor" else tonic, mode)


def spelled(midi, sharps):
    """The pitch of a MIDI note in a key: the twelve names from three flats to eight sharps around its signature."""
    for place in range(sharps - 3, sharps + 9):
        letter, alteration = FIFTHS[(place + 1) % 7], (place + 1) // 7
        if (place * 7) % 12 == midi % 12:
            accidental = "#" * alteration if alteration > 0 else "-" * -alteration
            pitch = note.Note(f"{letter}{accidental}").pitch
            pitch.octave = 4
            pitch.octave += round((midi - pitch.midi) / 12)
            return pitch
    raise ValueError(midi)


def slices(piece):
    """Each onset with the pitch of every voice, None where it rests."""
    voices = sorted({voice for voice, *_ in piece["notes"]})
    onsets = sorted({onset for _, _, onset, *_ in piece["notes"]})
    grid = {onset: dict.fromkeys(voices) for onset in onsets}
    for voice, pitch, onset, duration, *_ in piece["notes"]:
        first = bisect.bisect_left(onsets, onset)
        for tick in onsets[first : bisect.bisect_left(onsets, onset + duration)]:
            grid[tick][voice] = pitch
    return onsets, grid


def keys(piece):
    score = stream.Stream()
    for _, pitch, onset, duration, *_ in piece["notes"]:
        sounding = note.Note(pitch)
        sounding.quarterLength = duration / QUARTER
        score.insert(onset / QUARTER, sounding)
    named = {name: score.analyze(f"key.{name}") for name in PROFILES}
    return {name: (found.tonic.pitchClass, found.mode) for name, found in named.items()}


def roots(piece, ours, sharps):
    """Ours and music21's root at each beat on which a plain triad or seventh chord is struck."""
    onsets, grid = slices(piece)
    ticks = [change[0] for change in ours["chords"]]
    for tick in onsets:
        if (tick - piece["pickup"]) % QUARTER:
            continue
        pitches = [spelled(pitch, sharps) for pitch in grid[tick].values() if pitch is not None]
        classes = {pitch.pitchClass for pitch in pitches}
        heard = chord.Chord(pitches)
        if len(classes) >= 3 and (heard.isTriad() or heard.isSeventh()):
            change = ours["chords"][max(bisect.bisect_right(ticks, tick) - 1, 0)]
            yield tick, change[1], heard.root().pitchClass, change[3]


QUALITIES = {
    "": (0, 4, 7), "m": (0, 3, 7), "dim": (0, 3, 6), "aug": (0, 4, 8), "7": (0, 4, 7, 10), "maj7": (0, 4, 7, 11),
    "m7": (0, 3, 7, 10), "m7b5": (0, 3, 6, 10), "dim7": (0, 3, 6, 9),
}


def numerals(ours, stated):
    """Each of our numerals with the notes of its chord, and the notes and the bass that music21 reads from it."""
    for _, root, bass, symbol, numeral in ours["chords"]:
        match = re.fullmatch(r"[A-G][#b]?([^/]*)(/.*)?", symbol or "")
        if not match or match[1] not in QUALITIES:
            continue
        # There a seventh is that of the scale, so the tonic's is major without a sign.
        theirs = roman.RomanNumeral(numeral.replace("M", ""), stated)
        notes = {(root + interval) % 12 for interval in QUALITIES[match[1]]}
        yield numeral, symbol, (notes, bass), ({pitch.pitchClass for pitch in theirs.pitches}, theirs.bass().pitchClass)


def parallels(piece, sharps):
    onsets, grid = slices(piece)
    counts = collections.Counter()
    for before, after in zip(onsets, onsets[1:]):
        a, b = grid[before], grid[after]
        voices = sorted(a)
        for i, upper in enumerate(voices):
            for lower in voices[i + 1 :]:
                four = [a[upper], b[upper], a[lower], b[lower]]
                if None in four or four[0] == four[1] or four[2] == four[3]:
                    continue
                if (four[0] - four[2]) % 12 not in (0, 7) or (four[1] - four[3]) % 12 not in (0, 7):
                    continue
                quartet = voiceLeading.VoiceLeadingQuartet(*(note.Note(spelled(midi, sharps)) for midi in four))
                if not quartet.antiParallelMotion():
                    counts["fifths"] += quartet.parallelFifth()
                    counts["octaves"] += quartet.parallelOctave() or quartet.parallelUnison()
    return counts


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pieces")
    arguments.add_argument("analysis")
    arguments.add_argument("--sample", type=int, default=1_000_000)
    arguments.add_argument("--show", type=int, default=0, help="differences to print of each kind")
    options = arguments.parse_args()
    analyses = [json.loads(line) for line in open(options.analysis)]
    random.Random(1).shuffle(analyses)
    analyses = {ours["id"]: ours for ours in analyses[: options.sample] if ours["stated"]}
    total, right, differ = collections.Counter(), collections.Counter(), collections.defaultdict(list)

    def count(kind, same, difference=None):
        total[kind] += 1
        right[kind] += bool(same)
        if not same and difference:
            differ[kind].append(difference)

    parallel = collections.Counter()
    for line in open(options.pieces):
        piece = json.loads(line)
        ours = analyses.get(piece["id"])
        if ours is None:
            continue
        stated = key_of(ours["stated"])
        truth = (stated.tonic.pitchClass, stated.mode)
        pair = lambda name: (key_of(name).tonic.pitchClass, key_of(name).mode)
        count("key: ours = stated", pair(ours["key"]) == truth, f"{ours['id']}: {ours['key']}, stated {ours['stated']}")
        for name, theirs in keys(piece).items():
            profile = PROFILES[name]
            count(f"key: music21 {name} = stated", theirs == truth)
            count(f"key: our {profile} = stated", pair(ours["by_profile"][profile]) == truth)
            count(f"key: our {profile} = music21 {name}", pair(ours["by_profile"][profile]) == theirs)
        for tick, root, theirs, symbol in roots(piece, ours, stated.sharps):
            count("root", root == theirs, f"{ours['id']} {tick}: {symbol}, music21 root {theirs}")
        for numeral, symbol, notes, theirs in numerals(ours, stated):
            count("numeral", notes == theirs, f"{symbol} in {ours['stated']}: {numeral}, music21 {theirs}")
        found = parallels(piece, stated.sharps)
        same = (found["fifths"], found["octaves"]) == (ours["parallel_fifths"], ours["parallel_octaves"])
        count("parallel: pieces alike", same, f"{ours['id']}: {ours['parallel_fifths']}, {ours['parallel_octaves']}; music21 {dict(found)}")
        parallel.update(found)
        parallel.update({"our fifths": ours["parallel_fifths"], "our octaves": ours["parallel_octaves"], "pairs": ours["moving_pairs"]})
    for kind in sorted(total):
        print(f"{kind:55} {100 * right[kind] / total[kind]:6.2f} % of {total[kind]}")
    print(dict(parallel), {name: round(1000 * parallel[name] / parallel["pairs"], 2) for name in ("our fifths", "our octaves")})
    for kind, found in differ.items():
        for difference, times in collections.Counter(found).most_common(options.show):
            print(f"{kind}: {difference}" + (f" ({times} times)" if times > 1 else ""))


if __name__ == "__main__":
    main()
