// The custom element: attributes, properties and events. It wires the rooms, and owns nothing musical.

import type { Act, PieceRequest } from "../composer/index.ts";
import { ComposerError } from "../composer/index.ts";
import type { PlainScore, Score } from "../score/index.ts";
import { draftOf, EMPTY_SELECTION, recorded, scoreFrom, tick } from "../score/index.ts";
import { applyAttribute, taken } from "./attribute-effects.ts";
import { readDevice, readUrl } from "./attributes.ts";
import { cancelTakes, holdBars, keepTake, showTake } from "./audition.ts";
import type { TakeChoice } from "./choice.ts";
import { choiceOf } from "./choice.ts";
import { redo, undo } from "./editing.ts";
import { defaultModelUrl } from "./model-url.ts";
import { MAX_TAKES, randomRngSeed } from "./settings.ts";
import type { State } from "./store.ts";
import { Store } from "./store.ts";
import type { StudioOptions } from "./studio.ts";
import { Studio } from "./studio.ts";
import { adoptStyles } from "./styles/styles.ts";

export type { TakeChoice } from "./choice.ts";

const ATTRIBUTES = [
  "device",
  "composer-style",
  "key-signature",
  "bars",
  "takes",
  "tempo",
  "src",
  "model",
  "readonly",
  "theme",
  "autosave",
] as const;

/** How a verb is asked from a script. */
export interface AskOptions {
  /** How many takes to choose from, 1 to 6; what the person has set where it is left out. */
  readonly takes?: number;
}

/** A whole piece as a script orders it: `PieceRequest` of docs/wire.md, of which only the length has to be said. */
export type PieceWish = Pick<PieceRequest, "seconds"> & Partial<PieceRequest>;

type AttributeName = (typeof ATTRIBUTES)[number];

/**
 * An interactive composer: a piano roll whose music is continued, harmonized and filled in.
 *
 * @attr {"auto"|"cpu"|"webgpu"} device - What computes. Default "auto"; read when connected.
 * @attr {string} composer-style - Style of the answers, such as "bach-chorale" (the default).
 * @attr {string} key-signature - Key of the piece, such as "G major"; "auto" takes it from the notes.
 * @attr {number} bars - Bars that an answer has, 1 to 64. Default 4.
 * @attr {number} takes - How many answers one may choose from, 1 (the default) to 6.
 * @attr {number} tempo - Quarter notes a minute, 10 to 400.
 * @attr {string} src - Address of a MIDI file to show; fetched when the composer is about to be seen.
 * @attr {string} model - Address of the weights; default is the folder "model/" beside the script.
 * @attr {boolean} readonly - The piece can be heard but not changed.
 * @attr {"auto"|"light"|"dark"} theme - Default "auto": what the reader's system wishes.
 * @attr {string} autosave - Keeps the pieces in the browser and opens the last one again; elements with
 *   different values remember different ones. Nothing is kept without it.
 * @prop {Score} score - The piece; setting it is one undo step.
 * @prop {boolean} isPlaying - Whether it sounds now.
 * @prop {TakeChoice | null} choice - The takes that may be chosen from, and which is shown; null for none.
 * @prop {boolean} readOnly - Reflects `readonly`.
 * @prop {string} theme - Reflects `theme`.
 * @fires scorechange - After each change of the piece; `detail.score` is the piece.
 * @fires notestart - When the composer writes a note; `detail.note` is the note. Of several takes the first one's.
 * @fires takesready - When several takes have come; `detail.choice` is `choice`.
 * @fires takechange - When another take is shown, or a bar held; `detail.choice` is `choice`.
 * @fires takesend - When one has chosen; `detail.isKept` is false where the answer was taken back.
 * @fires engine - When the engine changes; `detail.engine` says which answers.
 * @fires progress - While the engine loads; `detail.progress` has stage, loaded and total bytes.
 * @fires error - When something failed; `detail.error` has a `code` and a message.
 * @csspart composer - The whole.
 * @csspart header - The line above the roll; with `wordmark` and `title`.
 * @csspart tools - The tool row; with `voice`.
 * @csspart roll - The piano roll.
 * @csspart hint - The first visitor's hint.
 * @csspart takes - The line of takes, while there are some to choose from.
 * @csspart plan - The sections of a piece while it is written; `order` is the sheet that orders one.
 * @csspart note-card - Why the selected note is as it is.
 * @csspart transport - Playback; with `play` and `position`.
 * @csspart verbs - The verbs; each is `verb` and `verb-continue`, `verb-harmonize`, `verb-infill`,
 *   `verb-seed`.
 * @csspart message - The line that says what is wrong.
 * @csspart engine - What answers.
 * @csspart panel - The Composer panel; with `style`, `rules`, `fill`, `rework` and `engine-facts`.
 * @csspart help - The sheet of keys and gestures; `library` is the sheet of kept pieces.
 */
export class AntiphonComposer extends HTMLElement {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  readonly #root: ShadowRoot;
  readonly #store = new Store();
  #studio: Studio | null = null;
  #lifetime: AbortController | null = null;
  #loading: AbortController | null = null;
  /** Settles when the file that is being opened is shown, or cannot be. */
  #opening: Promise<void> | null = null;
  /** Whether somebody is about to see the element: before that no file is fetched. */
  #isNear = false;
  /** The `src` that has been opened, so that moving the element does not open it again. */
  #shownSrc: string | null = null;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open" });
    adoptStyles(this.#root);
  }

  connectedCallback(): void {
    if (this.#studio !== null) return;
    this.#lifetime = new AbortController();
    this.#store.onChange((state, before) => this.#changed(state, before), this.#lifetime.signal);
    this.#studio = new Studio(this.#root, this.#store, this.#options(), {
      noteStarted: (note) => this.#tell("notestart", { note }),
      failed: (error) => this.#tell("error", { error }),
      near: () => this.#near(),
    });
  }

  disconnectedCallback(): void {
    this.#lifetime?.abort();
    this.#lifetime = null;
    this.#studio?.dispose();
    this.#studio = null;
    this.#isNear = false;
  }

  attributeChangedCallback(name: AttributeName, before: string | null, value: string | null): void {
    if (before === value) return;
    switch (name) {
      case "src":
        if (this.#isNear && value !== null) this.#load(value);
        return;
      case "device":
      case "model":
        return this.#reopen();
      default:
        applyAttribute(this.#store, name, value);
    }
  }

  /** The piece. */
  get score(): Score {
    return this.#store.draft.score;
  }

  set score(score: PlainScore) {
    const draft = draftOf(scoreFrom(score));
    // What was asked for last is shown, also where the file has not come yet.
    this.#loading?.abort();
    this.#shownSrc = this.getAttribute("src");
    this.#store.update({
      history: recorded(this.#store.state.history, { name: "Set score", draft }),
      selection: EMPTY_SELECTION,
      region: null,
      isHinting: false,
      settings: { ...this.#store.state.settings, isHeaderChosen: true },
    });
    this.#studio?.home();
  }

  get isPlaying(): boolean {
    return this.#studio?.isPlaying ?? false;
  }

  get readOnly(): boolean {
    return this.hasAttribute("readonly");
  }

  set readOnly(isReadonly: boolean) {
    this.#reflect("readonly", isReadonly ? "" : null);
  }

  get theme(): string {
    return this.getAttribute("theme") ?? "auto";
  }

  set theme(theme: string) {
    this.#reflect("theme", theme);
  }

  /** Focuses the roll, where the keys work. */
  override focus(options?: FocusOptions): void {
    this.#studio?.focus(options);
  }

  /** Plays from the playhead. */
  play(): void {
    this.#studio?.hurry();
    if (this.#opening === null) this.#studio?.play();
    else void this.#opening.then(() => this.#studio?.play());
  }

  /** Falls silent; the playhead stays. */
  pause(): void {
    this.#studio?.pause();
  }

  /** Writes a new piece from nothing. */
  seed(options?: AskOptions): Promise<void> {
    return this.#ask("seed", options);
  }

  /** Writes more bars after the last one. */
  continue(options?: AskOptions): Promise<void> {
    return this.#ask("continue", options);
  }

  /** Writes the voices in which nothing is given. */
  harmonize(options?: AskOptions): Promise<void> {
    return this.#ask("harmonize", options);
  }

  /** Writes the marked bars or selected notes afresh. */
  infill(options?: AskOptions): Promise<void> {
    return this.#ask("infill", options);
  }

  /** Has a whole piece written, planned first and heard while it is; what the order leaves out is chosen. */
  async piece({ style, drafts = 4, ...order }: PieceWish): Promise<void> {
    const { settings } = this.#store.state;
    const rngSeed = settings.isRngSeedKept ? settings.rngSeed : randomRngSeed();
    const request = { key: null, rngSeed, ...order, drafts, style: style ?? settings.style };
    this.#hurry();
    await this.#opening;
    await this.#studio?.piece(request);
  }

  /** The takes that may be chosen from; null where there is nothing to choose. */
  get choice(): TakeChoice | null {
    const { audition } = this.#store.state;
    return audition === null ? null : choiceOf(audition);
  }

  /** Shows a take, counted from 1. */
  showTake(take: number): void {
    const { audition } = this.#store.state;
    if (audition?.takes[take - 1] !== undefined) showTake(this.#store, take - 1);
  }

  /**
   * Keeps a bar, by its number on the ruler, as a take has it, whichever is shown; null lets it follow the
   * shown take again.
   */
  holdBar(bar: number, take: number | null): void {
    const { audition } = this.#store.state;
    const found = audition?.bars.find(({ number }) => number === bar);
    if (found === undefined) return;
    if (take === null) holdBars(this.#store, [found.index], null);
    else if (audition?.takes[take - 1]) holdBars(this.#store, [found.index], take - 1);
  }

  /** Takes what is shown for good: one undo step. */
  keepTake(): void {
    keepTake(this.#store);
  }

  /** Takes the whole answer back. */
  cancelTakes(): void {
    cancelTakes(this.#store);
  }

  undo(): void {
    undo(this.#store);
  }

  redo(): void {
    redo(this.#store);
  }

  async #ask(act: Act, { takes }: AskOptions = {}): Promise<void> {
    if (takes !== undefined && !(takes >= 1 && takes <= MAX_TAKES && Number.isInteger(takes))) {
      const allowed = `whole numbers from 1 to ${MAX_TAKES} are allowed`;
      throw new ComposerError("request-invalid", `${takes} takes found; ${allowed}`);
    }
    this.#hurry();
    await this.#opening;
    await this.#studio?.ask(act, takes);
  }

  /** Somebody wants an answer: nothing is put off any longer. */
  #hurry(): void {
    if (this.#studio === null) {
      throw new ComposerError("closed", "the composer is not in the page");
    }
    this.#studio.hurry();
  }

  #near(): void {
    this.#isNear = true;
    const src = this.getAttribute("src");
    if (src !== null && src !== this.#shownSrc) this.#load(src);
  }

  #changed(state: State, before: State): void {
    const { score } = state.history.present;
    if (score !== before.history.present.score) this.#tell("scorechange", { score });
    this.#tellTakes(state, before);
    if (state.engine !== before.engine) this.#tell("engine", { engine: state.engine });
    if (state.progress !== before.progress) this.#tell("progress", { progress: state.progress });
  }

  #tellTakes({ audition, history }: State, { audition: was }: State): void {
    if (audition === was) return;
    if (audition === null) {
      const isKept = history.future.at(-1)?.draft !== was?.draft;
      this.#tell("takesend", { isKept });
    } else this.#tell(was === null ? "takesready" : "takechange", { choice: choiceOf(audition) });
  }

  #tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: false, composed: false }));
  }

  #options(): StudioOptions {
    const device = readDevice(this.getAttribute("device") ?? "auto");
    const model = readUrl(
      "model",
      this.getAttribute("model") ?? defaultModelUrl(),
      document.baseURI,
    );
    return {
      device: taken(this.#store, device) ?? "auto",
      modelUrl: taken(this.#store, model)?.href ?? defaultModelUrl(),
      isAnew: this.hasAttribute("src"),
    };
  }

  /** Another device or model needs another client. */
  #reopen(): void {
    if (this.#studio === null) return;
    this.disconnectedCallback();
    this.connectedCallback();
  }

  #load(src: string): void {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    const opening = this.#open(src, loading.signal).finally(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    this.#opening = opening;
  }

  async #open(src: string, signal: AbortSignal): Promise<void> {
    const url = taken(this.#store, readUrl("src", src, document.baseURI));
    if (url === null) return;
    this.#store.update({ position: tick(0) });
    const isOpened = await this.#studio?.files.openUrl(url, signal);
    if (isOpened === true) this.#shownSrc = src;
  }

  #reflect(name: AttributeName, value: string | null): void {
    if (value === null) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }
}
