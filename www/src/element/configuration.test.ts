import { describe, expect, it } from "vitest";
import { OWN_STYLES } from "../composer/index.ts";
import type { AnsweringElement } from "./answers.ts";
import type { StateAttribute } from "./attribute-effects.ts";
import { applyAttribute } from "./attribute-effects.ts";
import type { Configuration } from "./configuration.ts";
import { configureElement } from "./configuration.ts";
import { insideOf, keepInside } from "./inside.ts";
import { Store } from "./store.ts";

/** As much of an element as a configuration touches. */
function element(): AnsweringElement & { readonly attributes: Map<string, string> } {
  const store = new Store();
  const attributes = new Map<string, string>();
  const made = {
    attributes,
    baseURI: "https://example.org/a/",
    loop: false,
    muted: false,
    volume: 0.8,
    playbackRate: 1,
    value: "",
    steered: [] as unknown[],
    getAttribute: (name: string) => attributes.get(name) ?? null,
    removeAttribute: (name: string) => attributes.delete(name),
    setAttribute: (name: string, value: string) => {
      attributes.set(name, value);
      if (["composer-style", "bars", "takes", "tempo", "theme", "key-signature"].includes(name)) {
        applyAttribute(store, name as StateAttribute, value);
      }
    },
    steer: (steer: unknown) => made.steered.push(steer),
  };
  keepInside(made, {
    store,
    internals: null,
    studio: null,
    opening: null,
    isSteered: false,
    isScripted: false,
  });
  return made as unknown as ReturnType<typeof element>;
}

const settingsOf = (made: object) => insideOf(made).store.state.settings;

describe("a configuration", () => {
  it("is taken in whole: attributes, properties, settings, style first", async () => {
    const made = element();
    await configureElement(made, {
      temperature: 1.4,
      voices: [0],
      style: "hymn",
      key: "D major",
      bars: 8,
      takes: 3,
      theme: "dark",
      loop: true,
      volume: 0.4,
      playbackRate: 2,
      controls: { density: 3 },
      rngSeed: 7,
      readOnly: true,
      steer: { tension: 0.5 },
      soundfont: "own.sf2",
    });
    expect(Object.fromEntries(made.attributes)).toMatchObject({
      "composer-style": "hymn",
      "key-signature": "D major",
      bars: "8",
      readonly: "",
      soundfont: "own.sf2",
    });
    // The style settles boldness and voices; what is said beside it stands.
    expect(settingsOf(made)).toMatchObject({
      style: "hymn",
      temperature: 1.4,
      voices: [0],
      bars: 8,
      takes: 3,
      controls: { density: 3 },
      rngSeed: 7,
      isRngSeedKept: true,
    });
    expect(made).toMatchObject({ loop: true, volume: 0.4, playbackRate: 2 });
    expect(made).toMatchObject({ steered: [{ tension: 0.5 }] });
  });

  it("takes back what it has set", async () => {
    const made = element();
    await configureElement(made, { key: "D major", preset: "jam", rngSeed: 7, readOnly: true });
    await configureElement(made, { key: null, preset: null, rngSeed: null, readOnly: false });
    expect([...made.attributes.keys()]).toEqual([]);
    expect(settingsOf(made).isRngSeedKept).toBe(false);
  });

  it.each([
    [[], "the configuration is []; allowed is an object"],
    [null, "the configuration is null; allowed is an object"],
    [{ bras: 4 }, "“bras” found; allowed are device, model, styles, style, key"],
    [{ device: "gpu" }, "The attribute device is “gpu”; allowed is auto, cpu, webgpu."],
    [{ model: "http://" }, "The attribute model is “http://”; allowed is an address."],
    [{ style: "Bach!" }, "allowed is a name such as bach-chorale"],
    [{ key: "H major" }, "allowed is a key such as “G major”, or auto"],
    [{ bars: 65 }, "allowed is a whole number from 1 to 64"],
    [{ takes: 0 }, "allowed is a whole number from 1 to 6"],
    [{ tempo: "fast" }, "allowed is a number from 10 to 400"],
    [{ theme: "sepia" }, "allowed is auto, light, dark"],
    [{ preset: "radio" }, 'preset is "radio"; allowed is player, exercise, jam or null'],
    [{ readOnly: "yes" }, 'a flag is "yes"; allowed is true or false'],
    [{ loop: 1 }, "a flag is 1; allowed is true or false"],
    [{ volume: 2 }, "a number is 2; allowed is 0 to 1"],
    [{ volume: Number.NaN }, "a number is null; allowed is 0 to 1"],
    [{ playbackRate: 0 }, "a number is 0; allowed is 0.25 to 4"],
    [{ temperature: -1 }, "a number is -1; allowed is 0 to 2"],
    [{ voices: [9] }, "voices is [9]; allowed is a list of 0, 1, 2, 3"],
    [{ voices: 1 }, "voices is 1; allowed is a list of 0, 1, 2, 3"],
    [{ controls: { loud: 2 } }, "controls.loud is 2; allowed is 0 to 4 for density"],
    [{ controls: { density: 5 } }, "controls.density is 5; allowed is 0 to 4"],
    [{ controls: 3 }, "controls.controls is 3"],
    [{ rngSeed: -1 }, "rngSeed is -1; allowed is a whole number from 0 on, or null"],
    [{ score: "CDE" }, 'score is "CDE"; allowed is a score'],
    [{ steer: 0.5 }, "steer is 0.5; allowed is tension and density"],
    [{ styles: [{ id: "X" }] }, 'styles[0].id is "X"; allowed is small letters'],
    [{ soundfont: "http://" }, "The attribute soundfont is “http://”; allowed is an address."],
  ])("says what is wrong with %j, and takes nothing in", async (wrong, remark) => {
    const made = element();
    const before = settingsOf(made);
    const both = Array.isArray(wrong) || wrong === null ? wrong : { ...wrong, muted: true };
    await expect(configureElement(made, both as unknown as Configuration)).rejects.toThrow(
      expect.objectContaining({
        code: "request-invalid",
        message: expect.stringContaining(remark),
      }),
    );
    expect(settingsOf(made)).toEqual(before);
    expect(made.muted).toBe(false);
    expect(made.attributes.size).toBe(0);
  });

  it("brings styles of its own, and answers in one of them", async () => {
    const made = element();
    const lullaby = {
      id: "lullaby",
      name: "Lullaby",
      from: "keyboard",
      timeSignature: "6/8",
      tempo: 66,
      temperature: 0.7,
      instruments: ["music-box", "harp"],
      controls: { density: 1 },
    };
    await configureElement(made, { styles: [lullaby], style: "lullaby" });
    expect(settingsOf(made)).toMatchObject({
      style: "lullaby",
      temperature: 0.7,
      controls: { density: 1 },
    });
    expect(OWN_STYLES.get("lullaby")).toMatchObject({
      from: "keyboard",
      timeSignature: { beats: 6, beatUnit: 8 },
      tempo: 66,
      parts: [{ program: 10 }, { program: 46 }],
    });
    OWN_STYLES.clear();
  });
});
