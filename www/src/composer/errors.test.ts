import { expect, it } from "vitest";
import { ComposerError, composerErrorFrom, type ErrorCode } from "./errors.ts";

function check(thrown: unknown, code: ErrorCode, message: string) {
  const error = composerErrorFrom(thrown);
  expect([error.code, error.message]).toEqual([code, message]);
}

it("keeps the code and message of what the wasm throws", () => {
  check(Object.assign(new Error("busy now"), { code: "busy" }), "busy", "busy now");
  check({ code: "too-large", message: "20,001 notes" }, "too-large", "20,001 notes");
});

it("calls everything else internal, and always has something to say", () => {
  check(new TypeError("x is undefined"), "internal", "x is undefined");
  check({ code: "made-up", message: "hm" }, "internal", "hm");
  check("plain words", "internal", "plain words");
  check(undefined, "internal", "something unexpected happened");
});

it("gives its own errors back unchanged", () => {
  const error = new ComposerError("cancelled", "no more");
  expect(composerErrorFrom(error)).toBe(error);
});
