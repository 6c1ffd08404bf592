// Notes. What the person wrote is ink with a coloured cap; what the composer answered is all colour.
// Voices differ by the shape of the cap too; edited and locked notes also by outline and mark: a dot for a
// note that is locked, a lying bar where its rhythm is, a standing one where its pitch is, a ring for edited.
// Drums are diamonds where they are struck; the cap is their middle.

import type { Ensemble, Keep, NewNote, Note, TickRange } from "../../score/index.ts";
import { isPercussion, keepOf, notesIn, originOf, pitchName, tick } from "../../score/index.ts";
import { spokenPitch } from "../../words/index.ts";
import { NO_PREVIEW } from "../drags/drag.ts";
import type { DrawNote } from "../equipment.ts";
import type { Box } from "../note-box.ts";
import { boxOf } from "../note-box.ts";
import type { Scene } from "../scene.ts";
import { ticksOf, visiblePitches, visibleRange } from "../viewport.ts";
import type { Brush } from "./layer.ts";
import type { Shape } from "./outline.ts";
import { outline } from "./outline.ts";
import type { Palette, VoiceInk } from "./palette.ts";
import { voiceInk } from "./palette.ts";

/** How a note is told apart from others. */
interface Look {
  readonly shape: Shape;
  readonly ink: VoiceInk;
  readonly kind: "given" | "generated" | "edited" | "fresh";
  /** What of it is locked. */
  readonly keep: Keep | null;
  readonly isSelected: boolean;
  readonly isFaded: boolean;
  /** The half of its row that it takes, where another voice begins with the same pitch. */
  readonly half: Half | null;
  /** How likely it was, 0 to 1, where that is to be seen. */
  readonly heat: number | null;
}

type Half = "upper" | "lower";

/** Below this width or height, in pixels, a note is a dash. */
const DETAIL = { width: 7, height: 5 } as const;
/** How much is seen of notes behind the others, or about to be replaced. */
const FADED = 0.28;
/** A drum reaches this far to either side of its onset, in pixels. */
const DRUM_REACH = 8;

export function paintNotes(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, draft, drag, answer } = scene;
  const { score } = draft;
  const preview = drag?.preview ?? null;
  brush.beginPath();
  brush.rect(viewport.gutter, viewport.ruler, viewport.width, viewport.height);
  brush.clip();
  const isFaded = (note: Note) =>
    (scene.isFocused && note.voice !== scene.voice) ||
    (answer?.replaced.has(note.id) === true && !draft.locked.has(note.id));
  const piles = pilesOf(scene, isFaded);
  const halfOf = unisonHalves();
  // The current voice and the selection lie on top.
  for (const pile of piles) {
    brush.globalAlpha = pile.isFaded ? FADED : 1;
    const colour = pile.isSelected ? palette.select : null;
    scene.equipment?.paintDashes(brush, scene, palette, pile.dashes, colour);
    brush.globalAlpha = 1;
    for (const note of pile.notes) {
      const look: Look = {
        ...lookOf(score, palette, note),
        kind: originOf(draft, note.id),
        keep: keepOf(draft, note.id),
        isSelected: pile.isSelected,
        isFaded: pile.isFaded,
        half: halfOf(note),
        heat: scene.isHeatShown ? (draft.accounts.get(note.id)?.probability ?? null) : null,
      };
      paintNote(brush, scene, palette, score, note, look);
    }
  }
  const { start, end } = reachedRange(viewport);
  for (const note of preview?.fresh ?? []) {
    if (note.onset >= end || note.onset + note.duration <= start) continue;
    const look: Look = { ...lookOf(score, palette, note), isSelected: true };
    paintNote(brush, scene, palette, score, note, look);
  }
  if (answer === null) return;
  for (const note of answer.notes) {
    const look: Look = { ...lookOf(answer, palette, note), kind: "fresh", half: halfOf(note) };
    paintNote(brush, scene, palette, answer, note, look);
  }
}

/**
 * Tells each note that is painted over one of another voice in unison which half of it to take, so that both are
 * seen: the lower half is the lower voice's.
 */
function unisonHalves(): (note: Note) => Half | null {
  const voices = new Map<number, number>();
  return ({ voice, pitch, onset }) => {
    const place = 128 * onset + pitch;
    const other = voices.get(place) ?? voice;
    voices.set(place, voice);
    if (other === voice) return null;
    return voice < other ? "upper" : "lower";
  };
}

/** Notes that are painted one after the other, those that are dashes first. */
interface Pile {
  readonly isSelected: boolean;
  readonly isFaded: boolean;
  readonly dashes: Note[];
  readonly notes: Note[];
}

/** The visible notes from the bottom to the top: faded ones, other voices, the voice that is written, the selection. */
function pilesOf(scene: Scene, isFaded: (note: Note) => boolean): readonly Pile[] {
  const pile = (isSelected: boolean, isPale: boolean): Pile => {
    return { isSelected, isFaded: isPale, dashes: [], notes: [] };
  };
  const piles = [pile(false, true), pile(false, false), pile(false, false), pile(true, false)];
  const selection = scene.drag?.preview.selection ?? scene.selection;
  const isShort = dashTest(scene);
  for (const note of shownNotes(scene)) {
    const level = selection.has(note.id)
      ? 3
      : isFaded(note)
        ? 0
        : note.voice === scene.voice
          ? 2
          : 1;
    const { dashes, notes } = piles[level] ?? pile(false, false);
    if (isShort(note)) dashes.push(note);
    else notes.push(note);
  }
  return piles;
}

/** Whether a note is a dash; heat is told by how full a note is, so that no dash can show it. */
function dashTest(scene: Scene): (note: Note) => boolean {
  const { viewport, equipment } = scene;
  if (scene.isHeatShown || equipment === null) return () => false;
  if (viewport.rowHeight - 2 < DETAIL.height) return () => true;
  const longest = ticksOf(viewport, DETAIL.width + 1.5);
  return (note) => note.duration < longest;
}

/** Visible notes, and every note that a drag carries, wherever it comes from. */
function shownNotes({ viewport, draft, drag }: Scene): readonly Note[] {
  const { lowest, highest } = visiblePitches(viewport);
  const { changed } = drag?.preview ?? NO_PREVIEW;
  const range = reachedRange(viewport);
  const isSeen = (note: Note): boolean =>
    note.pitch >= lowest && note.pitch <= highest && !changed.has(note.id);
  const isAll = changed.size === draft.score.notes.length;
  const shown = isAll ? [] : notesIn(draft.score, range).filter(isSeen);
  for (const note of changed.values()) {
    if (note.onset < range.end && note.onset + note.duration > range.start) shown.push(note);
  }
  return shown;
}

/** The time in which notes are seen: drums reach out of their place. */
function reachedRange(viewport: Scene["viewport"]): TickRange {
  const { start, end } = visibleRange(viewport);
  const reach = ticksOf(viewport, DRUM_REACH);
  return { start: tick(start - reach), end: tick(end + reach) };
}

/** A given note, neither locked nor selected. */
function lookOf(ensemble: Ensemble, palette: Palette, { voice }: NewNote): Look {
  return {
    shape: isPercussion(ensemble, voice) ? "drum" : voice,
    ink: voiceInk(palette, voice),
    kind: "given",
    keep: null,
    isSelected: false,
    isFaded: false,
    half: null,
    heat: null,
  };
}

function paintNote(
  brush: Brush,
  scene: Scene,
  palette: Palette,
  ensemble: Ensemble,
  note: NewNote,
  look: Look,
): void {
  const whole = boxOf(scene.viewport, ensemble, note);
  const box = look.half === null || look.shape === "drum" ? whole : halved(whole, look.half);
  brush.globalAlpha = look.isFaded ? FADED : 1;
  if (box.width < DETAIL.width || whole.height < DETAIL.height)
    paintSmall(brush, palette, box, look);
  else {
    const { shape, kind, keep, isSelected, isFaded, heat } = look;
    const name = `${shape} ${kind} ${keep} ${isSelected} ${isFaded} ${note.pitch}`;
    const draw: DrawNote = (on, at) => paintWhole(on, scene, palette, at, note, look);
    const isDone =
      heat === null && scene.equipment?.paintStamp(brush, scene, palette, box, name, draw);
    if (isDone !== true) draw(brush, box);
  }
  brush.globalAlpha = 1;
}

function paintWhole(
  brush: Brush,
  scene: Scene,
  palette: Palette,
  box: Box,
  note: NewNote,
  look: Look,
): void {
  brush.globalAlpha = look.isFaded ? FADED : 1;
  if (look.isSelected) paintHalo(brush, palette, box, look.shape);
  if (look.heat === null) paintBody(brush, palette, box, look);
  else {
    scene.equipment?.paintHeat(brush, palette, box, look);
    if (look.keep !== null || look.kind === "edited") paintMark(brush, palette, box, look);
  }
  if (look.kind !== "fresh" && look.shape !== "drum") {
    paintName(brush, scene, palette, box, note, look);
  }
}

function paintSmall(brush: Brush, palette: Palette, box: Box, look: Look): void {
  brush.fillStyle = look.isSelected ? palette.select : look.ink.fill;
  if (look.heat !== null) brush.globalAlpha *= 0.25 + 0.75 * look.heat;
  brush.fillRect(box.x, box.y, box.width, box.height);
}

function paintHalo(brush: Brush, palette: Palette, box: Box, shape: Shape): void {
  outline(brush, grown(box, 2.5), shape);
  brush.fillStyle = palette.select;
  brush.fill();
  outline(brush, grown(box, 0.75), shape);
  brush.fillStyle = palette.paper;
  brush.fill();
}

function paintBody(brush: Brush, palette: Palette, box: Box, look: Look): void {
  const { shape } = look;
  const isPale = look.kind === "edited" || look.kind === "fresh";
  outline(brush, box, shape);
  if (isPale) {
    brush.fillStyle = palette.paper;
    brush.fill();
    brush.globalAlpha *= look.kind === "edited" ? 0.45 : 0.16;
    brush.fillStyle = look.ink.fill;
    brush.fill();
    brush.globalAlpha = look.isFaded ? FADED : 1;
  } else {
    brush.fillStyle = look.kind === "given" ? palette.body : look.ink.fill;
    brush.fill();
  }
  if (look.kind === "given" || look.kind === "edited") {
    outline(brush, capOf(box, shape), shape, 0);
    brush.fillStyle = look.ink.fill;
    brush.fill();
  }
  if (isPale || look.keep !== null) {
    outline(brush, grown(box, -0.75), shape);
    brush.lineWidth = 1.5;
    brush.strokeStyle = look.keep !== null ? palette.accent : look.ink.deep;
    // What is kept in part is fenced in part.
    if (look.keep !== null && look.keep !== "all") brush.setLineDash([4, 3]);
    brush.stroke();
    brush.setLineDash([]);
  }
  if (look.keep !== null || look.kind === "edited") paintMark(brush, palette, box, look);
}

/** The coloured part of a note that is not all colour. */
function capOf(box: Box, shape: Shape): Box {
  if (shape === "drum") return grown(box, -box.width / 4);
  return { ...box, width: Math.min(box.height * 0.85, box.width * 0.45) };
}

function paintMark(brush: Brush, palette: Palette, box: Box, look: Look): void {
  const isDrum = look.shape === "drum";
  if (box.width < (isDrum ? 9 : 16)) return;
  const radius = Math.min(isDrum ? 2 : 3, box.height / 4);
  const x = isDrum ? box.x + box.width / 2 : box.x + box.width - radius - 4;
  const y = box.y + box.height / 2;
  brush.beginPath();
  if (look.keep === "rhythm") brush.rect(x - radius - 1, y - 1.25, 2 * radius + 2, 2.5);
  else if (look.keep === "pitch") brush.rect(x - 1.25, y - radius - 1, 2.5, 2 * radius + 2);
  else brush.arc(x, y, radius, 0, 2 * Math.PI);
  if (look.keep !== null) {
    brush.strokeStyle = palette.paper;
    brush.lineWidth = 2.5;
    brush.stroke();
    brush.fillStyle = palette.accent;
    brush.fill();
    return;
  }
  brush.strokeStyle = look.ink.deep;
  brush.lineWidth = 1.25;
  brush.stroke();
}

function paintName(
  brush: Brush,
  { key }: Scene,
  palette: Palette,
  box: Box,
  note: NewNote,
  look: Look,
): void {
  const hasDot = look.keep !== null || look.kind === "edited";
  brush.font = `500 ${Math.min(11, box.height - 2)}px ${palette.font}`;
  brush.textBaseline = "middle";
  brush.textAlign = "left";
  brush.fillStyle =
    look.heat !== null
      ? palette.ink
      : look.kind === "given"
        ? palette.onBody
        : look.kind === "edited"
          ? palette.ink
          : palette.onVoice;
  const before = look.kind === "given" || look.kind === "edited" ? box.height * 0.85 + 4 : 9;
  if (box.height < 11 || box.width < before + (hasDot ? 32 : 22)) return;
  const name = spokenPitch(pitchName(note.pitch, key));
  brush.globalAlpha *= 0.85;
  brush.fillText(name, box.x + before, box.y + box.height / 2 + 0.5);
}

function halved(box: Box, half: Half): Box {
  const height = box.height / 2;
  return { ...box, y: half === "upper" ? box.y : box.y + height, height };
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
