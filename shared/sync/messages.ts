import * as z from 'zod';
import { objectRow, opResult, syncOp } from './op.ts';

const uuid = z.string().regex(/^[0-9a-f-]{36}$/);
const stream = z.string().regex(/^[tpu]:[0-9a-f-]{36}$/);

/** `POST /v1/projects/{project}/sync/push` */
export const pushRequest = z.object({ proto: z.number().int(), stream, dev: uuid, client: z.string().max(80), ops: z.array(syncOp).min(1).max(500) });
export type PushRequest = z.infer<typeof pushRequest>;

/** Whole-request answers beside 200 are HTTP statuses; see `sync.md` §2.6. */
export const pushAnswer = z.object({ results: z.array(opResult), head: z.number().int(), epoch: z.number().int(), serverTime: z.number(), incarnation: uuid });
export type PushAnswer = z.infer<typeof pushAnswer>;

/** `POST /v1/projects/{project}/sync/pull` */
export const pullRequest = z.object({ proto: z.number().int(), streams: z.array(z.object({ id: stream, cursor: z.number().int().min(0) })).min(1).max(200), maxRows: z.number().int().min(1).max(500) });
export type PullRequest = z.infer<typeof pullRequest>;

export const pullPage = z.object({
  id: stream,
  /** The cursor this page starts from; a page that does not start at the reader's cursor is ignored. */
  from: z.number().int(),
  rows: z.array(objectRow),
  next: z.number().int(),
  head: z.number().int(),
  epoch: z.number().int(),
  assignee: z.string().nullable(),
  leaseUntil: z.number().nullable(),
  /** Sum of row hashes mod 2^64 as 16 hex digits; compared when the reader is at `head`. */
  hash: z.string(),
  floor: z.number().int(),
});
export type PullPage = z.infer<typeof pullPage>;
export const pullAnswer = z.object({ pages: z.array(pullPage), serverTime: z.number(), incarnation: uuid });
export type PullAnswer = z.infer<typeof pullAnswer>;

/** `GET /v1/projects/{project}/sync/heads`: which streams moved. */
export const headsAnswer = z.object({ heads: z.array(z.object({ id: stream, head: z.number().int(), flags: z.number().int() })), serverTime: z.number(), incarnation: uuid });
export type HeadsAnswer = z.infer<typeof headsAnswer>;

export const role = z.enum(['annotator', 'reviewer', 'expert', 'ml_engineer', 'lead', 'admin']);
export type Role = z.infer<typeof role>;

/** `POST /v1/sessions` and `/v1/sessions/refresh` */
export const signInRequest = z.object({ email: z.string().max(320), password: z.string().max(1024), device: uuid });
export const refreshRequest = z.object({ refresh: z.string().max(256), device: uuid });
export const sessionAnswer = z.object({
  access: z.string(), refresh: z.string(), expiresIn: z.number(),
  person: z.object({ id: uuid, name: z.string(), email: z.string(), org: uuid, orgName: z.string() }),
  serverTime: z.number(), incarnation: uuid,
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

/** `GET /v1/projects` */
export const remoteProject = z.object({ id: uuid, name: z.string(), role, items: z.number().int() });
export type RemoteProject = z.infer<typeof remoteProject>;
export const projectsAnswer = z.object({ projects: z.array(remoteProject), serverTime: z.number(), incarnation: uuid });
/** `POST /v1/projects`: made under an id the client chose, so that a repeated request is harmless. */
export const createProjectRequest = z.object({ id: uuid, name: z.string().min(1).max(200) });
export type CreateProjectRequest = z.infer<typeof createProjectRequest>;

/**
 * `GET /v1/projects/{project}/themes`: what people shared of their weeks, for those who lead. Counts of different people,
 * nothing of fewer than `fewest`; `null` is hidden.
 */
export const themesAnswer = z.object({
  fewest: z.number().int(),
  themes: z.array(z.object({ tag: z.string(), people: z.number().int().nullable(), cells: z.array(z.object({ label: z.string(), people: z.number().int().nullable() })) })),
  effort: z.array(z.object({ long: z.boolean(), effort: z.enum(['low', 'high']), cards: z.number().int().nullable() })),
  quotes: z.array(z.object({ what: z.enum(['card', 'highlight', 'insight']), text: z.string(), name: z.string().nullable() })),
});
export type ThemesAnswer = z.infer<typeof themesAnswer>;

/** `GET /v1/projects/{project}/members`. Addresses are for those who lead. */
export const member = z.object({ id: uuid, name: z.string(), email: z.string().nullable(), role });
export type Member = z.infer<typeof member>;
export const membersAnswer = z.object({ members: z.array(member) });
/** `PATCH /v1/projects/{project}/members/{person}`; `DELETE` takes the person out of the project, himself or another. */
export const memberChange = z.object({ role });

/** `GET`/`POST /v1/projects/{project}/invitations`, `DELETE .../invitations/{id}`. The code is told once, to whoever made it. */
export const invitation = z.object({ id: uuid, role, expiresAt: z.number(), madeBy: z.string() });
export type Invitation = z.infer<typeof invitation>;
export const invitationsAnswer = z.object({ invitations: z.array(invitation) });
export const inviteRequest = z.object({ role, days: z.number().int().min(1).max(60) });
export const inviteAnswer = z.object({ id: uuid, code: z.string(), expiresAt: z.number() });
export type InviteAnswer = z.infer<typeof inviteAnswer>;
/** `POST /v1/invitations/accept` makes an account and signs it in; `POST /v1/invitations/join` is for who has one. */
export const acceptRequest = z.object({ code: z.string().max(80), name: z.string().trim().min(1).max(120), email: z.email().max(320), password: z.string().max(1024), device: uuid });
export const joinRequest = z.object({ code: z.string().max(80) });
export const joinAnswer = z.object({ project: uuid });
/** `POST /v1/me/password`: the other sessions of the person end. */
export const passwordRequest = z.object({ old: z.string().max(1024), next: z.string().max(1024) });

/** `GET`/`POST /v1/projects/{project}/items`: the manifest. Items never change; their bytes are blobs. */
export const remoteItem = z.object({
  id: uuid, name: z.string().max(1024), media: z.enum(['image', 'clip', 'sequence']), sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int().min(0), mediaType: z.string().max(80), width: z.number().int().nullable(), height: z.number().int().nullable(),
});
export type RemoteItem = z.infer<typeof remoteItem>;
export const itemsPage = z.object({ items: z.array(remoteItem).max(1000), next: uuid.nullable() });
export type ItemsPage = z.infer<typeof itemsPage>;
/** `POST` answers 200 with how many were new; the same rows again are harmless, other content under a known id is a 409. */
export const itemsRequest = z.object({ items: z.array(remoteItem).min(1).max(1000) });
export const itemsAnswer = z.object({ added: z.number().int() });
/** `GET ...items?after=<uuid>&limit=<1..1000>` */
export const itemsQuery = z.object({ after: uuid.optional(), limit: z.coerce.number().int().min(1).max(1000).default(500) });

/**
 * Bytes: `HEAD`/`GET /v1/projects/{project}/blobs/{sha256}` (ranges), and tus 1.0 uploads at
 * `/v1/projects/{project}/uploads` with metadata `sha256` and `type`; a hash that does not fit answers 422 `blob/damaged`.
 * `GET /v1/projects/{project}/events` sends one `hint` as the data of each server-sent event.
 * `DELETE /v1/sessions` signs out. Every request but sign-in and refresh carries `Authorization: Bearer <access>`.
 */
export const hint = z.object({ stream, head: z.number().int() });
export type Hint = z.infer<typeof hint>;

/** What every refusal of the server looks like. `code` is translated by the reader, `sentence` is the fallback. */
export const serverRefusal = z.object({ code: z.string(), sentence: z.string() });
export type ServerRefusal = z.infer<typeof serverRefusal>;
