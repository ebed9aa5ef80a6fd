import type * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { Account } from '#shared/bridge/hostContract.ts';
import { sessionAnswer, type SessionAnswer } from '#shared/sync/messages.ts';
import type { Machine } from '../machine.ts';
import { accountIdOf, AccountStore, type StoredAccount } from './accountStore.ts';
import { serverAddress } from './serverAddress.ts';
import { answerOf, isCode, send, sendForJson, sendForNothing, type Ask } from './serverHttp.ts';
import { refusalOf } from './serverRefusals.ts';

type Ports = Pick<Machine, 'profile' | 'clock' | 'fetch' | 'vault'> & { readonly device: () => Promise<string> };
/** A request of an account: address and token are added here. */
export type AccountAsk = Omit<Ask, 'address' | 'token'>;

/**
 * Sessions of all accounts. Access tokens live in memory, refresh tokens in the vault. However many requests find
 * their token dead at once, it is renewed once: a second renewal would look like a stolen token to the server.
 */
export class Sessions {
  readonly store: AccountStore;
  readonly #ports: Ports;
  readonly #tokens = new Map<string, string>();
  readonly #renewing = new Map<string, Promise<string>>();

  constructor(ports: Ports) {
    this.#ports = ports;
    this.store = new AccountStore(ports.profile, ports.clock);
  }

  async accounts(): Promise<Account[]> {
    const all = await this.store.all();
    return Promise.all(all.map(async (one) => ({ ...one, signedIn: this.#tokens.has(one.id) || (await this.#ports.vault.read(one.id)) !== null })));
  }

  async signIn(typed: { readonly address: string; readonly email: string; readonly password: string }, signal: AbortSignal | null): Promise<Account> {
    const address = serverAddress(typed.address);
    const json = { email: typed.email, password: typed.password, device: await this.#ports.device() };
    const answer = await this.#session({ address, method: 'POST', path: '/v1/sessions', token: null, json, signal }).catch((error: unknown) => {
      if (isCode(error, 'server/sign-in')) throw new AppError('server/wrong-password', 'This e-mail address and password do not fit together. Check both; nothing else was changed.', { cause: error });
      throw error;
    });
    return this.#enter(address, answer);
  }

  /** A new account by invitation, signed in at once. */
  async accept({ address: typed, ...rest }: { readonly address: string; readonly code: string; readonly name: string; readonly email: string; readonly password: string }, signal: AbortSignal | null): Promise<Account> {
    const address = serverAddress(typed);
    return this.#enter(address, await this.#session({ address, method: 'POST', path: '/v1/invitations/accept', token: null, json: { ...rest, device: await this.#ports.device() }, signal }));
  }

  /** The local database stays. The server is told when it can be; the tokens are gone here in any case. */
  async signOut(id: string, signal: AbortSignal | null): Promise<void> {
    const { address } = await this.store.get(id);
    const token = this.#tokens.get(id) ?? null;
    this.#tokens.delete(id);
    await this.#ports.vault.clear(id);
    if (token === null) return;
    await sendForNothing(this.#ports.fetch, { address, method: 'DELETE', path: '/v1/sessions', token, signal, limitMs: 5000 }).catch(() => undefined);
  }

  /** Sends a request of an account; a dead token is renewed once and the request sent again. */
  async send(id: string, ask: AccountAsk): Promise<Response> {
    const { address } = await this.store.get(id);
    const token = this.#tokens.get(id) ?? (await this.#renew(id, null));
    const response = await send(this.#ports.fetch, { ...ask, address, token });
    if (response.status !== 401) return response;
    await response.body?.cancel();
    const again = await send(this.#ports.fetch, { ...ask, address, token: await this.#renew(id, token) });
    if (again.status === 401) throw await refusalOf(again);
    return again;
  }

  /** The same with the answer parsed. */
  async json<T extends z.ZodType>(id: string, ask: AccountAsk, gives: T): Promise<z.infer<T>> {
    const { address } = await this.store.get(id);
    return answerOf(await this.send(id, ask), { address, signal: ask.signal }, gives);
  }

  /** The same without an answer. */
  async nothing(id: string, ask: AccountAsk): Promise<void> {
    const response = await this.send(id, ask);
    if (!response.ok) throw await refusalOf(response);
    await response.body?.cancel();
  }

  async #enter(address: string, answer: SessionAnswer): Promise<Account> {
    const account: StoredAccount = { id: accountIdOf(address, answer.person), address, person: answer.person };
    await this.store.save(account);
    await this.#keep(account.id, answer);
    return { ...account, signedIn: true };
  }

  /** A token newer than the dead one; whoever comes while it is being fetched waits for the same. */
  #renew(id: string, dead: string | null): Promise<string> {
    const current = this.#tokens.get(id);
    if (current !== undefined && current !== dead) return Promise.resolve(current);
    const running = this.#renewing.get(id);
    if (running !== undefined) return running;
    const started = this.#renewNow(id).finally(() => this.#renewing.delete(id));
    this.#renewing.set(id, started);
    return started;
  }

  async #renewNow(id: string): Promise<string> {
    const { address } = await this.store.get(id);
    const refresh = await this.#ports.vault.read(id);
    if (refresh === null) throw signInAgain(null);
    try {
      const json = { refresh, device: await this.#ports.device() };
      const answer = await this.#session({ address, method: 'POST', path: '/v1/sessions/refresh', token: null, json, signal: null });
      return await this.#keep(id, answer);
    } catch (error) {
      if (!isCode(error, 'server/sign-in')) throw error;
      this.#tokens.delete(id);
      if ((await this.#ports.vault.read(id)) === refresh) await this.#ports.vault.clear(id);
      throw signInAgain(error);
    }
  }

  #session(ask: Ask): Promise<SessionAnswer> {
    return sendForJson(this.#ports.fetch, ask, sessionAnswer);
  }

  async #keep(id: string, { access, refresh }: SessionAnswer): Promise<string> {
    await this.#ports.vault.write(id, refresh);
    this.#tokens.set(id, access);
    return access;
  }
}

function signInAgain(cause: unknown): AppError {
  return new AppError('server/sign-in', 'Sign in to sync. Your changes are safe on this computer.', cause === null ? {} : { cause });
}
