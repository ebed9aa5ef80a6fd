import { ModelShelf } from '../../renderer/local/modelShelf.ts';
import { ModelDesk } from '../../renderer/models/modelDesk.ts';
import { createModelsStore } from '../../renderer/models/modelsStore.ts';
import { startModels } from '../../renderer/workers/startModels.ts';

/** For stages that are measured without a model: nothing is opened before it is used. */
export const noModels = new ModelDesk({ shelf: () => new ModelShelf(), start: startModels, store: createModelsStore(), now: () => 0 });
