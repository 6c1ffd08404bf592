// The page in Spanish.

import type { Catalog } from "../../words.ts";
import { LABELS } from "./labels.ts";
import { SENTENCES } from "./sentences.ts";
import { TERMS } from "./terms.ts";

export const ES: Catalog = { ...LABELS, ...SENTENCES, ...TERMS };
