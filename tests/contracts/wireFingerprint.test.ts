import { expect, test } from 'vitest';
import { fingerprintOf } from '#shared/bridge/fingerprint.ts';
import { call } from '#shared/bridge/service.ts';
import * as messages from '#shared/sync/messages.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';

/** What workstation and server say to each other, request and answer. */
const wire = {
  sync: { push: call(messages.pushRequest, messages.pushAnswer), pull: call(messages.pullRequest, messages.pullAnswer), heads: call(messages.hint, messages.headsAnswer) },
  sessions: { signIn: call(messages.signInRequest, messages.sessionAnswer), refresh: call(messages.refreshRequest, messages.sessionAnswer) },
  projects: { list: call(messages.createProjectRequest, messages.projectsAnswer), items: call(messages.itemsRequest, messages.itemsPage) },
  people: {
    members: call(messages.memberChange, messages.membersAnswer), invite: call(messages.inviteRequest, messages.inviteAnswer), invitations: call(messages.joinRequest, messages.invitationsAnswer),
    accept: call(messages.acceptRequest, messages.sessionAnswer), join: call(messages.joinRequest, messages.joinAnswer), password: call(messages.passwordRequest, messages.joinAnswer),
  },
};

/** The shape of the wire under its number. */
const recorded: Readonly<Record<number, string>> = { 6: '8e2faef8169c195d' };

test('the wire is the one recorded for its number', () => {
  expect(fingerprintOf(wire), 'The wire changed. Raise the number in protocol.ts, say there what is new, and record this fingerprint for it here.').toBe(recorded[PROTOCOL]);
});
