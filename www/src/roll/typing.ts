// The keyboard on the roll: owns the cursor, does the commands of keyboard.ts, says where they led.

import type { Draft, Edit, Note, Selection } from "../score/index.ts";
import {
  added,
  DEFAULT_VELOCITY,
  duration,
  EMPTY_SELECTION,
  gridAfter,
  gridBefore,
  lastBarEnd,
  moved,
  noteEnd,
  notesWith,
  pitch,
  removed,
  resized,
  selectionOf,
  tick,
  toggled,
} from "../score/index.ts";
import { t } from "../words/index.ts";
import type { Cursor } from "./content.ts";
import type { DragContext } from "./drags/drag.ts";
import type { RollCommand } from "./keyboard.ts";
import { commandOf, neighbour, noteAt, nudged, stepped } from "./keyboard.ts";
import { spokenCursor, spokenNotes } from "./spoken.ts";

/** What typing reads and changes; the roll is it. */
export interface TypingHost extends DragContext {
  readonly element: HTMLElement;
  readonly isDragging: boolean;
  cancelDrag(): void;
  cursorChanged(): void;
  reveal(note: Pick<Note, "onset" | "pitch">): void;
}

/** Where edits and words go. */
export interface TypingListener {
  edit(edit: Edit, selection: Selection): void;
  select(selection: Selection, range: null): void;
  say(words: string): void;
}

/** Turns key presses into edits, as long as `signal` lasts. */
export class Typing {
  readonly #host: TypingHost;
  readonly #listener: TypingListener;
  #cursor: Cursor = { tick: tick(0), pitch: pitch(67) };
  #isCursorShown = false;
  /** What Enter has written last, as long as the cursor stays behind it: it can be lengthened from there. */
  #written: Selection = EMPTY_SELECTION;

  constructor(host: TypingHost, listener: TypingListener, signal: AbortSignal) {
    this.#host = host;
    this.#listener = listener;
    const { element } = host;
    element.addEventListener("keydown", (event) => this.#keyed(event), { signal });
    // Only who comes by Tab needs to see the cursor at once; a page may focus the roll silently.
    element.addEventListener("keyup", ({ key }) => key === "Tab" && this.#showCursor(true), {
      signal,
    });
    element.addEventListener("blur", () => this.#showCursor(false), { signal });
    element.addEventListener("pointerdown", () => this.#showCursor(false), { signal });
  }

  get cursor(): Cursor {
    return this.#cursor;
  }

  get isCursorShown(): boolean {
    return this.#isCursorShown;
  }

  /** Puts the cursor on the first note. */
  home(): void {
    this.#cursor = { tick: tick(0), pitch: this.#draft.score.notes[0]?.pitch ?? pitch(67) };
  }

  get #draft(): Draft {
    return this.#host.content.draft;
  }

  #showCursor(isShown: boolean): void {
    this.#isCursorShown = isShown;
    this.#host.element.toggleAttribute("data-cursor", isShown);
    this.#host.cursorChanged();
  }

  #keyed(event: KeyboardEvent): void {
    const { content, isDragging } = this.#host;
    const command = commandOf(event, content, this.#cursor);
    if (command === null) return;
    // What else Esc lets go of is for the element to say.
    if (command.kind === "escape" && !isDragging) return;
    event.preventDefault();
    this.#do(command);
  }

  #do(command: RollCommand): void {
    const { draft, selection, isReadonly, grid } = this.#host.content;
    const hasSelection = selection.size > 0 && !isReadonly;
    switch (command.kind) {
      case "escape":
        return this.#host.cancelDrag();
      case "step": {
        if (!hasSelection) {
          const { content } = this.#host;
          return this.#goTo(stepped(content, this.#cursor, command.ticks, command.semitones));
        }
        const { ticks, semitones } = command;
        const next = moved(draft, selection, { ticks: this.#lineTicks(ticks), semitones });
        return this.#change({ name: t("Move notes"), draft: next }, selection);
      }
      case "stretch": {
        const ids = hasSelection ? selection : this.#written;
        const next = resized(draft, ids, command.edge, command.ticks, grid);
        const edit = { name: t("Resize notes"), draft: next };
        const [note] = notesWith(next.score, ids);
        if (note === undefined || isReadonly) return;
        if (hasSelection) return this.#change(edit, selection);
        this.#listener.edit(edit, EMPTY_SELECTION);
        this.#goTo({ ...this.#cursor, tick: noteEnd(note) });
        this.#written = ids;
        return this.#listener.say(spokenNotes(next, [note]));
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

  /** How far the selection goes for a step: a note on a line of the grid goes to the next one. */
  #lineTicks(ticks: number): number {
    const { content } = this.#host;
    const { draft, selection, grid, swing } = content;
    const [first] = notesWith(draft.score, selection);
    const isOnLine = first?.onset === gridBefore(draft.score, first?.onset ?? tick(0), grid, swing);
    return first !== undefined && isOnLine
      ? nudged(content, first.onset, ticks) - first.onset
      : ticks;
  }

  /** Makes an edit, shows and says where it led, and lets one note be heard. */
  #change(edit: Edit, selection: Selection): void {
    this.#listener.edit(edit, selection);
    const notes = notesWith(edit.draft.score, selection);
    const [first] = notes;
    if (first === undefined) return;
    this.#cursor = { tick: first.onset, pitch: first.pitch };
    this.#host.reveal(first);
    if (notes.length === 1) this.#host.hear(first.pitch, first.velocity, first.voice);
    this.#listener.say(spokenNotes(edit.draft, notes));
  }

  #delete(): void {
    const { draft, selection, isReadonly } = this.#host.content;
    const under = noteAt(this.#host.content, this.#cursor);
    const ids = selection.size > 0 || under === null ? selection : selectionOf([under]);
    if (isReadonly || ids.size === 0) return;
    const name = t("Delete {count} notes", { count: ids.size }, "Delete note");
    this.#listener.edit({ name, draft: removed(draft, ids) }, EMPTY_SELECTION);
    this.#listener.say(t("{count} notes deleted", { count: ids.size }, "deleted"));
  }

  /** Writes a note at the cursor, or takes the note there into the selection. */
  #enter(): void {
    const { content, hear } = this.#host;
    const { draft, grid, swing, voice, isReadonly, selection } = content;
    this.#showCursor(true);
    const under = noteAt(content, this.#cursor);
    if (under !== null) {
      this.#listener.select(toggled(selection, under.id), null);
      return this.#listener.say(spokenCursor(this.#host.content, this.#cursor));
    }
    if (isReadonly) return;
    const onset = gridBefore(draft.score, this.#cursor.tick, grid, swing);
    const note = {
      voice,
      pitch: this.#cursor.pitch,
      onset,
      duration: duration(gridAfter(draft.score, onset, grid, swing) - onset),
      velocity: DEFAULT_VELOCITY,
    };
    hear(note.pitch, note.velocity, voice);
    const { draft: next, ids } = added(draft, [note]);
    // Nothing is selected, so that the arrows go on moving the cursor.
    this.#listener.edit({ name: t("Add note"), draft: next }, EMPTY_SELECTION);
    this.#goTo(stepped(this.#host.content, this.#cursor, grid, 0));
    this.#written = new Set(ids);
  }

  #go(to: Extract<RollCommand, { kind: "go" }>["to"]): void {
    const { content } = this.#host;
    const at = this.#cursor;
    switch (to) {
      case "start":
        return this.#goTo({ ...at, tick: tick(0) });
      case "end":
        return this.#goTo({ ...at, tick: lastBarEnd(content.draft.score) });
      case "next-note":
        return this.#goTo(neighbour(content, at, 1) ?? at);
      case "previous-note":
        return this.#goTo(neighbour(content, at, -1) ?? at);
      default:
        return to satisfies never;
    }
  }

  #goTo(cursor: Cursor): void {
    const { content, hear } = this.#host;
    this.#cursor = cursor;
    this.#written = EMPTY_SELECTION;
    this.#showCursor(true);
    this.#host.reveal({ onset: cursor.tick, pitch: cursor.pitch });
    const under = noteAt(content, cursor);
    if (under !== null) hear(under.pitch, under.velocity, under.voice);
    this.#listener.say(spokenCursor(content, cursor));
  }
}
