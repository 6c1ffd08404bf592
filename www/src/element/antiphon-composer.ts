// The custom element: attributes, properties and events. It wires the rooms, and owns nothing musical.

import { ComposerError } from "../composer/index.ts";
import type { PlainScore, Score } from "../score/index.ts";
import { draftOf, EMPTY_SELECTION, recorded, scoreFrom, tick } from "../score/index.ts";
import { speakIn, spokenLanguage, t } from "../words/index.ts";
import { AnsweringElement, tellTakes } from "./answers.ts";
import { applyAttribute, taken } from "./attribute-effects.ts";
import { readDevice, readUrl } from "./attributes.ts";
import { sendValue, tellForm } from "./form.ts";
import type { Furnishing } from "./furnish.ts";
import { insideOf, keepInside, reflect, tell, tellError } from "./inside.ts";
import { wantedLanguage } from "./language.ts";
import { tellMedia } from "./media.ts";
import { defaultModelUrl } from "./model-url.ts";
import type { State } from "./store.ts";
import { Store, spokenOpening } from "./store.ts";
import type { StudioOptions } from "./studio.ts";
import { Studio } from "./studio.ts";
import { adoptStyles } from "./styles/styles.ts";

export type { AskOptions, PieceWish } from "./answers.ts";
export type { TakeChoice } from "./choice.ts";
export type { Configuration } from "./configuration.ts";
export type { Steer } from "./steering.ts";

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
  "required",
  "loop",
  "muted",
  "preset",
  "config",
  "styles",
  "soundfont",
  "theme",
  "autosave",
  "lang",
] as const;

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
 * @attr {string} src - Address of a file of music to show; fetched when the composer is about to be seen.
 * @attr {string} model - Address of the weights; default is the folder "model/" beside the script.
 * @attr {boolean} readonly - The piece can be heard but not changed.
 * @attr {boolean} loop - What is marked, else the whole piece, is played again and again.
 * @attr {boolean} muted - Nothing is heard until somebody turns the sound on.
 * @attr {"player"|"exercise"|"jam"} preset - What it is for: listening only; harmonizing a fixed melody; playing along.
 * @attr {string} config - Many settings at once, as JSON text: what `configure()` takes.
 * @attr {string} styles - Address of a file of styles of one's own, which `composer-style` may name then.
 * @attr {string} soundfont - Address of a soundfont (SF2, SF3 or DLS, up to 200 MB) that plays instead of the instruments
 *   that ship, in all composers of the page; fetched when something is first played.
 * @attr {"auto"|"light"|"dark"} theme - Default "auto": what the reader's system wishes.
 * @attr {string} lang - "en", "de", "fr", "es", "ja" or "zh"; default is the page's, else the reader's. All composers of
 *   a page speak the language that was asked for last.
 * @attr {string} autosave - Keeps the pieces in the browser and opens the last one again; elements with
 *   different values remember different ones. Nothing is kept without it.
 * @prop {Score} score - The piece; setting it is one undo step.
 * @prop {boolean} isPlaying - Whether it sounds now.
 * @prop {boolean} readOnly - Reflects `readonly`.
 * @prop {string} theme - Reflects `theme`.
 * @prop {string} src - Reflects `src`.
 * @fires scorechange - After each change of the piece; `detail.score` is the piece.
 * @fires notestart - When the composer writes a note; `detail.note` is the note. Of several takes the first one's.
 * @fires load - When the file of `src` is shown.
 * @fires engine - When the engine changes; `detail.engine` says which answers.
 * @fires progress - While the engine loads; `detail.progress` has stage, loaded and total bytes.
 * @fires error - When something failed; `detail.error` has a `code` and a message.
 * @slot about - Links of the page around, shown at the head of the sheet of keys.
 * @csspart composer - The whole.
 * @csspart header - The line above the roll; with `wordmark` and `title`.
 * @csspart tools - The tool row; with `voice`.
 * @csspart roll - The piano roll.
 * @csspart hint - The first visitor's hint.
 * @csspart takes - The line of takes, while there are some to choose from.
 * @csspart plan - The sections of a piece while it is written; `order` is the sheet that orders one.
 * @csspart loudness - The lane of loudness under the roll; with `overview`, the whole piece in small.
 * @csspart falling - The piece as notes that fall toward a keyboard, in place of the roll.
 * @csspart region - What can be done with a marked stretch; `edit-menu` holds the edits of selected notes.
 * @csspart note-card - Why the selected note is as it is.
 * @csspart transport - Playback; with `play` and `position`.
 * @csspart verbs - The verbs; each is `verb` and `verb-continue`, `verb-harmonize`, `verb-infill`,
 *   `verb-seed`.
 * @csspart pad - The pad of a jam: tension and density.
 * @csspart message - The line that says what is wrong.
 * @csspart engine - What answers.
 * @csspart panel - The Composer panel; with `style`, `rules`, `fill`, `rework` and `engine-facts`.
 * @csspart help - The sheet of keys and gestures; `library` is the sheet of kept pieces.
 * @cssprop --antiphon-paper - Colour of the paper.
 * @cssprop --antiphon-ink - Colour of what is written and of all words.
 * @cssprop --antiphon-accent - Colour of what is pressed, chosen or has the focus.
 * @cssprop --antiphon-raised - Colour of what lies on the paper: panel, sheets, fields.
 * @cssprop --antiphon-rule - Colour of hairlines and of the edges of buttons and fields.
 * @cssprop --antiphon-faint - Colour of captions and remarks.
 * @cssprop --antiphon-note - Colour of a note that was given.
 * @cssprop --antiphon-soprano - Colour of a voice; so are `--antiphon-alto`, `--antiphon-tenor`, `--antiphon-bass` and
 *   `--antiphon-drums`.
 * @cssprop --antiphon-white-key - Colour of the white keys; `--antiphon-black-key` is that of the black ones.
 * @cssprop --antiphon-font - Typeface of words and numbers.
 * @cssprop --antiphon-serif - Typeface of the wordmark and of titles.
 */
export class AntiphonComposer extends AnsweringElement {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  readonly #root: ShadowRoot;
  readonly #store = new Store();
  #lifetime: AbortController | null = null;
  #loading: AbortController | null = null;
  /** Whether somebody is about to see the element: before that no file is fetched. */
  #isNear = false;
  /** The `src` that has been opened, so that moving the element does not open it again. */
  #shownSrc: string | null = null;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open" });
    adoptStyles(this.#root);
    // Where forms take no such controls, all else works.
    const internals = typeof this.attachInternals === "function" ? this.attachInternals() : null;
    const parts = { studio: null, opening: null, isScripted: false, isSteered: false };
    keepInside(this, { store: this.#store, internals, ...parts });
  }

  connectedCallback(): void {
    const inside = insideOf(this);
    if (inside.studio !== null) return;
    this.#upgrade();
    this.#lifetime = new AbortController();
    this.#store.onChange((state, before) => this.#changed(state, before), this.#lifetime.signal);
    inside.studio = this.#build();
    sendValue(this);
    if (this.hasAttribute("preset")) this.#furnish("preset");
    void this.#speak();
  }

  disconnectedCallback(): void {
    const inside = insideOf(this);
    this.#lifetime?.abort();
    this.#lifetime = null;
    inside.studio?.dispose();
    inside.studio = null;
    this.#isNear = false;
  }

  /** Another document wants sheets of its own. */
  adoptedCallback(): void {
    adoptStyles(this.#root);
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
      case "lang":
        void this.#speak();
        return;
      case "required":
        return sendValue(this);
      case "preset":
      case "config":
        return this.#furnish(name);
      case "styles":
      case "soundfont":
        if (this.#isNear) this.#furnish(name);
        return;
      default:
        applyAttribute(this.#store, name, value);
        if (name === "readonly" && this.matches(":disabled")) this.formDisabledCallback(true);
    }
  }

  /** The piece. */
  override get score(): Score {
    return this.#store.draft.score;
  }

  override set score(score: PlainScore) {
    const draft = draftOf(scoreFrom(score));
    // What was asked for last is shown, also where the file has not come yet.
    this.#loading?.abort();
    this.#shownSrc = this.getAttribute("src");
    const inside = insideOf(this);
    inside.isScripted = true;
    try {
      this.#store.update({
        history: recorded(this.#store.state.history, { name: t("Set score"), draft }),
        selection: EMPTY_SELECTION,
        region: null,
        isHinting: false,
        settings: { ...this.#store.state.settings, isHeaderChosen: true },
      });
    } finally {
      inside.isScripted = false;
    }
    inside.studio?.home();
  }

  get isPlaying(): boolean {
    return insideOf(this).studio?.isPlaying ?? false;
  }

  get readOnly(): boolean {
    return this.hasAttribute("readonly");
  }

  set readOnly(isReadonly: boolean) {
    reflect(this, "readonly", isReadonly);
  }

  get theme(): string {
    return this.getAttribute("theme") ?? "auto";
  }

  set theme(theme: string) {
    reflect(this, "theme", theme);
  }

  get src(): string {
    return this.getAttribute("src") ?? "";
  }

  set src(src: string) {
    reflect(this, "src", src);
  }

  /** Focuses the roll, where the keys work. */
  override focus(options?: FocusOptions): void {
    insideOf(this).studio?.focus(options);
  }

  /** What was set before the element was known lies over what it has by now. */
  #upgrade(): void {
    for (const name of Object.keys(this)) {
      if (!(name in AntiphonComposer.prototype)) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      try {
        Reflect.set(this, name, value);
      } catch (thrown) {
        reportError(thrown);
      }
    }
  }

  #build(): Studio {
    return new Studio(this.#root, this.#store, this.#options(), {
      noteStarted: (note) => tell(this, "notestart", { note }),
      failed: (error) => {
        tellError(this, error);
        if (this.hasAttribute("model") && error.code.startsWith("weights")) {
          void import("./furnish.ts").then(({ say }) => say(this, "model", error.message));
        }
      },
      near: () => this.#near(),
    });
  }

  /** Speaks the language that is wanted: all that is seen is built anew in it. */
  async #speak(): Promise<void> {
    const inside = insideOf(this);
    const wanted = wantedLanguage(this);
    if (inside.studio === null || wanted === inside.studio.language) return;
    // Without its catalog a page stays as it is.
    if (wanted !== spokenLanguage()) await speakIn(wanted).catch(() => {});
    const before = inside.studio;
    if (before === null || before.language === spokenLanguage()) return;
    this.#store.update({ history: spokenOpening(this.#store.state.history) });
    inside.studio = this.#build();
    before.dispose();
  }

  #near(): void {
    this.#isNear = true;
    for (const name of ["styles", "soundfont"] as const) {
      if (this.hasAttribute(name)) this.#furnish(name);
    }
    const src = this.getAttribute("src");
    if (src !== null && src !== this.#shownSrc) this.#load(src);
  }

  #changed(state: State, before: State): void {
    const { score } = state.history.present;
    if (score !== before.history.present.score) tell(this, "scorechange", { score });
    tellForm(this, state, before);
    tellTakes(this, state, before);
    tellMedia(this, state, before);
    if (state.engine !== before.engine) tell(this, "engine", { engine: state.engine });
    if (state.progress !== before.progress) tell(this, "progress", { progress: state.progress });
  }

  #options(): StudioOptions {
    const device = readDevice(this.getAttribute("device") ?? "auto");
    const model = readUrl(
      "model",
      this.getAttribute("model") ?? defaultModelUrl(),
      // A form of the page may go by the name of the document's own.
      this.baseURI,
    );
    return {
      device: taken(this.#store, device) ?? "auto",
      modelUrl: taken(this.#store, model)?.href ?? defaultModelUrl(),
      // The page takes a shared piece from its address only after the element is there.
      isAnew: this.hasAttribute("src") || location.hash.startsWith("#piece="),
    };
  }

  /** What few elements have is loaded by those, and waited for by who asks. */
  #furnish(name: Furnishing): void {
    this.#await(
      import("./furnish.ts").then(
        ({ furnish }) => furnish(this, name),
        () => tellError(this, new ComposerError("module-missing", `${name} could not be loaded`)),
      ),
    );
  }

  #await(opening: Promise<void>): void {
    const inside = insideOf(this);
    const both = Promise.all([inside.opening, opening]).then(() => {
      if (inside.opening === both) inside.opening = null;
    });
    inside.opening = both;
  }

  /** Another device or model needs another client. */
  #reopen(): void {
    if (insideOf(this).studio === null) return;
    this.disconnectedCallback();
    this.connectedCallback();
  }

  #load(src: string): void {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#await(this.#open(src, loading.signal));
  }

  async #open(src: string, signal: AbortSignal): Promise<void> {
    const url = taken(this.#store, readUrl("src", src, this.baseURI));
    if (url === null) return;
    this.#store.update({ position: tick(0) });
    const isOpened = await insideOf(this).studio?.files.openUrl(url, signal);
    if (isOpened !== true) return;
    this.#shownSrc = src;
    tell(this, "load");
  }
}
