import { describe, expect, it } from "vitest";
import { draftOf, EMPTY_SCORE, historyOf } from "../score/index.ts";
import { applyAttribute } from "./attribute-effects.ts";
import { seedQuestion } from "./requests.ts";
import { Store } from "./store.ts";

function seedOf(store: Store): object {
  const asked = seedQuestion(store.state);
  if (asked.kind === "needs") throw new Error(asked.text);
  return asked.question.order.request;
}

describe("the attribute composer-style", () => {
  it("settles the voices, and the tempo of what Seed writes", () => {
    const store = new Store();
    applyAttribute(store, "composer-style", "irish-dance");
    expect(store.state.settings).toMatchObject({ style: "irish-dance", voices: [0], bars: 4 });
    expect(seedOf(store)).toMatchObject({ style: "irish-dance", tempo: 190, voices: [0] });
    expect(store.draft.score.tempo).toBe(96);
  });

  it("leaves the tempo to its own attribute, whichever comes first", () => {
    for (const first of ["composer-style", "tempo"] as const) {
      const store = new Store();
      const values = { "composer-style": "irish-dance", tempo: "180" } as const;
      applyAttribute(store, first, values[first]);
      const second = first === "tempo" ? "composer-style" : "tempo";
      applyAttribute(store, second, values[second]);
      expect(seedOf(store)).toMatchObject({ style: "irish-dance", tempo: 180 });
    }
  });

  it("makes an empty piece one of its style, and no undo step", () => {
    const store = new Store();
    store.update({ history: historyOf(draftOf(EMPTY_SCORE)) });
    applyAttribute(store, "composer-style", "band");
    expect(store.draft.score.parts).toHaveLength(5);
    expect(store.draft.score.tempo).toBe(130);
    expect(store.state.history.past).toHaveLength(0);
  });

  it("goes back to the first style when it is taken away", () => {
    const store = new Store();
    applyAttribute(store, "composer-style", "band");
    applyAttribute(store, "composer-style", null);
    expect(store.state.settings).toMatchObject({ style: "bach-chorale", voices: [0, 1, 2, 3] });
  });
});
