// Somebody's own files, of which chains learn.

import type { ComposerClient } from "../composer/index.ts";
import { ComposerError, composerErrorFrom } from "../composer/index.ts";
import { t } from "../words/index.ts";
import { errorLine } from "./dialogue.ts";
import { MAX_FILE_BYTES } from "./files.ts";
import type { Store } from "./store.ts";

/** Takes the music of files in; what cannot be read is told by its name, and the others are taken. */
export async function learnFrom(
  files: readonly File[],
  store: Store,
  client: ComposerClient,
  signal: AbortSignal,
): Promise<void> {
  for (const file of files) {
    try {
      if (file.size > MAX_FILE_BYTES) throw new ComposerError("midi-invalid", t("it is too large"));
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { score } = await client.readMidi(bytes);
      if (score.notes.length === 0) throw new ComposerError("midi-invalid", t("it has no notes"));
      const { ownMusic } = store.state;
      const name = file.name.replace(/\.midi?$/i, "");
      if (signal.aborted) return;
      store.update({ ownMusic: [...ownMusic, { name, score }], message: null });
    } catch (thrown) {
      const words = errorLine(composerErrorFrom(thrown, "midi-invalid"));
      const text = `“${file.name}”: ${words}`;
      if (!signal.aborted) store.update({ message: { kind: "error", text } });
    }
  }
}
