"""Compares what `antiphon check --json` finds with music21, rule by rule, over the chorales of a corpus.

    cargo build --features train
    target/debug/antiphon collect ../shared/corpus
    python3 -m venv /tmp/m21 && /tmp/m21/bin/pip install music21
    /tmp/m21/bin/python tests/oracles/checks.py data/pieces.jsonl [--pack bach-chorales] [--sample 50] [--show 5]

pieces.jsonl is what `antiphon collect` writes. Between each two neighbouring onsets every pair of voices that sound at
both, without a rest of an eighth note between, is a VoiceLeadingQuartet of music21, which is asked for parallel fifths,
octaves and unisons, hidden fifths and octaves (outer voices), overlaps (neighbours) and crossings (neighbours, told
where they begin). For each rule: what both find, what only one does, and why that is so, where a reason is known:

phrase     we forgive what happens between the last chord of a phrase and the first of the next
spelling   music21 goes by letters: a diminished fifth that becomes perfect, or enharmonic notes, are no parallels to it
crossed    of crossed voices music21 takes the lower pitch for a fourth where we hear a fifth, and the reverse; where
           voices cross it hears an overlap too, and we a crossing alone
contrary   music21 counts motion from fifth to twelfth or from octave to unison as parallel
step       music21 asks for no leap into a hidden interval; we count it where the upper voice leaps
"""

import argparse
import bisect
import collections
import json
import random
import subprocess
import tempfile
import warnings

from music21 import note, voiceLeading

from theory import key_of, slices, spelled

warnings.simplefilter("ignore")

REST = 240
RULES = {
    "parallel fifths": lambda quartet: quartet.parallelFifth(),
    "parallel octaves": lambda quartet: quartet.parallelOctave(),
    "parallel unisons": lambda quartet: quartet.parallelUnison(),
    "hidden fifths": lambda quartet: quartet.hiddenFifth(),
    "hidden octaves": lambda quartet: quartet.hiddenOctave(),
    "voice overlap": lambda quartet: quartet.voiceOverlap(),
}


def ends(piece):
    """Where the note of a voice ends that sounds at a tick, by voice."""
    lines = collections.defaultdict(list)
    for voice, _, onset, duration, *_ in piece["notes"]:
        lines[voice].append((onset, onset + duration))
    return {voice: sorted(line) for voice, line in lines.items()}


def breaks(piece):
    """The ticks at which phrases break off: where the last chord of each is over."""
    struck = collections.defaultdict(int)
    for _, _, onset, duration, *_ in piece["notes"]:
        struck[onset] = max(struck[onset], onset + duration)
    return [struck[tick] for tick in piece["ends"] if tick in struck]


def theirs(piece, sharps):
    """Every finding of music21 as (rule, from, tick, voices), with the four pitches of its motion."""
    onsets, grid = slices(piece)
    lines = ends(piece)
    voices = sorted(lines)
    found = {}
    for before, after in zip(onsets, onsets[1:]):
        a, b = grid[before], grid[after]

        def is_joined(voice):
            at = bisect.bisect_right(lines[voice], (before, float("inf"))) - 1
            return after - lines[voice][at][1] < REST

        for i, upper in enumerate(voices):
            for lower in voices[i + 1 :]:
                four = [a[upper], b[upper], a[lower], b[lower]]
                if None in four or not (is_joined(upper) and is_joined(lower)):
                    continue
                quartet = voiceLeading.VoiceLeadingQuartet(*(note.Note(spelled(midi, sharps)) for midi in four))
                for rule, asks in RULES.items():
                    if rule.startswith("hidden") and (upper, lower) != (voices[0], voices[-1]):
                        continue
                    if rule == "voice overlap" and voices.index(lower) != i + 1:
                        continue
                    if rule.startswith("parallel") and (four[0] == four[1] or four[2] == four[3]):
                        continue
                    if asks(quartet):
                        found[rule, before, after, (upper, lower)] = four
    for upper, lower in zip(voices, voices[1:]):
        was_crossed = False
        for tick in onsets:
            one, other = grid[tick][upper], grid[tick][lower]
            is_crossed = None not in (one, other) and crossed(one, other, sharps)
            if is_crossed and not was_crossed:
                found["voice crossing", tick, tick, (upper, lower)] = [one, one, other, other]
            was_crossed = is_crossed
    return found


def crossed(upper, lower, sharps):
    """Asked of a quartet that stands still, music21 says whether its voices are crossed."""
    pitches = [note.Note(spelled(midi, sharps)) for midi in (upper, upper, lower, lower)]
    return voiceLeading.VoiceLeadingQuartet(*pitches).voiceCrossing()


def reason(finding, four, phrase_ends, is_ours):
    """Why only one of both has a finding; None where nobody knows."""
    rule, before, after, _ = finding
    if not is_ours and any(before < tick <= after for tick in phrase_ends):
        return "phrase"
    if four is None:
        return None
    intervals = [four[0] - four[2], four[1] - four[3]]
    motions = [four[1] - four[0], four[3] - four[2]]
    if rule.startswith("parallel") and motions[0] * motions[1] < 0:
        return "contrary"
    if min(intervals) < 0:
        return "crossed"
    if rule.startswith("hidden") and abs(motions[0]) <= 2:
        return "step"
    return "spelling" if rule.startswith(("parallel", "hidden")) else None


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pieces")
    arguments.add_argument("--antiphon", default="target/debug/antiphon")
    arguments.add_argument("--pack", default="bach-chorales")
    arguments.add_argument("--sample", type=int, default=1_000_000)
    arguments.add_argument("--show", type=int, default=0, help="unexplained differences to print of each rule")
    options = arguments.parse_args()
    lines = [line for line in open(options.pieces) if json.loads(line)["pack"] == options.pack]
    random.Random(1).shuffle(lines)
    lines = lines[: options.sample]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(lines)
        file.flush()
        command = [options.antiphon, "check", "--json", file.name]
        checked = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    reports = {report["file"]: report for report in map(json.loads, checked.splitlines())}
    counts = collections.defaultdict(collections.Counter)
    examples = collections.defaultdict(list)
    n_findings = n_repaired = 0
    for piece in map(json.loads, lines):
        report = reports[piece["id"]]
        n_findings += len(report["findings"])
        n_repaired += sum(finding["repair"] is not None for finding in report["findings"])
        sharps = key_of(piece["key"] or report["key"]).sharps
        known = theirs(piece, sharps)
        ours = {(it["rule"], it["from"], it["tick"], tuple(it["voices"])) for it in report["findings"]}
        ours = {finding for finding in ours if finding[0] in RULES or finding[0] == "voice crossing"}
        _, grid = slices(piece)
        phrase_ends = breaks(piece)
        for finding in ours | set(known):
            rule, before, after, (upper, lower) = finding
            counted = counts[rule]
            if finding in ours and finding in known:
                counted["both"] += 1
                continue
            is_ours = finding in ours
            four = [grid[tick][voice] for voice in (upper, lower) for tick in (before, after)]
            why = reason(finding, known.get(finding, four), phrase_ends, is_ours)
            counted["ours" if is_ours else "theirs"] += 1
            counted[why or "unexplained"] += 1
            if why is None:
                examples[rule].append(f"{piece['id']}: {finding} {four} {'ours' if is_ours else 'theirs'}")
    columns = ["both", "ours", "theirs", "phrase", "spelling", "crossed", "contrary", "step", "unexplained"]
    print(f"{len(lines)} pieces, {n_findings} findings, {n_repaired} with a repair by one note")
    print(f"{'rule':18}" + "".join(f"{name:>12}" for name in columns))
    for rule in [*RULES, "voice crossing"]:
        print(f"{rule:18}" + "".join(f"{counts[rule][name]:12}" for name in columns))
        for example in examples[rule][: options.show]:
            print(f"    {example}")


if __name__ == "__main__":
    main()
