// Notes that fall. Who wrote them is told as on the roll: ink with a coloured end is the person's, all colour the
// composer's, pale with an outline what was edited or is being written.

import type { Ensemble, NewNote, Note } from "../../score/index.ts";
import {
  barsIn,
  beatTicks,
  isPercussion,
  keepOf,
  lastBarEnd,
  notesIn,
  originOf,
  pitchName,
  tick,
} from "../../score/index.ts";
import { spokenPitch } from "../../words/index.ts";
import type { RollContent } from "../content.ts";
import type { Brush } from "../painter/layer.ts";
import type { Palette, VoiceInk } from "../painter/palette.ts";
import { voiceInk } from "../painter/palette.ts";
import type { Lanes } from "./lanes.ts";
import { laneOf } from "./lanes.ts";

/** What is seen of the time, and where. */
export interface FallView {
  readonly width: number;
  /** Down to the keys. */
  readonly height: number;
  /** What arrives at the keys now; may be fractional. */
  readonly at: number;
  /** Pixels a tick. */
  readonly scale: number;
}

type Kind = "given" | "generated" | "edited" | "fresh";

/** Beats closer than this have no lines, in pixels. */
const BEAT_ROOM = 18;
const FADED = 0.28;
/** A drum is so high, whatever its length. */
const DRUM = 12;

/** What notes are painted from. */
interface Picture {
  readonly brush: Brush;
  readonly ensemble: Ensemble;
  readonly key: RollContent["key"];
  readonly lanes: Lanes;
  readonly view: FallView;
  readonly palette: Palette;
}

/** How a note is told apart from others. */
interface Look {
  readonly kind: Kind;
  readonly isLocked: boolean;
}

/** Where a note lies; `end` is its lower part, in the colour of the voice where the rest is ink. */
interface Bar {
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly length: number;
  readonly end: number;
}

export function paintFalling(
  brush: Brush,
  content: RollContent,
  lanes: Lanes,
  view: FallView,
  palette: Palette,
): void {
  const { draft, answer, key } = content;
  paintLines(brush, content, view, palette);
  const until = tick(Math.ceil(view.at + view.height / view.scale));
  const range = { start: tick(view.at - 1), end: until };
  const piece: Picture = { brush, ensemble: draft.score, key, lanes, view, palette };
  const seen = notesIn(draft.score, range);
  const isPale = (note: Note): boolean =>
    (content.isFocused && note.voice !== content.voice) ||
    (answer?.replaced.has(note.id) === true && !draft.locked.has(note.id));
  // Black keys lie over white ones, and so do their notes.
  for (const isOver of [false, true]) {
    for (const note of seen) {
      brush.globalAlpha = isPale(note) ? FADED : 1;
      const isLocked = keepOf(draft, note.id) !== null;
      paintNote(piece, note, { kind: originOf(draft, note.id), isLocked }, isOver);
    }
    brush.globalAlpha = 1;
    if (answer === null) continue;
    for (const note of answer.notes) {
      if (note.onset >= range.end || note.onset + note.duration <= range.start) continue;
      paintNote({ ...piece, ensemble: answer }, note, { kind: "fresh", isLocked: false }, isOver);
    }
  }
}

function paintNote(picture: Picture, note: NewNote, look: Look, isOver: boolean): void {
  const { brush, ensemble, lanes, view, palette } = picture;
  const isDrum = isPercussion(ensemble, note.voice);
  const lane = laneOf(lanes, isDrum, note.pitch);
  if (lane === undefined || lane.isBlack !== isOver) return;
  const ink = voiceInk(palette, note.voice);
  const bottom = view.height - (note.onset - view.at) * view.scale;
  if (isDrum) return paintDrum(brush, lane.x + lane.width / 2, bottom, ink.fill);
  const length = Math.max(3, note.duration * view.scale - 1.5);
  const x = Math.round(lane.x) + 1;
  const width = Math.max(2, Math.round(lane.x + lane.width) - x - 1);
  const hasEnd = look.kind === "given" || look.kind === "edited";
  const end = hasEnd ? Math.min(width * 0.6, 14, length * 0.45) : 0;
  const bar = { x, top: bottom - length, width, length, end };
  paintBar(brush, palette, bar, look, ink);
  if (width >= 20 && length >= 22 + end) paintName(picture, note, bar, look);
}

function paintBar(
  brush: Brush,
  palette: Palette,
  { x, top, width, length, end }: Bar,
  { kind, isLocked }: Look,
  ink: VoiceInk,
): void {
  const round = Math.min(4, width / 3, length / 2);
  const alpha = brush.globalAlpha;
  const isSolid = kind === "given" || kind === "generated";
  brush.beginPath();
  brush.roundRect(x, top, width, length, round);
  if (isSolid) brush.fillStyle = kind === "given" ? palette.body : ink.fill;
  else {
    brush.fillStyle = palette.paper;
    brush.fill();
    brush.globalAlpha = alpha * (kind === "edited" ? 0.45 : 0.16);
    brush.fillStyle = ink.fill;
  }
  brush.fill();
  brush.globalAlpha = alpha;
  if (!isSolid || isLocked) {
    brush.lineWidth = isLocked ? 2 : 1.5;
    brush.strokeStyle = isLocked ? palette.accent : ink.deep;
    brush.stroke();
  }
  if (end === 0) return;
  brush.beginPath();
  brush.roundRect(x, top + length - end, width, end, [0, 0, round, round]);
  brush.fillStyle = ink.fill;
  brush.fill();
}

/** The name of the pitch; the key says which octave it is. */
function paintName(
  { brush, palette, key }: Picture,
  { pitch }: NewNote,
  { x, top, width, length, end }: Bar,
  { kind }: Look,
): void {
  brush.font = `500 11px ${palette.font}`;
  brush.textAlign = "center";
  brush.textBaseline = "alphabetic";
  brush.fillStyle =
    kind === "given" ? palette.onBody : kind === "generated" ? palette.onVoice : palette.ink;
  const name = spokenPitch(pitchName(pitch, key)).replace(/-?\d+$/, "");
  brush.fillText(name, x + width / 2, top + length - end - 6, width - 2);
}

function paintDrum(brush: Brush, x: number, y: number, colour: string): void {
  brush.beginPath();
  brush.moveTo(x, y - DRUM);
  brush.lineTo(x + DRUM / 2, y - DRUM / 2);
  brush.lineTo(x, y);
  brush.lineTo(x - DRUM / 2, y - DRUM / 2);
  brush.closePath();
  brush.fillStyle = colour;
  brush.fill();
}

/** Bars with their numbers, beats, the loop, and the end of the piece. */
function paintLines(
  brush: Brush,
  { draft: { score }, loop, isLooping, answer }: RollContent,
  { width, height, at, scale }: FallView,
  palette: Palette,
): void {
  const yOf = (when: number): number => Math.round(height - (when - at) * scale);
  const end = tick(Math.ceil(at + height / scale) + 1);
  if (loop !== null && isLooping) {
    brush.fillStyle = palette.accentWash;
    brush.fillRect(0, yOf(loop.end), width, yOf(loop.start) - yOf(loop.end));
  }
  brush.font = `500 11px ${palette.font}`;
  brush.textAlign = "left";
  brush.textBaseline = "alphabetic";
  for (const bar of barsIn(score, { start: tick(Math.max(0, at)), end })) {
    const beat = beatTicks(bar.signature);
    brush.fillStyle = palette.beat;
    if (beat * scale >= BEAT_ROOM) {
      for (let when = bar.start + beat; when < bar.end; when += beat) {
        brush.fillRect(0, yOf(when), width, 1);
      }
    }
    brush.fillStyle = palette.bar;
    brush.fillRect(0, yOf(bar.start), width, 1);
    if (bar.number === 0) continue;
    brush.fillStyle = palette.faint;
    brush.fillText(String(bar.number), 6, yOf(bar.start) - 5);
  }
  const last = Math.max(lastBarEnd(score), answer?.pen ?? 0);
  if (last === 0 || yOf(last) < 0) return;
  brush.fillStyle = palette.beyond;
  brush.fillRect(0, 0, width, yOf(last));
  brush.fillStyle = palette.bar;
  brush.fillRect(0, yOf(last) - 2, width, 3);
}
