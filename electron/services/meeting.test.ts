import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { withResolvers } from '#shared/base/withResolvers.ts';
import type { Frame, Wire } from '#shared/bridge/service.ts';
import { goTo, meet, meetingArguments, readMeetingPoint, type MeetingPoint } from './meeting.ts';

const refusal = (): Error => new Error('it ended before it came');
const next = (wire: Wire): Promise<Frame> => new Promise((heard) => void wire.onFrame(heard));
const closed = (wire: Wire): Promise<string> => new Promise((heard) => void wire.onClose(heard));

/** Both ends of a line, as if the one who came were a process of its own. */
async function pair(): Promise<{ readonly near: Wire; readonly far: Wire }> {
  const { promise: came, resolve } = withResolvers<Wire>();
  const near = await meet(async (point) => {
    resolve(await goTo(point));
    await closed(await came);
  }, refusal);
  return { near, far: await came };
}

it('is a line both ways, for small words and for large bytes, and ends for both', async () => {
  const { near, far } = await pair();
  const bytes = Uint8Array.from({ length: 3_000_001 }, (_none, at) => at % 249);
  const [there, back] = [next(far), next(near)];
  near.send({ kind: 'answer', id: 1, body: { bytes, word: 'there' } });
  far.send({ kind: 'answer', id: 2, body: { bytes, word: 'back' } });
  for (const [frame, word] of [[await there, 'there'], [await back, 'back']] as const) {
    const { body } = frame as { readonly body: { readonly bytes: Uint8Array; readonly word: string } };
    expect([body.word, Buffer.compare(body.bytes, bytes)]).toEqual([word, 0]);
  }
  const gone = closed(near);
  far.close();
  await gone;
});

it('turns away who does not know the word, and still takes the one who does', async () => {
  const { promise: asked, resolve } = withResolvers<MeetingPoint>();
  const { promise: over, resolve: end } = withResolvers<null>();
  const meeting = meet((point) => (resolve(point), over), refusal);
  const point = await asked;
  for (const said of [`${JSON.stringify({ ...point, password: 'wrong' })}\n`, 'GET / HTTP/1.1\n', 'x'.repeat(10_000)]) {
    const stranger = connect(point.address, () => stranger.write(said));
    stranger.resume();
    stranger.on('error', () => undefined);
    await once(stranger, 'close');
  }
  const far = await goTo(readMeetingPoint(['program', ...meetingArguments(point)]));
  const near = await meeting;
  const heard = next(far);
  near.send({ kind: 'end', id: 5 });
  expect(await heard).toEqual({ kind: 'end', id: 5 });
  far.close();
  end(null);
});

it('tells of a process that ends before it comes, and of nobody who waits', async () => {
  let point: MeetingPoint | null = null;
  await expect(meet(async (given) => void (point = given), refusal)).rejects.toThrow('it ended before it came');
  await expect(goTo(point ?? { address: '', password: '' })).rejects.toThrow();
});
