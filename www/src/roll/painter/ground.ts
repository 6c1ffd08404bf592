// What the paper under the notes shows of a piece. Most of what changes while an answer is written is not on it.

import { lastBarEnd } from "../../score/index.ts";
import type { RollContent } from "../content.ts";

/** Where the paper ends: with the last bar, or wherever the pen is beyond it. */
export function paperEnd({ draft, answer }: Pick<RollContent, "draft" | "answer">): number {
  return Math.max(lastBarEnd(draft.score), answer?.pen ?? 0);
}

/** Whether two contents lie on the same paper. */
export function hasSameGround(one: RollContent, other: RollContent): boolean {
  return (
    one.draft === other.draft &&
    one.voice === other.voice &&
    one.grid === other.grid &&
    one.swing === other.swing &&
    one.key === other.key &&
    one.loop === other.loop &&
    one.isLooping === other.isLooping &&
    (one.answer === null) === (other.answer === null) &&
    paperEnd(one) === paperEnd(other)
  );
}
