import * as z from 'zod';
import { call, feed, type Contract } from './service.ts';
import { clipNews, clipProgress, clipTimes, clipTravel, frameProof } from './clipContract.ts';
import { reviewCodec, reviewOrder, reviewProgress } from './reviewContract.ts';
import { headsAnswer, invitation, inviteAnswer, inviteRequest, itemsPage, joinAnswer, member, themesAnswer, pullAnswer, pullRequest, pushAnswer, pushRequest, remoteProject, role } from '../sync/messages.ts';

/**
 * What the window and its workers may ask of the host (Electron, or plain Node behind a Chromium window).
 * No path enters or leaves: folders and files are grants (opaque ids) plus a path relative to the grant.
 */
const nothing = z.object({});
const uuid = z.string().regex(/^[0-9a-f-]{36}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const grantId = z.string().max(64);
const clipTag = z.string().regex(/^[0-9a-f]{40}$/);

export const capability = z.enum(['native-dialogs', 'browse-dialogs', 'local-files', 'server', 'sealed-secrets']);
export type Capability = z.infer<typeof capability>;

export const hostInfo = z.object({
  version: z.string(), contract: z.string(), capabilities: z.array(capability), language: z.string(),
  /** Opened by `--open PATH` or a second start; already granted. */
  open: z.object({ grant: grantId, name: z.string() }).nullable(),
});
export type HostInfo = z.infer<typeof hostInfo>;

/** A folder the person granted. `name` is for display. */
export const folderGrant = z.object({ grant: grantId, name: z.string() });
export type FolderGrant = z.infer<typeof folderGrant>;

export const folderEntry = z.object({ name: z.string(), kind: z.enum(['folder', 'image', 'clip', 'other']), bytes: z.number() });
export const browseAnswer = z.object({
  /** Opaque place; `null` parent = the top. Names are for display only. */
  place: grantId, trail: z.array(z.object({ place: grantId, name: z.string() })), folders: z.array(z.object({ place: grantId, name: z.string() })),
  images: z.number().int(), problem: z.string().nullable(),
});
export type BrowseAnswer = z.infer<typeof browseAnswer>;

/** One picture, clip or sequence of a project. `name` is its path relative to the project's folder, with `/`. */
export const item = z.object({
  id: uuid, name: z.string(), media: z.enum(['image', 'clip', 'sequence']), bytes: z.number().int(), modified: z.number(),
  /** Known once looked at (thumbnail or opening); `null` before. */
  width: z.number().int().nullable(), height: z.number().int().nullable(),
  /** Code of what is wrong with it, e.g. `media/empty`, `media/broken`, `media/too-large`. */
  problem: z.string().nullable(),
});
export type Item = z.infer<typeof item>;

/** Where pixels are on a map: X = a·x + b·y + c and Y = d·x + e·y + f for `[a, b, c, d, e, f]`, in the units of the coordinate system. */
export const mapPlace = z.object({
  transform: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]),
  /** Code of the coordinate system; `null` when the file names none. */
  epsg: z.number().int().nullable(),
  /** X and Y are degrees of longitude and latitude. */
  geographic: z.boolean(),
});
export type MapPlace = z.infer<typeof mapPlace>;

/** A picture in squares of `side` pixels, in `levels` sizes: level 0 fits one square, each next one is twice as large, the last is the picture. */
export const pictureTiles = z.object({
  /** Name of this version of the file; part of every tile's address. */
  tag: z.string().regex(/^[0-9a-f]{40}$/), width: z.number().int(), height: z.number().int(), side: z.number().int(), levels: z.number().int(),
  /** The values most pixels have, of a picture with 16 bits; `null` with 8. */
  range: z.object({ low: z.number().int(), high: z.number().int() }).nullable(),
});
export type PictureTiles = z.infer<typeof pictureTiles>;

/** How far a picture is prepared, 0 to 1. At the end `tiles` is `null` for a picture that is shown in one piece. */
export const surveyProgress = z.object({ share: z.number(), done: z.boolean(), place: mapPlace.nullable(), tiles: pictureTiles.nullable() });
export type SurveyProgress = z.infer<typeof surveyProgress>;

const labelSeed = z.object({ name: z.string(), color: z.string(), kinds: z.array(z.string()), attributes: z.array(z.unknown()) });
/** What the host knows of a project. Its records are in the window's database, not here. */
export const projectInfo = z.object({
  id: uuid, name: z.string(), source: z.enum(['folder', 'sample', 'server']), account: z.string().nullable(), role: role.nullable(),
  /** First contents of the project stream: labels and flag tags of its project file, or the defaults. */
  seed: z.object({ description: z.string(), labels: z.array(labelSeed), tags: z.array(z.object({ name: z.string(), kind: z.string() })) }),
  openedAt: z.number(),
  /** The folder is not where it was, or cannot be read. */
  missing: z.boolean(),
});
export type ProjectInfo = z.infer<typeof projectInfo>;

export const indexProgress = z.object({ found: z.number().int(), done: z.boolean(), items: z.array(item), skipped: z.array(z.object({ name: z.string(), problem: z.string() })) });
export type IndexProgress = z.infer<typeof indexProgress>;

export const account = z.object({
  /** Name of the account's local database: a hash of server, organisation and person. */
  id: z.string(), address: z.string(), person: z.object({ id: uuid, name: z.string(), email: z.string(), org: uuid, orgName: z.string() }),
  signedIn: z.boolean(),
});
export type Account = z.infer<typeof account>;

export const journalState = z.object({ device: uuid, lastLseq: z.number().int(), records: z.number().int(), problems: z.array(z.string()) });
/** One journal record: `op`, `result`, `device`, `mark`. `lseq` orders ops of one database. */
export const journalRecord = z.object({ type: z.enum(['op', 'result', 'device', 'mark']), lseq: z.number().int(), body: z.unknown() });
export type JournalRecord = z.infer<typeof journalRecord>;

/** `problem`: code of why the item `name` was left out; `null` while all is well. `sent` and `total` are bytes. */
export const uploadProgress = z.object({ sent: z.number(), total: z.number(), done: z.boolean(), name: z.string(), problem: z.string().nullable() });

const inAccount = z.object({ account: z.string(), project: uuid });

export const hostContract = {
  app: {
    hello: call(z.object({ contract: z.string() }), hostInfo),
    readSettings: call(nothing, z.record(z.string(), z.unknown())),
    writeSettings: call(z.object({ set: z.record(z.string(), z.unknown()) }), nothing),
    /** A second start of the program asks the open window to show something. */
    opened: feed(nothing, folderGrant),
  },
  dialogs: {
    /** Native hosts show their dialog; `null` = cancelled. */
    pickFolder: call(z.object({ title: z.string() }), folderGrant.nullable()),
    /** Hosts without dialogs let the window show one: places are opaque, only names are shown. */
    browse: call(z.object({ place: grantId.nullable() }), browseAnswer),
    choose: call(z.object({ place: grantId }), folderGrant),
  },
  files: {
    list: call(z.object({ grant: grantId, path: z.string().max(4096) }), z.array(folderEntry)),
    read: call(z.object({ grant: grantId, path: z.string().max(4096), maxBytes: z.number().int() }), bytes),
    /** Bytes `from` up to `to`, fewer where the file ends: what is too large to be held, or is an archive, is read like this. */
    readPart: call(z.object({ grant: grantId, path: z.string().max(4096), from: z.number().int().min(0), to: z.number().int().min(0) }), bytes),
    /** Whole file, durable when answered: temporary name, fsync, rename. */
    write: call(z.object({ grant: grantId, path: z.string().max(4096), bytes, replace: z.boolean() }), z.object({ path: z.string() })),
  },
  projects: {
    recent: call(nothing, z.array(projectInfo)),
    openFolder: call(z.object({ grant: grantId }), projectInfo),
    openSample: call(z.object({ scene: z.enum(['street', 'field']) }), projectInfo),
    /** A server project becomes known to this machine; its items come from the manifest. */
    openRemote: call(z.object({ account: z.string(), project: uuid }), projectInfo),
    reopen: call(z.object({ project: uuid }), projectInfo),
    forget: call(z.object({ project: uuid }), nothing),
    /** Items in natural name order, in batches as they are found; `done` on the last. */
    index: feed(z.object({ project: uuid }), indexProgress),
    /** The document of a task as last known, for use without a window (command line, other host) and for recovery. */
    saveDocument: call(z.object({ project: uuid, stream: z.string(), lseq: z.number().int(), records: z.array(z.unknown()) }), nothing),
    readDocuments: call(z.object({ project: uuid, streams: z.array(z.string()).nullable() }), z.array(z.object({ stream: z.string(), lseq: z.number().int(), records: z.array(z.unknown()) }))),
  },
  media: {
    /** Looks at the header of one item: size and whether it can be shown. Pixels go by URL, see `mediaUrl.ts`. */
    probe: call(z.object({ project: uuid, item: uuid }), item),
    /** Prepares a picture to be shown: one too large or too deep for a window is cut into tiles first. Stopping the feed stops the work. */
    survey: feed(z.object({ project: uuid, item: uuid }), surveyProgress),
  },
  /** Clips: files of frames, or folders of pictures. `tag` names the version of the file that is meant. Pixels go by URL, see `mediaUrl.ts`. */
  video: {
    /** Facts as soon as a first frame can be shown, then how far the clip is indexed. When the last reader stops, so does the work. */
    open: feed(z.object({ project: uuid, item: uuid }), clipProgress),
    times: call(z.object({ project: uuid, item: uuid, tag: clipTag, from: z.number().int().min(0), count: z.number().int().min(0).max(10_000) }), clipTimes),
    prove: call(z.object({ project: uuid, item: uuid, tag: clipTag, frames: z.array(z.number().int().min(0)).max(1000) }), z.array(frameProof)),
    travel: call(clipTravel.extend({ project: uuid, item: uuid, tag: clipTag }), nothing),
    news: feed(z.object({ project: uuid, item: uuid }), clipNews),
    /** Small pictures of frames, kept in the content-addressed store. */
    keepFrames: call(z.object({ project: uuid, item: uuid, tag: clipTag, frames: z.array(z.number().int().min(0)).max(9), side: z.number().int().min(96).max(768) }), z.array(z.object({ frame: z.number().int(), sha256 }))),
    /** Which codecs a review clip can have here. */
    reviewCodecs: call(nothing, z.object({ codecs: z.array(reviewCodec) })),
    /** Makes a review clip, its frame map (JSON and CSV) and a player for it, named after `name`, in the granted folder. Stopping the feed leaves nothing behind. */
    review: feed(z.object({ project: uuid, item: uuid, tag: clipTag, order: reviewOrder, grant: grantId, name: z.string().min(1).max(200), replace: z.boolean() }), reviewProgress),
  },
  blobs: {
    /** Content-addressed, durable when answered. */
    put: call(z.object({ bytes, type: z.string().max(80) }), z.object({ sha256 })),
    has: call(z.object({ sha256: z.array(sha256) }), z.array(z.boolean())),
    /** Makes sure the blob is here, fetching it from the server when it is not. */
    need: call(z.object({ account: z.string(), project: uuid, sha256 }), z.object({ here: z.boolean() })),
  },
  journal: {
    open: call(z.object({ database: z.string().max(80) }), journalState),
    /** Answers when the records are on disk (group commit). */
    append: call(z.object({ database: z.string().max(80), records: z.array(journalRecord).max(5000) }), z.object({ lastLseq: z.number().int() })),
    read: feed(z.object({ database: z.string().max(80), after: z.number().int() }), z.array(journalRecord)),
    renewDevice: call(z.object({ database: z.string().max(80) }), z.object({ device: uuid })),
    /** Gives up the space set aside: nothing could be saved at all, and the browser's own database may need it. */
    makeRoom: call(nothing, z.object({ made: z.boolean() })),
  },
  server: {
    accounts: call(nothing, z.array(account)),
    signIn: call(z.object({ address: z.string().max(2048), email: z.string(), password: z.string() }), account),
    signOut: call(z.object({ account: z.string() }), nothing),
    /** Makes an account with the code of an invitation and signs it in. */
    accept: call(z.object({ address: z.string().max(2048), code: z.string(), name: z.string(), email: z.string(), password: z.string() }), account),
    /** Enters another project with a code. */
    join: call(z.object({ account: z.string(), code: z.string() }), joinAnswer),
    changePassword: call(z.object({ account: z.string(), old: z.string(), next: z.string() }), nothing),
    members: call(inAccount, z.array(member)),
    /** What people shared of their weeks, for those who lead. */
    themes: call(inAccount, themesAnswer),
    setRole: call(inAccount.extend({ person: uuid, role }), nothing),
    removeMember: call(inAccount.extend({ person: uuid }), nothing),
    invitations: call(inAccount, z.array(invitation)),
    invite: call(inAccount.extend(inviteRequest.shape), inviteAnswer),
    withdraw: call(inAccount.extend({ invitation: uuid }), nothing),
    projects: call(z.object({ account: z.string() }), z.array(remoteProject)),
    createProject: call(z.object({ account: z.string(), id: uuid, name: z.string() }), nothing),
    items: call(z.object({ account: z.string(), project: uuid, after: uuid.nullable() }), itemsPage),
    /** Uploads the bytes and manifest rows of every item of a local project to a project of the server. */
    uploadItems: feed(z.object({ account: z.string(), from: uuid, to: uuid }), uploadProgress),
    uploadBlob: call(z.object({ account: z.string(), project: uuid, sha256 }), nothing),
    push: call(z.object({ account: z.string(), project: uuid, request: pushRequest }), pushAnswer),
    pull: call(z.object({ account: z.string(), project: uuid, request: pullRequest }), pullAnswer),
    heads: call(z.object({ account: z.string(), project: uuid }), headsAnswer),
    /** Hints that something moved (server-sent events); polling stays the guarantee. */
    hints: feed(z.object({ account: z.string(), project: uuid }), z.object({ stream: z.string(), head: z.number().int() })),
  },
} satisfies Contract;

export type HostContract = typeof hostContract;
