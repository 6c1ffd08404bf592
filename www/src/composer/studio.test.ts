import { afterEach, describe, expect, it, vi } from "vitest";
import { ComposerClient } from "./client.ts";
import type { ComposerError } from "./errors.ts";
import { FakePort, NOTE, PIECE, PLAN, SessionPort, seedOrder, settled } from "./fakes.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { writtenPiece } from "./piece-outcome.ts";
import type { StudioListener } from "./studio-client.ts";

const OPTIONS = { device: "auto", modelUrl: "https://page.test/model/" } as const;
const OUTCOME = writtenPiece(PIECE, PLAN, [NOTE], null);

/** A client whose workers do only what a test says. */
function setUp() {
  const ports: FakePort[] = [];
  const client = new ComposerClient(OPTIONS, () => {
    const port = new FakePort();
    ports.push(port);
    return port;
  });
  const first = () => ports[0] ?? new FakePort();
  /** What a worker was asked last, of one kind. */
  const asked = <K extends ToWorker["kind"]>(port: FakePort | undefined, kind: K) => {
    const found = port?.heard.findLast((message) => message.kind === kind);
    if (found === undefined) throw new Error(`it was not asked to ${kind}`);
    return found as Extract<ToWorker, { kind: K }>;
  };
  /** The first worker lends its weights, or does all by itself. */
  const lend = async (loan: Extract<FromWorker, { kind: "lent" }>["loan"]) => {
    await vi.waitFor(() => asked(first(), "lend"));
    first().say({ kind: "lent", id: asked(first(), "lend").id, loan });
    await vi.waitFor(() => asked(ports.at(-1), "studio"));
  };
  return { client, ports, first, asked, lend };
}

function heard(into: unknown[]): StudioListener {
  return {
    onPlan: (plan) => into.push(plan),
    onNote: (note) => into.push(note),
    onRestart: () => into.push("restart"),
  };
}

const WEIGHTS = new Uint8Array([1, 2]);

afterEach(() => void vi.useRealTimers());

describe("pieces to order", () => {
  it("are written by a worker of their own, with the weights of the first one", async () => {
    const { client, ports, asked, lend } = setUp();
    const notes: unknown[] = [];
    const answer = client.studio.piece(PIECE, heard(notes));
    await lend({ kitId: 3, weights: WEIGHTS });
    const [, own] = ports;
    expect(own?.heard).toEqual([
      { kind: "join", kit: { id: 3, module: null, weights: WEIGHTS } },
      { kind: "studio", id: 1, order: { act: "piece", request: PIECE } },
    ]);
    own?.say({ kind: "plan", id: 1, plan: PLAN });
    own?.say({ kind: "notes", id: 1, notes: [{ take: 0, note: NOTE }] });
    own?.say({ kind: "studioDone", id: 1, answer: OUTCOME });
    expect(await answer).toBe(OUTCOME);
    expect(notes).toEqual([PLAN, NOTE]);
    // The next one finds its weights there.
    void client.studio.piece(PIECE);
    await vi.waitFor(() => expect(asked(ports[0], "lend").held).toBe(3));
    expect(ports.length).toBe(2);
  });

  it("are written by the first worker where a GPU answers", async () => {
    const { client, ports, first, asked, lend } = setUp();
    const notes: unknown[] = [];
    const answer = client.studio.piece(PIECE, heard(notes));
    await lend(null);
    const { id } = asked(first(), "studio");
    first().say({ kind: "plan", id, plan: PLAN });
    first().say({ kind: "notes", id, notes: [{ take: 0, note: NOTE }] });
    first().say({ kind: "studioDone", id, answer: OUTCOME });
    expect(await answer).toBe(OUTCOME);
    expect(notes).toEqual([PLAN, NOTE]);
    expect(ports.length).toBe(1);
  });

  it("begin again beside the CPU where the GPU is lost", async () => {
    const { client, first, ports, asked, lend } = setUp();
    const notes: unknown[] = [];
    const answer = client.studio.piece(PIECE, heard(notes));
    await lend(null);
    const { id } = asked(first(), "studio");
    const asks = () => first().heard.filter(({ kind }) => kind === "lend").length;
    first().say({ kind: "failed", id, error: { code: "device-lost", message: "gone" } });
    await vi.waitFor(() => expect(asks()).toBe(2));
    await lend({ kitId: 1, weights: WEIGHTS });
    ports[1]?.say({ kind: "studioDone", id: 1, answer: OUTCOME });
    expect(await answer).toBe(OUTCOME);
    expect(notes).toEqual(["restart"]);
  });

  it("keep what was heard when they are cancelled, in the metre of their plan", async () => {
    const { client, ports, lend } = setUp();
    const stop = new AbortController();
    const request = { ...PIECE, instruments: ["flute"] };
    const answer = client.studio.piece(request, { signal: stop.signal });
    await lend({ kitId: 1, weights: WEIGHTS });
    ports[1]?.say({ kind: "plan", id: 1, plan: PLAN });
    ports[1]?.say({ kind: "notes", id: 1, notes: [{ take: 0, note: NOTE }] });
    stop.abort();
    const { score, added, plan, ending, isComplete } = await answer;
    expect(ports[1]?.kinds().at(-1)).toBe("cancel");
    expect(added).toEqual([NOTE]);
    expect(score.timeSignatures).toEqual([{ tick: 0, beats: 3, beatUnit: 4 }]);
    expect([score.key, score.tempo]).toEqual([PLAN.key, PLAN.tempo]);
    expect(score.parts.map(({ program }) => program)).toEqual([73, 73, 73, 73]);
    expect([plan, ending, isComplete]).toEqual([PLAN, null, false]);
    const early = await client.studio.piece(PIECE, { signal: stop.signal });
    expect([early.plan, early.added]).toEqual([null, []]);
  });

  it("replace a worker that panics once, and not for ever", async () => {
    const { client, ports, lend } = setUp();
    const answer = client.studio.piece(PIECE);
    const crash = {
      kind: "crashed",
      id: 1,
      error: { code: "internal", message: "panic" },
    } as const;
    await lend({ kitId: 1, weights: WEIGHTS });
    ports[1]?.say(crash);
    await settled();
    await lend({ kitId: 1, weights: WEIGHTS });
    expect(ports[1]?.isTerminated).toBe(true);
    ports[2]?.say(crash);
    await expect(answer).rejects.toMatchObject({ code: "internal" });
    expect(ports.length).toBe(3);
  });

  it("say that the module could not be loaded, without a second try", async () => {
    const { client, ports, lend } = setUp();
    const answer = client.studio.piece(PIECE);
    await lend({ kitId: 1, weights: WEIGHTS });
    ports[1]?.onerror?.({ message: "404" } as ErrorEvent);
    await expect(answer).rejects.toMatchObject({ code: "module-missing" });
    expect(ports.length).toBe(2);
  });

  it("leave a worker that is idle for a minute to the browser, and find another one later", async () => {
    const { client, ports, lend } = setUp();
    const answer = client.studio.piece(PIECE);
    await lend({ kitId: 1, weights: WEIGHTS });
    vi.useFakeTimers();
    ports[1]?.say({ kind: "studioDone", id: 1, answer: OUTCOME });
    await vi.advanceTimersByTimeAsync(59_000);
    expect(ports[1]?.isTerminated).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ports[1]?.isTerminated).toBe(true);
    await answer;
    vi.useRealTimers();
    void client.studio.piece(PIECE);
    await lend({ kitId: 1, weights: WEIGHTS });
    expect(ports.length).toBe(3);
  });

  it("end with the client", async () => {
    const { client, ports, lend } = setUp();
    const answer = client.studio.piece(PIECE).catch((error: ComposerError) => error.code);
    await lend({ kitId: 1, weights: WEIGHTS });
    client.close();
    expect(await answer).toBe("closed");
    expect(ports[1]?.isTerminated).toBe(true);
  });
});

/** A client over sessions; the first worker may have a GPU that is quicker than its CPU. */
function withSessions(hasGpu: boolean, isPatient = false) {
  const ports: SessionPort[] = [];
  const client = new ComposerClient(OPTIONS, () => {
    const port = new SessionPort(
      hasGpu && ports.length === 0
        ? { findAdapter: async () => ({ kind: "real", name: "Test GPU" }) }
        : {},
    );
    if (hasGpu) port.worker.gpu.milliseconds = 1;
    // Only orders wait: the first worker rehearses.
    port.worker.cpu.isPatient = isPatient && ports.length > 0;
    ports.push(port);
    return port;
  });
  return { client, ports };
}

describe("the studio's worker", () => {
  it("loads its own module, with the weights that are there, while the first one answers", async () => {
    const { client, ports } = withSessions(false);
    const outcome = await client.studio.piece(PIECE);
    expect(outcome).toMatchObject({ isComplete: true, plan: PLAN, added: [NOTE] });
    expect(ports[0]?.worker.builds).toEqual(["cpu"]);
    expect(ports[1]?.worker.builds).toEqual(["studio"]);
    expect(ports[1]?.worker.cpu.weights).toEqual(new Uint8Array([1]));
    expect(ports[0]?.worker.cpu.performed).toEqual([]);
    const { request } = seedOrder(4);
    const [answer] = await client.takes("seed", request, 1);
    expect(answer?.receipt.rngSeed).toBe(4);
  });

  it("is not there where the first worker has a GPU", async () => {
    const { client, ports } = withSessions(true);
    await client.open();
    await vi.waitFor(() => expect(client.engine.info?.device).toBe("webgpu"));
    expect(await client.studio.piece(PIECE)).toMatchObject({ isComplete: true });
    expect(ports.map(({ worker }) => worker.gpu.performed)).toEqual([["piece"]]);
  });

  it("moves motifs by itself, without the weights of the network, also beside a GPU", async () => {
    const { client, ports } = withSessions(true);
    await client.open();
    const { score } = OUTCOME;
    const step = { kind: "walk", x: 0.5, y: 0, rngSeed: 1 } as const;
    const request = { score, style: "carol", voice: 0, bar: 0, step };
    expect((await client.studio.motif(request)).added).toEqual([NOTE]);
    expect(ports.map(({ worker }) => worker.cpu.performed)).toEqual([[], ["motif"]]);
    expect(ports[1]?.worker.builds).toEqual(["studio"]);
    expect(ports[1]?.worker.cpu.weights).toBeNull();
    expect(ports[0]?.kinds()).not.toContain("lend");
  });

  it("rates and edits", async () => {
    const { client } = withSessions(false);
    const { score } = OUTCOME;
    const candidates = [{ score, added: [1] }];
    const ratings = await client.studio.rate({ style: "hymn", key: null, candidates });
    expect(ratings).toHaveLength(1);
    const edit = { kind: "quantise", grid: 240, strength: 1 } as const;
    expect(await client.studio.edit({ score, style: "hymn", notes: [1], edit })).toMatchObject({
      remarks: [],
    });
  });

  it("reads and writes files of notes without weights, also while it writes a piece", async () => {
    const { client, ports } = withSessions(false, true);
    const { score: read } = await client.studio.readScore(
      new Uint8Array([60]),
      "old-hundredth.abc",
    );
    expect(read).toMatchObject({ title: "old-hundredth.abc", notes: [NOTE] });
    expect(ports.map(({ worker }) => worker.builds)).toEqual([["studio"]]);
    const stop = new AbortController();
    const begun = new Promise<void>((resolve) => {
      void client.studio.piece(PIECE, { signal: stop.signal, onNote: () => resolve() });
    });
    await begun;
    const bytes = await client.studio.writeScore(read, "musicxml");
    expect(new TextDecoder().decode(bytes)).toBe("musicxml");
    stop.abort();
  });

  it("says why a file cannot be read", async () => {
    const { client } = withSessions(false);
    const reading = client.studio.readScore(new Uint8Array(), "empty.xml");
    await expect(reading).rejects.toMatchObject({ code: "score-unreadable" });
  });

  it("ends a piece with what it has when it is cancelled", async () => {
    const { client } = withSessions(false, true);
    const stop = new AbortController();
    const onNote = () => stop.abort();
    const answer = client.studio.piece(PIECE, { signal: stop.signal, onNote });
    expect(await answer).toMatchObject({ isComplete: false, added: [NOTE] });
  });
});

describe("chains", () => {
  const CHAINS = new Uint8Array([7]);
  const { request } = seedOrder(10);

  function serveChains(status = 200) {
    const urls: string[] = [];
    vi.stubGlobal("fetch", async (url: URL) => {
      urls.push(url.pathname);
      return new Response(CHAINS, { status });
    });
    return urls;
  }

  afterEach(() => void vi.unstubAllGlobals());

  it("write alone without weights, in the studio's worker, and are fetched once", async () => {
    const urls = serveChains();
    const { client, ports } = withSessions(false);
    const heard: number[] = [];
    const markov = { ...request, style: "hymn", engine: "markov" as const };
    const answer = client.takes("seed", markov, 3, { onNote: (_, take) => heard.push(take) });
    expect((await answer).map(({ receipt }) => receipt.rngSeed)).toEqual([10, 11, 12]);
    expect(heard).toEqual([0, 1, 2]);
    // No first worker was started, and nobody was asked for weights.
    expect(ports.map(({ worker }) => worker.builds)).toEqual([["studio"]]);
    expect(ports[0]?.worker.cpu).toMatchObject({ weights: null, chains: [CHAINS] });
    await client.takes("seed", markov, 1);
    expect(ports[0]?.worker.cpu.chains).toHaveLength(1);
    expect(urls).toEqual(["/chains/hymn.chains"]);
  });

  it("write together with the network that answers now", async () => {
    serveChains();
    const { client, ports } = withSessions(false);
    await client.takes("seed", { ...request, style: "carol", engine: "markov-harmony" }, 1);
    expect(ports.map(({ worker }) => worker.builds)).toEqual([["cpu"], ["studio"]]);
    expect(ports[1]?.worker.cpu.weights).toEqual(new Uint8Array([1]));
    expect(ports[1]?.worker.cpu.chains).toEqual([CHAINS]);
  });

  it("go to the first worker where a GPU answers, unless they write alone", async () => {
    serveChains();
    const { client, ports } = withSessions(true);
    await client.open();
    await vi.waitFor(() => expect(client.engine.info?.device).toBe("webgpu"));
    await client.takes("seed", { ...request, style: "band", engine: "markov-melody" }, 2);
    expect(ports.map(({ worker }) => worker.gpu.chains)).toEqual([[CHAINS]]);
    expect(ports[0]?.worker.gpu.takesAsked).toEqual([2]);
  });

  it("learn somebody's own music, once, and forget it", async () => {
    serveChains();
    const { client, ports } = withSessions(false);
    const markov = { ...request, style: "hymn", engine: "markov" as const };
    const ask = () => client.takes("seed", markov, 1);
    await ask();
    client.studio.learn([OUTCOME.score]);
    await ask();
    await ask();
    expect(ports[0]?.worker.cpu.learnt).toEqual([1]);
    client.studio.learn([]);
    await ask();
    expect(ports[0]?.worker.cpu.learnt).toEqual([1, 0]);
  });

  it("that are not there are said to be missing, and tried again the next time", async () => {
    const urls = serveChains(404);
    const { client } = withSessions(false);
    const asked = () =>
      client.takes("seed", { ...request, style: "keyboard", engine: "markov" }, 1);
    await expect(asked()).rejects.toMatchObject({ code: "chains-missing" });
    await expect(asked()).rejects.toMatchObject({ code: "chains-missing" });
    expect(urls).toHaveLength(2);
  });
});
