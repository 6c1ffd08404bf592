// Pages that require Trusted Types have documents parsed only by leave of a policy. Ours parses what the engine has
// written, as XML that is read and never shown.

/** The part of the browser that makes policies. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createHTML(markup: string): string },
  ): { createHTML(markup: string): string };
}

/** A page names it in its header: `trusted-types antiphon antiphon-staves`. */
const POLICY = "antiphon-staves";

let policy: Pick<ReturnType<PolicyFactory["createPolicy"]>, "createHTML"> | undefined;

/** The engine's own MusicXML, as a parser may take it. */
export function trustedMarkup(markup: string): string {
  const factory = Reflect.get(globalThis, "trustedTypes") as PolicyFactory | undefined;
  policy ??= factory?.createPolicy(POLICY, { createHTML: (own) => own });
  return policy?.createHTML(markup) ?? markup;
}
