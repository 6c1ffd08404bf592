// The keys under the roll: touched, typed or from a device; played, recorded, written step by step, or a duet.

import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, makeButton, setAttribute, setText } from "../dom.ts";
import type { RowActors } from "../rows.ts";
import { adoptSheet } from "../styles/adopt.ts";
import rows from "../styles/rows.css?inline";
import { uncovering } from "../uncover.ts";
import { buildDevices } from "./devices.ts";
import { Duet } from "./duet.ts";
import { Hands } from "./hands.ts";
import css from "./keys.css?inline";
import { namedLetters, printedLetters, usualLetter } from "./letters.ts";
import { Piano } from "./piano.ts";
import { Recording } from "./recording.ts";
import { StepInput } from "./step-input.ts";
import { typeToPlay } from "./typing.ts";

/** What the keys do beside sounding. */
type Mode = "play" | "record" | "step" | "duet";

/** The row; whoever asked for it puts it in its place. */
export function build(desk: Desk, actors: RowActors): HTMLElement {
  adoptSheet(actors.root, rows);
  adoptSheet(actors.root, css);
  const { store, signal } = desk;
  const hands = new Hands(store, actors.transport);
  const piano = new Piano(hands, t("Piano keys"), signal);
  const status = make("p", { class: "line", role: "status" });
  const say = (words: string) => setText(status, words);
  const typing = checkbox("type", t("Type to play"), matchMedia("(pointer: fine)").matches);
  const snap = checkbox("snap", t("Snap to the grid"), true);
  const modes = new Modes(desk, actors, hands, { say, isSnapping: () => snap.input.checked });
  const close = makeButton("close", t("Close"), {
    class: "quiet",
    "aria-label": t("Close the keys"),
  });
  close.addEventListener("click", () => desk.do("keys"), { signal });
  const row = make(
    "section",
    { class: "row-panel keys", part: "keys", "aria-label": t("Keys") },
    make(
      "div",
      { class: "row-head" },
      make("h2", {}, t("Keys")),
      buildDevices(hands, actors.transport, say, signal),
      close,
    ),
    make(
      "div",
      { class: "row wrap keys-tools" },
      modes.element,
      octaveButtons(piano, signal),
      snap.label,
      typing.label,
      status,
    ),
    piano.element,
  );
  const isOn = () => typing.input.checked && !row.hidden;
  const explain = explaining(piano, { input: typing.input, isOn, say }, signal);
  const { composer } = { composer: actors.root.querySelector(".composer") ?? actors.root };
  typeToPlay(hands, { composer, piano, isOn }, signal);
  row.addEventListener(
    "rowtoggle",
    () => {
      hands.letGo();
      if (row.hidden) modes.end();
      else if (typing.input.checked) explain();
    },
    { signal },
  );
  return uncovering(row, desk);
}

/** Shows which letters play, as they are printed on this keyboard; what it gives back says so in words. */
function explaining(
  piano: Piano,
  typing: { readonly input: HTMLInputElement; isOn(): boolean; say(words: string): void },
  signal: AbortSignal,
): () => void {
  let letters = usualLetter;
  const show = () => piano.showLetters(typing.input.checked ? letters : null);
  const explain = () => {
    const named = namedLetters(letters);
    typing.say(
      t("{white} play, {lower} {higher} change the octave, Shift + key is a command.", named),
    );
  };
  typing.input.addEventListener("change", show, { signal });
  show();
  void printedLetters().then((printed) => {
    letters = printed;
    show();
    if (typing.isOn()) explain();
  });
  return explain;
}

/** Where words go, and whether what is recorded is put on the grid. */
interface ModeOptions {
  say(words: string): void;
  isSnapping(): boolean;
}

/** The buttons that say what keys do; one at a time. */
class Modes {
  readonly element = make("div", { class: "row modes", role: "group", "aria-label": t("Mode") });
  readonly #desk: Desk;
  readonly #actors: RowActors;
  readonly #hands: Hands;
  readonly #options: ModeOptions;
  readonly #buttons = new Map<Mode, HTMLButtonElement>();
  readonly #stepButtons: HTMLElement;
  #mode: Mode = "play";
  #end: () => void = () => {};
  #step: StepInput | null = null;

  constructor(desk: Desk, actors: RowActors, hands: Hands, options: ModeOptions) {
    this.#desk = desk;
    this.#actors = actors;
    this.#hands = hands;
    this.#options = options;
    const rest = make(
      "button",
      { type: "button", class: "button", "data-field": "rest" },
      t("Rest"),
    );
    const back = make(
      "button",
      { type: "button", class: "button", "data-field": "back" },
      t("Back"),
    );
    rest.addEventListener("click", () => this.#step?.move(1), { signal: desk.signal });
    back.addEventListener("click", () => this.#step?.move(-1), { signal: desk.signal });
    this.#stepButtons = make("span", { class: "row", hidden: true }, rest, back);
    this.element.append(
      this.#button("record", t("Record"), t("A bar is counted, then what you play is written")),
      this.#button("step", t("Step"), t("Each key writes a note as long as the grid")),
      this.#button(
        "duet",
        t("Duet"),
        t("Play a phrase; after a bar of silence the composer answers"),
      ),
      this.#stepButtons,
    );
    this.#show();
  }

  /** Back to playing alone. */
  end(): void {
    const end = this.#end;
    this.#end = () => {};
    this.#mode = "play";
    this.#step = null;
    end();
    this.#show();
  }

  #button(mode: Mode, label: string, title: string): HTMLButtonElement {
    const attributes = { type: "button", class: "button mode", "data-mode": mode, title };
    const button = make("button", attributes, label);
    button.addEventListener("click", () => this.#choose(mode), { signal: this.#desk.signal });
    this.#buttons.set(mode, button);
    return button;
  }

  #choose(mode: Mode): void {
    const isOff = this.#mode === mode;
    this.end();
    const { say, isSnapping } = this.#options;
    say("");
    const { store } = this.#desk;
    if (isOff) return;
    if (store.state.isReadonly) return say(t("This piece can be heard but not changed."));
    this.#mode = mode;
    const { transport, roll, dialogue } = this.#actors;
    const hands = this.#hands;
    const onOver = () => this.#mode === mode && this.end();
    switch (mode) {
      case "record": {
        const recording = new Recording(store, transport, hands, { isSnapping, onOver });
        this.#end = () => recording.stop();
        say(t("Recording from bar {bar}; press again to stop.", { bar: this.#bar() }));
        break;
      }
      case "step": {
        const stepping = new AbortController();
        this.#step = new StepInput(store, roll, hands, stepping.signal);
        this.#end = () => stepping.abort();
        say(t("Notes are written at the playhead; keys held together are a chord."));
        break;
      }
      case "duet": {
        const onTurn = (turn: "yours" | "composer") =>
          say(turn === "yours" ? t("Your turn: play a phrase.") : t("The composer answers."));
        const duet = new Duet(store, { transport, dialogue, hands, onTurn, onOver });
        this.#end = () => duet.stop();
        break;
      }
      default:
        break;
    }
    this.#show();
  }

  #bar(): string {
    const place = this.#actors.root.querySelector(".place");
    return place?.textContent?.split(".")[0] ?? "1";
  }

  #show(): void {
    for (const [mode, button] of this.#buttons) {
      setAttribute(button, "aria-pressed", String(mode === this.#mode));
    }
    this.#stepButtons.hidden = this.#mode !== "step";
  }
}

function checkbox(field: string, label: string, isOn: boolean) {
  const input = make("input", { type: "checkbox", "data-field": field });
  input.checked = isOn;
  return { input, label: make("label", { class: "check" }, input, label) };
}

function octaveButtons(piano: Piano, signal: AbortSignal): HTMLElement {
  const button = (text: string, label: string, octaves: number) => {
    const attributes = { type: "button", class: "button", "aria-label": label, title: label };
    const made = make("button", attributes, text);
    made.addEventListener("click", () => piano.shift(octaves), { signal });
    return made;
  };
  return make(
    "span",
    { class: "row octaves" },
    button("−", t("An octave down"), -1),
    make("span", { class: "caption" }, t("Octave")),
    button("+", t("An octave up"), 1),
  );
}
