/** The parts of a request that say where it comes from. */
export interface Caller {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly fetchMode: string | undefined;
}

/**
 * Why a request is turned away before anything is looked at, as a status; `null` when it may go on. Any web page can
 * reach this machine's loopback addresses, so only our own page, or a person who typed the address, may ask.
 */
export function turnAway(caller: Caller, port: number): number | null {
  if (caller.host !== `127.0.0.1:${port}`) return 421;
  if (caller.origin !== undefined && caller.origin !== `http://127.0.0.1:${port}`) return 403;
  if (caller.fetchSite === undefined || caller.fetchSite === 'same-origin') return null;
  const typedByHand = caller.fetchSite === 'none' && caller.fetchMode === 'navigate' && caller.method === 'GET';
  return typedByHand ? null : 403;
}

/** The same for a socket, which must also say where it comes from: browsers always do. */
export function turnAwaySocket(caller: Caller, port: number): number | null {
  return caller.origin === undefined ? 403 : turnAway({ ...caller, method: 'GET' }, port);
}

/** Cookies do not know ports: two hosts on one machine must not overwrite each other's. */
export function cookieName(port: number): string {
  return `sightline-${port}`;
}

export function cookieOf(header: string | undefined, name: string): string | null {
  const found = (header ?? '').split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? null;
}
