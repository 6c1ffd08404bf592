import { afterEach, describe, expect, it, vi } from "vitest";
import { ComposerClient } from "./client.ts";
import { FakePort, FakeWorker, MODULE, NOTE, SessionPort, seedOrder, settled } from "./fakes.ts";
import type { ComposeMessage, Kit } from "./messages.ts";
import { emptyOutcome } from "./outcome.ts";
import type { Outcome } from "./protocol.ts";
import { Session } from "./session.ts";
import { orderOfTake } from "./takes.ts";

const OPTIONS = { device: "cpu", modelUrl: "https://page.test/model/" } as const;
const KIT: Kit = { id: 1, module: MODULE, weights: new Uint8Array([1]) };
const { request } = seedOrder(10);

/** A client whose workers do only what a test says. */
function setUp(cores: number) {
  const ports: FakePort[] = [];
  const client = new ComposerClient(
    OPTIONS,
    () => {
      const port = new FakePort();
      ports.push(port);
      return port;
    },
    cores,
  );
  return { client, ports };
}

/** What a worker was asked for last. */
function asked(port: FakePort | undefined): ComposeMessage {
  const message = port?.heard.findLast(({ kind }) => kind === "compose");
  if (message?.kind !== "compose") throw new Error("it was not asked");
  return message;
}

/** The first worker begins `own` takes and leaves the others. */
function share(port: FakePort | undefined, own: number, kit: Kit | null = KIT) {
  port?.say({ kind: "shared", id: asked(port).id, first: own, kitId: KIT.id, kit });
}

function finish(port: FakePort | undefined) {
  const { id, order, takes } = asked(port);
  const outcomes = Array.from({ length: takes }, (_, take) => outcomeOf(order, take));
  port?.say({ kind: "done", id, outcomes });
}

function outcomeOf(order: ComposeMessage["order"], take: number): Outcome {
  return { ...emptyOutcome(orderOfTake(order, take)), isComplete: true };
}

function seeds(outcomes: readonly Outcome[]): readonly number[] {
  return outcomes.map(({ receipt }) => receipt.rngSeed);
}

afterEach(() => void vi.useRealTimers());

describe("takes", () => {
  it("have the request's number and those that follow it, round the largest", () => {
    expect(seedOf(7, 3)).toBe(10);
    expect(seedOf(Number.MAX_SAFE_INTEGER, 0)).toBe(Number.MAX_SAFE_INTEGER);
    expect(seedOf(Number.MAX_SAFE_INTEGER, 1)).toBe(0);
    expect(seedOf(Number.MAX_SAFE_INTEGER - 1, 3)).toBe(1);
  });

  it.each([0, 9, 1.5, Number.NaN])("cannot be %d", async (count) => {
    const { client, ports } = setUp(1);
    const answer = client.takes("seed", request, count);
    await expect(answer).rejects.toMatchObject({ code: "request-invalid" });
    expect(ports.length).toBe(0);
  });

  it.each([
    [4, 1, []],
    [4, 2, [2]],
    [3, 2, [1]],
    [2, 8, [1]],
    [4, 8, [1, 1, 1]],
    [6, 8, [2, 1, 1]],
    [6, 3, [2, 2]],
  ])("%d of them on %d cores leave %j to further workers", async (count, cores, others) => {
    const { client, ports } = setUp(cores);
    const answer = client.takes("seed", request, count);
    const own = count - others.reduce((sum, size) => sum + size, 0);
    expect(asked(ports[0]).sharing?.helpers ?? 0).toBe(others.length);
    if (others.length > 0) share(ports[0], own);
    else finish(ports[0]);
    expect(ports.slice(1).map((port) => asked(port).takes)).toEqual(others);
    if (others.length > 0) {
      const { id, order } = asked(ports[0]);
      const outcomes = Array.from({ length: own }, (_, take) => outcomeOf(order, take));
      ports[0]?.say({ kind: "done", id, outcomes });
    }
    for (const port of ports.slice(1).reverse()) finish(port);
    expect(seeds(await answer)).toEqual(Array.from({ length: count }, (_, take) => 10 + take));
  });

  it("are told apart note by note", async () => {
    const { client, ports } = setUp(2);
    const heard: (readonly [take: number, id: number])[] = [];
    const onNote = ({ id }: { id: number }, take: number) => void heard.push([take, id]);
    void client.takes("seed", request, 4, { onNote });
    share(ports[0], 2);
    ports[0]?.say({ kind: "notes", id: 1, notes: [{ take: 1, note: { ...NOTE, id: 5 } }] });
    ports[1]?.say({
      kind: "notes",
      id: asked(ports[1]).id,
      notes: [{ take: 1, note: { ...NOTE, id: 6 } }],
    });
    expect(heard).toEqual([
      [1, 5],
      [3, 6],
    ]);
  });

  it("give their kit to a new worker, and not twice to one that holds it", async () => {
    const { client, ports } = setUp(2);
    const first = client.takes("seed", request, 2);
    expect(asked(ports[0]).sharing?.kitId).toBeNull();
    share(ports[0], 1);
    expect(ports[1]?.kinds()).toEqual(["join", "compose"]);
    ports[0]?.say({ kind: "done", id: 1, outcomes: [outcomeOf(asked(ports[0]).order, 0)] });
    finish(ports[1]);
    await first;
    void client.takes("seed", request, 2);
    expect(asked(ports[0]).sharing?.kitId).toBe(KIT.id);
    share(ports[0], 1, null);
    expect(ports[1]?.kinds()).toEqual(["join", "compose", "compose"]);
    expect(ports.length).toBe(2);
  });

  it("end their workers after a minute without any, and not before", async () => {
    vi.useFakeTimers();
    const { client, ports } = setUp(2);
    const answer = client.takes("seed", request, 2);
    share(ports[0], 1);
    ports[1]?.say({ kind: "opened" });
    vi.advanceTimersByTime(300_000);
    expect(ports[1]?.isTerminated).toBe(false);
    finish(ports[1]);
    ports[0]?.say({ kind: "done", id: 1, outcomes: [outcomeOf(asked(ports[0]).order, 0)] });
    await answer;
    vi.advanceTimersByTime(59_000);
    expect(ports[1]?.isTerminated).toBe(false);
    vi.advanceTimersByTime(2_000);
    expect(ports.map(({ isTerminated }) => isTerminated)).toEqual([false, true]);
  });

  it.each([
    "cannot be loaded",
    "does not start",
    "cannot be spawned",
    "cannot use its kit",
    "has broken weights",
    "crashes",
  ])("go to the first worker where another %s", async (trouble) => {
    vi.useFakeTimers();
    const ports: FakePort[] = [];
    const spawn = () => {
      if (ports.length === 1 && trouble === "cannot be spawned") throw new Error("refused");
      const port = new FakePort();
      ports.push(port);
      return port;
    };
    const client = new ComposerClient(OPTIONS, spawn, 2);
    const restarted: number[] = [];
    const onRestart = (take: number) => void restarted.push(take);
    const answer = client.takes("seed", request, 4, { onRestart });
    const { id, order } = asked(ports[0]);
    share(ports[0], 2);
    const extra = ports[1];
    const error = { code: "weights-corrupt", message: "" };
    if (trouble === "cannot use its kit") extra?.say({ kind: "openFailed", error });
    else if (trouble !== "does not start") extra?.say({ kind: "opened" });
    ports[0]?.say({ kind: "done", id, outcomes: [0, 1].map((take) => outcomeOf(order, take)) });
    vi.advanceTimersByTime(3_000);
    if (trouble === "cannot be loaded") extra?.onerror?.({ message: "404" } as ErrorEvent);
    if (trouble === "has broken weights") extra?.say({ kind: "failed", id: 1, error });
    if (trouble === "crashes") extra?.say({ kind: "crashed", id: 1, error });
    expect(asked(ports[0])).toMatchObject({ takes: 2, sharing: null });
    finish(ports[0]);
    expect(seeds(await answer)).toEqual([10, 11, 12, 13]);
    expect(restarted).toEqual(trouble === "cannot be spawned" ? [] : [2, 3]);
    if (extra !== undefined) expect(extra.isTerminated).toBe(true);
  });

  it("settle within 50 ms when cancelled, and keep what was written of each", async () => {
    vi.useFakeTimers();
    const { client, ports } = setUp(2);
    const stopping = new AbortController();
    const answer = client.takes("seed", request, 4, { signal: stopping.signal });
    share(ports[0], 2);
    const id = asked(ports[1]).id;
    ports[0]?.say({ kind: "notes", id: 1, notes: [{ take: 0, note: { ...NOTE, id: 1 } }] });
    ports[1]?.say({ kind: "notes", id, notes: [{ take: 1, note: { ...NOTE, id: 2 } }] });
    ports[1]?.say({
      kind: "notes",
      id,
      notes: [{ take: 1, note: { ...NOTE, id: 3, onset: 480 } }],
    });
    stopping.abort();
    expect(ports.map((port) => port.kinds().at(-1))).toEqual(["cancel", "cancel"]);
    await vi.advanceTimersByTimeAsync(50);
    const outcomes = await answer;
    expect(outcomes.map(({ added }) => added.map((note) => note.id))).toEqual([
      [1],
      [],
      [],
      [2, 3],
    ]);
    expect(seeds(outcomes)).toEqual([10, 11, 12, 13]);
    // Who does not hear of it is replaced, the further worker without another.
    await vi.advanceTimersByTimeAsync(6_000);
    expect(ports.map(({ isTerminated }) => isTerminated)).toEqual([true, true, false]);
  });

  it("keep the takes that are at their ends when the others are cancelled", async () => {
    vi.useFakeTimers();
    const { client, ports } = setUp(2);
    const stopping = new AbortController();
    const answer = client.takes("seed", request, 2, { signal: stopping.signal });
    share(ports[0], 1);
    finish(ports[1]);
    stopping.abort();
    await vi.advanceTimersByTimeAsync(50);
    expect((await answer).map(({ isComplete }) => isComplete)).toEqual([false, true]);
  });

  it("are not begun elsewhere once they are cancelled", async () => {
    vi.useFakeTimers();
    const { client, ports } = setUp(2);
    const stopping = new AbortController();
    const answer = client.takes("seed", request, 2, { signal: stopping.signal });
    stopping.abort();
    share(ports[0], 1);
    expect(ports.length).toBe(1);
    await vi.advanceTimersByTimeAsync(50);
    expect((await answer).length).toBe(2);
  });

  it("fail together where the request is wrong, and with the first worker", async () => {
    const { client, ports } = setUp(2);
    const wrong = client.takes("seed", request, 2);
    share(ports[0], 1);
    const error = { code: "style-unknown", message: "no such style" };
    ports[1]?.say({ kind: "failed", id: asked(ports[1]).id, error });
    await expect(wrong).rejects.toMatchObject({ code: "style-unknown" });
    const { client: other, ports: others } = setUp(2);
    const fallen = other.takes("seed", request, 2);
    share(others[0], 1);
    others[0]?.say({ kind: "crashed", id: 1, error: { code: "internal", message: "trap" } });
    await expect(fallen).rejects.toMatchObject({ code: "internal" });
    expect(others[1]?.kinds().at(-1)).toBe("cancel");
  });

  it("are asked of a new first worker for its own part only, and kits are sent anew", async () => {
    const { client, ports } = setUp(2);
    const answer = client.takes("seed", request, 3);
    share(ports[0], 2);
    ports[0]?.onerror?.({ message: "out of memory" } as ErrorEvent);
    const [, extra, next] = ports;
    expect(asked(next)).toMatchObject({ takes: 2, sharing: null });
    finish(next);
    finish(extra);
    expect(seeds(await answer)).toEqual([10, 11, 12]);
    void client.takes("seed", request, 3);
    share(next, 2);
    expect(extra?.kinds()).toEqual(["join", "compose", "join", "compose"]);
  });
});

describe("sessions that share takes", () => {
  function talk(cores: number) {
    const ports: SessionPort[] = [];
    const spawn = () => {
      const port = new SessionPort();
      ports.push(port);
      return port;
    };
    return { ports, client: new ComposerClient(OPTIONS, spawn, cores) };
  }

  it("answer side by side, each its part, with the same weights", async () => {
    const { ports, client } = talk(2);
    const outcomes = await client.takes("seed", request, 4);
    expect(seeds(outcomes)).toEqual([10, 11, 12, 13]);
    expect(ports.map(({ worker }) => worker.cpu.takesAsked)).toEqual([[2], [2]]);
    expect(ports.map(({ worker }) => worker.cpu.orders)).toEqual([
      [10, 11],
      [12, 13],
    ]);
    expect(ports[1]?.worker.cpu.weights).toEqual(ports[0]?.worker.cpu.weights);
    // The further worker has neither fetched nor rehearsed anything.
    expect(ports[1]?.worker.timed.acts).toEqual([]);
  });

  it("stay with one worker for one take, for one core, and on a GPU", async () => {
    for (const [cores, count, device] of [
      [2, 1, "cpu"],
      [1, 3, "cpu"],
      [2, 3, "webgpu"],
    ] as const) {
      const ports: SessionPort[] = [];
      const spawn = () => {
        const port = new SessionPort({
          findAdapter: async () => ({ kind: "real", name: "Test GPU" }),
        });
        ports.push(port);
        return port;
      };
      const client = new ComposerClient({ ...OPTIONS, device }, spawn, cores);
      const outcomes = await client.takes("seed", request, count);
      expect(outcomes.map(({ receipt }) => receipt.device)).toEqual(Array(count).fill(device));
      expect(ports.length).toBe(1);
    }
  });

  it("take new weights up between two requests, not within one", async () => {
    const worker = new FakeWorker();
    const session = new Session(worker.ports);
    worker.cpu.isPatient = true;
    const alone = { order: seedOrder(1), takes: 1, sharing: null } as const;
    session.receive({ kind: "join", kit: KIT });
    session.receive({ kind: "compose", id: 1, ...alone });
    await settled();
    session.receive({ kind: "join", kit: { ...KIT, id: 2, weights: new Uint8Array([2]) } });
    session.receive({ kind: "compose", id: 2, ...alone });
    await settled();
    expect([worker.cpu.isReleased, worker.timed.orders]).toEqual([false, []]);
    worker.cpu.finish();
    await settled();
    expect([worker.cpu.isReleased, worker.timed.orders]).toEqual([true, [1]]);
    expect(worker.all("done").map(({ id }) => id)).toEqual([1, 2]);
  });

  it("write all takes themselves where a module cannot be sent", async () => {
    const worker = new FakeWorker();
    const { post } = worker.ports;
    const session = new Session({
      ...worker.ports,
      post: (message) => {
        if (message.kind === "shared") throw new Error("could not be cloned");
        post(message);
      },
    });
    session.receive({ kind: "open", device: "cpu", modelUrl: "model/" });
    const sharing = { helpers: 1, kitId: null };
    session.receive({ kind: "compose", id: 1, order: seedOrder(1), takes: 4, sharing });
    await settled();
    expect(worker.all("done")[0]?.outcomes.length).toBe(4);
  });
});

function seedOf(rngSeed: number, take: number): number {
  return orderOfTake(seedOrder(rngSeed), take).request.rngSeed;
}
