import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectsAnswer } from '#shared/sync/messages.ts';
import { startServerProcess, type ServerProcess } from '../support/serverProcess.ts';
import { callerFor, newTestId } from '../support/testServer.ts';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess();
}, 120_000);
afterAll(async () => {
  await server.kill();
  rmSync(server.folder, { recursive: true, force: true });
});

describe('the server a person starts', () => {
  test('prints its address and a sign-in for each role of the demo', () => {
    const lines = server.output().split('\n');
    expect(lines[0]).toBe(`Sightline server is ready: ${server.address}`);
    for (const { email, password, name } of Object.values(server.people)) expect(lines.some((line) => [name, email, password].every((word) => line.includes(word)))).toBe(true);
    expect(Object.values(server.people).map(({ role }) => role)).toEqual(['annotator', 'annotator', 'ml_engineer', 'lead']);
  });

  test('what an annotator makes, the engineer sees', async () => {
    const project = newTestId();
    await (await callerFor(server.address, server.people.annotator)).ask('POST', '/v1/projects', { id: project, name: 'Street' });
    const seen = projectsAnswer.parse((await (await callerFor(server.address, server.people.engineer)).ask('GET', '/v1/projects')).body);
    expect(seen.projects).toEqual([{ id: project, name: 'Street', role: 'ml_engineer', items: 0 }]);
  }, 30_000);

  test('a second one on the same folder is refused in words', async () => {
    await expect(startServerProcess({ folder: server.folder })).rejects.toThrow(`Another Sightline server (process ${server.pid}) uses this data folder`);
  }, 60_000);

  test('stops in order, and starts again with the same accounts and projects', async () => {
    expect(await server.stop()).toBe(0);
    const { folder, people } = server;
    server = await startServerProcess({ folder });
    expect(server.people).toEqual(people);
    const seen = projectsAnswer.parse((await (await callerFor(server.address, people.lead)).ask('GET', '/v1/projects')).body);
    expect(seen.projects.map(({ name }) => name)).toEqual(['Street']);
  }, 120_000);
});
