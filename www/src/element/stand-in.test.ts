import { afterEach, describe, expect, it, vi } from "vitest";
import type { Outcome } from "../composer/index.ts";
import { ComposerError } from "../composer/index.ts";
import type { Question } from "./requests.ts";
import { seedQuestion } from "./requests.ts";
import { answerOf } from "./stand-in.ts";
import { Store } from "./store.ts";

/** A store whose network is so far on its way, and a composer that remembers who was asked. */
function setUp(loaded: number | null, fails: readonly string[] = []) {
  const store = new Store();
  if (loaded !== null) {
    store.update({
      engine: { phase: "opening", info: null, notice: null },
      progress: { stage: "weights", loaded, total: 100 },
    });
  }
  const asked = seedQuestion(store.state);
  if (asked.kind === "needs") throw new Error(asked.text);
  const writers: string[] = [];
  const compose = async ({ order }: Question): Promise<readonly Outcome[]> => {
    const writer = order.request.engine ?? "neural";
    writers.push(writer);
    if (fails.includes(writer)) {
      const code = writer === "neural" ? "weights-missing" : "chains-missing";
      throw new ComposerError(code, "404");
    }
    return [];
  };
  const { signal } = new AbortController();
  const answer = (question = asked.question) => answerOf(store, question, compose, signal);
  return { store, writers, answer, question: asked.question };
}

afterEach(() => void vi.useRealTimers());

describe("chains", () => {
  it("stay away while the network is there, or nearly", async () => {
    for (const loaded of [null, 60]) {
      const { writers, answer } = setUp(loaded);
      expect(await answer()).toMatchObject({ isStandIn: false });
      expect(writers).toEqual(["neural"]);
    }
  });

  it("stand in for a network that is late", async () => {
    vi.useFakeTimers();
    const { writers, answer } = setUp(10);
    const answered = answer();
    await vi.advanceTimersByTimeAsync(5_900);
    expect(writers).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(await answered).toMatchObject({ isStandIn: true });
    expect(writers).toEqual(["markov"]);
  });

  it("make way for a network that comes while one waits", async () => {
    const { store, writers, answer } = setUp(10);
    const answered = answer();
    store.update({ progress: { stage: "weights", loaded: 70, total: 100 } });
    expect(await answered).toMatchObject({ isStandIn: false });
    expect(writers).toEqual(["neural"]);
  });

  it("stand in where weights cannot be fetched, and the first error is told where chains cannot either", async () => {
    const { writers, answer } = setUp(null, ["neural"]);
    expect(await answer()).toMatchObject({ isStandIn: true });
    expect(writers).toEqual(["neural", "markov"]);
    const { answer: nobody } = setUp(null, ["neural", "markov"]);
    await expect(nobody()).rejects.toMatchObject({ code: "weights-missing" });
  });

  it("do not stand in for themselves", async () => {
    const { question, writers, answer } = setUp(10, ["markov"]);
    const { order } = question;
    const request = { ...order.request, engine: "markov" as const };
    await expect(
      answer({ ...question, order: { ...order, request } as typeof order }),
    ).rejects.toMatchObject({
      code: "chains-missing",
    });
    expect(writers).toEqual(["markov"]);
  });
});
