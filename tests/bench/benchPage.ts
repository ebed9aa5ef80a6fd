import { createReadStream, existsSync, mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { openBrowser, type BrowserWindow } from '../support/browserWindow.ts';
import { writePictures } from '../support/pictures.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';

/** Without these no painter could be quicker than the display, and ratios would say nothing. */
const UNTHROTTLED = ['--disable-frame-rate-limit', '--disable-gpu-vsync', '--enable-precise-memory-info'];

/** A page built for a bench, with a picture beside it. */
export interface BenchPage {
  /** Address of a picture of 12 megapixels. */
  readonly picture: string;
  /** Opens the page in a browser of its own, so that what one measurement leaves behind does not slow the next. */
  open(): Promise<BrowserWindow>;
  stop(): Promise<void>;
}

/** Builds the page of a folder of `tests/bench` and serves it from a scratch folder. */
export async function startBenchPage(scratch: string, folder: string): Promise<BenchPage> {
  const [name = ''] = await writePictures(scratch, { count: 1, width: 4000, height: 3000 });
  await build({ configFile: false, root: join(repositoryRoot, 'tests/bench', folder), base: './', logLevel: 'error', worker: { format: 'es' }, build: { outDir: join(scratch, 'page'), target: 'chrome150', emptyOutDir: true } });
  const server = serveFolder(scratch);
  const address = await new Promise<string>((resolve) => server.listen(0, '127.0.0.1', () => resolve(addressOf(server))));
  return {
    picture: `${address}/${name}`,
    async open() {
      const window = await openBrowser(mkdtempSync(join(scratch, 'browser-')), { width: 1600, height: 1000 }, UNTHROTTLED);
      await window.page.goto(`${address}/page/index.html`);
      return window;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.jpg': 'image/jpeg' };

function serveFolder(folder: string): Server {
  return createServer((request, response) => {
    const path = join(folder, new URL(request.url ?? '/', 'http://127.0.0.1').pathname);
    if (!existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
    createReadStream(path).pipe(response);
  });
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('invariant: a server that listens has a port');
  return `http://127.0.0.1:${address.port}`;
}
