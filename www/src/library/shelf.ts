// The pieces that are kept on this device: listed, read, written, binned, brought back.

import type { History } from "../score/index.ts";
import { historyOf } from "../score/index.ts";
import { t } from "../words/index.ts";
import { isChange } from "./change.ts";
import {
  LibraryError,
  openDatabase,
  PIECES,
  resultOf,
  STEPS,
  settled,
  troubleFrom,
} from "./database.ts";
import type { Ledger, Plan, Row } from "./ledger.ts";
import { EMPTY_LEDGER, historyFrom, planOf } from "./ledger.ts";
import { packed, unpacked } from "./packed.ts";
import type { Piece, PieceFacts } from "./piece.ts";
import { factsOf, newPieceId } from "./piece.ts";

/** What lies in the bin longer than this is forgotten. */
const BIN_MS = 30 * 24 * 3_600_000;

/** A piece with its history, and what is written of it. */
export interface KeptPiece {
  readonly piece: Piece;
  readonly history: History;
  readonly ledger: Ledger;
}

/** The library of one origin. */
export class Shelf {
  readonly #database: IDBDatabase;
  readonly #now: () => number;

  constructor(database: IDBDatabase, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  /** Opens the browser's library. */
  static async open(): Promise<Shelf> {
    return new Shelf(await openDatabase());
  }

  /** Every piece, also of the bin; the one changed last comes first. */
  async list(): Promise<readonly Piece[]> {
    const found: unknown[] = await resultOf(this.#begin("readonly").objectStore(PIECES).getAll());
    return found.filter(isPiece).sort((a, b) => b.changed - a.changed);
  }

  /** A piece with its history; null where it is not there. */
  async read(id: string): Promise<KeptPiece | null> {
    const reading = this.#begin("readonly");
    const [piece, kept]: [unknown, unknown[]] = await Promise.all([
      resultOf(reading.objectStore(PIECES).get(id)),
      resultOf(reading.objectStore(STEPS).getAll(rowsOf(id))),
    ]);
    if (!isPiece(piece)) return null;
    const rows = kept.map(unpacked);
    if (rows.length === 0 || !rows.every(isRow)) {
      throw new LibraryError(
        "unreadable",
        t("“{title}” is damaged and could not be read", { title: piece.title }),
      );
    }
    return { piece, ...historyFrom(rows, piece.place) };
  }

  /**
   * Writes what a plan says, all of it or nothing. The transaction has begun when this returns, so that a
   * page that goes away may leave it to the browser.
   */
  write(id: string, { ledger, ...plan }: Plan, facts: PieceFacts, created: number): Promise<Piece> {
    const { place } = plan;
    const shown = ledger.steps[place - plan.first];
    if (shown === undefined)
      throw new LibraryError("unreadable", t("step {place} is not there", { place }));
    const now = this.#now();
    const piece: Piece = {
      id,
      ...factsOf(shown.draft),
      style: facts.style,
      position: facts.position,
      created,
      changed: now,
      deleted: null,
      first: plan.first,
      place,
    };
    const writing = this.#begin("readwrite");
    const done = settled(writing);
    try {
      const steps = writing.objectStore(STEPS);
      steps.delete(rowsOf(id, -1, plan.first));
      steps.delete(rowsOf(id, plan.end - 1, Number.POSITIVE_INFINITY));
      for (const row of plan.put) steps.put({ piece: id, ...packed(row) });
      writing.objectStore(PIECES).put(piece);
      // Nothing more will come: who waits to be sure of it waits too long for a page that goes away.
      writing.commit();
    } catch {
      // What was begun shall not be half done.
      writing.abort();
    }
    return done.then(() => piece);
  }

  /** Keeps a history as a new piece. */
  add(history: History, facts: PieceFacts): Promise<Piece> {
    return this.write(newPieceId(), planOf(EMPTY_LEDGER, history), facts, this.#now());
  }

  /** Changes the history of a piece that nobody has open. */
  async change(id: string, change: (history: History) => History): Promise<Piece | null> {
    const kept = await this.read(id);
    if (kept === null) return null;
    const { piece, history, ledger } = kept;
    return this.write(id, planOf(ledger, change(history)), piece, piece.created);
  }

  /** Another piece with the same history, begun afresh: its first step is the one that is shown. */
  async duplicate(id: string, change: (history: History) => History): Promise<Piece | null> {
    const kept = await this.read(id);
    if (kept === null) return null;
    return this.add(change(historyOf(kept.history.present)), kept.piece);
  }

  /** Puts a piece into the bin, or takes it out. */
  async bin(id: string, isBinned: boolean): Promise<void> {
    const writing = this.#begin("readwrite");
    const pieces = writing.objectStore(PIECES);
    const done = settled(writing);
    const found: unknown = await resultOf(pieces.get(id));
    if (isPiece(found)) pieces.put({ ...found, deleted: isBinned ? this.#now() : null });
    await done;
  }

  /** Forgets what has lain in the bin for a month, or all that lies there. */
  async sweep(isAll = false): Promise<void> {
    const before = this.#now() - BIN_MS;
    const old = (await this.list()).filter(
      ({ deleted }) => deleted !== null && (isAll || deleted < before),
    );
    if (old.length === 0) return;
    const writing = this.#begin("readwrite");
    for (const { id } of old) {
      writing.objectStore(STEPS).delete(rowsOf(id));
      writing.objectStore(PIECES).delete(id);
    }
    await settled(writing);
  }

  close(): void {
    this.#database.close();
  }

  #begin(mode: IDBTransactionMode): IDBTransaction {
    try {
      return this.#database.transaction([PIECES, STEPS], mode);
    } catch (thrown) {
      throw troubleFrom(thrown);
    }
  }
}

/** The rows of a piece between two numbers, both excluded; all of them where none is given. */
function rowsOf(id: string, after = -1, before = Number.POSITIVE_INFINITY): IDBKeyRange {
  return IDBKeyRange.bound([id, after], [id, before], true, true);
}

function isPiece(value: unknown): value is Piece {
  if (typeof value !== "object" || value === null) return false;
  const numbers = ["created", "changed", "position", "first", "place", "bars", "notes"];
  const texts = ["id", "title", "style"];
  return (
    numbers.every((name) => Number.isFinite(Reflect.get(value, name))) &&
    texts.every((name) => typeof Reflect.get(value, name) === "string")
  );
}

function isRow(value: unknown): value is Row {
  if (typeof value !== "object" || value === null) return false;
  const { seq, name, change } = value as Partial<Row>;
  return Number.isInteger(seq) && typeof name === "string" && isChange(change);
}
