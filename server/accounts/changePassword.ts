import { AppError } from '#shared/base/errors.ts';
import type { Uuid } from '#shared/base/id.ts';
import { setPassword } from './passwords.ts';
import { endOtherSessions, type SessionPorts } from './sessions.ts';

export interface PasswordChange {
  readonly person: Uuid;
  /** The session it is asked in; all others of the person end. */
  readonly keep: Uuid;
  readonly old: string;
  /** Hash of the new one. */
  readonly hash: string;
}

/** Refused when the old password is wrong. */
export async function changePassword({ database, passwords, machine }: SessionPorts, { person, keep, old, hash }: PasswordChange): Promise<void> {
  const [row] = await database.tx({ kind: 'door' }, (sql) => sql.query('select password from people where id = $1 and active', [person]));
  if (row === undefined || !(await passwords.check(old, String(row['password'])))) throw new AppError('password/wrong', 'The old password is not right. Nothing was changed.');
  await database.tx({ kind: 'door' }, async (sql) => {
    await setPassword(sql, person, hash);
    await endOtherSessions(sql, { person, keep, now: machine.clock.now() });
  });
}
