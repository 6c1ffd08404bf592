// One element's inside while it is in the page: builds the parts, wires the rooms, does the actions.

import type { Transport } from "../audio/index.ts";
import { loadBand, PLAIN_MIX } from "../audio/index.ts";
import type {
  Act,
  DeviceChoice,
  EngineState,
  PieceRequest,
  SharedClient,
} from "../composer/index.ts";
import { composerErrorFrom, sharedClient, styleOf } from "../composer/index.ts";
import { PianoRoll } from "../roll/index.ts";
import type { Tick } from "../score/index.ts";
import { notesWith, pruned, tick } from "../score/index.ts";
import { spokenLanguage, t } from "../words/index.ts";
import type { ActionId } from "./actions.ts";
import { endWhenChanged } from "./audition.ts";
import { autosave } from "./autosave.ts";
import type { Desk } from "./desk.ts";
import type { DialogueListener } from "./dialogue.ts";
import { Dialogue } from "./dialogue.ts";
import { doAction } from "./do-action.ts";
import * as editing from "./editing.ts";
import { acceptDrops, acceptPastes, Files } from "./files.ts";
import { keepsakes } from "./keepsakes.ts";
import { connectTransport, moveTo, playOrStop } from "./playback.ts";
import { actionPressed, isInDialog } from "./pressed.ts";
import type { ReworkKind } from "./rework-kinds.ts";
import { contentOf, shows } from "./roll-content.ts";
import type { RowName, Rows } from "./rows.ts";
import { FIRST_SETTINGS } from "./settings.ts";
import type { SheetName } from "./sheets.ts";
import { Sheets } from "./sheets.ts";
import { spokenChange } from "./spoken-change.ts";
import type { State, Store } from "./store.ts";
import type { Parts } from "./template.ts";
import { buildParts } from "./template.ts";
import { watchTheme } from "./theme.ts";
import type { Waiting } from "./wanted.ts";
import { whenWanted } from "./wanted.ts";
import type { Workbench } from "./workbench/workbench.ts";

/** What a studio is opened with. */
export interface StudioOptions {
  readonly device: DeviceChoice;
  /** Absolute address of the model's folder or of one file of weights. */
  readonly modelUrl: string;
  /** Whether a file is about to be shown, so that the last piece is not opened again. */
  readonly isAnew: boolean;
}

/** What a studio tells its element. */
export interface StudioListener extends DialogueListener {
  /** The composer is wanted: somebody is about to see it, or acts on it. */
  near(): void;
}

/** Everything between `connectedCallback` and `disconnectedCallback`. */
export class Studio {
  readonly files: Files;
  /** The language in which it was built. */
  readonly language = spokenLanguage();
  readonly #store: Store;
  readonly #parts: Parts;
  readonly #roll: PianoRoll;
  readonly #transport: Transport;
  readonly #dialogue: Dialogue;
  readonly #shared: SharedClient;
  readonly #waiting: Waiting;
  readonly #desk: Desk;
  readonly #sheets: Sheets;
  readonly #root: ShadowRoot;
  #rows: Rows | null = null;
  #hasStaves = false;
  #workbench: Promise<Workbench> | null = null;
  readonly #lifetime = new AbortController();

  constructor(root: ShadowRoot, store: Store, options: StudioOptions, listener: StudioListener) {
    const { signal } = this.#lifetime;
    this.#store = store;
    this.#shared = sharedClient(options);
    this.#root = root;
    this.#desk = { store, signal, do: (action) => this.do(action) };
    keepsakes(store, signal);
    this.#parts = buildParts(this.#desk);
    this.#parts.composer.lang = this.language;
    root.replaceChildren(this.#parts.composer);
    this.#roll = this.#buildRoll();
    this.#transport = connectTransport(store, this.#roll, signal);
    const { client } = this.#shared;
    this.#dialogue = new Dialogue(store, client, client.studio, listener);
    const { composer } = this.#parts;
    const opened = () => this.#opened();
    this.files = new Files({ desk: this.#desk, root, composer, client, opened }, (loading) =>
      this.#later(loading),
    );
    watchTheme(store, this.#parts.composer, () => this.#roll.recolour(), signal);
    const seek = (at: Tick) => moveTo(store, this.#roll, this.#transport, at);
    const keeping = autosave({ store, signal, isAnew: options.isAnew, opened });
    this.#sheets = new Sheets({
      desk: this.#desk,
      root,
      parts: this.#parts,
      client,
      keeping,
      write: (request) => void this.#later(this.piece(request)),
      seek,
    });
    acceptDrops(composer, this.files, signal);
    acceptPastes(composer, this.files, () => editing.paste(store), signal);
    this.#parts.composer.addEventListener("keydown", (event) => this.#keyed(event), { signal });
    this.#parts.composer.addEventListener("mousedown", (event) => this.#pressed(event), { signal });
    store.onChange((state, before) => this.#changed(state, before), signal);
    this.#watchEngine();
    for (const touch of ["pointerover", "keydown"] as const) {
      const once = { once: true, capture: true, signal };
      this.#parts.composer.addEventListener(touch, () => void this.#bench().catch(() => {}), once);
    }
    // Nothing is fetched for a composer that nobody is about to see, nor before it shows itself.
    this.#waiting = whenWanted(
      this.#parts.composer,
      { near: () => listener.near(), idle: () => this.#openLater(listener) },
      signal,
    );
  }

  get isPlaying(): boolean {
    return this.#transport.isPlaying;
  }

  /** Where the playhead is at this moment. */
  get tick(): Tick {
    return this.#transport.isPlaying ? this.#transport.tick : this.#store.state.position;
  }

  /** What a form points at when it says what is missing. */
  get anchor(): HTMLElement {
    return this.#parts.roll;
  }

  /** What the buttons of the element get, for parts that are loaded later. */
  get desk(): Desk {
    return this.#desk;
  }

  focus(options?: FocusOptions): void {
    this.#parts.roll.focus(options);
  }

  play(): void {
    if (!this.#transport.isPlaying) playOrStop(this.#store, this.#transport);
  }

  pause(): void {
    this.#transport.stop();
  }

  /** Loads what has been put off, at once. */
  hurry(): void {
    this.#waiting.hurry();
  }

  /** Puts the playhead somewhere. */
  seek(at: Tick): void {
    moveTo(this.#store, this.#roll, this.#transport, at);
  }

  /** Ends the answer that is being written; what is there of it is kept. */
  stop(): void {
    this.#dialogue.stop();
  }

  /** Asks the composer. */
  ask(act: Act, takes?: number): Promise<void> {
    return this.#dialogue.ask(act, takes);
  }

  /** Orders a whole piece. */
  async piece(request: PieceRequest): Promise<void> {
    // The ribbons of its plan come with the sheet and the workbench.
    await Promise.all([this.#sheets.get("order"), this.#bench()]);
    await this.#dialogue.piece(request);
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
    doAction(action, {
      store: this.#store,
      roll: this.#roll,
      transport: this.#transport,
      dialogue: this.#dialogue,
      files: this.files,
      open: (sheet) => void this.#open(sheet),
      motif: () => void this.#openPad(),
      row: (name) => void this.#later(this.#row(name)),
      rework: (kind) => void this.#rework(kind),
      bench: (id) => void this.#later(this.#bench()).then((bench) => bench?.do(id)),
      say: (words) => this.#say(words),
    });
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

  async #open(name: SheetName): Promise<void> {
    const sheet = await this.#later(this.#sheets.get(name));
    if (sheet !== null && !this.#lifetime.signal.aborted && !sheet.open) sheet.showModal();
  }

  async #row(name: RowName): Promise<void> {
    if (this.#rows === null) {
      const { Rows } = await import("./rows.ts");
      const { transport, roll } = { transport: this.#transport, roll: this.#roll };
      const say = (words: string) => this.#say(words);
      const on = { root: this.#root, transport, roll, dialogue: this.#dialogue, say };
      this.#rows ??= new Rows(this.#desk, { ...on, home: () => this.focus() }, this.#parts.foot);
    }
    await this.#rows.toggle(name);
  }

  /** What a first look does without. */
  #bench(): Promise<Workbench> {
    this.#workbench ??= import("./workbench/workbench.ts").then(({ openWorkbench }) =>
      openWorkbench(this.#desk, {
        root: this.#root,
        composer: this.#parts.composer,
        roll: this.#roll,
        transport: this.#transport,
        say: (words) => this.#say(words),
      }),
    );
    this.#workbench.catch(() => {
      this.#workbench = null;
    });
    return this.#workbench;
  }

  /** Where a motif is moved is loaded by who moves one. */
  async #openPad(): Promise<void> {
    const loaded = await this.#later(import("./motifs/motif-pad.ts"));
    if (loaded === null || this.#lifetime.signal.aborted) return;
    const { roll } = this.#parts;
    const seek = (at: Tick) => moveTo(this.#store, this.#roll, this.#transport, at);
    const { studio } = this.#shared.client;
    loaded.openMotifPad(this.#desk, { roll, studio, transport: this.#transport, seek });
  }

  /** Staves come with whoever first wants to see them. */
  async #showView(): Promise<void> {
    const { composer, roll } = this.#parts;
    composer.dataset["view"] = this.#store.state.view;
    if (this.#hasStaves) return;
    this.#hasStaves = true;
    const actors = {
      root: this.#root,
      paper: roll.parentElement ?? composer,
      speller: this.#shared.client.studio,
      transport: this.#transport,
      seek: (at: Tick) => moveTo(this.#store, this.#roll, this.#transport, at),
      say: (words: string) => this.#say(words),
    };
    const opened = import("./staves/staves.ts").then((it) => it.openStaves(this.#desk, actors));
    this.#hasStaves = (await this.#later(opened)) !== null;
    if (!this.#hasStaves) this.#store.update({ view: "roll" });
  }

  async #rework(kind: ReworkKind): Promise<void> {
    const loaded = await this.#later(import("./rework.ts"));
    const { signal } = this.#lifetime;
    await loaded?.rework(this.#store, this.#shared.client.studio, kind, signal);
  }

  /** What is loaded when it is asked for; null after a word about it where it cannot be had. */
  async #later<Part>(loading: Promise<Part>): Promise<Part | null> {
    try {
      return await loading;
    } catch {
      const text = t(
        "That part of the page could not be loaded: check the connection, then try again.",
      );
      this.#store.update({ message: { kind: "error", text } });
      return null;
    }
  }

  #changed(state: State, before: State): void {
    if (shows(state, before)) this.#roll.show(contentOf(state));
    const isWritten = state.history !== before.history;
    if (state.view !== before.view) void this.#showView();
    if (isWritten) {
      const selection = pruned(state.selection, state.history.present.score);
      if (selection !== state.selection) this.#store.update({ selection });
    }
    endWhenChanged(this.#store);
    if (state.ownMusic !== before.ownMusic) {
      this.#shared.client.studio.learn(state.ownMusic.map(({ score }) => score));
    }
    const words = spokenChange(state, before);
    if (words !== null) this.#say(words);
    if (state.answering === null && before.answering !== null && state.message === null) {
      const written = state.audition?.takes[0]?.written ?? state.selection;
      this.#roll.revealNotes(notesWith(state.history.present.score, written));
    }
    this.#parts.composer.toggleAttribute("data-answering", state.answering !== null);
    this.#parts.composer.toggleAttribute("data-panel", state.isPanelOpen);
    this.#parts.hint.hidden = !state.isHinting || state.isReadonly || state.message !== null;
  }

  #watchEngine(): void {
    const { client } = this.#shared;
    const { signal } = this.#lifetime;
    this.#take(client.engine);
    client.onEngine((engine) => this.#take(engine), signal);
    client.onProgress((progress) => this.#store.update({ progress }), signal);
  }

  #openLater(listener: StudioListener): void {
    // Who asks for sound before it is here is told if it cannot come.
    loadBand().catch(() => {});
    const { signal } = this.#lifetime;
    this.#shared.client.open({ signal }).catch((thrown: unknown) => {
      const error = composerErrorFrom(thrown);
      if (!signal.aborted && error.code !== "cancelled") listener.failed(error);
    });
  }

  /** A style that the engine does not know gives way to one that it does, with a word about it. */
  #take(engine: EngineState): void {
    const { settings } = this.#store.state;
    this.#store.update({ engine });
    const styles = engine.info?.styles ?? [];
    const [first] = styles;
    const { from = settings.style } = styleOf(settings.style);
    if (first === undefined || styles.includes(from)) return;
    // A page's own styles may still be on their way.
    if (this.#root.host.hasAttribute("styles")) return;
    const style = styles.includes(FIRST_SETTINGS.style) ? FIRST_SETTINGS.style : first;
    const text = t("The composer does not know the style “{found}”; it answers as {style}.", {
      found: settings.style,
      style: t(styleOf(style).name),
    });
    editing.chooseStyle(this.#store, style);
    this.#store.update({ message: { kind: "error", text } });
  }

  /** A mouse leaves the focus on the roll, so that Space goes on meaning Play. */
  #pressed(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    if (target === null || target.closest("button") === null || isInDialog(target)) return;
    event.preventDefault();
    if (!this.#parts.composer.matches(":focus-within")) this.focus({ preventScroll: true });
  }

  #keyed(event: KeyboardEvent): void {
    const action = actionPressed(event);
    if (action === null) return;
    // Esc goes on to whoever else lets go of something.
    if (action !== "escape") event.preventDefault();
    this.do(action);
  }

  #opened(): void {
    this.#transport.stop();
    moveTo(this.#store, this.#roll, this.#transport, tick(0));
    this.#roll.home();
    // Another piece has other voices.
    const { mix } = this.#store.state;
    this.#store.update({ mix: { ...PLAIN_MIX, reverb: mix.reverb, isSampled: mix.isSampled } });
  }

  #say(words: string): void {
    this.#parts.live.textContent = words;
  }
}
