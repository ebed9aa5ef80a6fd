import { MessageChannel } from 'node:worker_threads';
import { portWire as mainPortWire } from '../../electron/electronHost/portWire.ts';
import { MessagePortMain } from '../support/electronStub.ts';
import { pageWire } from '../support/pageWire.ts';
import { bridgeContract } from './bridgeContract.ts';

bridgeContract('port, page to worker', async () => {
  const { port1, port2 } = new MessageChannel();
  return { near: pageWire(port1), far: pageWire(port2), cut: async () => port2.close(), stop: async () => port1.close() };
});

bridgeContract('port, page to Electron main', async () => {
  const { port1, port2 } = new MessageChannel();
  const main = new MessagePortMain(port2) as unknown as Parameters<typeof mainPortWire>[0];
  return { near: pageWire(port1), far: mainPortWire(main), cut: async () => port2.close(), stop: async () => port1.close() };
});
