// Writes each model's `config.json` from its weights as they are when the page is built, so that it speaks of no others.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** The folders of models, with the larger model that each knows of. */
const MODELS = {
  "model/": { weights: "nano.safetensors", larger: "base/" },
  "model/base/": { weights: "base.safetensors", larger: null },
};

/** A plugin of vite, for builds and for its server. */
export function modelConfig() {
  return {
    name: "model-config",
    configureServer({ middlewares }) {
      for (const folder of Object.keys(MODELS)) {
        middlewares.use(`/${folder}config.json`, (_, response, next) => {
          describe(folder).then((source) => {
            response.setHeader("content-type", "application/json");
            response.end(source);
          }, next);
        });
      }
    },
    async generateBundle() {
      for (const folder of Object.keys(MODELS)) {
        try {
          const source = await describe(folder);
          this.emitFile({ type: "asset", fileName: `${folder}config.json`, source });
        } catch {
          // The page can be built before there are weights: it then says that they are missing.
          this.warn(`there are no weights in public/${folder}`);
        }
      }
    },
  };
}

async function describe(folder) {
  const { weights, larger } = MODELS[folder];
  const bytes = await readFile(new URL(`public/${folder}${weights}`, import.meta.url));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return `${JSON.stringify({ weights, bytes: bytes.length, sha256, larger }, null, 2)}\n`;
}
