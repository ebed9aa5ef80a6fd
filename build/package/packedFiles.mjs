/** Without these the program does not run. */
const NEEDED = [
  '/package.json', '/LICENSE', '/out/electron/main.js', '/out/electron/preload.cjs', '/out/electron/storeProcess.js', '/out/electron/nodeHost.js',
  '/out/renderer/index.html', '/assets/sample/street/sightline.json', '/assets/sample/field/sightline.json', '/node_modules/sharp/package.json',
  '/out/electron/decoderProcess.js', '/node_modules/node-av/package.json',
];

/** Everything else must be one of these. Libraries are inside the bundles; only the native one comes along. */
const ALLOWED = [
  /^\/(?:out|out\/electron|out\/renderer|assets|node_modules|node_modules\/(?:@img|@seydx))$/,
  /^\/out\/electron\/[A-Za-z]+(?:-[\w-]{8})?\.js$/,
  /^\/out\/electron\/(?:chunks|assets)(?:\/[\w.-]+\.js)?$/,
  /^\/out\/renderer\/(?:index\.html|[\w-]+\.(?:svg|png|ico))$/,
  /^\/out\/renderer\/assets(?:\/[\w.-]+\.(?:js|css|woff2|svg|png|wasm))?$/,
  /^\/assets\/sample(?:\/.+)?$/,
  /^\/node_modules\/(?:sharp|@img\/[\w-]+|node-av|@seydx\/node-av-[\w-]+|detect-libc|semver)(?:\/.+)?$/,
];

/** Never, wherever it is: tests, sources, source maps, notes to ourselves, secrets. */
const FORBIDDEN = [/\.test\./, /\.tsx?$/, /\.map$/, /\/tests?\//, /\/\.(?!bin)/, /\.(?:log|pem|key|env)$/];

/**
 * What is wrong with the list of packed files, one sentence each.
 *
 * @param {readonly string[]} names as the archive lists them, from the root, with `/`
 * @returns {string[]}
 */
export function problemsOf(names) {
  const all = new Set(names);
  const missing = NEEDED.filter((name) => !all.has(name)).map((name) => `missing: ${name}`);
  const own = names.filter((name) => !name.startsWith('/node_modules/'));
  const forbidden = own.filter((name) => FORBIDDEN.some((rule) => rule.test(name))).map((name) => `must not be packed: ${name}`);
  const unknown = names.filter((name) => !NEEDED.includes(name) && !ALLOWED.some((rule) => rule.test(name))).map((name) => `not on the list: ${name}`);
  return [...missing, ...forbidden, ...unknown];
}
