// The page in French.

import type { Catalog } from "../../words.ts";
import { LABELS } from "./labels.ts";
import { MORE_LABELS } from "./more-labels.ts";
import { PALETTE } from "./palette.ts";
import { SENTENCES } from "./sentences.ts";
import { TERMS } from "./terms.ts";

export const FR: Catalog = { ...LABELS, ...MORE_LABELS, ...SENTENCES, ...TERMS, ...PALETTE };
