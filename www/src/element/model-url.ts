// Where the weights lie when the page does not say: in "model/" beside the built script.

/** Absolute address of the model's folder. */
export function defaultModelUrl(): string {
  const folder = import.meta.env.DEV ? "/model/" : "./model/";
  return new URL(/* @vite-ignore */ folder, import.meta.url).href;
}
