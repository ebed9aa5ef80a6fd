import { AppError, errorSentence } from '#shared/base/errors.ts';
import { serverRefusal } from '#shared/sync/messages.ts';

type Params = Readonly<Record<string, string | number>>;

const CODES: Readonly<Record<number, readonly [string, string]>> = {
  400: ['server/malformed', 'The server did not understand one change. It is kept on this computer and needs attention.'],
  401: ['server/sign-in', 'Sign in to sync. Your changes are safe on this computer.'],
  403: ['server/no-access', 'You no longer have access to this on the server. Export your unsynced work if you have some.'],
  404: ['server/no-access', 'This is not on the server, or you have no access to it. Ask the project’s lead.'],
  409: ['server/conflict', 'The server already has something else under that name.'],
  410: ['server/cursor-too-old', 'This computer was away for long; the project is fetched again. Your unsynced work is kept.'],
  413: ['server/too-big', 'That is more than the server takes at once. It is sent in smaller parts.'],
  422: ['server/damaged', 'The bytes arrived damaged at the server. They are sent again.'],
  423: ['server/busy', 'The server is still busy with the same upload. It goes on by itself.'],
  426: ['server/upgrade', 'This Sightline is too old for the server. Update it to sync; work on this computer goes on.'],
  429: ['server/busy', 'The server is busy. Your changes are sent a little later.'],
  503: ['server/busy', 'The server is busy. Your changes are sent a little later.'],
};

/** Refusals a person can do something about by themselves, under their own names; the rest go by their status. */
const OWN: Readonly<Record<string, string>> = {
  device_forked: 'server/device-forked', 'invitation/unknown': 'invitation/unknown', 'invitation/other-org': 'invitation/other-org', 'account/taken': 'account/taken',
  'password/short': 'password/short', 'password/guessable': 'password/guessable', 'password/wrong': 'password/wrong', 'project/last-lead': 'project/last-lead', 'project/forbidden': 'project/forbidden', 'members/unknown': 'members/unknown',
};

/** An answer of the server that is not what was asked for, as an error with its code (`sync.md` §2.6). */
export async function refusalOf(response: Response): Promise<AppError> {
  const { status } = response;
  const said = await refusalBody(response);
  const [code, sentence] = CODES[status] ?? ['server/error', 'The server had a fault of its own. Your changes are safe on this computer and are sent again.'];
  return new AppError(OWN[said?.code ?? ''] ?? code, said?.sentence ?? sentence, { params: { status, ...(said === null ? {} : { said: said.code }), ...retryAfter(response) } });
}

/** No answer at all: the network, the name, the port, or a time limit. */
export function unreachable(address: string, cause: unknown): AppError {
  const host = new URL(address).host;
  return new AppError('server/unreachable', `The server ${host} does not answer. Work goes on here; everything is sent when it is back.`, { params: { host, why: errorSentence(cause) }, cause });
}

/** An answer that is not of our protocol, e.g. the page of a network that wants a log-in first. */
export function notOurs(address: string): AppError {
  const host = new URL(address).host;
  return new AppError('server/not-sightline', `${host} answers, but not as a Sightline server. Check the address, and whether this network asks for its own sign-in.`, { params: { host } });
}

async function refusalBody(response: Response): Promise<{ code: string; sentence: string } | null> {
  try {
    const text = await response.text();
    const parsed = serverRefusal.safeParse(JSON.parse(text.slice(0, 65_536)));
    return parsed.success ? { code: parsed.data.code.slice(0, 80), sentence: parsed.data.sentence.slice(0, 500) } : null;
  } catch {
    return null;
  }
}

/** Seconds to wait: a number, or a date by the server's own clock. */
function retryAfter(response: Response): Params {
  const text = response.headers.get('retry-after');
  if (text === null) return {};
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.parse(response.headers.get('date') ?? text)) / 1000;
  return Number.isFinite(seconds) ? { retryAfter: Math.min(3600, Math.max(0, Math.ceil(seconds))) } : {};
}
