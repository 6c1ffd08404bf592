// Somebody's own pieces, of which chains learn: shown where chains have a part in the answers.

import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, makeButton } from "./dom.ts";

export function ownMusicField({ store, signal, do: act }: Desk): HTMLElement {
  const learn = makeButton("open", t("Learn from MIDI files"), { "data-action": "learn" }, true);
  learn.title = t("Chains then write in the manner of your own music; it stays on this device");
  learn.addEventListener("click", () => act("learn"), { signal });
  const list = make("ul", { class: "own", "aria-label": t("Music of which the chains learn") });
  const whole = make("div", {}, make("div", { class: "own" }, learn), list);
  store.onChange(({ settings, ownMusic }, before) => {
    whole.hidden = settings.engine === "neural";
    if (ownMusic === before.ownMusic) return;
    list.replaceChildren(
      ...ownMusic.map((piece) => {
        const label = t("Forget {name}", { name: piece.name });
        const forget = makeButton("close", label, { class: "quiet", "aria-label": label });
        forget.addEventListener("click", () => {
          const rest = store.state.ownMusic.filter((other) => other !== piece);
          store.update({ ownMusic: rest });
        });
        return make("li", {}, make("span", {}, piece.name), forget);
      }),
    );
  }, signal);
  return whole;
}
