// What axe-core finds wrong in the views of the page: nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LOOKS, violationsOfLook, violationsOfPages } from "./figures/accessibility.mjs";
import { stage } from "./suite.mjs";

for (const [name, look] of Object.entries(LOOKS)) {
  test(`every view of the composer is accessible, ${name}`, async () => {
    const { found } = await violationsOfLook(stage.browser, stage.server.origin, look);
    assert.deepEqual(found, []);
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`the pages beside the composer are accessible, ${colorScheme}`, async () => {
    const { found } = await violationsOfPages(stage.browser, stage.server.origin, colorScheme);
    assert.deepEqual(found, []);
  });
}
