// Pages that require Trusted Types take the address of a worker's script from a policy only.

/** The part of the browser that makes policies; few have it, and TypeScript does not know it. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** A page names it in its header: `trusted-types antiphon`. */
const POLICY = "antiphon";

let policy: Pick<ReturnType<PolicyFactory["createPolicy"]>, "createScriptURL"> | undefined;

/** An address of ours, as a worker may be started from it. */
export function trustedScript(url: string): string {
  const factory = Reflect.get(globalThis, "trustedTypes") as PolicyFactory | undefined;
  policy ??= factory?.createPolicy(POLICY, { createScriptURL: (own) => own });
  return policy?.createScriptURL(url) ?? url;
}
