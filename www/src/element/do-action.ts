// What each action of the table does, wherever it was asked for.

import type { Transport } from "../audio/index.ts";
import type { PianoRoll } from "../roll/index.ts";
import { EMPTY_SELECTION, pitch, tick, voice, voiceName } from "../score/index.ts";
import { spokenVoice } from "../words/index.ts";
import type { ActionId, BenchAction } from "./actions.ts";
import { barsToHold, cancelTakes, keepTake, showTake, toggleBars } from "./audition.ts";
import type { Dialogue } from "./dialogue.ts";
import * as editing from "./editing.ts";
import type { Files } from "./files.ts";
import { showHeat } from "./heat.ts";
import { moveTo, playOrStop } from "./playback.ts";
import type { ReworkKind } from "./rework-kinds.ts";
import type { RowName } from "./rows.ts";
import type { SheetName } from "./sheets.ts";
import type { Store, View } from "./store.ts";
import { ensembleOf } from "./voices.ts";

/** Everything that actions act on. */
export interface Actors {
  readonly store: Store;
  readonly roll: PianoRoll;
  readonly transport: Transport;
  readonly dialogue: Dialogue;
  readonly files: Files;
  /** Opens a sheet. */
  readonly open: (sheet: SheetName) => void;
  /** Opens the pad on which a motif is moved. */
  readonly motif: () => void;
  /** Opens or closes a row under the roll: the mixer, the keys. */
  readonly row: (name: RowName) => void;
  /** Has the composer edit the selected notes. */
  readonly rework: (kind: ReworkKind) => void;
  /** Does what the workbench does. */
  readonly bench: (action: BenchAction) => void;
  readonly say: (words: string) => void;
}

/** Zooming in or out once. */
const ZOOM = 1.3;

/** Pixels: narrower paper shows the roll or staves, as in `staves.css`. */
const NARROW = 560;

/** G4: where the view goes in an empty piece. */
const MIDDLE = pitch(67);

export function doAction(action: ActionId, actors: Actors): void {
  const { store, roll, transport, dialogue, files } = actors;
  const { state } = store;
  switch (action) {
    case "play":
      return playOrStop(store, transport);
    case "to-start":
      moveTo(store, roll, transport, tick(0));
      return roll.reveal({ onset: tick(0), pitch: store.draft.score.notes[0]?.pitch ?? MIDDLE });
    case "loop":
      return toggleLoop(store);
    case "metronome":
      return store.update({ isMetronomeOn: !state.isMetronomeOn });
    case "mixer":
    case "keys":
      return actors.row(action);
    case "continue":
    case "harmonize":
    case "infill":
    case "seed":
      if (state.answering?.act === action) return dialogue.stop();
      void dialogue.ask(action);
      return;
    case "piece":
      return actors.open("order");
    case "library":
      return state.autosave === null ? undefined : actors.open("library");
    case "undo":
      return editing.undo(store);
    case "redo":
      return editing.redo(store);
    case "select-all":
      return editing.selectAll(store);
    case "copy":
    case "cut":
      if (action === "copy") editing.copy(store);
      else editing.cut(store);
      void files.do((exchange) => exchange.copy());
      return;
    case "paste":
      return editing.paste(store);
    case "duplicate":
      return editing.duplicate(store);
    case "delete":
      return editing.deleteSelected(store);
    case "lock":
      return editing.toggleLock(store, "all");
    case "lock-rhythm":
      return editing.toggleLock(store, "rhythm");
    case "lock-pitch":
      return editing.toggleLock(store, "pitch");
    case "take-next":
    case "take-previous":
      return walkTakes(store, action === "take-next" ? 1 : -1);
    case "take-hold":
      return toggleBars(store, barsToHold(state));
    case "take-more":
    case "take-less":
      void dialogue.like(action === "take-more" ? "more" : "less");
      return;
    case "take-keep":
      return keepTake(store);
    case "quantise":
    case "humanise":
    case "repair":
    case "revoice":
    case "simplify":
      return actors.rework(action);
    case "draw":
    case "select":
      return store.update({ tool: action });
    case "voice-1":
    case "voice-2":
    case "voice-3":
    case "voice-4":
    case "voice-5": {
      const chosen = voice(Number(action.at(-1)) - 1);
      editing.chooseVoice(store, chosen, false);
      return actors.say(spokenVoice(voiceName(ensembleOf(store.state), chosen)));
    }
    case "fit":
      return roll.fit();
    case "zoom-in":
      return roll.zoom(ZOOM);
    case "zoom-out":
      return roll.zoom(1 / ZOOM);
    case "learn":
      return files.chooseOwn();
    case "open":
      return files.choose();
    case "export":
      void files.do((exchange) => exchange.share());
      return;
    case "print":
      void files.do((exchange) => exchange.print());
      return;
    case "save":
      void files.do((exchange) => exchange.saveMidi());
      return;
    case "staves":
      return store.update({ view: nextView(state.view, roll) });
    case "heat":
      return showHeat(store, !state.isHeatShown);
    case "panel":
      return store.update({ isPanelOpen: !state.isPanelOpen });
    case "help":
    case "palette":
      return actors.open(action);
    case "escape":
      return letGo(store, dialogue);
    case "motif":
      return actors.motif();
    default:
      return actors.bench(action);
  }
}

/** Esc lets go of one thing at a time: the answer, the message, the panel, what is marked, the loop. */
function letGo(store: Store, dialogue: Dialogue): void {
  const { state } = store;
  if (state.answering !== null) return dialogue.stop();
  if (state.sketch !== null) return store.update({ sketch: null });
  if (state.audition !== null) return cancelTakes(store);
  if (state.message !== null) return store.update({ message: null });
  if (state.isPanelOpen) return store.update({ isPanelOpen: false });
  if (state.selection.size > 0 || state.region !== null) {
    return store.update({ selection: EMPTY_SELECTION, region: null });
  }
  store.update({ loop: null, isLooping: false });
}

/** Beside the roll, in its place, gone; where both have no room, one or the other. */
function nextView(view: View, { element }: PianoRoll): View {
  if (view === "roll") return element.clientWidth < NARROW ? "staves" : "both";
  return view === "both" ? "staves" : "roll";
}

function walkTakes(store: Store, by: number): void {
  const { audition } = store.state;
  if (audition !== null) showTake(store, audition.shown + by);
}

/** Loops what is marked, what was looped before, or the whole piece. */
function toggleLoop(store: Store): void {
  const { isLooping, loop, region } = store.state;
  if (isLooping) return store.update({ isLooping: false });
  const whole = { start: tick(0), end: editing.pieceEnd(store.state) };
  const wanted = region ?? loop ?? whole;
  if (wanted.end > wanted.start) store.update({ isLooping: true, loop: wanted });
}
