// One element's inside while it is in the page: builds the parts, wires the rooms, does the actions.

import type { Transport } from "../audio/index.ts";
import type { Act, DeviceChoice, SharedClient } from "../composer/index.ts";
import { composerErrorFrom, sharedClient } from "../composer/index.ts";
import type { RollContent } from "../roll/index.ts";
import { PianoRoll, voiceName } from "../roll/index.ts";
import {
  EMPTY_SELECTION,
  likelyKey,
  notesWith,
  parseKey,
  pitch,
  pruned,
  tick,
  voice,
} from "../score/index.ts";
import type { ActionId } from "./actions.ts";
import { actionOf } from "./actions.ts";
import type { Desk } from "./desk.ts";
import type { DialogueListener } from "./dialogue.ts";
import { Dialogue } from "./dialogue.ts";
import * as editing from "./editing.ts";
import { acceptDrops, Files } from "./files.ts";
import { connectTransport, moveTo, playOrStop } from "./playback.ts";
import type { State, Store } from "./store.ts";
import type { Parts } from "./template.ts";
import { buildParts } from "./template.ts";
import { watchTheme } from "./theme.ts";

/** What a studio is opened with. */
export interface StudioOptions {
  readonly device: DeviceChoice;
  /** Absolute address of the model's folder or of one file of weights. */
  readonly modelUrl: string;
}

/** Everything between `connectedCallback` and `disconnectedCallback`. */
export class Studio {
  readonly files: Files;
  readonly #store: Store;
  readonly #parts: Parts;
  readonly #roll: PianoRoll;
  readonly #transport: Transport;
  readonly #dialogue: Dialogue;
  readonly #shared: SharedClient;
  readonly #lifetime = new AbortController();

  constructor(root: ShadowRoot, store: Store, options: StudioOptions, listener: DialogueListener) {
    const { signal } = this.#lifetime;
    this.#store = store;
    this.#shared = sharedClient(options);
    const desk: Desk = { store, signal, do: (action) => this.do(action) };
    this.#parts = buildParts(desk);
    root.replaceChildren(this.#parts.composer);
    this.#roll = this.#buildRoll();
    this.#transport = connectTransport(store, this.#roll, signal);
    this.#dialogue = new Dialogue(store, this.#shared.client, listener);
    this.files = new Files(store, this.#shared.client, () => this.#opened(), signal);
    watchTheme(store, this.#parts.composer, () => this.#roll.recolour(), signal);
    acceptDrops(this.#parts.composer, this.files, signal);
    this.#parts.composer.addEventListener("keydown", (event) => this.#keyed(event), { signal });
    store.onChange((state, before) => this.#changed(state, before), signal);
    this.#watchEngine(listener);
  }

  get isPlaying(): boolean {
    return this.#transport.isPlaying;
  }

  play(): void {
    if (!this.#transport.isPlaying) playOrStop(this.#store, this.#transport);
  }

  pause(): void {
    this.#transport.stop();
  }

  /** Asks the composer. */
  ask(act: Act): Promise<void> {
    return this.#dialogue.ask(act);
  }

  /** Shows the beginning of the piece. */
  home(): void {
    this.#roll.home();
  }

  dispose(): void {
    this.#dialogue.dispose();
    this.#lifetime.abort();
    this.#roll.dispose();
    this.#shared.dispose();
    this.#store.update({ isPlaying: false });
    this.#parts.composer.remove();
  }

  /** Does what a button or a key asks for. */
  do(action: ActionId): void {
    const store = this.#store;
    const { state } = store;
    switch (action) {
      case "play":
        return playOrStop(store, this.#transport);
      case "to-start":
        moveTo(store, this.#roll, this.#transport, tick(0));
        return this.#roll.reveal({
          onset: tick(0),
          pitch: state.history.present.score.notes[0]?.pitch ?? MIDDLE,
        });
      case "loop":
        return this.#toggleLoop();
      case "metronome":
        return store.update({ isMetronomeOn: !state.isMetronomeOn });
      case "continue":
      case "harmonize":
      case "infill":
      case "seed":
        if (state.answering?.act === action) return this.#dialogue.stop();
        void this.#dialogue.ask(action);
        return;
      case "undo":
        return editing.undo(store);
      case "redo":
        return editing.redo(store);
      case "select-all":
        return editing.selectAll(store);
      case "copy":
        return editing.copy(store);
      case "cut":
        return editing.cut(store);
      case "paste":
        return editing.paste(store);
      case "duplicate":
        return editing.duplicate(store);
      case "delete":
        return editing.deleteSelected(store);
      case "lock":
        return editing.toggleLock(store);
      case "draw":
      case "select":
        return store.update({ tool: action });
      case "voice-1":
      case "voice-2":
      case "voice-3":
      case "voice-4": {
        const chosen = voice(Number(action.at(-1)) - 1);
        editing.chooseVoice(store, chosen, false);
        return this.#say(voiceName(chosen));
      }
      case "fit":
        return this.#roll.fit();
      case "zoom-in":
        return this.#roll.zoom(1.3);
      case "zoom-out":
        return this.#roll.zoom(1 / 1.3);
      case "open":
        return this.files.choose();
      case "save":
        void this.files.save();
        return;
      case "panel":
        return store.update({ isPanelOpen: !state.isPanelOpen });
      case "help":
        return this.#parts.help.showModal();
      case "escape":
        return this.#escape();
      default:
        return action satisfies never;
    }
  }

  #buildRoll(): PianoRoll {
    const store = this.#store;
    return new PianoRoll(this.#parts.roll, contentOf(store.state), {
      edit: (edit, selection) => editing.applyEdit(store, edit, selection),
      select: (selection, region) => store.update({ selection, region }),
      loop: (loop) => store.update({ loop, isLooping: loop !== null }),
      seek: (at) => moveTo(store, this.#roll, this.#transport, at),
      hear: (pitch, velocity, voice) => {
        if (!this.#transport.isPlaying) this.#transport.preview(pitch, velocity, voice);
      },
      say: (words) => this.#say(words),
    });
  }

  #changed(state: State, before: State): void {
    if (shows(state, before)) this.#roll.show(contentOf(state));
    const isWritten = state.history !== before.history;
    if (isWritten) {
      const selection = pruned(state.selection, state.history.present.score);
      if (selection !== state.selection) this.#store.update({ selection });
    }
    if (state.answering === null && before.answering !== null && state.message === null) {
      this.#say(`${state.selection.size} notes written`);
      this.#roll.revealNotes(notesWith(state.history.present.score, state.selection));
    }
    this.#parts.composer.toggleAttribute("data-answering", state.answering !== null);
    this.#parts.composer.toggleAttribute("data-panel", state.isPanelOpen);
    this.#parts.hint.hidden = !state.isHinting || state.isReadonly || state.message !== null;
  }

  #watchEngine(listener: DialogueListener): void {
    const { client } = this.#shared;
    const { signal } = this.#lifetime;
    this.#store.update({ engine: client.engine });
    client.onEngine((engine) => this.#store.update({ engine }), signal);
    client.onProgress((progress) => this.#store.update({ progress }), signal);
    // Nothing is fetched for a composer that nobody has seen yet.
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      client.open({ signal }).catch((thrown: unknown) => {
        const error = composerErrorFrom(thrown);
        if (!signal.aborted && error.code !== "cancelled") listener.failed(error);
      });
    });
    observer.observe(this.#parts.composer);
    signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  }

  #keyed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || this.#parts.help.open) return;
    const target = event.target instanceof Element ? event.target : null;
    const isWriting = target?.matches("input:not([type=checkbox], [type=range])") === true;
    const isChoosing = target?.matches("select") === true && event.key.length === 1;
    // Space presses the button that has the focus.
    const isPressing = target?.matches("button, input, select") === true && event.key === " ";
    if (event.key === "Escape") return this.#escape();
    if (isWriting || isChoosing || isPressing) return;
    const action = actionOf(event);
    if (action === null) return;
    event.preventDefault();
    this.do(action);
  }

  #escape(): void {
    const { state } = this.#store;
    if (state.answering !== null) return this.#dialogue.stop();
    if (state.message !== null) return this.#store.update({ message: null });
    if (state.isPanelOpen) return this.#store.update({ isPanelOpen: false });
    this.#store.update({ selection: EMPTY_SELECTION, region: null, loop: null, isLooping: false });
  }

  #toggleLoop(): void {
    const { isLooping, loop, region } = this.#store.state;
    const whole = { start: tick(0), end: editing.pieceEnd(this.#store.state) };
    const wanted = region ?? loop ?? whole;
    if (wanted.end <= wanted.start) return;
    this.#store.update({ isLooping: !isLooping, loop: isLooping ? loop : wanted });
  }

  #opened(): void {
    this.#transport.stop();
    moveTo(this.#store, this.#roll, this.#transport, tick(0));
    this.#roll.home();
  }

  #say(words: string): void {
    this.#parts.live.textContent = words;
  }
}

/** G4: where the view goes in an empty piece. */
const MIDDLE = pitch(67);

/** Whether two states look different on the roll. */
function shows(state: State, before: State): boolean {
  return (
    state === before ||
    state.history !== before.history ||
    state.selection !== before.selection ||
    state.region !== before.region ||
    state.voice !== before.voice ||
    state.grid !== before.grid ||
    state.tool !== before.tool ||
    state.loop !== before.loop ||
    state.isLooping !== before.isLooping ||
    state.isReadonly !== before.isReadonly ||
    state.answering !== before.answering
  );
}

/** What the roll shows of a state. */
function contentOf(state: State): RollContent {
  const draft = state.history.present;
  const { score } = draft;
  return {
    draft,
    selection: state.selection,
    voice: state.voice,
    grid: editing.gridTicks(state),
    tool: state.tool,
    key: score.key === null ? likelyKey(score.notes) : parseKey(score.key),
    loop: state.loop,
    isLooping: state.isLooping,
    region: state.region,
    isReadonly: state.isReadonly || state.answering !== null,
    answer: state.answering,
  };
}
