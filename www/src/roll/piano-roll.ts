// The roll: owns the view, the drag in progress and the cursor; everything musical is handed down.

import type {
  Edit,
  Note,
  NoteId,
  Pitch,
  Selection,
  Tick,
  TickRange,
  Velocity,
  Voice,
} from "../score/index.ts";
import { EMPTY_SELECTION, notesWith, rangeOf, removed, tick } from "../score/index.ts";
import { t } from "../words/index.ts";
import type { RollContent } from "./content.ts";
import type { Drag, DragResult } from "./drags/drag.ts";
import { NO_PREVIEW } from "./drags/drag.ts";
import type { Equipment } from "./equipment.ts";
import type { GestureHost } from "./gestures.ts";
import { Gestures } from "./gestures.ts";
import type { Hit } from "./hit-test.ts";
import { hasSameGround } from "./painter/ground.ts";
import { Painter } from "./painter/painter.ts";
import type { Scene } from "./scene.ts";
import { spokenNotes } from "./spoken.ts";
import type { TypingHost } from "./typing.ts";
import { Typing } from "./typing.ts";
import type { Point, Viewport } from "./viewport.ts";
import {
  FIRST_VIEWPORT,
  fittedTo,
  following,
  pitchAt,
  pixels,
  resizedTo,
  revealed,
  revealedRange,
  trailing,
  xOf,
  zoomedInTime,
} from "./viewport.ts";
import { firstLook, wholePiece } from "./views.ts";

/** What the roll tells the element. */
export interface RollListener {
  edit(edit: Edit, selection: Selection): void;
  select(selection: Selection, range: TickRange | null): void;
  loop(loop: TickRange | null): void;
  seek(at: Tick): void;
  hear(pitch: Pitch, velocity: Velocity, voice: Voice): void;
  say(words: string): void;
}

/** Height of the chord symbols, and of the lowest roll that has room for them, in pixels. */
const CHORD_LANE = 20;
const LEAST_WITH_LANE = 140;
/** The same of the ribbons of sections. */
const RIBBONS = 17;
const LEAST_WITH_RIBBONS = 180;

/** A canvas editor of one score inside one element. */
export class PianoRoll implements GestureHost, TypingHost {
  readonly element: HTMLElement;
  readonly hear: RollListener["hear"];
  readonly #listener: RollListener;
  readonly #painter: Painter;
  readonly #gestures: Gestures;
  readonly #typing: Typing;
  readonly #lifetime = new AbortController();
  readonly #observer: ResizeObserver;
  #content: RollContent;
  #viewport: Viewport = FIRST_VIEWPORT;
  #drag: Drag | null = null;
  /** What is seen of the drag. */
  #preview = NO_PREVIEW;
  #playhead: Tick = tick(0);
  #isPlaying = false;
  #isFollowing = true;
  #hoverPitch: Pitch | null = null;
  #sounding: ReadonlySet<number> = new Set();
  #hasLooked = false;
  /** The note drawn last, which the second click of a double click must not delete. */
  #drawn: { readonly id: NoteId; readonly at: number } | null = null;

  constructor(element: HTMLElement, content: RollContent, listener: RollListener) {
    this.element = element;
    this.#content = content;
    this.#listener = listener;
    this.hear = (at, velocity, voice) => listener.hear(at, velocity, voice);
    this.#painter = new Painter(element, () => this.#scene());
    const { signal } = this.#lifetime;
    this.#gestures = new Gestures(this, signal);
    this.#typing = new Typing(this, listener, signal);
    // It is measured when the page is laid out for the first time: to ask before would lay it out once more.
    this.#observer = new ResizeObserver(() => this.#measure());
    this.#observer.observe(element);
  }

  get content(): RollContent {
    return this.#content;
  }

  get viewport(): Viewport {
    return this.#viewport;
  }

  /** Somebody looks elsewhere: the view stops following until the playhead comes by. */
  set viewport(viewport: Viewport) {
    this.#isFollowing = false;
    this.#look(viewport);
  }

  /** Shows other content; only what it changes is painted again. */
  show(content: RollContent): void {
    const before = this.#content;
    this.#content = content;
    if (before.draft.score !== content.draft.score && this.#drag !== null) this.#gestures.cancel();
    const isOtherRuler =
      hasChords(before) !== hasChords(content) || hasSections(before) !== hasSections(content);
    if (isOtherRuler) this.#measure();
    if (!hasSameGround(before, content)) this.#painter.invalidate("ground");
    this.#painter.invalidate("notes", "overlay");
    this.element.dataset["tool"] = content.isReadonly ? "select" : content.tool;
    // Who listens looks at what sounds, however far the pen is ahead.
    const pen = content.answer?.pen ?? null;
    if (pen !== null && before.answer?.pen !== pen && !this.#isPlaying) {
      this.#look(trailing(this.#viewport, pen));
    }
  }

  /** Moves the playhead; the view follows while music plays and nobody drags. */
  setPlayhead(at: Tick, isPlaying: boolean): void {
    const x = xOf(this.#viewport, at);
    const isSeen = x >= this.#viewport.gutter && x <= this.#viewport.width;
    if (isSeen || !this.#isPlaying) this.#isFollowing = true;
    this.#playhead = at;
    this.#isPlaying = isPlaying;
    this.#painter.invalidate("overlay");
    if (isPlaying && this.#isFollowing && !this.#gestures.isDragging) {
      this.#look(following(this.#viewport, at));
    }
  }

  /** Lights the keys that sound. */
  setSounding(pitches: ReadonlySet<number>): void {
    this.#sounding = pitches;
    this.#painter.invalidate("ground");
  }

  /** Shows the whole piece. */
  fit(): void {
    const { range, lowest, highest } = wholePiece(this.#content.draft.score);
    this.#look(fittedTo(this.#viewport, range, lowest, highest));
  }

  /** Shows the beginning, in a size that reads well. */
  home(): void {
    this.#typing.home();
    this.#look(firstLook(this.#viewport, this.#content.draft.score));
  }

  /** Brings a note's place into view. */
  reveal(note: Pick<Note, "onset" | "pitch">): void {
    this.#look(revealed(this.#viewport, note.onset, note.pitch));
  }

  /** Brings notes into view, the first of them above all. */
  revealNotes(notes: readonly Note[]): void {
    const range = rangeOf(notes);
    const [first] = notes;
    if (range === null || first === undefined) return;
    this.#look(revealedRange(this.#viewport, range, first.pitch));
  }

  /** Zooms time around the middle of the view. */
  zoom(factor: number): void {
    this.#look(zoomedInTime(this.#viewport, factor, pixels(this.#viewport.width / 2)));
  }

  /** Reads the colours again. */
  recolour(): void {
    this.#painter.recolour();
  }

  get equipment(): Equipment | null {
    return this.#painter.equipment;
  }

  /** Loads what a first look does without. */
  async equip(): Promise<Equipment> {
    const { Fittings } = await import("./equipment/fittings.ts");
    this.#lifetime.signal.throwIfAborted();
    this.#painter.equipment ??= new Fittings(this, this.#listener);
    this.recolour();
    return this.#painter.equipment;
  }

  dispose(): void {
    this.equipment?.dispose();
    this.#lifetime.abort();
    this.#observer.disconnect();
    this.#painter.dispose();
  }

  get isDragging(): boolean {
    return this.#gestures.isDragging;
  }

  /** Lets go of a drag without a result. */
  cancelDrag(): void {
    this.#gestures.cancel();
  }

  cursorChanged(): void {
    this.#painter.invalidate("overlay");
  }

  setDrag(drag: Drag | null): void {
    const before = this.#preview;
    const preview = drag?.preview ?? NO_PREVIEW;
    this.#drag = drag;
    this.#preview = preview;
    this.element.style.cursor = drag?.pointer ?? "";
    if (preview === before) return;
    this.#painter.invalidate("notes", "overlay");
    if (preview.loop !== before.loop) this.#painter.invalidate("ground");
  }

  settle(result: DragResult): void {
    switch (result.kind) {
      case "nothing":
        return;
      case "edit": {
        const [id] = result.selection;
        if (id !== undefined) this.#drawn = { id, at: performance.now() };
        return this.#listener.edit(result.edit, result.selection);
      }
      case "select":
        this.#listener.select(result.selection, result.range);
        return this.#listener.say(
          spokenNotes(this.#content.draft, notesWith(this.#score, result.selection)),
        );
      case "loop":
        return this.#listener.loop(result.loop);
      case "seek":
        return this.#listener.seek(result.tick);
      default:
        return result satisfies never;
    }
  }

  select(selection: Selection): void {
    this.#listener.select(selection, null);
  }

  removeNote(hit: Hit): void {
    if (!("note" in hit) || this.#content.isReadonly) return;
    const { id } = hit.note;
    if (this.#drawn?.id === id && performance.now() - this.#drawn.at < 600) return;
    const edit = { name: t("Delete note"), draft: removed(this.#content.draft, new Set([id])) };
    this.#listener.edit(edit, EMPTY_SELECTION);
  }

  hover(hit: Hit | null, point: Point | null): void {
    const isEdge = hit?.kind === "note-start" || hit?.kind === "note-end";
    const isLoopEdge = hit?.kind === "loop-start" || hit?.kind === "loop-end";
    const over = isEdge || isLoopEdge ? "edge" : (hit?.kind ?? "");
    if (this.element.dataset["over"] !== over) this.element.dataset["over"] = over;
    const isOnRows = point !== null && point.y >= this.#viewport.ruler;
    const row = isOnRows ? pitchAt(this.#viewport, point.y) : null;
    if (row === this.#hoverPitch) return;
    this.#hoverPitch = row;
    this.#painter.invalidate("ground");
  }

  get #score(): RollContent["draft"]["score"] {
    return this.#content.draft.score;
  }

  #look(viewport: Viewport): void {
    if (viewport === this.#viewport) return;
    this.#viewport = viewport;
    this.#painter.invalidate("ground", "notes", "overlay");
  }

  #scene(): Scene {
    return {
      ...this.#content,
      viewport: this.#viewport,
      drag: this.#drag,
      equipment: this.equipment,
      cursor: this.#typing.cursor,
      isCursorShown: this.#typing.isCursorShown,
      playhead: this.#playhead,
      isPlaying: this.#isPlaying,
      hoverPitch: this.#hoverPitch,
      soundingPitches: this.#sounding,
    };
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.element;
    if (clientWidth === 0 || clientHeight === 0) return;
    const isSmall = clientWidth < 520;
    const isLow = clientHeight < 200;
    const lane = hasChords(this.#content) && clientHeight >= LEAST_WITH_LANE ? CHORD_LANE : 0;
    const hasRibbons = hasSections(this.#content) && clientHeight >= LEAST_WITH_RIBBONS;
    const ribbons = hasRibbons ? RIBBONS : 0;
    this.#viewport = resizedTo(this.#viewport, {
      width: pixels(clientWidth),
      height: pixels(clientHeight),
      gutter: pixels(isSmall ? 34 : 54),
      ruler: pixels((isLow ? 22 : 28) + lane + ribbons),
      lane: pixels(lane),
      ribbons: pixels(ribbons),
    });
    if (!this.#hasLooked) {
      this.#hasLooked = true;
      this.home();
    }
    this.#painter.resize(pixels(clientWidth), pixels(clientHeight));
  }
}

function hasChords({ draft }: RollContent): boolean {
  return draft.score.chords.length > 0;
}

function hasSections({ draft }: RollContent): boolean {
  return draft.sections.length > 0;
}
