import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '#shared/base/ports.ts';
import { readOrSetAside, writeJsonFile, type JsonFormat } from '../services/files/jsonFile.ts';

const kind: JsonFormat<{ sessions: string[] }> = { format: 'sightline-sessions', version: 1, room: 'sessions', schema: z.object({ sessions: z.array(z.string()) }) };
const MOST_TICKETS = 64;
const MOST_SESSIONS = 32;

/**
 * Who may talk to the host. A ticket is in the address a person is given and works once; it is traded for a session,
 * which the page keeps in a cookie. Hashes of sessions are kept, so that an open page finds its way back after the host
 * restarts, and the file is worth nothing to a reader.
 */
export class Sessions {
  readonly #path: string;
  readonly #tickets = new Set<string>();
  #sessions: readonly string[];

  private constructor(path: string, sessions: readonly string[]) {
    this.#path = path;
    this.#sessions = sessions;
  }

  static async load(profile: string, clock: Clock): Promise<Sessions> {
    const path = join(profile, 'sessions.json');
    const { value } = await readOrSetAside(path, kind, clock);
    return new Sessions(path, value?.sessions ?? []);
  }

  issueTicket(): string {
    const ticket = randomBytes(32).toString('base64url');
    this.#tickets.add(hashOf(ticket));
    for (const oldest of this.#tickets) if (this.#tickets.size > MOST_TICKETS) this.#tickets.delete(oldest);
    return ticket;
  }

  /** A session for a ticket, once; `null` for any other. Everything is compared by hash, so timing tells nothing. */
  async redeem(ticket: string): Promise<string | null> {
    if (!this.#tickets.delete(hashOf(ticket))) return null;
    const session = randomBytes(32).toString('base64url');
    this.#sessions = [...this.#sessions, hashOf(session)].slice(-MOST_SESSIONS);
    await writeJsonFile(this.#path, kind, { sessions: [...this.#sessions] });
    return session;
  }

  has(session: string | null): boolean {
    return session !== null && this.#sessions.includes(hashOf(session));
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
