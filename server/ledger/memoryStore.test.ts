import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import { ledgerContract } from '../../tests/contracts/ledgerContract.ts';
import { MemoryLedger } from './memoryStore.ts';

ledgerContract('memory', async () => {
  const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(1).bytes);
  const store = new MemoryLedger(newId());
  const [project, org] = [newId(), newId()];
  const people = { lead: newId(), annotator: newId() };
  return {
    store, project, newId,
    scope: (role) => ({ project, session: { org, actor: people[role], role, rank: 'person' } }),
    haveBlob: async (sha256) => void store.project(project).blobs.add(sha256),
  };
});
