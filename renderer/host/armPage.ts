/**
 * Makes the page fit the content policy it is served under. Call it before anything else.
 *
 * - One Trusted Types policy: workers from our own origin only, and text without a tag where libraries write the
 *   contents of a style element. Markup is refused.
 * - Style elements that libraries add carry the nonce of this load.
 */
export function armPage(): void {
  const nonce = globalThis.document?.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;
  if (nonce !== undefined) Reflect.set(globalThis, '__webpack_nonce__', nonce);
  const types: unknown = Reflect.get(globalThis, 'trustedTypes');
  if (hasPolicies(types)) types.createPolicy('default', { createHTML: plainText, createScriptURL: ownScript });
}

interface Policies {
  createPolicy(name: string, rules: { createHTML(text: string): string; createScriptURL(address: string): string }): unknown;
}

function hasPolicies(types: unknown): types is Policies {
  return typeof types === 'object' && types !== null && 'createPolicy' in types;
}

function plainText(text: string): string {
  if (text.includes('<')) throw new TypeError('Markup from text is not allowed in this page.');
  return text;
}

function ownScript(address: string): string {
  if (new URL(address, location.href).origin !== location.origin) throw new TypeError('Scripts come from the program itself only.');
  return address;
}
