// Notes. What the person wrote is ink with a coloured cap; what the composer answered is all colour.
// Voices differ by the shape of the cap too; edited and locked notes also by outline and dot.

import type { NewNote, Note, NoteId } from "../../score/index.ts";
import { noteFrom, notesIn, originOf, pitchName } from "../../score/index.ts";
import type { Scene } from "../scene.ts";
import { visiblePitches, visibleRange, widthOf, xOf, yOf } from "../viewport.ts";
import type { Brush } from "./layer.ts";
import type { Palette, VoiceInk } from "./palette.ts";
import { voiceInk } from "./palette.ts";

/** How a note is told apart from others. */
interface Look {
  readonly ink: VoiceInk;
  readonly kind: "given" | "generated" | "edited" | "fresh";
  readonly isLocked: boolean;
  readonly isSelected: boolean;
  readonly isFaded: boolean;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Below this width a note is a plain rectangle. */
const DETAIL_WIDTH = 7;

export function paintNotes(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, draft, drag, answer } = scene;
  const preview = drag?.preview ?? null;
  const selection = preview?.selection ?? scene.selection;
  brush.beginPath();
  brush.rect(viewport.gutter, viewport.ruler, viewport.width, viewport.height);
  brush.clip();
  const last: { note: Note; look: Look }[] = [];
  for (const stored of shownNotes(scene)) {
    const note = preview?.changed.get(stored.id) ?? stored;
    const look: Look = {
      ink: voiceInk(palette, note.voice),
      kind: originOf(draft, note.id),
      isLocked: draft.locked.has(note.id),
      isSelected: selection.has(note.id),
      isFaded: answer?.replaced.has(note.id) === true && !draft.locked.has(note.id),
    };
    // The current voice and the selection lie on top.
    if (look.isSelected || note.voice === scene.voice) last.push({ note, look });
    else paintNote(brush, scene, palette, note, look);
  }
  last.sort((a, b) => Number(a.look.isSelected) - Number(b.look.isSelected));
  for (const { note, look } of last) paintNote(brush, scene, palette, note, look);
  for (const note of preview?.fresh ?? [])
    paintNote(brush, scene, palette, note, given(palette, note));
  for (const note of answer?.notes ?? [])
    paintNote(brush, scene, palette, note, fresh(palette, note));
}

/** Visible notes, and every note that a drag carries, wherever it comes from. */
function shownNotes({ viewport, draft, drag }: Scene): readonly Note[] {
  const { lowest, highest } = visiblePitches(viewport);
  const changed: ReadonlyMap<NoteId, Note> = drag?.preview.changed ?? new Map();
  const visible = notesIn(draft.score, visibleRange(viewport)).filter(
    (note) => (note.pitch >= lowest && note.pitch <= highest) || changed.has(note.id),
  );
  if (changed.size === 0) return visible;
  const seen = new Set(visible.map((note) => note.id));
  return [...visible, ...[...changed.values()].filter((note) => !seen.has(note.id))];
}

function given(palette: Palette, note: NewNote): Look {
  const ink = voiceInk(palette, note.voice);
  return { ink, kind: "given", isLocked: false, isSelected: true, isFaded: false };
}

function fresh(palette: Palette, note: Note): Look {
  const ink = voiceInk(palette, note.voice);
  return { ink, kind: "fresh", isLocked: false, isSelected: false, isFaded: false };
}

function paintNote(brush: Brush, scene: Scene, palette: Palette, note: NewNote, look: Look): void {
  const { viewport } = scene;
  const gap = viewport.rowHeight > 7 ? 1 : 0;
  const box: Box = {
    x: xOf(viewport, note.onset) + 0.5,
    y: yOf(viewport, note.pitch) + gap,
    width: Math.max(2, widthOf(viewport, note.duration) - 1.5),
    height: Math.max(2, viewport.rowHeight - 2 * gap),
  };
  brush.globalAlpha = look.isFaded ? 0.28 : 1;
  if (box.width < DETAIL_WIDTH || box.height < 5) paintSmall(brush, palette, box, look);
  else {
    if (look.isSelected) paintHalo(brush, palette, box, note.voice);
    paintBody(brush, palette, box, note.voice, look);
    if (look.kind !== "fresh") paintName(brush, scene, palette, box, note, look);
  }
  brush.globalAlpha = 1;
}

function paintSmall(brush: Brush, palette: Palette, box: Box, look: Look): void {
  brush.fillStyle = look.isSelected ? palette.select : look.ink.fill;
  brush.fillRect(box.x, box.y, box.width, box.height);
}

function paintHalo(brush: Brush, palette: Palette, box: Box, voice: number): void {
  const grown = { x: box.x - 2.5, y: box.y - 2.5, width: box.width + 5, height: box.height + 5 };
  outline(brush, grown, voice);
  brush.fillStyle = palette.select;
  brush.fill();
  const ring = {
    x: box.x - 0.75,
    y: box.y - 0.75,
    width: box.width + 1.5,
    height: box.height + 1.5,
  };
  outline(brush, ring, voice);
  brush.fillStyle = palette.paper;
  brush.fill();
}

function paintBody(brush: Brush, palette: Palette, box: Box, voice: number, look: Look): void {
  const isPale = look.kind === "edited" || look.kind === "fresh";
  outline(brush, box, voice);
  if (isPale) {
    brush.fillStyle = palette.paper;
    brush.fill();
    brush.globalAlpha *= look.kind === "edited" ? 0.45 : 0.16;
    brush.fillStyle = look.ink.fill;
    brush.fill();
    brush.globalAlpha = look.isFaded ? 0.28 : 1;
  } else {
    brush.fillStyle = look.kind === "given" ? palette.body : look.ink.fill;
    brush.fill();
  }
  if (look.kind === "given" || look.kind === "edited") {
    const cap = Math.min(box.height * 0.85, box.width * 0.45);
    outline(brush, { ...box, width: cap }, voice, 0);
    brush.fillStyle = look.ink.fill;
    brush.fill();
  }
  if (isPale || look.isLocked) {
    const inset = {
      x: box.x + 0.75,
      y: box.y + 0.75,
      width: box.width - 1.5,
      height: box.height - 1.5,
    };
    outline(brush, inset, voice);
    brush.lineWidth = 1.5;
    brush.strokeStyle = look.isLocked ? palette.accent : look.ink.deep;
    brush.stroke();
  }
  if (look.isLocked || look.kind === "edited") paintDot(brush, palette, box, look);
}

/** Filled for locked, open for edited. */
function paintDot(brush: Brush, palette: Palette, box: Box, look: Look): void {
  if (box.width < 16) return;
  const radius = Math.min(3, box.height / 4);
  brush.beginPath();
  brush.arc(box.x + box.width - radius - 4, box.y + box.height / 2, radius, 0, 2 * Math.PI);
  if (look.isLocked) {
    brush.fillStyle = palette.accent;
    brush.fill();
    brush.strokeStyle = palette.paper;
  } else {
    brush.strokeStyle = look.ink.deep;
  }
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
  const hasDot = look.isLocked || look.kind === "edited";
  brush.font = `500 ${Math.min(11, box.height - 2)}px ${palette.font}`;
  brush.textBaseline = "middle";
  brush.textAlign = "left";
  brush.fillStyle =
    look.kind === "given" ? palette.onBody : look.kind === "edited" ? palette.ink : palette.onVoice;
  const before = look.kind === "given" || look.kind === "edited" ? box.height * 0.85 + 4 : 9;
  if (box.height < 11 || box.width < before + (hasDot ? 32 : 22)) return;
  const name = pitchName(noteFrom({ ...note, id: 0 }).pitch, key);
  brush.globalAlpha *= 0.85;
  brush.fillText(name, box.x + before, box.y + box.height / 2 + 0.5);
}

/** The silhouette of a note: soprano round, alto pointed, tenor square, bass notched at its start. */
function outline(brush: Brush, box: Box, voice: number, corner = 2.5): void {
  const { x, y, width, height } = box;
  const right = x + width;
  const bottom = y + height;
  const depth = Math.min(height / 2, width / 2);
  const round = Math.max(0, Math.min(corner, height / 2, width / 2));
  brush.beginPath();
  brush.moveTo(right - round, y);
  brush.arcTo(right, y, right, y + round, round);
  brush.lineTo(right, bottom - round);
  brush.arcTo(right, bottom, right - round, bottom, round);
  switch (voice) {
    case 0:
      brush.lineTo(x + depth, bottom);
      brush.ellipse(
        x + depth,
        y + height / 2,
        depth,
        height / 2,
        0,
        Math.PI / 2,
        (3 * Math.PI) / 2,
      );
      break;
    case 1:
      brush.lineTo(x + depth, bottom);
      brush.lineTo(x, y + height / 2);
      brush.lineTo(x + depth, y);
      break;
    case 3:
      brush.lineTo(x, bottom);
      brush.lineTo(x + depth * 0.8, y + height / 2);
      brush.lineTo(x, y);
      break;
    default:
      brush.lineTo(x, bottom);
      brush.lineTo(x, y);
  }
  brush.closePath();
}
