// What the page promises, as far as no other work on the machine can break it: the rest `page-bench.mjs` measures.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { renderedErrors } from "./figures/onsets.mjs";

test("a first visit loads little, stands still, is heard and answers", async () => {
  const path = fileURLToPath(new URL("page-bench.mjs", import.meta.url));
  const words = [path, "--json", "--runs", "1", "--only", "cold"];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  const { cold, goals } = JSON.parse(stdout);
  const ms = ({ least }) => Math.round(least);
  console.log(
    `    painted in ${ms(cold.contentfulPaint)} ms, heard in ${ms(cold.soundFromVisit)}, answered in ${ms(cold.noteFromVisit)}`,
  );
  assert.ok(cold.firstPaint.least > 0 && cold.contentfulPaint.least >= cold.firstPaint.least);
  assert.ok(cold.soundFromClick.least > 0 && cold.noteFromClick.least > 0);
  const steady = goals.filter(({ name }) => /^scripts|^layout/.test(name));
  assert.equal(steady.length, 3);
  assert.deepEqual(
    steady.filter(({ isMet }) => !isMet),
    [],
  );
});

test("notes in a file begin where the score says, within a millisecond", async () => {
  const { errors } = await renderedErrors();
  const most = Math.max(...errors.map(Math.abs));
  console.log(`    ${errors.length} notes, ${most.toFixed(3)} ms off at most`);
  assert.ok(errors.length > 10 && most < 1);
});
