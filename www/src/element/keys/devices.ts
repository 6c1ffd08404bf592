// The choice of MIDI devices: asked for by a button, since browsers ask the person.

import type { Transport } from "../../audio/index.ts";
import { MidiGuest, MidiPorts } from "../../midi/index.ts";
import { t } from "../../words/index.ts";
import { make, setOptions } from "../dom.ts";
import type { Hands } from "./hands.ts";

/** The row; `say` tells what went wrong. */
export function buildDevices(
  hands: Hands,
  transport: Transport,
  say: (words: string) => void,
  signal: AbortSignal,
): HTMLElement {
  const ask = make(
    "button",
    { type: "button", class: "button", "data-field": "midi" },
    t("MIDI devices"),
  );
  const input = make("select", { "data-field": "midi-input", "aria-label": t("Keys from") });
  const output = make("select", { "data-field": "midi-output", "aria-label": t("Sound goes to") });
  const chosen = make(
    "span",
    { class: "midi-chosen", hidden: true },
    make("label", { class: "field" }, make("span", { class: "caption" }, t("Keys")), input),
    make("label", { class: "field" }, make("span", { class: "caption" }, t("Sound")), output),
  );
  let guest: MidiGuest | null = null;
  const open = async () => {
    const ports = await MidiPorts.open();
    if (signal.aborted) return;
    if (ports === "missing")
      return say(t("This browser has no Web MIDI: try Chrome, Edge or Firefox."));
    if (ports === "denied") {
      return say(t("MIDI devices were not allowed: allow them for this page in the browser."));
    }
    ask.hidden = true;
    chosen.hidden = false;
    const hear = () => {
      ports.listen(input.value === "" ? null : input.value, (message, at) => {
        if (message.kind === "on") hands.press(message.pitch, message.velocity, at);
        else if (message.kind === "off") hands.release(message.pitch, at);
        else hands.pedal(message.isDown, at);
      });
    };
    const tell = () => {
      guest?.dispose();
      const port = output.value === "" ? null : ports.output(output.value);
      guest =
        port === null
          ? null
          : new MidiGuest({
              send: (message, at) => send(port, message, at),
              millisecondsAt: (at) => transport.millisecondsAt(at),
            });
      transport.setGuest(guest);
    };
    const show = () => {
      const inputs = ports.inputs.map(({ id, name }) => [id, name] as const);
      const wanted = isThere(ports.inputs, input.value) ? input.value : "all";
      setOptions(input, [["all", t("All devices")], ...inputs, ["", t("None")]], wanted);
      const outputs = ports.outputs.map(({ id, name }) => [id, name] as const);
      const was = output.value;
      setOptions(
        output,
        [["", t("This page")], ...outputs],
        isThere(ports.outputs, was) ? was : "",
      );
      if (output.value !== was) tell();
      hear();
    };
    input.addEventListener("change", hear, { signal });
    output.addEventListener("change", tell, { signal });
    ports.onChange(show, signal);
    signal.addEventListener("abort", () => ports.dispose(), { once: true });
    show();
    const { length } = ports.inputs;
    say(length === 0 ? t("No MIDI keyboard is connected; plug one in at any time.") : "");
  };
  ask.addEventListener("click", () => void open(), { signal });
  signal.addEventListener("abort", () => guest?.dispose(), { once: true });
  return make("span", { class: "devices" }, ask, chosen);
}

function isThere(devices: readonly { readonly id: string }[], id: string): boolean {
  return devices.some((device) => device.id === id);
}

/** A device that was pulled out takes nothing more. */
function send(port: Pick<MIDIOutput, "send">, message: readonly number[], at: number): void {
  try {
    port.send([...message], at);
  } catch {
    // The list will say so in a moment.
  }
}
