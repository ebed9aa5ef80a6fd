/**
 * What the page may load: its own origin and nothing else. No inline script, no `eval`; scripts and workers only
 * through the one Trusted Types policy of the page. `nonce` lets the page's own style elements in, `sockets` names the
 * address of the Node host's socket.
 */
export function contentPolicy(nonce: string, sockets: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    `connect-src 'self' blob:${sockets === null ? '' : ` ${sockets}`}`,
    "worker-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** Sent with every answer, whatever it holds. */
export const plainHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
