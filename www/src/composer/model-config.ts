// The small file beside the weights that says which they are: `config.json`, written when the page is built.

/** What a model's folder says of itself. */
export interface ModelConfig {
  /** Name of the file of weights in the same folder. */
  readonly weights: string;
  /** Lower-case hexadecimal SHA-256 of that file. */
  readonly sha256: string;
  /** Name of the folder of a larger model inside this one's, ending in "/"; null where there is none. */
  readonly larger: string | null;
}

/** A plain name: the file lies beside its config, never with somebody else. */
const FILE_NAME = /^[\w-][\w.-]*$/;
const FOLDER_NAME = /^[\w-]+\/$/;
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
  if (!isConfig(value)) return null;
  const { weights, sha256, larger } = value;
  const isFolder = typeof larger === "string" && FOLDER_NAME.test(larger);
  return { weights, sha256, larger: isFolder ? larger : null };
}

/** Whether it names weights; a larger model may be named or not. */
function isConfig(value: unknown): value is { weights: string; sha256: string; larger?: unknown } {
  if (typeof value !== "object" || value === null) return false;
  if (!("weights" in value) || !("sha256" in value)) return false;
  const { weights, sha256 } = value;
  const areTexts = typeof weights === "string" && typeof sha256 === "string";
  return areTexts && FILE_NAME.test(weights) && SHA256.test(sha256);
}
