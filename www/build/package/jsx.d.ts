// <antiphon-composer> in JSX: import type {} from "antiphon/jsx";

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { AntiphonComposer } from "./types/index.js";

/** The attributes of the element; everything else is a property or a method, by a ref. */
export interface ComposerAttributes {
  device?: "auto" | "cpu" | "webgpu";
  "composer-style"?: string;
  "key-signature"?: string;
  bars?: number;
  takes?: number;
  tempo?: number;
  src?: string;
  model?: string;
  name?: string;
  required?: boolean;
  disabled?: boolean;
  readonly?: boolean;
  loop?: boolean;
  muted?: boolean;
  preset?: "player" | "exercise" | "jam";
  config?: string;
  styles?: string;
  soundfont?: string;
  autosave?: string;
  theme?: "auto" | "light" | "dark";
}

type ComposerProps = DetailedHTMLProps<HTMLAttributes<AntiphonComposer>, AntiphonComposer> &
  ComposerAttributes;

declare module "react" {
  // biome-ignore lint/style/noNamespace: it is where React looks for the names of elements
  namespace JSX {
    interface IntrinsicElements {
      "antiphon-composer": ComposerProps;
    }
  }
}
