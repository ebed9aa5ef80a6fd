import { memoryWirePair } from '#shared/bridge/memoryWire.ts';
import { bridgeContract } from './bridgeContract.ts';

bridgeContract('memory', async () => {
  const [near, far] = memoryWirePair();
  return { near, far, cut: async () => far.close(), stop: async () => near.close() };
});
