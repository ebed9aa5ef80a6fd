import { BlobStore } from './blobs/blobStore.ts';
import { blobsService } from './blobs/blobsService.ts';
import { filesService } from './files/filesService.ts';
import { journalService } from './journal/journalService.ts';
import type { Machine, StoreServices } from './machine.ts';
import { mediaHandler } from './media/handleRequest.ts';
import { Looker } from './media/looker.ts';
import { mediaService } from './media/mediaService.ts';
import { Renditions } from './media/renditions.ts';
import { Pyramids } from './media/tiles/pyramids.ts';
import { ProjectHub } from './projects/projectHub.ts';
import { installOf } from './projects/projectRegistry.ts';
import { projectsService } from './projects/projectsService.ts';
import { BlobTransfer } from './server/blobTransfer.ts';
import { itemsFrom, projectsFrom, serverService } from './server/serverService.ts';
import { Sessions } from './server/sessions.ts';
import { UploadUrls } from './server/uploadUrls.ts';
import { Clips } from './video/clips.ts';
import { videoService } from './video/videoService.ts';

/** Everything that runs in the store process, over one machine. */
export function createStoreServices(machine: Machine): StoreServices {
  const blobs = new BlobStore(machine.profile);
  const sessions = new Sessions({ ...machine, device: async () => (await installOf(machine)).device });
  const transfer = new BlobTransfer(sessions, blobs, new UploadUrls(machine.profile, machine.clock));
  const hub = new ProjectHub(machine, itemsFrom(sessions));
  const looker = new Looker(blobs, (ask, signal) => transfer.download(ask, signal));
  const pyramids = new Pyramids(machine);
  const renditions = new Renditions(machine);
  const clips = new Clips({ ...machine, hub, looker });
  const journals = journalService(machine);
  return {
    files: filesService(machine.grants),
    projects: projectsService(machine, hub, projectsFrom(sessions)),
    video: videoService(clips, { ...machine, keep: (bytes) => blobs.put(bytes) }),
    media: mediaService({ hub, looker, pyramids, clips }),
    blobs: blobsService(blobs, (ask, signal) => transfer.download(ask, signal)),
    journal: journals.service,
    server: serverService({ sessions, transfer, hub, looker }),
    handleRequest: mediaHandler({ hub, looker, renditions, pyramids, blobs, clips }),
    close: async () => {
      clips.close();
      await pyramids.close();
      await renditions.close();
      await hub.close();
      await journals.close();
    },
  };
}
