// The page in Japanese.

import type { Catalog } from "../../words.ts";
import { LABELS } from "./labels.ts";
import { MORE_LABELS } from "./more-labels.ts";
import { PALETTE } from "./palette.ts";
import { SENTENCES } from "./sentences.ts";
import { TERMS } from "./terms.ts";

export const JA: Catalog = { ...LABELS, ...MORE_LABELS, ...SENTENCES, ...TERMS, ...PALETTE };
