// The door of the page's side: defines <antiphon-composer> and exports the public types.

import { AntiphonComposer } from "./element/antiphon-composer.ts";

// On a server there is nothing to define; two scripts on one page may both bring the element: the first one wins.
if (globalThis.customElements?.get("antiphon-composer") === undefined) {
  globalThis.customElements?.define("antiphon-composer", AntiphonComposer);
}

export type {
  EngineInfo,
  EngineState,
  ErrorCode,
  Outcome,
  Progress,
  Receipt,
} from "./composer/index.ts";
export { ComposerError, setBase } from "./composer/index.ts";
export type {
  AskOptions,
  Configuration,
  PieceWish,
  Steer,
  TakeChoice,
} from "./element/antiphon-composer.ts";
export type { Note, PlainNote, PlainScore, Score } from "./score/index.ts";
export { AntiphonComposer };

declare global {
  interface HTMLElementTagNameMap {
    "antiphon-composer": AntiphonComposer;
  }
}
