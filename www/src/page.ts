// The script of index.html alone: what the page's address says becomes attributes of its composer.

import "./index.ts";
import { chosenLanguage, languageOf } from "./words/index.ts";

/** Attributes that may be set by the address, as in "?device=cpu&theme=dark". */
const FROM_ADDRESS: readonly string[] = [
  "device",
  "theme",
  "src",
  "composer-style",
  "key-signature",
  "bars",
  "takes",
  "tempo",
  "model",
];

/** What keeps the page waits this long for the first answer's engine. */
const PATIENCE_MS = 20_000;

const address = new URLSearchParams(location.search);
const composer = document.querySelector("antiphon-composer");
for (const name of FROM_ADDRESS) {
  const value = address.get(name);
  if (value !== null) composer?.setAttribute(name, value);
}
// The page's own title is English, so its language says nothing about its reader's.
const language = languageOf([address.get("lang"), chosenLanguage(), ...navigator.languages]);
if (language !== "en") composer?.setAttribute("lang", language);
/** A piece behind the # of the address; once it is shown it is no longer needed there, and a reload keeps what was done with it. */
function openShared(): void {
  if (!location.hash.startsWith("#piece=")) return;
  // The same link may come again, to be opened again.
  composer?.removeAttribute("src");
  composer?.setAttribute("src", location.hash);
  history.replaceState(null, "", location.pathname + location.search);
}

openShared();
addEventListener("hashchange", openShared);
composer?.focus({ preventScroll: true });

/** A page that cannot be kept works all the same. */
const keep = async () => (await import("./offline.ts")).keepOffline();
// A page under development changes too often to be kept, and not every browser can.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  let isBegun = false;
  const begin = () => {
    if (isBegun) return;
    isBegun = true;
    keep().catch(() => {});
  };
  composer?.addEventListener("engine", ({ detail }: CustomEventInit) => {
    if (detail.engine.phase === "ready") setTimeout(begin, 1_000);
  });
  setTimeout(begin, PATIENCE_MS);
}
