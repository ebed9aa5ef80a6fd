/**
 * The floor plan as data: who may import whom. `layers.test.ts` holds every import against it, types included, and
 * reports a breach with the sentence written here. A new folder gets a line here first.
 */
export interface Floor {
  readonly folder: string;
  /** Packages this floor may use beside those of its room. */
  readonly packages?: readonly string[];
  /** Files or folders of the same room, not below this floor, that it may import all the same. */
  readonly also?: readonly string[];
  /** The only floors of the room it may import, where lower floors are too many. */
  readonly only?: readonly string[];
  /** True: not even the packages of its room. */
  readonly pure?: boolean;
}

export interface Room {
  readonly name: string;
  /** From low to high; floors of one level stand side by side and do not see each other. */
  readonly levels: readonly (readonly Floor[])[];
  /** Files at the top of the room, which may import everything in it. */
  readonly roof: readonly string[];
  /** Other rooms it may import. */
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  /** Whether Node's own modules may be imported. */
  readonly node: boolean;
  readonly sentence: string;
}

const floor = (folder: string, rest: Omit<Floor, 'folder'> = {}): Floor => ({ folder, ...rest });

export const rooms: readonly Room[] = [
  {
    name: 'shared',
    levels: [
      [floor('base')],
      [floor('geometry', { packages: ['polyclip-ts'] }), floor('clouds')],
      [floor('vision', { also: ['bridge/service.ts'] })],
      [floor('model')],
      [floor('time')],
      [floor('reflection'), floor('edits'), floor('query'), floor('flags', { also: ['bridge/service.ts'] }), floor('review')],
      [floor('formats', { also: ['bridge/service.ts'], packages: ['saxes'] }), floor('bridge', { also: ['sync/messages.ts'] }), floor('sync')],
    ],
    roof: [],
    rooms: [],
    packages: ['zod', '@noble/hashes'],
    node: false,
    sentence: 'shared is pure and imports nobody: base, geometry and clouds, vision, model, time, reflection, edits and query, then formats, bridge and sync side by side; packages are zod and @noble/hashes only, polyclip-ts in geometry and saxes in formats',
  },
  {
    name: 'renderer',
    levels: [
      [floor('ui', { packages: ['radix-ui', 'lucide-react', '@tanstack/react-virtual'] }), floor('host'), floor('session'), floor('i18n', { packages: ['i18next'] })],
      [floor('document')],
      [floor('tools', { pure: true }), floor('scene', { pure: true, packages: ['flatbush'] })],
      [floor('media'), floor('clouds', { packages: ['laz-perf'] }), floor('local', { packages: ['dexie'] })],
      [floor('models', { also: ['workers/startModels.ts'], packages: ['onnxruntime-web'] })],
      [floor('stage2d', { also: ['workers/startVision.ts'], packages: ['fabric'] }), floor('stage3d', { also: ['stage2d/stageHandle.ts', 'stage2d/pictureMessages.ts', 'stage2d/later.ts'], packages: ['three'] })],
      [floor('sync')],
      [floor('own')],
      [floor('commands', { packages: ['tinykeys'] })],
      [floor('panels', { also: ['workers/startFormats.ts', 'workers/startFlags.ts'], packages: ['radix-ui', 'lucide-react', '@tanstack/react-virtual', 'cmdk'] })],
      [floor('app', { also: ['workers/startModels.ts', 'workers/startMotion.ts'], packages: ['radix-ui', 'lucide-react', '@tanstack/react-virtual', 'cmdk', 'tinykeys', 'i18next'] })],
      [floor('workers', { only: ['local', 'sync', 'host', 'models'], packages: ['onnxruntime-web'] })],
    ],
    roof: ['main.tsx'],
    rooms: ['shared'],
    packages: ['react', 'react-dom', 'react-i18next', 'zustand', 'zod'],
    node: false,
    sentence:
      'renderer goes ui, host, session, i18n; document; tools, scene; media, clouds, local; models; stage2d, stage3d; sync; commands; panels; app, and imports shared only; fabric lives in stage2d, three in stage3d, dexie in local, tools and scene know neither page nor React',
  },
  {
    name: 'electron',
    levels: [
      [floor('services', { packages: ['sharp'] })],
      [floor('storeProcess'), floor('decoderProcess', { packages: ['node-av', 'sharp'] })],
      [floor('electronHost', { packages: ['electron'] }), floor('nodeHost'), floor('cli')],
    ],
    roof: [],
    rooms: ['shared'],
    packages: ['zod', 'ws', 'tus-js-client'],
    node: true,
    sentence: 'electron goes services; storeProcess, decoderProcess; then electronHost, nodeHost and cli side by side, and imports shared only; the module "electron" lives in electronHost',
  },
  {
    name: 'server',
    levels: [
      [floor('machine')],
      [floor('database')],
      [floor('journal')],
      [floor('ledger'), floor('review')],
      [floor('accounts'), floor('projects')],
      [floor('reflection')],
      [floor('blobs')],
      [floor('live')],
      [floor('http')],
    ],
    roof: ['main.ts', 'openServer.ts', 'createServer.ts', 'replay.ts'],
    rooms: ['shared'],
    packages: ['zod', 'fastify', 'pg', '@electric-sql/pglite', '@tus/server', '@tus/file-store', '@node-rs/argon2'],
    node: true,
    sentence: 'server goes machine; database; journal; ledger, review; accounts, projects; blobs; live; http; main, and imports shared only',
  },
  {
    name: 'build',
    levels: [[floor('launch', { pure: true })], [floor('sample', { packages: ['sharp'] }), floor('package', { packages: ['@electron/asar'] })]],
    roof: ['*'],
    rooms: ['shared'],
    packages: ['vite', 'vitest', '@vitejs/plugin-react', '@playwright/test'],
    node: true,
    sentence: 'build imports shared only, and build/launch nothing but Node, since it runs before packages are installed',
  },
  {
    name: 'tests',
    levels: [[floor('support')], [floor('house'), floor('contracts'), floor('sync'), floor('formats'), floor('clouds'), floor('journeys'), floor('flags'), floor('bench'), floor('kill'), floor('server'), floor('workspace')]],
    roof: [],
    rooms: ['shared', 'renderer', 'electron', 'server', 'build'],
    packages: ['*'],
    node: true,
    sentence: 'tests may enter every room; their own folders share through tests/support only, and test files beside their source use tests/support and tests/contracts',
  },
];

/** Packages that have one home, wherever else they might be allowed. */
export const homes: Readonly<Record<string, string>> = {
  fabric: 'renderer/stage2d/',
  dexie: 'renderer/local/',
  electron: 'electron/electronHost/',
  three: 'renderer/stage3d/',
  'laz-perf': 'renderer/clouds/',
};

/** Folders at the root, and nothing beside them but the files below. */
export const rootFiles: readonly string[] = ['package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'DECISIONS.md', 'LICENSE'];
export const rootFolders: readonly string[] = ['electron', 'renderer', 'shared', 'server', 'assets', 'build', 'tests'];

/** Registries: the only files that may be called `index.ts`. */
export const barrels: readonly string[] = ['shared/edits/index.ts'];

/** Files that own time, chance, timers or the network, each with the reason. Everything else gets them handed in. */
export const adapters: Readonly<Record<string, string>> = {
  'renderer/workers/formats.worker.ts': 'a worker’s own clock and chance, for the ids of imported things',
  'renderer/workers/sync.worker.ts': 'the sync worker’s own clock, chance and timers, handed on as ports',
  'server/machine/machine.ts': 'the server’s clock, timers and chance',
  'electron/services/machineClock.ts': 'the hosts’ clock, timers and chance',
  'electron/decoderProcess/main.ts': 'the decoder’s clock and turns of its event loop, handed on as ports',
  'electron/nodeHost/runningHost.ts': 'asks the host that already runs on this profile',
  'renderer/host/lastingSocket.ts': 'waits before it tries the host again',
  'renderer/stage2d/later.ts': 'the stage’s timers: when the view rests, when an old picture must go',
  'renderer/clouds/cloud.worker.ts': 'fetches the clouds it reads',
  'renderer/clouds/openLaz.ts': 'fetches the library it loads',
  'renderer/host/fetchLuma.ts': 'fetches the brightness of frames for what looks at them',
  'renderer/stage2d/fetchBitmap.ts': 'fetches the pictures and tiles it decodes',
  'electron/services/media/tiles/cutTiles.ts': 'counts the tiles that are there: the library that cuts them does not tell',
  'renderer/app/windowMachine.ts': 'the window’s own clock, chance and timers, handed on as ports',
  'renderer/host/ticket.ts': 'trades the ticket for a session',
};
