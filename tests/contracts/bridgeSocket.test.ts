import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { socketWire } from '../../electron/nodeHost/socketWire.ts';
import { openSocketWire } from '../../renderer/host/socketWire.ts';
import { bridgeContract } from './bridgeContract.ts';

/** This Node has no WebSocket of its own; the one of `ws` has the browser's interface. */
vi.stubGlobal('WebSocket', WebSocket);

bridgeContract('socket', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const accepted = new Promise<WebSocket>((resolve) => void sockets.on('connection', resolve));
  const near = await openSocketWire(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const socket = await accepted;
  return {
    near,
    far: socketWire(socket),
    cut: async () => socket.terminate(),
    stop: async () => {
      near.close();
      sockets.close();
      server.close();
    },
  };
});
