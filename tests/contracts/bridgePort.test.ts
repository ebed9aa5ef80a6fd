import { MessageChannel } from 'node:worker_threads';
import { portWire } from '../../renderer/host/portWire.ts';
import { portWire as mainPortWire } from '../../electron/electronHost/portWire.ts';
import { MessagePortMain } from '../support/electronStub.ts';
import { bridgeContract } from './bridgeContract.ts';

/** Node's message ports are the platform's own, with the platform's cloning; only their static types differ. */
const pagePort = (port: unknown): MessagePort => port as MessagePort;

bridgeContract('port, page to worker', async () => {
  const { port1, port2 } = new MessageChannel();
  return { near: portWire(pagePort(port1)), far: portWire(pagePort(port2)), cut: async () => port2.close(), stop: async () => port1.close() };
});

bridgeContract('port, page to Electron main', async () => {
  const { port1, port2 } = new MessageChannel();
  const main = new MessagePortMain(port2) as unknown as Parameters<typeof mainPortWire>[0];
  return { near: portWire(pagePort(port1)), far: mainPortWire(main), cut: async () => port2.close(), stop: async () => port1.close() };
});
