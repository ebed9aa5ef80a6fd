import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import { writeDurable } from '../services/files/writeDurable.ts';
import type { SecondStart } from './loopback.ts';

const running = z.object({ port: z.number().int(), secret: z.string() });
const reply = z.union([z.object({ address: z.string() }), z.object({ problem: z.string() })]);

/** Says where this profile's host listens and what proves that a caller may read the profile. */
export async function announce(profile: string, host: z.infer<typeof running>): Promise<void> {
  await writeDurable(fileOf(profile), JSON.stringify(host));
}

export async function withdraw(profile: string): Promise<void> {
  await rm(fileOf(profile), { force: true });
}

/** Hands a second start to the host that already runs on this profile; its answer, or `null` when none runs. */
export async function handOver(profile: string, start: SecondStart): Promise<string | null> {
  const host = await readHost(profile);
  const answer = host === null ? null : await ask(host, start);
  if (answer !== null && 'problem' in answer) throw new AppError('host/second-start', answer.problem);
  return answer?.address ?? null;
}

async function readHost(profile: string): Promise<z.infer<typeof running> | null> {
  const text = await readFile(fileOf(profile), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return running.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A file left behind by a crash names a port where nobody, or somebody else, listens now: no answer of ours comes. */
async function ask({ port, secret }: z.infer<typeof running>, start: SecondStart): Promise<z.infer<typeof reply> | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/second-start`, {
      method: 'POST', redirect: 'error', signal: AbortSignal.timeout(3000),
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }, body: JSON.stringify(start),
    });
    return response.ok ? reply.parse(await response.json()) : null;
  } catch {
    return null;
  }
}

function fileOf(profile: string): string {
  return join(profile, 'running.json');
}
