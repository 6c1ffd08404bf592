"""How much a kind of follower should count for what has never followed: the factor of src/markov/transitions.rs.

    python3 tests/oracles/markov.py data/prepared.jsonl

Chains of four orders learn seven eighths of the training pieces of each style; the rest judge, in nats a chord and a
note of the first voice. A sketch: rests are left out, and of the large styles every third piece is read.
"""

import json
import math
import sys
from collections import Counter, defaultdict

ORDER = 4
LARGE = ("keyboard", "renaissance", "irish-dance")
FACTORS = [1, 2, 4, 8, 16]
DISCOUNTS = [(0.7, 1), (0.8, 2), (0.9, 4)]  # absolute discount, and what is added to the total
NATURALS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def pitch_class(text):
    """The pitch class that a name begins with, and the rest of the name."""
    at = 1
    while text[at : at + 1] in ("#", "b"):
        at += 1
    return (NATURALS[text[0]] + text[1:at].count("#") - text[1:at].count("b")) % 12, text[at:]


def chords_of(piece, tonic):
    """Chords relative to the tonic, equal neighbours merged."""
    chords = []
    for _, symbol in piece.get("chords", []):
        chord = None
        if symbol is not None:
            root, quality = pitch_class(symbol.split("/")[0])
            chord = ((root - tonic) % 12, quality)
        if not chords or chords[-1] != chord:
            chords.append(chord)
    return chords


def melody_of(piece, tonic):
    """Highest notes of the first voice, relative to the tonic below their middle."""
    highest = {}
    for voice, pitch, onset, *_ in piece["notes"]:
        if voice == 0:
            highest[onset] = max(highest.get(onset, 0), pitch)
    pitches = [highest[onset] for onset in sorted(highest)]
    if not pitches:
        return []
    middle = sorted(pitches)[len(pitches) // 2]
    below = middle - (middle - tonic) % 12
    return [pitch - below for pitch in pitches]


def nats(sequences):
    """Nats a symbol by every rule: factors first, then discounts."""
    counts, symbols, judges = defaultdict(Counter), defaultdict(set), []
    for index, (mode, sequence) in enumerate(sequences):
        symbols[mode].update(sequence)
        text = ["start", *sequence, "end"]
        if index % 8 == 3:
            judges.append((mode, text))
            continue
        for at in range(1, len(text)):
            for length in range(min(ORDER, at) + 1):
                counts[mode, tuple(text[at - length : at])][text[at]] += 1
    mass = {context: (sum(it.values()), len(it)) for context, it in counts.items()}
    sums, n_symbols = [0.0] * (len(FACTORS) + len(DISCOUNTS)), 0
    for mode, text in judges:
        n_symbols += len(text) - 2
        for at in range(1, len(text)):
            blend = [1 / (len(symbols[mode]) + 1)] * len(sums)
            for length in range(min(ORDER, at) + 1):
                context = (mode, tuple(text[at - length : at]))
                if context not in counts:
                    break
                (total, kinds), count = mass[context], counts[context][text[at]]
                by_factor = [
                    (count + factor * kinds * below) / (total + factor * kinds)
                    for factor, below in zip(FACTORS, blend)
                ]
                by_discount = [
                    (max(count - less, 0) + (more + less * kinds) * below) / (total + more)
                    for (less, more), below in zip(DISCOUNTS, blend[len(FACTORS) :])
                ]
                blend = by_factor + by_discount
            sums = [total - math.log(it) for total, it in zip(sums, blend)]
    return [total / max(n_symbols, 1) for total in sums]


def main():
    styles = defaultdict(lambda: ([], []))
    for line in open(sys.argv[1], encoding="utf-8"):
        piece = json.loads(line)
        if piece["split"] != "train" or not piece.get("key"):
            continue
        name, mode = piece["key"].split()
        tonic, _ = pitch_class(name)
        for rows, sequence in zip(styles[piece["style"]], (chords_of(piece, tonic), melody_of(piece, tonic))):
            if sequence:
                rows.append((mode, sequence))
    print(" " * 20, *[f"x{it:<6}" for it in FACTORS], *[f"-{less}+{more}" for less, more in DISCOUNTS])
    for style, kinds in styles.items():
        for what, rows in zip(("chords", "notes"), kinds):
            rows = rows[:: 3 if style in LARGE else 1]
            if len(rows) >= 30:
                print(f"{style:13} {what:6}", *[f"{it:7.3f}" for it in nats(rows)], flush=True)


if __name__ == "__main__":
    main()
