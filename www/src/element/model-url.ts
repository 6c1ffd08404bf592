// Where the weights lie when the page does not say: in "model/" beside the built script.

import { placeOf } from "../composer/index.ts";

/** Absolute address of the model's folder. */
export function defaultModelUrl(): string {
  const folder = import.meta.env.DEV ? "/model/" : "./model/";
  return placeOf(folder, import.meta.url).href;
}
