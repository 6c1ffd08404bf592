// What a first look does without: edits of a passage, the lanes beside the roll, filling a marked region and
// hearing it, why a note is as it is, the piece in words. Opened by who first touches the composer.

import type { Transport } from "../../audio/index.ts";
import type { Equipment, PianoRoll } from "../../roll/index.ts";
import { notesWith, scoreEnd, selectionOf, voiceName } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { BenchAction } from "../actions.ts";
import type { Desk } from "../desk.ts";
import { setAttribute } from "../dom.ts";
import { buildNoteCard } from "../note-card.ts";
import { playAlong } from "../play-along.ts";
import { moveTo, soundingScore } from "../playback.ts";
import type { Store } from "../store.ts";
import { adoptSheet } from "../styles/adopt.ts";
import panelFolds from "../styles/panel-folds.css?inline";
import workbench from "../styles/workbench.css?inline";
import { ensembleOf } from "../voices.ts";
import { buildEditMenu } from "./edit-menu.ts";
import type { Falling } from "./falling.ts";
import { layFalling } from "./falling.ts";
import { hearFills } from "./hear-fills.ts";
import type { Lanes } from "./lanes.ts";
import { layLanes } from "./lanes.ts";
import { readingOf } from "./reading.ts";
import { buildRegionChip } from "./region-chip.ts";
import { reshape } from "./reshape.ts";
import { seeAnswers } from "./see-answers.ts";
import { swingField } from "./swing-field.ts";
import { buildViewButtons, viewButton } from "./view-buttons.ts";

/** What stands around the workbench. */
export interface Surroundings {
  readonly root: ShadowRoot;
  readonly composer: HTMLElement;
  readonly roll: PianoRoll;
  readonly transport: Transport;
  readonly say: (words: string) => void;
}

/** Does the actions that the shell leaves to it. */
export interface Workbench {
  do(action: BenchAction): void;
}

export async function openWorkbench(desk: Desk, around: Surroundings): Promise<Workbench> {
  const { store, signal } = desk;
  const { root, composer, roll, transport, say } = around;
  const equipment = await roll.equip();
  for (const css of [panelFolds, workbench]) adoptSheet(root, css);
  const paper = roll.element.parentElement;
  if (paper === null) throw new Error("invariant: the roll lies on its paper");
  const lanes = layLanes(paper, equipment, signal);
  paper.append(buildNoteCard(desk, root), buildRegionChip(desk, equipment, transport));
  const tools = composer.querySelector(".tools");
  tools?.querySelector('[data-field="grid"]')?.closest(".field")?.after(swingField(desk));
  tools?.querySelector(".selection .count")?.before(...buildEditMenu(desk, composer));
  const waterfall = viewButton(desk, "waterfall");
  const ground = { root, composer, roll, equipment, transport };
  const falling = layFalling(desk, ground, (isOpen) =>
    setAttribute(waterfall, "aria-pressed", String(isOpen)),
  );
  setAttribute(waterfall, "aria-pressed", "false");
  tools?.querySelector(".view")?.prepend(waterfall, ...buildViewButtons(desk, lanes));
  hearFills(store, roll, transport, signal);
  seeAnswers(store, equipment, signal);
  const sounding = soundingScore();
  playAlong(store, transport, {
    moveTo: (at) => moveTo(store, roll, transport, at),
    signal,
    soundingEnd: () => scoreEnd(sounding(store.state)),
  });
  keepInFocus(store, signal);
  return { do: (action) => act(action, { store, lanes, falling, say, equipment }) };
}

interface Hands {
  readonly store: Store;
  readonly lanes: Lanes;
  readonly falling: Falling;
  readonly say: (words: string) => void;
  readonly equipment: Equipment;
}

/** One step of higher or lower rows. */
const TALLER = 1.2;

/** Where one voice alone can be touched, nothing else stays selected. */
function keepInFocus(store: Store, signal: AbortSignal): void {
  store.onChange(({ isFocused, voice, selection }, before) => {
    if (!isFocused || (before.isFocused && before.voice === voice)) return;
    const kept = notesWith(store.draft.score, selection).filter((note) => note.voice === voice);
    if (kept.length < selection.size) store.update({ selection: selectionOf(kept) });
  }, signal);
}

function act(action: BenchAction, { store, lanes, falling, say, equipment }: Hands): void {
  switch (action) {
    case "waterfall":
      void falling.toggle();
      return;
    case "loudness":
    case "overview":
      return lanes.toggle(action);
    case "fit-selection":
      return equipment.fitSelection();
    case "read-aloud":
      return say(readingOf(store.state, equipment.spokenCursor()));
    case "rows-higher":
      return equipment.zoomRows(TALLER);
    case "rows-lower":
      return equipment.zoomRows(1 / TALLER);
    case "focus-voice": {
      const isFocused = !store.state.isFocused;
      const { voice } = store.state;
      store.update({ isFocused });
      const name = voiceName(ensembleOf(store.state), voice);
      return say(isFocused ? t("only {voice} can be edited", { voice: name }) : t("all voices"));
    }
    default:
      return reshape(store, action);
  }
}
