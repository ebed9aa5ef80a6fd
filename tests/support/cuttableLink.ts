import { connect, createServer, type Socket } from 'node:net';

/** A network cable between a workstation and its server that can be pulled and plugged in again. */
export interface CuttableLink {
  /** Where the workstation connects to. */
  readonly address: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function cuttableLink(target: string): Promise<CuttableLink> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => void (open.delete(one) && other.destroy()));
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the link has no port');
  const cut = (): void => {
    whole = false;
    for (const socket of [...open]) socket.destroy();
  };
  return {
    address: `http://127.0.0.1:${bound.port}`,
    cut,
    mend: () => void (whole = true),
    close: async () => {
      cut();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
