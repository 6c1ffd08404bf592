// Everything that can be chosen in the palette: the actions of the table, the styles and the languages.

import { styleOf } from "../../composer/index.ts";
import { LANGUAGES, rememberLanguage, spokenLanguage, t } from "../../words/index.ts";
import type { Action, ActionId } from "../actions.ts";
import { ACTIONS, keysOf } from "../actions.ts";
import type { Desk } from "../desk.ts";
import { chooseStyle } from "../editing.ts";
import { isMac, keyLabel } from "../key-tables.ts";
import { stylesOf } from "../piece-fields.ts";
import type { State } from "../store.ts";
import type { Fit } from "./fuzzy.ts";
import { fitOf } from "./fuzzy.ts";

/** Something to choose. */
export interface Command {
  readonly id: string;
  /** As it is called in the language that is spoken. */
  readonly label: string;
  /** As it is called in English, which finds it too. */
  readonly english: string;
  readonly group: string;
  readonly keys: readonly string[];
  /** Whose keys they are; only actions have some. */
  readonly action?: ActionId;
  /** The language of the label, where that is another one. */
  readonly lang?: string;
  /** Whether it is what one has already. */
  readonly isChosen?: boolean;
  run(): void;
}

/** A command that fits what was typed. */
export interface Hit {
  readonly command: Command;
  readonly at: Fit["at"];
}

/** What can be chosen as things are. */
export function commandsOf(desk: Desk, host: Element): readonly Command[] {
  const { state } = desk.store;
  return [
    ...ACTIONS.filter((action) => isOffered(action, state)).map((action) =>
      fromAction(desk, action),
    ),
    ...(state.isReadonly ? [] : [tempoHere(desk, host), ...styles(desk)]),
    // Whoever waits for an answer would lose it.
    ...(state.answering === null ? languages(host) : []),
  ];
}

/** The commands that fit, best first; all of them, the recent ones first, while nothing is typed. */
export function hitsOf(
  query: string,
  commands: readonly Command[],
  recent: readonly string[],
): readonly Hit[] {
  const newness = (id: string): number => {
    const place = recent.indexOf(id);
    return place < 0 ? 0 : recent.length - place;
  };
  const isBrowsing = query.trim() === "";
  return commands
    .map((command) => ({ command, fit: fitOfCommand(query, command) }))
    .flatMap(({ command, fit }) => (fit === null ? [] : [{ command, fit }]))
    .sort((a, b) => {
      const isNewer = newness(b.command.id) - newness(a.command.id);
      return isBrowsing ? isNewer : b.fit.score + Math.sign(isNewer) - a.fit.score;
    })
    .map(({ command, fit: { at } }) => ({ command, at }));
}

/** Of what is found otherwise than by its own name, no character is shown as meant. */
function fitOfCommand(query: string, { label, english, group }: Command): Fit | null {
  const own = fitOf(query, label);
  if (own !== null) return own;
  const other = fitOf(query, `${label} ${group}`) ?? fitOf(query, english);
  return other === null ? null : { score: other.score - 20, at: new Set() };
}

function isOffered({ id, group }: Action, state: State): boolean {
  if (id === "palette") return false;
  if (id === "library") return state.autosave !== null;
  return group !== "Takes" || state.audition !== null;
}

function fromAction(desk: Desk, action: Action): Command {
  const { id, label, group } = action;
  return {
    id,
    label: t(label),
    english: label,
    group: t(group),
    keys: keysOf(action).map((stroke) => keyLabel(stroke, isMac())),
    action: id,
    run: () => desk.do(id),
  };
}

/** Leads to the field in the mixer: what is written there holds from the playhead on. */
function tempoHere(desk: Desk, host: Element): Command {
  const english = "Change tempo here";
  const run = async () => {
    const { goToTempo } = await import("../tempo/go-to-tempo.ts");
    await goToTempo(desk, host.shadowRoot);
  };
  return {
    id: "tempo-here",
    label: t(english),
    english,
    group: t("Edit"),
    keys: [],
    run: () => void run().catch(() => desk.do("mixer")),
  };
}

function styles({ store }: Desk): readonly Command[] {
  const { settings } = store.state;
  return stylesOf(store.state).map((id) => {
    const { name } = styleOf(id);
    return {
      id: `style ${id}`,
      label: t(name),
      english: `${name} style`,
      group: t("Style"),
      keys: [],
      isChosen: settings.style === id,
      run: () => chooseStyle(store, id),
    };
  });
}

function languages(host: Element): readonly Command[] {
  return LANGUAGES.map(({ tag, name }) => ({
    id: `language ${tag}`,
    label: name,
    english: `${new Intl.DisplayNames("en", { type: "language" }).of(tag)} language`,
    group: t("Language"),
    keys: [],
    lang: tag,
    isChosen: spokenLanguage() === tag,
    run: () => {
      host.setAttribute("lang", tag);
      rememberLanguage(tag);
    },
  }));
}
