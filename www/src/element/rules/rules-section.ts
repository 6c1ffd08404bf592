// The fold of the panel in which rules lie.

import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, setText } from "../dom.ts";
import { lazyFold } from "../fold.ts";
import { ruleWords } from "./rules.ts";

export function rulesSection({ store, signal }: Desk): HTMLElement {
  const asked = make("span", { class: "asked" });
  store.onChange(({ settings }) => setText(asked, ruleWords(settings.rules)), signal);
  const load = async (root: ShadowRoot) => {
    const { ruleFields, styleRules } = await import("./rules-fields.ts");
    styleRules(root);
    return ruleFields({ store, signal });
  };
  return lazyFold({ part: "rules", title: t("Rules"), className: "rules" }, asked, load, signal);
}
