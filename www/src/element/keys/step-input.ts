// Writes notes without a clock: each key is a note as long as the grid, keys held together are a chord.

import type { NewNote } from "../../score/index.ts";
import {
  added,
  DEFAULT_VELOCITY,
  duration,
  gridBefore,
  pitch,
  selectionOf,
  tick,
} from "../../score/index.ts";
import { t } from "../../words/index.ts";
import { applyEdit, gridTicks } from "../editing.ts";
import type { RowActors } from "../rows.ts";
import { isFree, type Store } from "../store.ts";
import type { Hands } from "./hands.ts";

/** Step input, for as long as `signal` lasts. */
export class StepInput {
  readonly #store: Store;
  readonly #roll: RowActors["roll"];
  readonly #held = new Set<number>();

  constructor(store: Store, roll: RowActors["roll"], hands: Hands, signal: AbortSignal) {
    this.#store = store;
    this.#roll = roll;
    hands.listen(
      {
        press: (key) => this.#press(key),
        release: (key) => {
          if (this.#held.delete(key) && this.#held.size === 0) this.move(1);
        },
        pedal: () => {},
      },
      signal,
    );
  }

  /** Moves the place of writing by steps of the grid: a rest, or a step back. */
  move(steps: number): void {
    const { state, draft } = this.#store;
    const grid = duration(gridTicks(state));
    const here = gridBefore(draft.score, state.position, grid);
    const position = tick(here + steps * grid);
    this.#store.update({ position });
    this.#roll.setPlayhead(position, false);
    this.#roll.reveal({ onset: position, pitch: [...this.#held].map(pitch)[0] ?? pitch(67) });
  }

  #press(key: number): void {
    const { state, draft } = this.#store;
    if (state.isPlaying || !isFree(state)) return;
    this.#held.add(key);
    const grid = duration(gridTicks(state));
    const onset = gridBefore(draft.score, state.position, grid);
    const note: NewNote = {
      voice: state.voice,
      pitch: pitch(key),
      onset,
      duration: grid,
      velocity: DEFAULT_VELOCITY,
    };
    const isThere = draft.score.notes.some(
      (other) => other.onset === onset && other.pitch === note.pitch && other.voice === note.voice,
    );
    if (isThere) return;
    const next = added(draft, [note]);
    const written = next.draft.score.notes.filter(({ id }) => next.ids.includes(id));
    applyEdit(this.#store, { name: t("Add note"), draft: next.draft }, selectionOf(written));
    this.#roll.reveal(note);
  }
}
