// Keeps the piece that is open: every change soon after it was made, and at once when the page goes away.

import { styleOf } from "../../composer/index.ts";
import type { KeptPiece, Lease, Ledger, Piece, Plan } from "../../library/index.ts";
import {
  EMPTY_LEDGER,
  isLeased,
  leaseOf,
  newPieceId,
  planOf,
  Shelf,
  troubleFrom,
} from "../../library/index.ts";
import type { History } from "../../score/index.ts";
import {
  amended,
  EMPTY_DRAFT,
  EMPTY_SELECTION,
  headed,
  historyOf,
  tick,
} from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { KeepingHost } from "../autosave.ts";
import { lastPiece, rememberPiece } from "../autosave.ts";
import { FIRST_SETTINGS, styleHeader, stylePatch } from "../settings.ts";
import type { State, Store } from "../store.ts";
import { FIRST_STATE, spokenOpening } from "../store.ts";
import { isolated } from "./isolated.ts";

/** A change is kept this long after the last one, but no later than that after the first. */
const PAUSE_MS = 400;
const PATIENCE_MS = 2_000;

/** Whoever keeps the pieces of an element's store. */
export async function keeperOf(store: Store): Promise<Keeping> {
  const shelf = await Shelf.open().catch(() => null);
  void shelf?.sweep().catch(() => {});
  return new Keeping(store, shelf);
}

/** Keeps what is open in one element. */
export class Keeping {
  /** Null where the browser keeps nothing. */
  readonly shelf: Shelf | null;
  readonly #store: Store;
  #host: KeepingHost | null = null;
  #piece: Pick<Piece, "id" | "created"> | null = null;
  #ledger: Ledger = EMPTY_LEDGER;
  #lease: Lease | null = null;
  /** What was kept last, so that nothing is written twice. */
  #kept: Pick<State, "history" | "settings" | "position"> | null = null;
  #timer = 0;
  #waitingSince = 0;
  #writing: Promise<void> | null = null;
  #isTroubled = false;

  constructor(store: Store, shelf: Shelf | null) {
    this.#store = store;
    this.shelf = shelf;
  }

  /** The id of the piece that is open; null while it is not kept. */
  get current(): string | null {
    return this.#piece?.id ?? null;
  }

  /** Goes on keeping for an element that is in the page; `isBack` opens the last piece. */
  async attach(host: KeepingHost, isBack: boolean): Promise<void> {
    this.#host = host;
    const { signal } = host;
    const isAgain = this.#piece;
    if (isAgain !== null && this.#lease === null) await this.#claim(isAgain.id);
    if (isBack) await this.#openLast();
    if (signal.aborted) return;
    this.#store.onChange((state) => this.#changed(state), signal);
    const flush = () => this.#flush();
    window.addEventListener("pagehide", flush, { signal });
    document.addEventListener(
      "visibilitychange",
      () => document.visibilityState === "hidden" && flush(),
      { signal },
    );
    signal.addEventListener("abort", () => {
      flush();
      this.#lease?.release();
      this.#lease = null;
    });
  }

  /** Shows a kept piece; the one that was open is kept first. */
  async open(id: string): Promise<boolean> {
    if (this.shelf === null || this.#store.state.answering !== null) return false;
    await this.save();
    const kept = await this.shelf.read(id);
    if (kept === null) return false;
    const lease = await leaseOf(id);
    this.#show(kept, lease);
    return true;
  }

  /** Keeps what is open as it is; what follows is a piece of its own. */
  async setAside(): Promise<void> {
    await this.save();
    this.#leave();
  }

  /** Begins an empty piece; the one that was open is kept first. */
  async startNew(): Promise<boolean> {
    const { answering, settings } = this.#store.state;
    if (answering !== null) return false;
    await this.save();
    this.#leave();
    const style = styleOf(settings.style);
    this.#put(historyOf(headed(EMPTY_DRAFT, styleHeader(style))), 0);
    this.#kept = this.#store.state;
    return true;
  }

  /** Whether a piece is open in another tab, which alone may change it then. */
  async isElsewhere(id: string): Promise<boolean> {
    return id !== this.current && (await isLeased(id));
  }

  /** Keeps what has changed; resolves when it is kept, or could not be. */
  async save(): Promise<void> {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#waitingSince = 0;
    // One after the other, so that each writes only what is new.
    while (this.#writing !== null) await this.#writing;
    this.#write();
    await this.#writing;
  }

  #changed(state: State): void {
    if (state.autosave === null || !this.#isNew(state)) return;
    if (this.shelf === null) return this.#tellBlocked();
    const now = performance.now();
    if (this.#timer === 0) this.#waitingSince = now;
    window.clearTimeout(this.#timer);
    const pause = Math.max(0, Math.min(PAUSE_MS, this.#waitingSince + PATIENCE_MS - now));
    this.#timer = window.setTimeout(() => void this.save(), pause);
  }

  #isNew({ history, settings, position, isPlaying }: State): boolean {
    const kept = this.#kept;
    if (kept === null) return history !== FIRST_STATE.history && history.past.length > 0;
    const isElsewhere = !isPlaying && position !== kept.position && this.#piece !== null;
    const isOther = settings.style !== kept.settings.style && this.#piece !== null;
    return history !== kept.history || isElsewhere || isOther;
  }

  /** The page may be gone before anything can be waited for. */
  #flush(): void {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    // What is under way may still fail, so nothing is taken for written.
    if (this.#writing !== null) this.#ledger = EMPTY_LEDGER;
    this.#write();
  }

  /** Begins to write what is new, if anything is. */
  #write(): void {
    const { state } = this.#store;
    if (this.shelf === null || state.autosave === null || !this.#isNew(state)) return;
    const { history, settings, position } = state;
    const piece = this.#piece ?? { id: newPieceId(), created: Date.now() };
    if (this.#piece === null) void this.#claim(piece.id);
    this.#piece = piece;
    rememberPiece(state.autosave, piece.id);
    const plan = planOf(this.#ledger, history);
    this.#ledger = plan.ledger;
    this.#kept = state;
    const facts = { style: settings.style, position };
    const writing = this.#attempt(piece, plan, facts).finally(() => {
      if (this.#writing === writing) this.#writing = null;
    });
    this.#writing = writing;
  }

  async #attempt(
    piece: Pick<Piece, "id" | "created">,
    plan: Plan,
    facts: Pick<Piece, "style" | "position">,
  ): Promise<void> {
    try {
      await this.shelf?.write(piece.id, plan, facts, piece.created);
      this.#isTroubled = false;
    } catch (thrown) {
      // Nothing of it was written: the next attempt writes everything.
      this.#ledger = EMPTY_LEDGER;
      this.#kept = null;
      if (!this.#isTroubled) this.#tellTrouble(thrown);
      this.#isTroubled = true;
    }
  }

  async #openLast(): Promise<void> {
    const { state } = this.#store;
    const id = state.autosave === null ? null : lastPiece(state.autosave);
    const isUntouched = () => this.#store.state.history.past.length === 0;
    try {
      const kept = id === null ? null : await this.shelf?.read(id);
      const lease = kept == null ? null : await leaseOf(kept.piece.id);
      if (!isUntouched()) return lease?.release();
      if (kept != null && kept.piece.deleted === null) return this.#show(kept, lease);
      lease?.release();
    } catch (thrown) {
      this.#say("error", troubleFrom(thrown).message);
    }
    if (isUntouched())
      this.#store.update({ history: spokenOpening(FIRST_STATE.history), isHinting: true });
  }

  #show({ piece, history, ledger }: KeptPiece, lease: Lease | null): void {
    this.#leave();
    const settings = { ...this.#store.state.settings, ...stylePatch(piece.style) };
    if (lease === null) {
      const title = copyTitle(history);
      this.#put(amended(history, headed(history.present, { title })), piece.position, settings);
      this.#kept = this.#store.state;
      const words = t("“{title}” is open in another tab. What you change here becomes a copy.", {
        title: isolated(piece.title || t("Untitled")),
      });
      return this.#say("remark", words);
    }
    this.#piece = piece;
    this.#ledger = ledger;
    this.#lease = lease;
    this.#put(history, piece.position, settings);
    this.#kept = this.#store.state;
    if (this.#store.state.autosave !== null) rememberPiece(this.#store.state.autosave, piece.id);
  }

  #put(history: History, position: number, settings = this.#store.state.settings): void {
    const { voices } = settings;
    this.#store.update({
      history,
      settings: { ...settings, isHeaderChosen: history.present.score.notes.length > 0 },
      voice: voices[0] ?? FIRST_SETTINGS.voices[0] ?? this.#store.state.voice,
      selection: EMPTY_SELECTION,
      region: null,
      loop: null,
      isLooping: false,
      // Who begins anew is told how, as at the first visit.
      isHinting: history.present.score.notes.length === 0,
      message: null,
      audition: null,
    });
    this.#host?.opened();
    this.#store.update({ position: tick(position) });
  }

  /** Lets go of the piece that was open. */
  #leave(): void {
    this.#lease?.release();
    this.#lease = null;
    this.#piece = null;
    this.#ledger = EMPTY_LEDGER;
    this.#kept = null;
  }

  async #claim(id: string): Promise<void> {
    const lease = await leaseOf(id);
    if (this.#piece?.id !== id || this.#lease !== null) return lease?.release();
    this.#lease = lease;
    // Another tab has taken it meanwhile: what is here goes on as a piece of its own.
    if (lease === null) this.#leave();
  }

  #tellBlocked(): void {
    // While an answer comes, nobody would see it: its end takes every line away.
    if (this.#isTroubled || this.#store.state.answering !== null) return;
    this.#isTroubled = true;
    this.#say(
      "remark",
      t("This browser keeps nothing for this page: save the piece as a file before you go."),
    );
  }

  #tellTrouble(thrown: unknown): void {
    const { trouble } = troubleFrom(thrown);
    this.#say(
      "error",
      trouble === "full"
        ? t(
            "The browser's storage is full: your changes are safe only while this tab is open. Delete pieces you no longer need, or save this one as a file.",
          )
        : t(
            "The browser could not keep the last changes; they are safe only while this tab is open. Save the piece as a file to be sure.",
          ),
    );
  }

  #say(kind: "error" | "remark", text: string): void {
    this.#store.update({ message: { kind, text } });
  }
}

/** What the copy of a piece is called. */
export function copyTitle({ present }: History): string {
  return t("{title} (copy)", { title: present.score.title || t("Untitled") });
}
