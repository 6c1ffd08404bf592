// The one panel: how the composer answers, what it is, and on small screens all that has no room.

import { styleOf } from "../composer/index.ts";
import { t } from "../words/index.ts";
import {
  engineField,
  explainFields,
  rngSeedField,
  takesField,
  temperatureField,
  voicesField,
} from "./answer-fields.ts";
import { barsField } from "./bars-field.ts";
import { characterFold } from "./character.ts";
import type { Desk } from "./desk.ts";
import { make, makeButton, setText } from "./dom.ts";
import { lazyFold } from "./fold.ts";
import { pieceButton } from "./header.ts";
import { languageField } from "./language.ts";
import { keyField, metreField, styleField, tempoField, titleField } from "./piece-fields.ts";
import { rulesSection } from "./rules/rules-section.ts";
import type { State } from "./store.ts";
import { buildToolSection, lockButtons } from "./tools.ts";
import { switches, volumeField } from "./transport-bar.ts";

export function buildPanel(desk: Desk): HTMLElement {
  const close = makeButton("close", t("Close"), {
    class: "quiet",
    "aria-label": t("Close the panel"),
  });
  close.addEventListener("click", () => desk.do("panel"), { signal: desk.signal });
  const panel = make(
    "aside",
    { class: "panel", part: "panel", "aria-label": t("Composer panel") },
    make("div", { class: "panel-head" }, make("h2", {}, t("Composer")), close),
    section(t("Write"), "low", ...buildToolSection(desk)),
    section(
      t("Piece"),
      "folded",
      make("div", { class: "field tall" }, titleField(desk)),
      styleField(desk),
      keyField(desk),
      metreField(desk),
      tempoField(desk),
      barsField(desk),
    ),
    section(t("A whole piece"), "folded", pieceLine(desk)),
    section(
      t("Answers"),
      "",
      styleLine(desk),
      engineField(desk),
      ownMusic(desk),
      takesField(desk),
      temperatureField(desk),
      characterFold(desk),
      rulesSection(desk),
      fillFields(desk),
      voicesField(desk),
      explainFields(desk),
      rngSeedField(desk),
    ),
    section(t("Selected notes"), "", ...selectedNotes(desk)),
    section(
      t("Sound"),
      "folded",
      make("div", { class: "row" }, ...switches(desk), volumeField(desk)),
    ),
    section(t("Files and help"), "folded", files(desk)),
    section(t("Language"), "", languageField(desk)),
    section(t("Engine"), "", engineFacts(desk)),
  );
  desk.store.onChange(({ isPanelOpen }) => {
    panel.hidden = !isPanelOpen;
  }, desk.signal);
  return panel;
}

function section(
  title: string,
  className: string,
  ...content: readonly HTMLElement[]
): HTMLElement {
  return make(
    "section",
    { class: `section ${className}`.trim() },
    make("h3", {}, title),
    ...content,
  );
}

/** What the header has no room for. */
function files({ store, do: act, signal }: Desk): HTMLElement {
  const button = (id: "open" | "export" | "library" | "help" | "palette", label: string) => {
    const made = makeButton(FILE_ICONS[id], label, { "data-action": id }, true);
    made.addEventListener("click", () => act(id), { signal });
    return made;
  };
  const library = button("library", t("Pieces on this device"));
  store.onChange(({ autosave }) => {
    library.hidden = autosave === null;
  }, signal);
  return make(
    "div",
    { class: "row wrap" },
    button("open", t("Open MIDI, MusicXML or ABC")),
    button("export", t("Save in any format, or share")),
    library,
    button("help", t("Keys and gestures")),
    button("palette", t("Find a command")),
  );
}

const FILE_ICONS = {
  open: "open",
  export: "save",
  library: "library",
  help: "help",
  palette: "zoom-in",
} as const;

/** What Fill lets stand of what was there. */
function fillFields(desk: Desk): HTMLElement {
  const asked = make("span", { class: "asked" });
  desk.store.onChange(({ settings }) => setText(asked, fillWords(settings)), desk.signal);
  const load = async () => (await import("./fill-fields.ts")).fillFields(desk);
  return lazyFold({ part: "fill", title: t("Fill"), className: "" }, asked, load, desk.signal);
}

/** Somebody's own music, where chains have a part in the answers. */
function ownMusic(desk: Desk): HTMLElement {
  return lazyPlace(
    desk,
    ({ settings }) => settings.engine !== "neural",
    async () => (await import("./own-music.ts")).ownMusicField(desk),
  );
}

/** A place for what is loaded by the first state that wants it. */
function lazyPlace(
  { store, signal }: Desk,
  isWanted: (state: State) => boolean,
  load: () => Promise<HTMLElement>,
): HTMLElement {
  const place = make("div");
  let isLoaded = false;
  store.onChange((state) => {
    if (isLoaded || !isWanted(state)) return;
    isLoaded = true;
    load().then(
      (content) => place.append(content),
      // The next change tries again.
      () => {
        isLoaded = false;
      },
    );
  }, signal);
  return place;
}

function fillWords({ keep, closeness }: State["settings"]): string {
  const kept =
    keep === "nothing" ? [] : [keep === "rhythm" ? t("keeps the rhythm") : t("keeps the pitches")];
  const share =
    closeness === 0
      ? []
      : [t("{percent} % of the notes stay", { percent: Math.round(100 * closeness) })];
  const words = [...kept, ...share];
  return words.length === 0 ? t("writes all anew") : words.join(", ");
}

/** What can be done to notes beside writing them. */
function selectedNotes(desk: Desk): readonly HTMLElement[] {
  const { store, signal } = desk;
  const count = make("span", { class: "asked" });
  store.onChange(({ selection: { size } }) => {
    setText(
      count,
      size === 0 ? t("select some first") : t("{count} notes", { count: size }, "one note"),
    );
  }, signal);
  const load = async () => (await import("./workbench/edit-menu.ts")).editFields(desk);
  const locks = make("div", { class: "row" }, ...lockButtons(desk));
  const fold = { part: "rework", title: t("Rework"), className: "reworks" };
  return [locks, lazyFold(fold, count, load, signal)];
}

/** Where a whole piece is ordered, also where the header has no room for it. */
function pieceLine(desk: Desk): HTMLElement {
  const words = t("From half a minute to six, with a form, a mood and an end.");
  return make("div", { class: "row wrap" }, make("p", { class: "line" }, words), pieceButton(desk));
}

/** What the style is. */
function styleLine({ store, signal }: Desk): HTMLElement {
  const line = make("p", { class: "notice", part: "style" });
  store.onChange(({ settings }) => {
    const style = styleOf(settings.style);
    const name = t(style.name);
    const words = t("{style}: {line}.", { style: name, line: t(style.line) });
    setText(line, style.line === "" ? name : words);
  }, signal);
  return line;
}

/** What is known about the engine and the last answer: loaded when there is somebody to read it, or an answer. */
function engineFacts(desk: Desk): HTMLElement {
  return lazyPlace(
    desk,
    ({ isPanelOpen, receipt }) => isPanelOpen || receipt !== null,
    async () => (await import("./engine-facts.ts")).engineFacts(desk),
  );
}
