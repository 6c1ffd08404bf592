// Edits that the composer makes to selected notes: each one undo step, with what it remarks.

import type { EditOutcome, EditRequest, NoteEdit } from "../composer/index.ts";
import { composerErrorFrom } from "../composer/index.ts";
import type { Note, Score } from "../score/index.ts";
import { pruned, recorded, reworked, STRAIGHT, scoreFrom, selectionOf } from "../score/index.ts";
import { t } from "../words/index.ts";
import { gridSwing, gridTicks } from "./editing.ts";
import { errorLine } from "./error-line.ts";
import type { ReworkKind } from "./rework-kinds.ts";
import { REWORKS } from "./rework-kinds.ts";
import { randomRngSeed } from "./settings.ts";
import { isFree, type State, type Store } from "./store.ts";
import { bentNote, straightened, swung } from "./swing.ts";

/** A piece in straight time, and the way back. */
interface Bend {
  readonly straight: Score;
  swing(outcome: EditOutcome): EditOutcome;
}

/** The part of the composer's client that edits. */
export interface Editor {
  edit(request: EditRequest, signal?: AbortSignal): Promise<EditOutcome>;
}

/** Reworks the selected notes; resolves when they are in the piece, or nothing came of it. */
export async function rework(
  store: Store,
  editor: Editor,
  kind: ReworkKind,
  signal: AbortSignal,
): Promise<void> {
  const { state, draft } = store;
  if (!isFree(state)) return;
  const name = t(REWORKS[kind].name);
  if (state.selection.size === 0) {
    return remark(store, t("{edit} needs some notes: select them first.", { edit: name }));
  }
  const bend = kind === "quantise" ? bendOf(state) : null;
  const request = {
    score: bend?.straight ?? draft.score,
    style: state.settings.style,
    notes: [...state.selection],
    edit: editOf(state, kind),
  };
  let outcome: EditOutcome;
  try {
    outcome = await editor.edit(request, signal);
  } catch (thrown) {
    const text = errorLine(composerErrorFrom(thrown));
    if (!signal.aborted) store.update({ message: { kind: "error", text } });
    return;
  }
  if (signal.aborted) return;
  if (store.draft !== draft) {
    return remark(
      store,
      t("{edit}: the piece has changed meanwhile, so nothing was done.", { edit: name }),
    );
  }
  take(store, name, bend?.swing(outcome) ?? outcome);
}

function take(store: Store, name: string, { score, changed, removed, remarks }: EditOutcome): void {
  const { state, draft } = store;
  const isIdle = changed.length === 0 && removed.length === 0;
  const said = remarks.join(" ");
  if (isIdle)
    return remark(
      store,
      said === "" ? t("{edit}: nothing had to be changed.", { edit: name }) : said,
    );
  const next = scoreFrom(score);
  const ids = selectionOf(next.notes.filter(({ id }) => changed.includes(id)));
  store.update({
    history: recorded(state.history, { name, draft: reworked(draft, next, ids) }),
    selection: pruned(state.selection, next),
    message: said === "" ? null : { kind: "remark", text: said },
  });
}

/** A grid that swings is quantised as a straight one, in a piece whose time is bent; null for a straight one. */
function bendOf(state: State): Bend | null {
  const { score } = state.history.present;
  const grid = gridTicks(state);
  const swing = gridSwing(state);
  if (swing === STRAIGHT) return null;
  const bend = (to: typeof swung) => (note: Note) =>
    bentNote(note, (at) => to(score, at, grid, swing));
  const before = new Map<number, Note>(score.notes.map((note) => [note.id, note]));
  return {
    straight: { ...score, notes: score.notes.map(bend(straightened)) },
    swing(outcome) {
      const changed = new Set(outcome.changed);
      // What was not changed comes back as it was, to the tick.
      const notes = scoreFrom(outcome.score).notes.map((note) =>
        changed.has(note.id) ? bend(swung)(note) : (before.get(note.id) ?? note),
      );
      return { ...outcome, score: { ...outcome.score, notes } };
    },
  };
}

function editOf(state: State, kind: ReworkKind): NoteEdit {
  const { strength, timing, velocity, amount } = state.settings.rework;
  switch (kind) {
    case "quantise":
      return { kind, grid: gridTicks(state), strength };
    case "humanise":
      return { kind, timing, velocity, rngSeed: randomRngSeed() };
    case "revoice":
      return { kind, rngSeed: randomRngSeed() };
    case "simplify":
      return { kind, amount };
    case "repair":
      return { kind };
    default:
      return kind satisfies never;
  }
}

function remark(store: Store, text: string): void {
  store.update({ message: { kind: "remark", text } });
}
