// The two measurements of memory in small, so that they are kept working: `memory.mjs` and `soak.mjs` say more.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

async function measured(script, ...rest) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [path, "--json", ...rest]);
  return JSON.parse(stdout);
}

test("ten composers on a page hold less than 150 MB", async () => {
  const { workers, sum, process } = await measured("memory.mjs");
  console.log(
    `    ${Math.round(sum / 1e6)} MB counted, ${Math.round((process ?? 0) / 1e6)} MB of the process`,
  );
  assert.equal(workers, 1);
  assert.ok(sum > 1e6 && sum < 150e6);
});

test("generations leave nothing behind, stopped or not", async () => {
  const { notes, growth, cancelled } = await measured("soak.mjs", "--count", "50", "--step", "5");
  console.log(`    grown: ${JSON.stringify(growth)}; stopped: ${JSON.stringify(cancelled)}`);
  assert.ok(notes > 0);
});
