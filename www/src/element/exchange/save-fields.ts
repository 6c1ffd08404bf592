// A button for each format; each says what became of it.

import { renderStems, renderWav } from "../../audio/index.ts";
import type { ScoreFormat } from "../../composer/index.ts";
import { composerErrorFrom } from "../../composer/index.ts";
import type { Score } from "../../score/index.ts";
import { withNotes } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { ActionId } from "../actions.ts";
import { make } from "../dom.ts";
import type { ExchangeActors } from "./exchange.ts";
import type { Format } from "./formats.ts";
import { download, FORMATS } from "./formats.ts";

/** How one format is saved. */
interface Way {
  readonly id: string;
  readonly label: string;
  readonly line: string;
  save(): Promise<void>;
}

export function saveButtons(
  actors: ExchangeActors,
  say: (words: string) => void,
): readonly HTMLElement[] {
  const { signal } = actors.desk;
  const rows = [notesWays(actors), soundWays(actors), paperWays(actors)];
  return rows.map((ways) =>
    make("div", { class: "ways" }, ...ways.map((way) => button(way, say, signal))),
  );
}

function button({ id, label, line, save }: Way, say: (words: string) => void, signal: AbortSignal) {
  const made = make(
    "button",
    { type: "button", class: "button way", "data-action": id },
    make("strong", {}, label),
    make("span", { class: "line" }, line),
  );
  const press = async (): Promise<void> => {
    made.disabled = true;
    say(t("Writing {format} …", { format: label }));
    try {
      await save();
      say("");
    } catch (thrown) {
      const reason = composerErrorFrom(thrown).message;
      say(t("{format} could not be written: {reason}.", { format: label, reason }));
    } finally {
      made.disabled = false;
    }
  };
  made.addEventListener("click", () => void press(), { signal });
  return made;
}

/** Notes, for other programs. */
function notesWays(actors: ExchangeActors): readonly Way[] {
  const { desk, client } = actors;
  const written = (id: string, format: ScoreFormat, label: string, line: string): Way => ({
    id,
    label,
    line,
    save: async () => {
      const { score } = desk.store.draft;
      const bytes = await client.studio.writeScore(score, format, desk.signal);
      download(desk.signal, bytes, score.title, FORMATS[format]);
    },
  });
  const midi: Way = {
    id: "save" satisfies ActionId,
    label: "MIDI",
    line: t("for sequencers and instruments"),
    save: async () => {
      const { score } = desk.store.draft;
      download(desk.signal, await client.writeMidi(score), score.title, FORMATS.midi);
    },
  };
  return [
    midi,
    written("save-musicxml", "musicxml", "MusicXML", t("for notation programs")),
    written("save-mxl", "mxl", "MXL", t("compressed MusicXML")),
    written("save-abc", "abc", "ABC", t("notes as text")),
  ];
}

/** Sound, balanced as the mixer of the page has it. */
function soundWays({ desk }: ExchangeActors): readonly Way[] {
  const save = async (render: typeof renderWav, name: string, format: Format) => {
    const { store, signal } = desk;
    const score = heardScore(desk);
    if (score.notes.length === 0) throw new Error(t("no notes found, at least one is needed"));
    const bytes = await render(score, { mix: store.state.mix, signal });
    download(signal, bytes, `${score.title}${name}`, format);
  };
  const wav: Way = {
    id: "save-wav",
    label: "WAV",
    line: t("sound, ready to play"),
    save: () => save(renderWav, "", FORMATS.wav),
  };
  const stems: Way = {
    id: "save-stems",
    label: t("Stems"),
    line: t("a WAV for each part"),
    save: () => save(renderStems, " stems", FORMATS.zip),
  };
  return [wav, stems];
}

/** The piece without what the mixer silences note by note; whole voices are the mix's own matter. */
function heardScore({ store }: ExchangeActors["desk"]): Score {
  const { score, origins } = store.draft;
  if (!store.state.mix.isComposedMuted) return score;
  return withNotes(
    score,
    score.notes.filter(({ id }) => !origins.has(id)),
  );
}

/** Engraved. */
function paperWays(actors: ExchangeActors): readonly Way[] {
  const paper = () => import("./paper.ts");
  return [
    {
      id: "save-svg",
      label: "SVG",
      line: t("the staves as a drawing"),
      save: async () => (await paper()).saveSvg(actors),
    },
    {
      id: "save-png",
      label: "PNG",
      line: t("the staves as a picture"),
      save: async () => (await paper()).savePng(actors),
    },
    {
      id: "print-staves",
      label: t("Print"),
      line: t("title, style, staves"),
      save: async () => (await paper()).printStaves(actors),
    },
  ];
}
