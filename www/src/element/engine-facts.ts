// What is known about the engine and the last answer, in the panel.

import { styleOf } from "../composer/index.ts";
import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, setText } from "./dom.ts";
import type { State } from "./store.ts";
import { engineLine } from "./transport-bar.ts";

/** The list, kept true. */
export function engineFacts({ store, signal }: Desk): HTMLElement {
  const list = make("dl", { class: "engine-facts", part: "engine-facts" });
  const notice = make("p", { class: "notice", part: "notice" });
  store.onChange((state, before) => {
    const isSame =
      state.engine === before.engine &&
      state.progress === before.progress &&
      state.receipt === before.receipt;
    if (isSame && list.childElementCount > 0) return;
    const rows = factsOf(state).flatMap(([name, value]) => [
      make("dt", {}, name),
      make("dd", {}, value),
    ]);
    list.replaceChildren(...rows);
    setText(notice, state.engine.notice ?? state.progress?.message ?? "");
  }, signal);
  return make("div", {}, list, notice);
}

function factsOf(state: State): readonly (readonly [string, string])[] {
  const { engine, receipt } = state;
  const facts: (readonly [string, string])[] = [[t("State"), engineLine(state)]];
  if (engine.info !== null) {
    const { adapter, modelVersion, styles } = engine.info;
    if (adapter !== null) facts.push([t("Adapter"), adapter]);
    facts.push([t("Model"), modelVersion ?? t("Markov engine, until the network is here")]);
    if (styles.length > 0)
      facts.push([t("Styles"), styles.map((id) => t(styleOf(id).name)).join(", ")]);
  }
  if (receipt !== null) {
    const key = receipt.key ?? t("key from the notes");
    facts.push([
      t("Last answer"),
      t("{style}, {key}, {tokens} words, dice {dice}, {engine} on {device}", {
        style: t(styleOf(receipt.style).name),
        key,
        tokens: receipt.tokens,
        dice: String(receipt.rngSeed),
        engine: receipt.engine,
        device: receipt.device,
      }),
    ]);
  }
  return facts;
}
