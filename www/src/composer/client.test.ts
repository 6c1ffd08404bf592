import { afterEach, describe, expect, it, vi } from "vitest";
import { ComposerClient } from "./client.ts";
import type { ComposerError } from "./errors.ts";
import { FakePort, NOTE, seedOrder } from "./fakes.ts";
import { emptyOutcome } from "./outcome.ts";
import type { Outcome, WireNote } from "./protocol.ts";
import { ClientPool } from "./shared.ts";
import type { TakesOptions } from "./takes.ts";

vi.mock("./spawn.ts", () => ({ spawnWorker: () => new FakePort() }));

const OPTIONS = { device: "cpu", modelUrl: "https://page.test/model/" } as const;

function setUp() {
  const ports: FakePort[] = [];
  const spawn = () => {
    const port = new FakePort();
    ports.push(port);
    return port;
  };
  const client = new ComposerClient(OPTIONS, spawn);
  return { client, ports, spawn, port: () => ports.at(-1) ?? spawn() };
}

const { request } = seedOrder(1);

/** Asks for one answer. */
async function one(client: ComposerClient, options: TakesOptions = {}): Promise<Outcome> {
  const [outcome] = await client.takes("seed", request, 1, options);
  if (outcome === undefined) throw new Error("there is no answer");
  return outcome;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no error",
    (error: ComposerError) => error.code,
  );
}

afterEach(() => void vi.useRealTimers());

describe("a client", () => {
  it("starts its worker when it is first asked, and opens before it composes", () => {
    const { client, ports, port } = setUp();
    expect(ports.length).toBe(0);
    void one(client);
    expect(port().kinds()).toEqual(["open", "compose"]);
  });

  it("hands on notes, restarts and the outcome", async () => {
    const { client, port } = setUp();
    const heard: unknown[] = [];
    const answer = one(client, {
      onNote: (note) => heard.push(note),
      onRestart: () => heard.push("restart"),
    });
    port().say({ kind: "notes", id: 1, notes: [{ take: 0, note: NOTE }] });
    port().say({ kind: "restarted", id: 1 });
    port().say({ kind: "done", id: 1, outcomes: [emptyOutcome(seedOrder(1))] });
    expect((await answer).receipt.act).toBe("seed");
    expect(heard).toEqual([NOTE, "restart"]);
  });

  it("cancels by signal and still resolves", async () => {
    const { client, port } = setUp();
    const stopping = new AbortController();
    const answer = one(client, { signal: stopping.signal });
    stopping.abort();
    expect(port().kinds()).toEqual(["open", "compose", "cancel"]);
    port().say({ kind: "done", id: 1, outcomes: [emptyOutcome(seedOrder(1))] });
    expect((await answer).isComplete).toBe(false);
  });

  it("does not even ask when the signal is aborted already", async () => {
    const { client, ports } = setUp();
    const outcome = await one(client, { signal: AbortSignal.abort() });
    expect(outcome.isComplete).toBe(false);
    expect(ports.length).toBe(0);
  });

  it("settles a cancelled act within 50 ms and keeps its notes, however busy the worker is", async () => {
    vi.useFakeTimers();
    for (const written of [0, 1, 2, 5]) {
      const { client, ports, port } = setUp();
      const stopping = new AbortController();
      const heard: number[] = [];
      const onNote = ({ id }: WireNote) => heard.push(id);
      const answer = one(client, { signal: stopping.signal, onNote });
      const write = (id: number) =>
        port().say({ kind: "notes", id: 1, notes: [{ take: 0, note: { ...NOTE, id } }] });
      for (let id = 1; id <= written; id++) write(id);
      stopping.abort();
      await vi.advanceTimersByTimeAsync(50);
      const outcome = await answer;
      write(99);
      expect(outcome.isComplete).toBe(false);
      expect(outcome.added.map(({ id }) => id)).toEqual(heard);
      expect(outcome.score.notes).toEqual(outcome.added);
      expect(heard.length).toBe(written);
      expect(ports.length).toBe(1);
    }
  });

  it("keeps no note that was void when it is cancelled", async () => {
    vi.useFakeTimers();
    const { client, port } = setUp();
    const stopping = new AbortController();
    const answer = one(client, { signal: stopping.signal });
    port().say({ kind: "notes", id: 1, notes: [{ take: 0, note: NOTE }] });
    port().say({ kind: "restarted", id: 1 });
    stopping.abort();
    await vi.advanceTimersByTimeAsync(50);
    expect((await answer).added).toEqual([]);
  });

  it("replaces a worker that does not stop, and keeps the other requests", async () => {
    vi.useFakeTimers();
    const { client, ports, port } = setUp();
    const stopping = new AbortController();
    void one(client, { signal: stopping.signal });
    void one(client);
    stopping.abort();
    vi.advanceTimersByTime(6_000);
    expect(ports[0]?.isTerminated).toBe(true);
    expect(port().kinds()).toEqual(["open", "compose"]);
  });

  it("leaves a worker alone that stops late", async () => {
    vi.useFakeTimers();
    const { client, ports, port } = setUp();
    const stopping = new AbortController();
    void one(client, { signal: stopping.signal });
    stopping.abort();
    vi.advanceTimersByTime(1_000);
    port().say({ kind: "done", id: 1, outcomes: [emptyOutcome(seedOrder(1))] });
    vi.advanceTimersByTime(10_000);
    expect(ports.length).toBe(1);
  });

  it("rejects with the code that the worker gives", async () => {
    const { client, port } = setUp();
    const answer = one(client);
    port().say({
      kind: "failed",
      id: 1,
      error: { code: "style-unknown", message: "no such style" },
    });
    expect(await codeOf(answer)).toBe("style-unknown");
  });

  it("starts a new worker after a panic; only what panicked fails", async () => {
    const { client, ports, port } = setUp();
    const first = one(client);
    const second = one(client);
    port().say({ kind: "crashed", id: 1, error: { code: "internal", message: "unreachable" } });
    expect(await codeOf(first)).toBe("internal");
    expect(ports.length).toBe(2);
    expect(port().heard.at(-1)).toMatchObject({ kind: "compose", id: 2 });
    port().say({ kind: "done", id: 2, outcomes: [emptyOutcome(seedOrder(2))] });
    expect((await second).receipt.rngSeed).toBe(2);
  });

  it("starts a new worker when one that has worked is ended by the browser", async () => {
    const { client, ports, port } = setUp();
    const answer = one(client);
    port().say({ kind: "notes", id: 1, notes: [{ take: 0, note: NOTE }] });
    port().onerror?.({ message: "out of memory" } as ErrorEvent);
    expect(ports.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
    expect(port().kinds()).toEqual(["open", "compose"]);
    port().say({ kind: "done", id: 1, outcomes: [emptyOutcome(seedOrder(1))] });
    expect((await answer).receipt.rngSeed).toBe(1);
  });

  it("gives up on an engine that falls again and again, and not on one that has answered since", async () => {
    const fall = (port: FakePort) =>
      port.say({ kind: "crashed", id: null, error: { code: "internal", message: "unreachable" } });
    const { client, ports, port } = setUp();
    for (let id = 1; id <= 5; id++) {
      const answer = one(client);
      fall(port());
      port().say({ kind: "done", id, outcomes: [emptyOutcome(seedOrder(id))] });
      expect((await answer).receipt.rngSeed).toBe(id);
    }
    expect(ports.length).toBe(6);
    const answer = one(client);
    for (let times = 0; times < 4; times++) fall(port());
    expect(await codeOf(answer)).toBe("internal");
    expect(client.engine.phase).toBe("failed");
  });

  it("says so when its worker cannot be loaded at all", async () => {
    const { client, port } = setUp();
    const answer = one(client);
    const opening = client.open();
    port().onerror?.({ message: "404" } as ErrorEvent);
    expect(await codeOf(answer)).toBe("module-missing");
    expect(await codeOf(opening)).toBe("module-missing");
    expect(client.engine.phase).toBe("failed");
  });

  it("opens once for many, and again after a failure", async () => {
    const { client, port } = setUp();
    const openings = [client.open(), client.open()];
    expect(port().kinds()).toEqual(["open"]);
    port().say({ kind: "openFailed", error: { code: "weights-missing", message: "404" } });
    expect(await Promise.all(openings.map(codeOf))).toEqual(["weights-missing", "weights-missing"]);
    const again = client.open();
    port().say({ kind: "opened" });
    expect(await codeOf(again)).toBe("no error");
    expect(port().kinds()).toEqual(["open", "open"]);
  });

  it("tells of progress and engine until the signal is aborted", () => {
    const { client, port } = setUp();
    const listening = new AbortController();
    const stages: string[] = [];
    client.onProgress(({ stage }) => stages.push(stage), listening.signal);
    void client.open().catch(() => {});
    port().say({ kind: "progress", progress: { stage: "weights", loaded: 1, total: 2 } });
    listening.abort();
    port().say({ kind: "progress", progress: { stage: "ready", loaded: 1, total: 1 } });
    expect(stages).toEqual(["weights"]);
    port().say({ kind: "engine", engine: { phase: "ready", info: null, notice: null } });
    expect(client.engine.phase).toBe("ready");
  });

  it("rejects what is left when it is closed", async () => {
    const { client, port } = setUp();
    const answer = client.readMidi(new Uint8Array());
    client.close();
    expect(await codeOf(answer)).toBe("closed");
    expect(port().isTerminated).toBe(true);
    expect(await codeOf(one(client))).toBe("closed");
  });
});

describe("the pool of clients", () => {
  it("lends one client to all who ask for the same", () => {
    const pool = new ClientPool(() => new FakePort());
    const first = pool.borrow(OPTIONS);
    expect(pool.borrow(OPTIONS).client).toBe(first.client);
    expect(pool.borrow({ ...OPTIONS, device: "auto" }).client).not.toBe(first.client);
  });

  it("closes a client some time after the last one gave it back, and not when it is moved", () => {
    vi.useFakeTimers();
    const pool = new ClientPool(() => new FakePort());
    const first = pool.borrow(OPTIONS);
    const second = pool.borrow(OPTIONS);
    first.dispose();
    first.dispose();
    vi.advanceTimersByTime(20_000);
    expect(pool.borrow(OPTIONS).client).toBe(second.client);
    second.dispose();
    const third = pool.borrow(OPTIONS);
    vi.advanceTimersByTime(20_000);
    expect(third.client).toBe(second.client);
    third.dispose();
  });
});
