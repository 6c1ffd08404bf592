"""Counts parallels in files with music21 alone: nothing of ours takes part in the count.

    antiphon compose seed --style bach-chorale --strict --count 200 --seed 1 --format musicxml --out DIR
    /tmp/m21/bin/python tests/oracles/parallels.py DIR

Between each two neighbouring onsets every pair of voices of which both go on, without a rest of an eighth note, is a
VoiceLeadingQuartet, which is asked for parallel fifths, octaves and unisons. music21 also calls parallel what moves from
octave to octave, or fifth to fifth, in contrary directions; those are told apart. Unisons count as octaves too. One
voice a part; of a chord, its highest note.
"""

import argparse
import collections
import pathlib
import warnings

from music21 import converter, harmony, note, voiceLeading

warnings.simplefilter("ignore")

REST = 0.5
KINDS = {
    "fifths": lambda quartet: quartet.parallelFifth(),
    "octaves": lambda quartet: quartet.parallelOctave(),
    "unisons": lambda quartet: quartet.parallelUnison(),
}


def voices(score):
    """Onset, end and pitch of every note of each part, in quarter notes."""
    lines = []
    for part in score.parts:
        notes = part.stripTies().flatten().notes
        sung = [each for each in notes if each.quarterLength > 0 and not isinstance(each, harmony.ChordSymbol)]
        lines.append([(float(each.offset), float(each.offset + each.quarterLength), max(each.pitches)) for each in sung])
    return [line for line in lines if line]


def sounding(line, time):
    last = None
    for sung in line:
        if sung[0] > time:
            break
        last = sung
    return last if last is not None and last[1] > time else None


def parallels(score):
    lines = voices(score)
    onsets = sorted({onset for line in lines for onset, _, _ in line})
    counts = collections.Counter()
    for before, now in zip(onsets, onsets[1:]):
        motions = []
        for line in lines:
            first, second = sounding(line, before), sounding(line, now)
            if first and second and first is not second and now - first[1] < REST:
                motions.append((first[2], second[2]))
        for index, upper in enumerate(motions):
            for lower in motions[index + 1 :]:
                pair = [note.Note(pitch) for pitch in (*upper, *lower)]
                quartet = voiceLeading.VoiceLeadingQuartet(*pair)
                rises = [motion[1].ps > motion[0].ps for motion in (upper, lower)]
                way = "the same direction" if rises[0] == rises[1] else "contrary directions"
                for kind, is_kind in KINDS.items():
                    counts[kind, way] += bool(is_kind(quartet))
    return counts, len(onsets), len(lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    folder = arguments.parse_args().folder
    total, n_onsets, n_files, n_voices = collections.Counter(), 0, 0, 0
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".musicxml", ".mxl", ".mid"):
            continue
        counts, onsets, lines = parallels(converter.parse(path, forceSource=True))
        total += counts
        n_onsets, n_files, n_voices = n_onsets + onsets, n_files + 1, n_voices + lines
    print(f"{n_files} files, {n_voices} voices, {n_onsets} onsets")
    for way in ("the same direction", "contrary directions"):
        found = ", ".join(f"{total[kind, way]} {kind}" for kind in KINDS)
        print(f"in {way}: {found}")


main()
