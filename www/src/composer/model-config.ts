// The small file beside the weights that says which they are: `config.json`, written when the page is built.

/** What a model's folder says of itself. */
export interface ModelConfig {
  /** Name of the file of weights in the same folder. */
  readonly weights: string;
  /** Lower-case hexadecimal SHA-256 of that file. */
  readonly sha256: string;
}

/** A plain name: the file lies beside its config, never with somebody else. */
const FILE_NAME = /^[\w-][\w.-]*$/;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * The config of a model's folder; null where its server has none that is understood. Rejects where no server
 * answers. It is asked for on every visit, so that new weights are noticed, and nothing else is.
 */
export async function fetchConfig(
  folder: string,
  fetch: (url: string, init?: RequestInit) => Promise<Response>,
): Promise<ModelConfig | null> {
  const response = await fetch(new URL("config.json", folder).href, { cache: "no-cache" });
  if (!response.ok) return null;
  const value: unknown = await response.json().catch(() => null);
  return isConfig(value) ? { weights: value.weights, sha256: value.sha256 } : null;
}

function isConfig(value: unknown): value is ModelConfig {
  if (typeof value !== "object" || value === null) return false;
  if (!("weights" in value) || !("sha256" in value)) return false;
  const { weights, sha256 } = value;
  const areTexts = typeof weights === "string" && typeof sha256 === "string";
  return areTexts && FILE_NAME.test(weights) && SHA256.test(sha256);
}
