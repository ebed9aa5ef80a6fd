import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { contentPolicy } from './contentPolicy.ts';
import { systemCode } from './files/diskError.ts';

/** Only these are served; anything else in the folder is not for the page. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.wasm': 'application/wasm',
};
/** One path segment: no dots in front, nothing encoded, so that no path leaves the folder. */
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Serves the built page. Every answer carries the content policy, since a worker takes its own from its script. */
export function rendererFiles(folder: string, sockets: string | null): (request: Request) => Promise<Response> {
  return async (request) => {
    const path = new URL(request.url).pathname;
    const name = path === '/' ? 'index.html' : path.slice(1);
    const type = TYPES[extname(name)];
    if (type === undefined || !name.split('/').every((segment) => SEGMENT.test(segment))) return missing();
    const bytes = await readIfThere(join(folder, ...name.split('/')));
    if (bytes === null) return missing();
    const nonce = randomBytes(16).toString('base64');
    const headers = { 'content-type': type, 'content-security-policy': contentPolicy(nonce, sockets), 'cache-control': cacheOf(name) };
    const body = name === 'index.html' ? withNonce(bytes, nonce) : bytes;
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { headers: { ...headers, 'content-length': String(body.length) } });
  };
}

/** Built files have their hash in their name and never change. */
function cacheOf(name: string): string {
  return name.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-cache';
}

function withNonce(page: Buffer, nonce: string): Buffer {
  return Buffer.from(page.toString('utf8').replace('<head>', `<head>\n    <meta property="csp-nonce" nonce="${nonce}" />`), 'utf8');
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(systemCode(error) ?? '')) return null;
    throw error;
  }
}

function missing(): Response {
  return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
