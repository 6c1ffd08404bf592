// What axe-core finds wrong in the views of the page: nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { VIEWS, violationsOf } from "./figures/views.mjs";
import { stage } from "./suite.mjs";

for (const view of VIEWS) {
  const { viewport, colorScheme } = view.look;
  test(`${view.name} is accessible, ${viewport.width} wide and ${colorScheme}`, async () => {
    assert.deepEqual(await violationsOf(stage.browser, stage.server.origin, view), []);
  });
}
