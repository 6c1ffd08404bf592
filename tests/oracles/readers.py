"""Compares our readers with other programs: music21 for **kern and MusicXML, abc2midi for ABC.

    cargo build --features train --example dump_notes
    python3 -m venv /tmp/m21 && /tmp/m21/bin/pip install music21 mido      # and: apt install abcmidi
    /tmp/m21/bin/python tests/oracles/readers.py target/debug/examples/dump_notes --sample 20 FILES...

A note is its onset, pitch and end in ticks (480 a quarter note), compared within TOLERANCE, since abc2midi
strums; voices are not compared.
Prints a line for every file whose notes differ, and the share of notes that both readings hold.
"""

import argparse
import collections
import json
import pathlib
import random
import subprocess
import tempfile
import warnings

TICKS = 480
TOLERANCE = 30


def our_notes(dump, path):
    """Our reading of a file: notes, or the reason for a refusal."""
    lines = subprocess.run([dump, path], capture_output=True, text=True, check=True).stdout.splitlines()
    reading = json.loads(lines[0])
    if "error" in reading:
        return reading["error"]
    return collections.Counter((onset, pitch, length) for _, onset, length, pitch in reading["notes"])


def music21_notes(path):
    """music21's reading, repeats played in MusicXML only as we do; graces and chord symbols left out.

    It does not merge ties of single notes of a kern chord, and loses layers where a staff splits often, as in
    Chopin's first editions; on MusicXML it fails where endings are bracketed wrongly.
    """
    import music21

    warnings.simplefilter("ignore")
    is_kern = path.endswith(".krn")
    score = music21.converter.parse(path, format="humdrum" if is_kern else "musicxml", forceSource=True)
    if not is_kern:
        score = score.expandRepeats()
    notes = collections.Counter()
    for part in score.stripTies().parts:
        for note in part.flatten().notes:
            if note.duration.isGrace or isinstance(note, music21.harmony.ChordSymbol):
                continue
            onset = round(note.offset * TICKS)
            length = round((note.offset + note.quarterLength) * TICKS) - onset
            for pitch in note.pitches:
                notes[(onset, pitch.midi, length)] += 1
    return notes


def abc2midi_notes(path):
    """abc2midi's reading of a tune, without its shortening of notes under fermatas."""
    import mido

    with tempfile.NamedTemporaryFile(suffix=".mid") as out:
        subprocess.run(["abc2midi", path, "-o", out.name, "-NFER", "-NGRA", "-silent"], capture_output=True)
        return midi_notes(mido.MidiFile(out.name))


def midi_notes(midi):
    notes = collections.Counter()
    for track in midi.tracks:
        now, sounding = 0, collections.defaultdict(list)
        for message in track:
            now += message.time
            tick = round(now * TICKS / midi.ticks_per_beat)
            if message.type == "note_on" and message.velocity > 0:
                sounding[message.note].append(tick)
            elif message.type in ("note_on", "note_off") and sounding[message.note]:
                onset = sounding[message.note].pop(0)
                notes[(onset, message.note, tick - onset)] += 1
    return notes


def tunes(path, folder):
    """The tunes of an ABC book without repeats, which abc2midi plays and we do not, one file each."""
    text = pathlib.Path(path).read_text(errors="replace").replace("!fermata!", "").replace("!invertedfermata!", "")
    blocks = [block for block in ("\n" + text).split("\nX:")[1:] if ":|" not in block and "|:" not in block]
    for index, block in enumerate(blocks):
        tune = pathlib.Path(folder, f"{index:04}.abc")
        tune.write_text("X:" + block)
        yield str(tune)


def unshared(ours, theirs):
    """The notes that only one of two readings holds, within TOLERANCE."""
    left = collections.defaultdict(list)
    for onset, pitch, length in sorted(theirs.elements()):
        left[pitch].append((onset, onset + length))
    only_ours = []
    for onset, pitch, length in sorted(ours.elements()):
        near = (
            other
            for other in left[pitch]
            if abs(other[0] - onset) <= TOLERANCE and abs(other[1] - onset - length) <= TOLERANCE
        )
        match = next(near, None)
        if match:
            left[pitch].remove(match)
        else:
            only_ours.append((onset, pitch, length))
    only_theirs = [(onset, pitch, end - onset) for pitch, rest in left.items() for onset, end in rest]
    return only_ours, sorted(only_theirs)


READERS = {".abc": abc2midi_notes, ".krn": music21_notes, ".musicxml": music21_notes}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dump", help="the program dump_notes")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--sample", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for path in sorted(arguments.files):
            files += tunes(path, folder) if path.endswith(".abc") else [path]
        files = random.Random(7).sample(files, min(arguments.sample, len(files)))
        n_equal = n_ours = n_theirs = n_shared = n_compared = 0
        for path in files:
            ours = our_notes(arguments.dump, path)
            name = pathlib.Path(path).name[-60:]
            try:
                theirs = READERS[pathlib.Path(path).suffix](path)
            except Exception as error:
                print(f"{name}: the other reader fails: {str(error)[:80]!r}", flush=True)
                continue
            if isinstance(ours, str):
                print(f"{name}: we refuse: {ours}; the other reader has {theirs.total()} notes", flush=True)
                continue
            only_ours, only_theirs = unshared(ours, theirs)
            n_shared_here = ours.total() - len(only_ours)
            n_compared += 1
            n_equal += not only_ours and not only_theirs
            n_ours, n_theirs = n_ours + ours.total(), n_theirs + theirs.total()
            n_shared += n_shared_here
            if only_ours or only_theirs:
                print(
                    f"{name}: {ours.total()} notes here, {theirs.total()} there, {n_shared_here} equal;"
                    f" only here {only_ours[:3]}; only there {only_theirs[:3]}",
                    flush=True,
                )
        print(
            f"{n_equal} of {n_compared} files equal; notes: {n_ours} here, {n_theirs} there, {n_shared} equal"
            f" ({100 * n_shared / max(n_ours, n_theirs, 1):.2f} %)"
        )


if __name__ == "__main__":
    main()
