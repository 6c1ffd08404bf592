// Edits that the composer makes to selected notes: each one undo step, with what it remarks.

import type { EditOutcome, EditRequest, NoteEdit } from "../composer/index.ts";
import { composerErrorFrom } from "../composer/index.ts";
import { pruned, recorded, reworked, scoreFrom, selectionOf } from "../score/index.ts";
import { t } from "../words/index.ts";
import { errorLine } from "./dialogue.ts";
import { gridTicks } from "./editing.ts";
import type { ReworkKind } from "./rework-kinds.ts";
import { REWORKS } from "./rework-kinds.ts";
import { randomRngSeed } from "./settings.ts";
import type { State, Store } from "./store.ts";

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
  if (state.isReadonly || state.answering !== null) return;
  const name = t(REWORKS[kind].name);
  if (state.selection.size === 0) {
    return remark(store, t("{edit} needs some notes: select them first.", { edit: name }));
  }
  const request = {
    score: draft.score,
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
  take(store, name, outcome);
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
