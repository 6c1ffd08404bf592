// Writes `model/config.json` from the weights as they are when the page is built, so that it speaks of no others.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

const WEIGHTS = "nano.safetensors";
const FILE_NAME = "model/config.json";

/** A plugin of vite, for builds and for its server. */
export function modelConfig() {
  return {
    name: "model-config",
    configureServer({ middlewares }) {
      middlewares.use(`/${FILE_NAME}`, (_, response, next) => {
        describe().then((source) => {
          response.setHeader("content-type", "application/json");
          response.end(source);
        }, next);
      });
    },
    async generateBundle() {
      try {
        this.emitFile({ type: "asset", fileName: FILE_NAME, source: await describe() });
      } catch {
        // The page can be built before there are weights: it then says that they are missing.
        this.warn(`there are no weights in public/model/${WEIGHTS}`);
      }
    },
  };
}

async function describe() {
  const bytes = await readFile(new URL(`public/model/${WEIGHTS}`, import.meta.url));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return `${JSON.stringify({ weights: WEIGHTS, bytes: bytes.length, sha256 }, null, 2)}\n`;
}
