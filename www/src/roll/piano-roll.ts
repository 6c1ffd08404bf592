// The roll: owns the view, the drag in progress and the cursor; everything musical is handed down.

import type { Edit, Note, NoteId, Pitch, Selection, Tick, TickRange, Velocity, Voice } from "../score/index.ts";
import {
  added,
  DEFAULT_VELOCITY,
  duration,
  EMPTY_SELECTION,
  gridBefore,
  lastBarEnd,
  moved,
  notesWith,
  pitch,
  rangeOf,
  removed,
  resized,
  selectionOf,
  tick,
  toggled,
} from "../score/index.ts";
import type { Drag, DragResult } from "./drags/drag.ts";
import type { GestureHost } from "./gestures.ts";
import { Gestures } from "./gestures.ts";
import type { Hit } from "./hit-test.ts";
import type { RollCommand } from "./keyboard.ts";
import { commandOf, neighbour, noteAt, spokenCursor, spokenNotes, stepped } from "./keyboard.ts";
import { Painter } from "./painter/painter.ts";
import type { Cursor, RollContent, Scene } from "./scene.ts";
import type { Viewport } from "./viewport.ts";
import {
  FIRST_VIEWPORT,
  fittedTo,
  following,
  pixels,
  resizedTo,
  revealed,
  revealedRange,
  trailing,
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

/** A canvas editor of one score inside one element. */
export class PianoRoll implements GestureHost {
  readonly element: HTMLElement;
  readonly #listener: RollListener;
  readonly #painter: Painter;
  readonly #gestures: Gestures;
  readonly #lifetime = new AbortController();
  readonly #observer: ResizeObserver;
  #content: RollContent;
  #viewport: Viewport = FIRST_VIEWPORT;
  #drag: Drag | null = null;
  #cursor: Cursor = { tick: tick(0), pitch: pitch(67) };
  #isCursorShown = false;
  #playhead: Tick = tick(0);
  #isPlaying = false;
  #hoverPitch: Pitch | null = null;
  #sounding: ReadonlySet<number> = new Set();
  #hasLooked = false;
  /** The note drawn last, which the second click of a double click must not delete. */
  #drawn: { readonly id: NoteId; readonly at: number } | null = null;

  constructor(element: HTMLElement, content: RollContent, listener: RollListener) {
    this.element = element;
    this.#content = content;
    this.#listener = listener;
    this.#painter = new Painter(element, () => this.#scene());
    const { signal } = this.#lifetime;
    this.#gestures = new Gestures(this, signal);
    element.addEventListener("keydown", (event) => this.#keyed(event), { signal });
    element.addEventListener("focus", () => this.#focused(), { signal });
    element.addEventListener("blur", () => this.#showCursor(false), { signal });
    this.#observer = new ResizeObserver(() => this.#measure());
    this.#observer.observe(element);
    this.#measure();
  }

  get content(): RollContent {
    return this.#content;
  }

  get viewport(): Viewport {
    return this.#viewport;
  }

  set viewport(viewport: Viewport) {
    if (viewport === this.#viewport) return;
    this.#viewport = viewport;
    this.#painter.invalidate("ground", "notes", "overlay");
  }

  /** Shows other content; only what it changes is painted again. */
  show(content: RollContent): void {
    const before = this.#content;
    this.#content = content;
    if (before.draft.score !== content.draft.score && this.#drag !== null) this.#gestures.cancel();
    this.#painter.invalidate("ground", "notes", "overlay");
    this.element.dataset["tool"] = content.isReadonly ? "select" : content.tool;
    if (content.answer !== null && before.answer?.pen !== content.answer.pen) {
      this.viewport = trailing(this.#viewport, content.answer.pen);
    }
  }

  /** Moves the playhead; the view follows while music plays and nobody drags. */
  setPlayhead(at: Tick, isPlaying: boolean, isFollowed: boolean): void {
    this.#playhead = at;
    this.#isPlaying = isPlaying;
    this.#painter.invalidate("overlay");
    if (isPlaying && isFollowed && !this.#gestures.isDragging) {
      this.viewport = following(this.#viewport, at);
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
    this.viewport = fittedTo(this.#viewport, range, lowest, highest);
  }

  /** Shows the beginning, in a size that reads well. */
  home(): void {
    this.#cursor = { tick: tick(0), pitch: this.#content.draft.score.notes[0]?.pitch ?? pitch(67) };
    this.viewport = firstLook(this.#viewport, this.#content.draft.score);
  }

  /** Brings a note's place into view. */
  reveal(note: Pick<Note, "onset" | "pitch">): void {
    this.viewport = revealed(this.#viewport, note.onset, note.pitch);
  }

  /** Brings notes into view, the first of them above all. */
  revealNotes(notes: readonly Note[]): void {
    const range = rangeOf(notes);
    const [first] = notes;
    if (range === null || first === undefined) return;
    this.viewport = revealedRange(this.#viewport, range, first.pitch);
  }

  /** Zooms time around the middle of the view. */
  zoom(factor: number): void {
    this.viewport = zoomedInTime(this.#viewport, factor, pixels(this.#viewport.width / 2));
  }

  /** Reads the colours again. */
  recolour(): void {
    this.#painter.recolour();
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#observer.disconnect();
    this.#painter.dispose();
  }

  hear(at: Pitch, velocity: Velocity, voice: Voice): void {
    this.#listener.hear(at, velocity, voice);
  }

  setDrag(drag: Drag | null): void {
    this.#drag = drag;
    this.element.style.cursor = drag?.pointer ?? "";
    this.#painter.invalidate("ground", "notes", "overlay");
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
        return this.#listener.say(spokenNotes(this.#score, notesWith(this.#score, result.selection)));
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
    const edit = { name: "Delete note", draft: removed(this.#content.draft, new Set([id])) };
    this.#listener.edit(edit, EMPTY_SELECTION);
  }

  hover(hit: Hit | null, point: { readonly y: number } | null): void {
    const isEdge = hit?.kind === "note-start" || hit?.kind === "note-end";
    const isLoopEdge = hit?.kind === "loop-start" || hit?.kind === "loop-end";
    const over = isEdge || isLoopEdge ? "edge" : (hit?.kind ?? "");
    if (this.element.dataset["over"] !== over) this.element.dataset["over"] = over;
    const row = point === null || point.y < this.#viewport.ruler ? null : this.#rowAt(point.y);
    if (row === this.#hoverPitch) return;
    this.#hoverPitch = row;
    this.#painter.invalidate("ground");
  }

  get #score(): RollContent["draft"]["score"] {
    return this.#content.draft.score;
  }

  #rowAt(y: number): Pitch {
    const { topPitch, ruler, rowHeight } = this.#viewport;
    return pitch(Math.ceil(topPitch - (y - ruler) / rowHeight) - 1);
  }

  #scene(): Scene {
    return {
      ...this.#content,
      viewport: this.#viewport,
      drag: this.#drag,
      cursor: this.#cursor,
      isCursorShown: this.#isCursorShown,
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
    this.#viewport = resizedTo(this.#viewport, {
      width: pixels(clientWidth),
      height: pixels(clientHeight),
      gutter: pixels(isSmall ? 34 : 54),
      ruler: pixels(clientHeight < 200 ? 22 : 28),
    });
    if (!this.#hasLooked) {
      this.#hasLooked = true;
      this.home();
    }
    this.#painter.resize(pixels(clientWidth), pixels(clientHeight));
  }

  #focused(): void {
    if (this.element.matches(":focus-visible") && !this.#gestures.isDragging) this.#showCursor(true);
  }

  #showCursor(isShown: boolean): void {
    this.#isCursorShown = isShown;
    this.#painter.invalidate("overlay");
  }

  #keyed(event: KeyboardEvent): void {
    const command = commandOf(event, this.#content, this.#cursor);
    if (command === null) return;
    if (command.kind === "escape" && !this.#gestures.isDragging && this.#content.selection.size === 0) {
      return;
    }
    event.preventDefault();
    this.#do(command);
  }

  #do(command: RollCommand): void {
    const { draft, selection, isReadonly, grid } = this.#content;
    const hasSelection = selection.size > 0 && !isReadonly;
    switch (command.kind) {
      case "escape":
        this.#gestures.cancel();
        return this.#listener.select(EMPTY_SELECTION, null);
      case "step": {
        if (!hasSelection) {
          return this.#goTo(stepped(this.#content, this.#cursor, command.ticks, command.semitones));
        }
        const next = moved(draft, selection, command);
        return this.#change({ name: "Move notes", draft: next }, selection);
      }
      case "stretch": {
        if (!hasSelection) return;
        const next = resized(draft, selection, "end", command.ticks, grid);
        return this.#change({ name: "Resize notes", draft: next }, selection);
      }
      case "delete":
        return this.#delete();
      case "enter":
        return this.#enter();
      case "go":
        return this.#go(command.to);
      default:
        return command satisfies never;
    }
  }

  /** Makes an edit of the keyboard, shows and says where it led, and lets one note be heard. */
  #change(edit: Edit, selection: Selection): void {
    this.#listener.edit(edit, selection);
    const notes = notesWith(edit.draft.score, selection);
    const [first] = notes;
    if (first === undefined) return;
    this.#cursor = { tick: first.onset, pitch: first.pitch };
    this.reveal(first);
    if (notes.length === 1) this.hear(first.pitch, first.velocity, first.voice);
    this.#listener.say(spokenNotes(edit.draft.score, notes));
  }

  #delete(): void {
    const { draft, selection, isReadonly } = this.#content;
    const under = noteAt(this.#content, this.#cursor);
    const ids = selection.size > 0 ? selection : under === null ? selection : selectionOf([under]);
    if (isReadonly || ids.size === 0) return;
    const name = ids.size === 1 ? "Delete note" : `Delete ${ids.size} notes`;
    this.#listener.edit({ name, draft: removed(draft, ids) }, EMPTY_SELECTION);
    this.#listener.say(ids.size === 1 ? "deleted" : `${ids.size} notes deleted`);
  }

  /** Writes a note at the cursor, or takes the note there into the selection. */
  #enter(): void {
    const { draft, grid, voice, isReadonly, selection } = this.#content;
    this.#showCursor(true);
    const under = noteAt(this.#content, this.#cursor);
    if (under !== null) {
      this.#listener.select(toggled(selection, under.id), null);
      return this.#listener.say(spokenCursor(this.#content, this.#cursor));
    }
    if (isReadonly) return;
    const onset = gridBefore(draft.score, this.#cursor.tick, grid);
    const note = { voice, pitch: this.#cursor.pitch, onset, duration: duration(grid), velocity: DEFAULT_VELOCITY };
    this.hear(note.pitch, note.velocity, voice);
    // Nothing is selected, so that the arrows go on moving the cursor.
    this.#listener.edit({ name: "Add note", draft: added(draft, [note]).draft }, EMPTY_SELECTION);
    this.#goTo(stepped(this.#content, this.#cursor, grid, 0));
  }

  #go(to: Extract<RollCommand, { kind: "go" }>["to"]): void {
    const at = this.#cursor;
    switch (to) {
      case "start":
        return this.#goTo({ ...at, tick: tick(0) });
      case "end":
        return this.#goTo({ ...at, tick: lastBarEnd(this.#score) });
      case "next-note":
        return this.#goTo(neighbour(this.#content, at, 1) ?? at);
      case "previous-note":
        return this.#goTo(neighbour(this.#content, at, -1) ?? at);
      default:
        return to satisfies never;
    }
  }

  #goTo(cursor: Cursor): void {
    this.#cursor = cursor;
    this.#showCursor(true);
    this.viewport = revealed(this.#viewport, cursor.tick, cursor.pitch);
    const under = noteAt(this.#content, cursor);
    if (under !== null) this.hear(under.pitch, under.velocity, under.voice);
    this.#listener.say(spokenCursor(this.#content, cursor));
  }
}
