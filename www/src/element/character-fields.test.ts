import { expect, it } from "vitest";
import { askedFor } from "./character.ts";
import { withLevel } from "./character-fields.ts";

it("names a trait, changes it and sets it free again", () => {
  const many = withLevel({}, "density", "4");
  expect(many).toEqual({ density: 4 });
  const both = withLevel(many, "leaps", "0");
  expect(both).toEqual({ density: 4, leaps: 0 });
  expect(withLevel(both, "density", "1")).toEqual({ density: 1, leaps: 0 });
  expect(withLevel(both, "density", "")).toEqual({ leaps: 0 });
});

it("says in words what is asked for", () => {
  expect(askedFor({})).toBe("left to the composer");
  expect(askedFor({ density: 4, leaps: 0 })).toBe("notes: very many, melody: steps only");
});
