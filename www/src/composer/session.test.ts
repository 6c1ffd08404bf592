import { describe, expect, it } from "vitest";
import { ComposerError } from "./errors.ts";
import { FakeWorker, NOTE, seedOrder, settled } from "./fakes.ts";
import { emptyOutcome } from "./outcome.ts";
import { Session } from "./session.ts";
import type { LoadedWeights } from "./weights.ts";

/** A page with a GPU that is quicker than its CPU. */
function withGpu(): FakeWorker {
  const worker = new FakeWorker({ findAdapter: async () => REAL });
  worker.gpu.milliseconds = 1;
  return worker;
}

const REAL = { kind: "real", name: "Test GPU" } as const;
const NO_NOTES = emptyOutcome(seedOrder(1)).score;
const CPU = { kind: "open", device: "cpu", modelUrl: "model/" } as const;
const ALONE = { takes: 1, sharing: null } as const;
const AUTO = { kind: "open", device: "auto", modelUrl: "model/" } as const;

function compose(session: Session, ...ids: readonly number[]) {
  for (const id of ids) session.receive({ kind: "compose", id, order: seedOrder(id), ...ALONE });
}

describe("a session", () => {
  it("opens, streams notes and answers", async () => {
    const worker = new FakeWorker();
    const session = new Session(worker.ports);
    session.receive(CPU);
    compose(session, 1);
    await settled();
    expect(worker.all("opened").length).toBe(1);
    expect(worker.all("notes").length).toBe(1);
    expect(worker.all("done")[0]).toMatchObject({ id: 1, outcomes: [{ isComplete: true }] });
    expect(worker.all("engine").at(-1)?.engine).toMatchObject({
      phase: "ready",
      info: { device: "cpu" },
    });
  });

  it("fetches engine and weights at once: neither waits for the other", async () => {
    const asked: string[] = [];
    const never = (what: string) => {
      asked.push(what);
      return new Promise<never>(() => {});
    };
    const worker = new FakeWorker({
      loadModule: () => never("module"),
      loadWeights: () => never("weights"),
    });
    new Session(worker.ports).receive(CPU);
    await settled();
    expect(asked).toEqual(["module", "weights"]);
  });

  it("answers requests one after the other, in order", async () => {
    const worker = new FakeWorker();
    worker.cpu.isPatient = true;
    const session = new Session(worker.ports);
    session.receive(CPU);
    compose(session, 1, 2, 3);
    await settled();
    expect(worker.cpu.orders).toEqual([1]);
    worker.cpu.finish();
    await settled();
    expect(worker.cpu.orders).toEqual([1, 2]);
  });

  it("ends a running act with what it has, and lets a waiting one leave", async () => {
    const worker = new FakeWorker();
    worker.cpu.isPatient = true;
    const session = new Session(worker.ports);
    session.receive(CPU);
    compose(session, 1, 2, 3);
    await settled();
    session.receive({ kind: "cancel", id: 2 });
    session.receive({ kind: "cancel", id: 1 });
    await settled();
    expect(worker.all("done").map(({ id, outcomes }) => [id, outcomes[0]?.added.length])).toEqual([
      [2, 0],
      [1, 1],
    ]);
    expect(worker.all("done").every(({ outcomes }) => outcomes[0]?.isComplete === false)).toBe(
      true,
    );
    expect(worker.cpu.orders).toEqual([1, 3]);
  });

  it("takes nothing away when it is stopped before the first note", async () => {
    const worker = new FakeWorker();
    const order = seedOrder(1);
    worker.cpu.compose = async () => ({ ...emptyOutcome(order), removed: [7], score: NO_NOTES });
    const session = new Session(worker.ports);
    session.receive(CPU);
    const score = { ...NO_NOTES, notes: [{ ...NOTE, id: 7 }] };
    const { style, sampling, voices, rngSeed } = order.request;
    const request = { score, style, sampling, voices, rngSeed, locked: [] };
    session.receive({ kind: "compose", id: 1, order: { act: "harmonize", request }, ...ALONE });
    await settled();
    expect(worker.all("done")[0]?.outcomes[0]).toMatchObject({ score, removed: [], added: [] });
  });

  it("settles an act that is cancelled while the weights are on their way", async () => {
    const worker = new FakeWorker({ loadWeights: () => new Promise<LoadedWeights>(() => {}) });
    const session = new Session(worker.ports);
    session.receive(CPU);
    compose(session, 1);
    await settled();
    session.receive({ kind: "cancel", id: 1 });
    await settled();
    expect(worker.all("done")[0]).toMatchObject({ id: 1, outcomes: [{ isComplete: false }] });
  });

  it("says why it cannot answer, and can be opened again", async () => {
    let isThere = false;
    const worker = new FakeWorker({
      loadWeights: async () => {
        if (!isThere) throw new ComposerError("weights-missing", "status 404");
        return {
          bytes: new Uint8Array([1]),
          isFromCache: false,
          larger: null,
          forget: async () => {},
        };
      },
    });
    const session = new Session(worker.ports);
    session.receive(CPU);
    compose(session, 1);
    await settled();
    expect(worker.all("openFailed")[0]?.error.code).toBe("weights-missing");
    expect(worker.all("failed")[0]).toMatchObject({ id: 1, error: { code: "weights-missing" } });
    expect(worker.all("engine").at(-1)?.engine).toMatchObject({
      phase: "failed",
      notice: "status 404",
    });
    isThere = true;
    session.receive(CPU);
    compose(session, 2);
    await settled();
    expect(worker.all("done")[0]?.id).toBe(2);
  });

  it("fetches again when the kept copy is broken", async () => {
    let forgotten = 0;
    let loads = 0;
    const worker = new FakeWorker({
      loadWeights: async () => {
        loads += 1;
        if (loads === 2) worker.cpu.weightsError = null;
        const forget = async () => {
          forgotten += 1;
        };
        return { bytes: new Uint8Array([1]), isFromCache: loads === 1, larger: null, forget };
      },
    });
    worker.cpu.weightsError = new ComposerError("weights-corrupt", "no header");
    new Session(worker.ports).receive(CPU);
    await settled();
    expect([loads, forgotten, worker.all("opened").length]).toEqual([2, 1, 1]);
  });

  it("warms up before it is asked, with an engine that gives its memory back", async () => {
    const worker = new FakeWorker();
    new Session(worker.ports).receive(CPU);
    await settled();
    expect(worker.timed.acts).toEqual(["seed", "continue"]);
    expect(worker.timed.isReleased).toBe(true);
    expect(worker.cpu.isReleased).toBe(false);
  });

  it("breaks its warm-up off when somebody asks for music", async () => {
    const worker = new FakeWorker();
    worker.timed.isPatient = true;
    const session = new Session(worker.ports);
    session.receive(CPU);
    await settled();
    expect(worker.timed.isReleased).toBe(false);
    compose(session, 1);
    await settled();
    expect(worker.timed.acts).toEqual(["seed"]);
    expect(worker.timed.isReleased).toBe(true);
    expect(worker.all("done")[0]?.outcomes[0]?.isComplete).toBe(true);
  });

  it("moves to a real GPU behind the CPU, and not to a software one", async () => {
    const worker = withGpu();
    const session = new Session(worker.ports);
    session.receive(AUTO);
    await settled();
    compose(session, 1);
    await settled();
    expect(worker.all("done")[0]?.outcomes[0]?.receipt.device).toBe("webgpu");
    expect(worker.all("engine").at(-1)?.engine.info?.adapter).toBe("Test GPU");

    const other = new FakeWorker({
      findAdapter: async () => ({ kind: "software", name: "llvmpipe" }),
    });
    const cpuSession = new Session(other.ports);
    cpuSession.receive(AUTO);
    await settled();
    compose(cpuSession, 1);
    await settled();
    expect(other.all("done")[0]?.outcomes[0]?.receipt.device).toBe("cpu");
    expect(other.all("engine").at(-1)?.engine.notice).toBeNull();
  });

  it("stays on the CPU when that is quicker than the GPU, unless the GPU is asked for by name", async () => {
    for (const device of ["auto", "webgpu"] as const) {
      const worker = withGpu();
      worker.gpu.milliseconds = 20;
      const session = new Session(worker.ports);
      session.receive({ ...AUTO, device });
      await settled();
      compose(session, 1);
      await settled();
      const expected = device === "auto" ? "cpu" : "webgpu";
      expect(worker.gpu.isReleased).toBe(device === "auto");
      expect(worker.all("done")[0]?.outcomes[0]?.receipt.device).toBe(expected);
      expect(worker.all("engine").at(-1)?.engine.notice).toBeNull();
    }
  });

  it("waits for the GPU that is asked for by name", async () => {
    const worker = withGpu();
    const session = new Session(worker.ports);
    session.receive({ ...AUTO, device: "webgpu" });
    compose(session, 1);
    await settled();
    expect(worker.all("done")[0]?.outcomes[0]?.receipt.device).toBe("webgpu");
  });

  it("says so when the GPU that was asked for by name is not there", async () => {
    const worker = new FakeWorker();
    new Session(worker.ports).receive({ ...AUTO, device: "webgpu" });
    await settled();
    expect(worker.all("opened").length).toBe(1);
    expect(worker.all("engine").at(-1)?.engine).toMatchObject({
      phase: "ready",
      info: { device: "cpu" },
      notice: expect.stringContaining("no WebGPU"),
    });
  });

  it("begins again on the CPU when the GPU is lost", async () => {
    const worker = withGpu();
    const session = new Session(worker.ports);
    session.receive(AUTO);
    await settled();
    worker.gpu.isPatient = true;
    compose(session, 1);
    await settled();
    session.deviceLost("driver reset");
    await settled();
    expect(worker.all("restarted").map(({ id }) => id)).toEqual([1]);
    expect(worker.all("done")[0]?.outcomes[0]?.receipt.device).toBe("cpu");
    expect(worker.all("engine").at(-1)?.engine.notice).toContain("driver reset");
  });

  it("keeps what was written when the GPU is lost in the moment of stopping", async () => {
    const worker = withGpu();
    const session = new Session(worker.ports);
    session.receive(AUTO);
    await settled();
    worker.gpu.isPatient = true;
    // A lost device never gets to the end of its note.
    worker.gpu.cancel = () => {};
    compose(session, 1);
    await settled();
    session.receive({ kind: "cancel", id: 1 });
    session.deviceLost("driver reset");
    await settled();
    expect(worker.all("restarted")).toEqual([]);
    expect(worker.all("done")[0]?.outcomes[0]).toMatchObject({
      added: [NOTE],
      isComplete: false,
      receipt: { device: "webgpu" },
    });
  });

  it("is not disturbed on the CPU by what the lost GPU still throws", async () => {
    const worker = withGpu();
    const session = new Session(worker.ports);
    session.receive(AUTO);
    await settled();
    worker.gpu.isPatient = true;
    worker.cpu.isPatient = true;
    compose(session, 1);
    await settled();
    session.deviceLost("driver reset");
    await settled();
    session.trapped(new Error("unreachable"), "webgpu");
    session.deviceLost("driver reset again");
    worker.cpu.finish();
    await settled();
    expect(worker.all("crashed").length).toBe(0);
    expect(worker.all("done")[0]?.outcomes[0]).toMatchObject({
      isComplete: true,
      receipt: { device: "cpu" },
    });
  });

  it("does not repeat on the CPU what is wrong with the request", async () => {
    const worker = withGpu();
    const session = new Session(worker.ports);
    session.receive(AUTO);
    await settled();
    worker.gpu.isPatient = true;
    compose(session, 1);
    await settled();
    worker.gpu.fail(new ComposerError("style-unknown", "no such style"));
    await settled();
    expect(worker.all("failed")[0]).toMatchObject({ id: 1, error: { code: "style-unknown" } });
    expect(worker.all("restarted").length).toBe(0);
  });

  it("reports a panic on the CPU as a crash of the running request", async () => {
    const worker = new FakeWorker();
    worker.cpu.isPatient = true;
    const session = new Session(worker.ports);
    session.receive(CPU);
    compose(session, 4);
    await settled();
    session.trapped(new Error("unreachable"), null);
    expect(worker.all("crashed")[0]).toMatchObject({ id: 4, error: { code: "internal" } });
  });

  it("reads and writes MIDI before it is open, and says what is wrong with a file", async () => {
    const worker = new FakeWorker({ loadWeights: () => new Promise<LoadedWeights>(() => {}) });
    const session = new Session(worker.ports);
    session.receive({ kind: "readMidi", id: 1, bytes: new Uint8Array() });
    await settled();
    expect(worker.all("failed")[0]).toMatchObject({ id: 1, error: { code: "midi-invalid" } });
  });
});
