/** A plugin of vite (7 or newer), without whose types this file does. */
export function antiphon(options?: {
  /** The folder of the site in which the package's files lie; "antiphon" where it is left out. */
  readonly folder?: string;
}): {
  readonly name: string;
  readonly enforce: "pre";
};
