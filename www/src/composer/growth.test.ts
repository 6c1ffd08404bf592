import { describe, expect, it } from "vitest";
import { FakeWorker, seedOrder, settled } from "./fakes.ts";
import { Session, type SessionPorts } from "./session.ts";

const SMALL = new Uint8Array([1]);
const LARGE = new Uint8Array([2]);
const OPEN = { kind: "open", device: "auto", modelUrl: "model/" } as const;
const REAL = { kind: "real", name: "Test GPU" } as const;

/** A page whose small model knows of a larger one; `asked` are the folders that were fetched from. */
function withLarger(change: Partial<SessionPorts> = {}) {
  const asked: string[] = [];
  const worker = new FakeWorker({
    loadWeights: async (modelUrl) => {
      asked.push(modelUrl);
      const isSmall = modelUrl === "model/";
      return {
        bytes: isSmall ? SMALL : LARGE,
        isFromCache: false,
        larger: isSmall ? "model/base/" : null,
        forget: async () => {},
      };
    },
    ...change,
  });
  worker.timed.milliseconds = 2;
  return { worker, asked, session: new Session(worker.ports) };
}

function compose(session: Session, id: number) {
  session.receive({ kind: "compose", id, order: seedOrder(id), takes: 1, sharing: null });
}

describe("a model that knows of a larger one", () => {
  it("answers at once, and with the larger one when that is there", async () => {
    const { worker, asked, session } = withLarger();
    session.receive(OPEN);
    await settled();
    expect(asked).toEqual(["model/", "model/base/"]);
    compose(session, 7);
    await settled();
    expect(worker.cpu.orders).not.toContain(7);
    expect(worker.timed.orders).toContain(7);
    expect(worker.timed.weights).toBe(LARGE);
    expect(worker.cpu.isReleased).toBe(true);
  });

  it("lets an answer end where it began", async () => {
    const { worker, session } = withLarger();
    worker.cpu.isPatient = true;
    session.receive(OPEN);
    compose(session, 7);
    await settled();
    expect(worker.cpu.orders).toEqual([7]);
    expect(worker.cpu.isReleased).toBe(false);
    worker.cpu.finish();
    compose(session, 8);
    await settled();
    expect(worker.all("done").map(({ id }) => id)).toEqual([7, 8]);
    expect(worker.timed.orders).toContain(8);
    expect(worker.cpu.isReleased).toBe(true);
  });

  it("stays small where the machine is slow, traffic dear, or the larger one not there", async () => {
    const slow = withLarger();
    slow.worker.timed.milliseconds = 5;
    const dear = withLarger({ savesData: () => true });
    const missing = withLarger({
      loadWeights: async (modelUrl) => {
        if (modelUrl !== "model/") throw new Error("status 404");
        const forget = async () => {};
        return { bytes: SMALL, isFromCache: false, larger: "model/base/", forget };
      },
    });
    for (const { worker, session } of [slow, dear, missing]) {
      session.receive(OPEN);
      await settled();
      compose(session, 7);
      await settled();
      expect(worker.cpu.orders).toContain(7);
      expect(worker.cpu.isReleased).toBe(false);
    }
    expect(dear.asked).toEqual(["model/"]);
  });

  it("goes to a real GPU with the small one to draft, and not to a program that plays one", async () => {
    const real = withLarger({ findAdapter: async () => REAL });
    real.worker.gpu.milliseconds = 1;
    real.session.receive(OPEN);
    await settled();
    compose(real.session, 7);
    await settled();
    expect(real.worker.gpu.orders).toContain(7);
    expect(real.worker.gpu.weights).toBe(LARGE);
    expect(real.worker.gpu.drafter).toBe(SMALL);
    const played = withLarger({
      findAdapter: async () => ({ kind: "software", name: "llvmpipe" }),
    });
    played.session.receive({ ...OPEN, device: "webgpu" });
    await settled();
    expect(played.worker.gpu.weights).toBe(SMALL);
    expect(played.worker.gpu.drafter).toBe(SMALL);
  });
});
