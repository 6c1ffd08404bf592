import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { History } from "../score/index.ts";
import {
  added,
  draftOf,
  headed,
  historyOf,
  moved,
  recorded,
  redone,
  selectionOf,
  undone,
} from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import { openDatabase, STEPS } from "./database.ts";
import { EMPTY_LEDGER, planOf } from "./ledger.ts";
import { Shelf } from "./shelf.ts";

const FACTS = { style: "hymn", position: 480 };

vi.stubGlobal("IDBKeyRange", IDBKeyRange);

let now = 1_000;
let database: IDBDatabase;
let shelf: Shelf;

beforeEach(async () => {
  const factory = new IDBFactory();
  database = await openDatabase(() => factory);
  shelf = new Shelf(database, () => now);
});

/** A history that grows by one note a step. */
function written(steps: number): History {
  let history = historyOf(draftOf(scoreOf(line("C4"))));
  const [note] = history.present.score.notes;
  if (note === undefined) throw new Error("no note");
  for (let i = 0; i < steps; i++) {
    const { draft, ids } = added(history.present, [note]);
    const origins = new Map(draft.origins).set(ids[0] ?? note.id, "generated");
    history = recorded(history, { name: `Add ${i}`, draft: { ...draft, origins } });
  }
  return history;
}

/** How many rows the database holds. */
function rowCount(): Promise<number> {
  return new Promise((resolve) => {
    const request = database.transaction(STEPS).objectStore(STEPS).count();
    request.onsuccess = () => resolve(request.result);
  });
}

describe("a kept piece", () => {
  it("comes back with every step, behind and ahead", async () => {
    const history = undone(undone(written(6)));
    const { id } = await shelf.add(history, FACTS);
    const kept = await shelf.read(id);
    expect(kept?.history).toEqual(history);
    expect(redone(kept?.history ?? history)).toEqual(redone(history));
    expect(kept?.piece).toMatchObject({ style: "hymn", position: 480, notes: 5, deleted: null });
  });

  it("comes back whole where thousands of notes were moved at once", async () => {
    const long = draftOf(scoreOf(line(Array.from({ length: 700 }, () => "C4").join(" "))));
    const ids = selectionOf(long.score.notes);
    const draft = moved(long, ids, { ticks: 240, semitones: 2 });
    const history = recorded(historyOf(long), { name: "Move notes", draft });
    const { id } = await shelf.add(history, FACTS);
    expect((await shelf.read(id))?.history).toEqual(history);
    const request = database.transaction(STEPS).objectStore(STEPS).getAll();
    const rows: { change: { put: unknown } }[] = await new Promise((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
    expect(rows.map(({ change }) => Array.isArray(change.put))).toEqual([false, false]);
  });

  it("is written step by step, and forgets what was undone and replaced", async () => {
    const first = written(4);
    const { id, created } = await shelf.add(first, FACTS);
    const back = undone(undone(first));
    const draft = headed(back.present, { title: "Another way" });
    const second = recorded(back, { name: "Change title", draft });
    const plan = planOf(planOf(EMPTY_LEDGER, first).ledger, second);
    expect(plan.put.map(({ name, change }) => [name, change.put.length])).toEqual([
      ["Change title", 0],
    ]);
    await shelf.write(id, plan, FACTS, created);
    expect((await shelf.read(id))?.history).toEqual(second);
    expect(await rowCount()).toBe(4);
    expect((await shelf.list()).map(({ title }) => title)).toEqual(["Another way"]);
  });

  it("keeps so many steps and no more, the oldest of them whole", async () => {
    const first = written(8);
    const { id, created } = await shelf.add(first, FACTS);
    const more = recorded(first, { name: "More", draft: headed(first.present, { tempo: 60 }) });
    await shelf.write(id, planOf(planOf(EMPTY_LEDGER, first).ledger, more, 8), FACTS, created);
    const kept = await shelf.read(id);
    expect(kept?.history.past).toEqual(more.past.slice(1));
    expect(kept?.history.present).toEqual(more.present);
    expect(await rowCount()).toBe(9);
  });

  it("goes on from what was read", async () => {
    const { id, created } = await shelf.add(written(3), FACTS);
    const kept = await shelf.read(id);
    if (kept === null) throw new Error("not kept");
    const back = undone(kept.history);
    const plan = planOf(kept.ledger, back);
    expect(plan.put).toEqual([]);
    await shelf.write(id, plan, FACTS, created);
    expect((await shelf.read(id))?.history).toEqual(back);
  });

  it("stays as it was where a write is not finished", async () => {
    const history = written(3);
    const { id, created } = await shelf.add(history, FACTS);
    const more = recorded(history, { name: "More", draft: headed(history.present, { tempo: 60 }) });
    const plan = planOf(EMPTY_LEDGER, more);
    const [row, ...others] = plan.put.toReversed();
    if (row === undefined) throw new Error("nothing to write");
    // A function cannot be kept, which shows when the rows before it are written already.
    const broken = { ...row, change: { ...row.change, known: { sections: () => {} } } };
    const put = [...others, broken];
    const writing = shelf.write(id, { ...plan, put }, FACTS, created);
    await expect(writing).rejects.toMatchObject({ trouble: "blocked" });
    expect((await shelf.read(id))?.history).toEqual(history);
  });
});

describe("the library", () => {
  it("lists what was changed last first", async () => {
    now = 1;
    await shelf.add(historyOf(draftOf({ ...scoreOf(line("C4")), title: "Old" })), FACTS);
    now = 2;
    await shelf.add(historyOf(draftOf({ ...scoreOf(line("C4")), title: "New" })), FACTS);
    expect((await shelf.list()).map(({ title }) => title)).toEqual(["New", "Old"]);
  });

  it("takes a piece out of the bin again, and forgets it after a month", async () => {
    const { id } = await shelf.add(written(2), FACTS);
    await shelf.bin(id, true);
    await shelf.sweep();
    expect((await shelf.list())[0]?.deleted).toBe(now);
    await shelf.bin(id, false);
    expect((await shelf.list())[0]?.deleted).toBe(null);
    await shelf.bin(id, true);
    now += 31 * 24 * 3_600_000;
    await shelf.sweep();
    expect(await shelf.list()).toEqual([]);
    expect(await rowCount()).toBe(0);
  });

  it("copies a piece as it stands, and leaves the first one alone", async () => {
    const { id } = await shelf.add(written(3), FACTS);
    const copy = await shelf.duplicate(id, (history) => ({
      ...history,
      present: headed(history.present, { title: "Copy" }),
    }));
    expect(copy?.id).not.toBe(id);
    expect((await shelf.read(copy?.id ?? ""))?.history.past).toEqual([]);
    expect((await shelf.read(id))?.history).toEqual(written(3));
  });

  it("says so where a piece is damaged", async () => {
    const { id } = await shelf.add(written(2), FACTS);
    const writing = database.transaction(STEPS, "readwrite");
    writing.objectStore(STEPS).put({ piece: id, seq: 1, name: "Add 0", change: 7 });
    await new Promise((resolve) => writing.addEventListener("complete", resolve));
    await expect(shelf.read(id)).rejects.toMatchObject({ trouble: "unreadable" });
  });

  it("is blocked where the browser keeps nothing", async () => {
    const refuse = () => {
      throw new DOMException("no", "SecurityError");
    };
    await expect(openDatabase(refuse)).rejects.toMatchObject({ trouble: "blocked" });
  });
});
