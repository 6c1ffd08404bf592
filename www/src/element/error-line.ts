// What went wrong, as a person is told.

import type { ComposerError } from "../composer/index.ts";
import { spokenList, t } from "../words/index.ts";
import { lengthName } from "./rules/rules.ts";

/** One line in words with the way out. */
export function errorLine(error: ComposerError): string {
  switch (error.code) {
    case "busy":
      return t("The composer is still answering: press Stop, then ask again.");
    case "chains-missing":
    case "chains-corrupt":
      return t("There are no chains for this style: let the network write, in the Composer panel.");
    case "weights-missing":
    case "module-missing":
      return t("The composer could not be loaded: check the connection and press the verb again.");
    case "weights-corrupt":
    case "weights-version":
      return t("The composer's files do not fit this page: reload the page to fetch them afresh.");
    case "device-lost":
    case "device-unavailable":
      return t(
        "The graphics processor gave up: press the verb again, the answer then comes from the CPU.",
      );
    case "too-large":
      return t("The piece is too long for one question: select a part of it and press Fill.");
    case "nothing-to-harmonize":
      return t("Harmonize needs a melody: draw one, or press Seed.");
    case "nothing-to-continue":
      return t("Continue needs some notes to go on from: draw a few, or press Seed.");
    case "region-empty":
      return t("Fill needs a place: select notes, or drag over the bar numbers to mark bars.");
    case "constraints-contradict":
      return contradiction(error.message);
    case "midi-invalid":
      return t("That file is not a MIDI file that can be read: {reason}.", {
        reason: error.message,
      });
    default:
      return t("That did not work: {reason}. Nothing was lost; try again.", {
        reason: error.message,
      });
  }
}

/** What the engine says of rules that contradict each other, as the page calls them. */
function contradiction(message: string): string {
  const [, list = message] = /:\s*(.+)$/s.exec(message) ?? [];
  // The engine counts voices from 0.
  const laws = list
    .replace(/\bvoice (\d)\b/g, (_, voice: string) => `voice ${Number(voice) + 1}`)
    .replace(/\b(\d+) ticks\b/g, (_, ticks: string) => lengthName(Number(ticks)))
    .split(/;\s*/);
  const [only, ...others] = laws;
  if (others.length === 0) {
    return t(
      "This rule cannot be kept beside what stands here: {rule}. Ease it under Rules in the panel, or change the notes.",
      { rule: only ?? "" },
    );
  }
  const rules = spokenList(laws);
  return t(
    "These rules cannot be kept together: {rules}. Ease one of them under Rules in the panel.",
    { rules },
  );
}
