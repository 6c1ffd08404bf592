// The lane of loudness under the roll: a stem a note. One is pulled, several are painted over, Shift draws a
// ramp; arrow keys do the same without a pointer.

import type { Edit, Note, NoteId, Selection, Velocity } from "../../score/index.ts";
import { noteName, notesWith, selectionOf } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { RollContent } from "../content.ts";
import type { Drag } from "../drags/drag.ts";
import { NO_PREVIEW } from "../drags/drag.ts";
import type { Palette } from "../painter/palette.ts";
import type { Scene } from "../scene.ts";
import { spokenPlace } from "../spoken.ts";
import { LaneCanvas } from "./lane-canvas.ts";
import type { Stem, Touch } from "./loudness.ts";
import { isEditable, raised, stemAt, stemsIn, strokeOver, struck } from "./loudness.ts";
import { paintLoudness, velocityAt } from "./paint-loudness.ts";

/** What the lane reads and changes; the roll is it. */
export interface LoudnessHost {
  readonly content: RollContent;
  setDrag(drag: Drag | null): void;
  select(selection: Selection): void;
  hear(pitch: Note["pitch"], velocity: Velocity, voice: Note["voice"]): void;
  reveal(note: Pick<Note, "onset" | "pitch">): void;
}

/** Where changes go. */
export interface LoudnessListener {
  edit(edit: Edit, selection: Selection): void;
  say(words: string): void;
}

interface Stroke {
  readonly pointer: number;
  readonly from: Touch;
  /** The note that was pressed; null where the paper was. */
  readonly held: Note | null;
  readonly stems: readonly Stem[];
  last: Touch;
  /** Whether it has left the pressed note and paints. */
  isWide: boolean;
  ramp: readonly [Touch, Touch] | null;
  velocities: ReadonlyMap<NoteId, Velocity>;
}

/** A stroke that goes further than this to the side paints over notes. */
const SLACK = 6;

export class LoudnessLane {
  readonly element: HTMLElement;
  readonly #host: LoudnessHost;
  readonly #listener: LoudnessListener;
  readonly #canvas: LaneCanvas;
  #scene: Scene | null = null;
  #palette: Palette | null = null;
  #stroke: Stroke | null = null;

  constructor(host: LoudnessHost, listener: LoudnessListener, signal: AbortSignal) {
    this.#host = host;
    this.#listener = listener;
    this.#canvas = new LaneCanvas("loudness", () => this.#paint());
    this.element = this.#canvas.element;
    this.element.tabIndex = 0;
    for (const [name, value] of Object.entries({
      role: "slider",
      part: "loudness",
      "aria-orientation": "vertical",
      "aria-valuemin": "1",
      "aria-valuemax": "127",
      "aria-valuenow": "80",
      "aria-label": t("Loudness. Up and down change it, left and right choose another note."),
    })) {
      this.element.setAttribute(name, value);
    }
    const options = { signal };
    this.element.addEventListener("pointerdown", (event) => this.#down(event), options);
    this.element.addEventListener("pointermove", (event) => this.#moved(event), options);
    this.element.addEventListener("pointerup", (event) => this.#up(event), options);
    this.element.addEventListener("pointercancel", () => this.#drop(), options);
    this.element.addEventListener("keydown", (event) => this.#keyed(event), options);
    this.element.addEventListener("focus", () => this.#describe(), options);
  }

  /** Shows what the roll shows. */
  show(scene: Scene, palette: Palette): void {
    const isOther = scene.draft.score !== this.#scene?.draft.score;
    const isSame = !isOther && scene.selection === this.#scene?.selection;
    if (isOther && this.#stroke !== null) this.#drop();
    this.#scene = scene;
    this.#palette = palette;
    this.#paint();
    if (!isSame && this.element.matches(":focus")) this.#describe();
  }

  dispose(): void {
    this.#canvas.dispose();
  }

  #paint(): void {
    const scene = this.#scene;
    const palette = this.#palette;
    if (scene === null || palette === null || !this.#canvas.isSeen) return;
    const { height } = this.#canvas;
    const stems = this.#stroke?.stems ?? stemsIn(scene.viewport, scene);
    this.#canvas.paint((brush) =>
      paintLoudness(brush, scene, palette, {
        height,
        stems,
        velocities: this.#stroke?.velocities ?? new Map(),
        ramp: this.#stroke?.ramp ?? null,
      }),
    );
  }

  #touch(event: PointerEvent): Touch {
    const box = this.element.getBoundingClientRect();
    const level = velocityAt(event.clientY - box.top, this.#canvas.height);
    return { x: event.clientX - box.left, level };
  }

  #down(event: PointerEvent): void {
    const scene = this.#scene;
    const { content } = this.#host;
    if (event.button !== 0 || this.#stroke !== null || scene === null || content.isReadonly) return;
    event.preventDefault();
    this.element.focus({ preventScroll: true });
    this.element.setPointerCapture(event.pointerId);
    const stems = stemsIn(scene.viewport, content).filter(({ note }) => isEditable(content, note));
    const from = this.#touch(event);
    const held = stemAt(stems, from.x)?.note ?? null;
    const stroke: Stroke = {
      pointer: event.pointerId,
      from,
      held,
      stems,
      last: from,
      isWide: held === null,
      ramp: null,
      velocities: new Map(),
    };
    this.#stroke = stroke;
    this.#take(stroke, from, event.shiftKey);
  }

  #moved(event: PointerEvent): void {
    const stroke = this.#stroke;
    if (stroke?.pointer === event.pointerId) this.#take(stroke, this.#touch(event), event.shiftKey);
  }

  /** Takes the pen's way from where it was last: a pull, paint, or a ramp from where it began. */
  #take(stroke: Stroke, to: Touch, isRamp: boolean): void {
    const { content } = this.#host;
    stroke.isWide ||= Math.abs(to.x - stroke.from.x) > SLACK;
    const heard = stroke.held === null ? undefined : stroke.velocities.get(stroke.held.id);
    if (isRamp) {
      stroke.ramp = [stroke.from, to];
      stroke.velocities = strokeOver(stroke.stems, stroke.from, to);
    } else if (!stroke.isWide && stroke.held !== null) {
      const isGroup = content.selection.has(stroke.held.id) && content.selection.size > 1;
      const notes = isGroup ? notesWith(content.draft.score, content.selection) : [stroke.held];
      const by = isGroup ? to.level - stroke.from.level : to.level - stroke.held.velocity;
      stroke.velocities = raised(notes, by);
    } else {
      stroke.ramp = null;
      const passed = strokeOver(stroke.stems, stroke.last, to);
      stroke.velocities = new Map([...stroke.velocities, ...passed]);
    }
    stroke.last = to;
    const now = stroke.held === null ? undefined : stroke.velocities.get(stroke.held.id);
    if (stroke.held !== null && now !== undefined && heard !== now && !stroke.isWide) {
      if (heard === undefined || Math.abs(heard - now) > 6)
        this.#host.hear(stroke.held.pitch, now, stroke.held.voice);
    }
    this.#host.setDrag(this.#preview(stroke));
    this.#paint();
  }

  #preview({ velocities }: Stroke): Drag {
    const changed = new Map(
      notesWith(this.#host.content.draft.score, new Set(velocities.keys())).map((note) => [
        note.id,
        { ...note, velocity: velocities.get(note.id) ?? note.velocity },
      ]),
    );
    return {
      preview: { ...NO_PREVIEW, changed },
      pointer: "",
      move() {},
      end: () => ({ kind: "nothing" }),
    };
  }

  #up(event: PointerEvent): void {
    const stroke = this.#stroke;
    if (stroke?.pointer !== event.pointerId) return;
    this.#drop();
    this.#change(stroke.velocities);
  }

  #drop(): void {
    this.#stroke = null;
    this.#host.setDrag(null);
    this.#paint();
  }

  #change(velocities: ReadonlyMap<NoteId, Velocity>): void {
    const { draft, selection } = this.#host.content;
    const notes = notesWith(draft.score, new Set(velocities.keys()));
    if (notes.every((note) => velocities.get(note.id) === note.velocity)) return;
    const edit = { name: t("Change loudness"), draft: struck(draft, velocities) };
    this.#listener.edit(edit, selection);
  }

  #keyed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -127, End: 127 }[
      event.key
    ];
    if (event.key === "Escape" && this.#stroke !== null) this.#drop();
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      this.#walk(event.key === "ArrowRight" ? 1 : -1);
    } else if (step !== undefined) this.#raise(event.shiftKey ? 10 * step : step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #raise(by: number): void {
    const { content } = this.#host;
    if (content.isReadonly) return;
    const notes = notesWith(content.draft.score, content.selection);
    if (notes.length === 0)
      return this.#listener.say(t("Choose a note first: press left or right."));
    const velocities = raised(notes, by);
    this.#change(velocities);
    const [first] = notes;
    const loud = first && velocities.get(first.id);
    if (first !== undefined && loud !== undefined) this.#host.hear(first.pitch, loud, first.voice);
    this.#describe();
  }

  /** Chooses the next note of the voice that is written, or the first one at hand. */
  #walk(direction: 1 | -1): void {
    const { draft, selection, voice } = this.#host.content;
    const line = draft.score.notes.filter((note) => note.voice === voice);
    const at = line.findIndex((note) => selection.has(note.id));
    const next = at === -1 ? line[0] : line[at + direction];
    if (next === undefined) return;
    this.#host.select(selectionOf([next]));
    this.#host.reveal(next);
    this.#host.hear(next.pitch, next.velocity, next.voice);
    this.#describe();
  }

  /** What a screen reader hears of the lane. */
  #describe(): void {
    const { draft, selection, key } = this.#host.content;
    const notes = notesWith(draft.score, selection);
    const [first] = notes;
    const mean = notes.reduce((sum, note) => sum + note.velocity, 0) / Math.max(1, notes.length);
    const loud = Math.round(mean);
    this.element.setAttribute("aria-valuenow", String(loud || 1));
    const words =
      first === undefined
        ? t("no note chosen")
        : notes.length > 1
          ? t("{loud} on average, {count} notes", { loud, count: notes.length })
          : t("{loud}, {note}, {place}", {
              loud,
              note: noteName(draft.score, first.voice, first.pitch, key),
              place: spokenPlace(draft.score, first.onset),
            });
    this.element.setAttribute("aria-valuetext", words);
  }
}
