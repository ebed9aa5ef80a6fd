import { isIP } from 'node:net';
import { AppError } from '#shared/base/errors.ts';

/**
 * The server's address as the person typed it, made whole. Without a scheme it is `https`, except on this machine or
 * the private network; plain `http` to the wide world only when the person wrote it so.
 */
export function serverAddress(typed: string): string {
  const text = typed.trim();
  const url = parsed(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${isNear(hostOf(text)) ? 'http' : 'https'}://${text}`);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') throw refused();
  if (url.username !== '' || url.password !== '') throw new AppError('server/address', 'Leave name and password out of the server’s address; they have their own fields.');
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}

/** This machine, or a network that is not the internet. */
export function isNear(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost') || name.endsWith('.local')) return true;
  if (isIP(name) === 4) return /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(name);
  return isIP(name) === 6 && (name === '::1' || /^f[cd]|^fe[89ab]/.test(name));
}

function hostOf(text: string): string {
  return parsed(`http://${text}`)?.hostname ?? '';
}

function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function refused(): AppError {
  return new AppError('server/address', 'That is not the address of a server. It looks like https://labels.example.org or 192.168.0.10:8080.');
}
