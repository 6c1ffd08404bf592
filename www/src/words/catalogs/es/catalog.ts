// The page in Spanish.

import type { Catalog } from "../../words.ts";
import { BENCH } from "./bench.ts";
import { GENERAL_MIDI } from "./general-midi.ts";
import { LABELS } from "./labels.ts";
import { MORE_LABELS } from "./more-labels.ts";
import { OWN_KEYS } from "./own-keys.ts";
import { PALETTE } from "./palette.ts";
import { SENTENCES } from "./sentences.ts";
import { SOUND } from "./sound.ts";
import { TEMPO } from "./tempo.ts";
import { TERMS } from "./terms.ts";

export const ES: Catalog = {
  ...BENCH,
  ...GENERAL_MIDI,
  ...LABELS,
  ...MORE_LABELS,
  ...PALETTE,
  ...OWN_KEYS,
  ...SENTENCES,
  ...SOUND,
  ...TEMPO,
  ...TERMS,
};
