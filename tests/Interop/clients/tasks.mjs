// The TypeScript requester for tasks, on the client for 2026-07-28 and, where no tasks are to be had, on the same in its old era.
import { createTaskSessionEndpointId, createTaskSessionFromClient } from '@modelcontextprotocol/ext-tasks/client';
import { connectModern, connectOld } from './client.mjs';
import { dispatcher } from './dispatcher.mjs';
import { withVersion } from './version.mjs';

const name = withVersion('@modelcontextprotocol/ext-tasks');
const clientInfo = { name: 'interop', version: '1.0.0' };
const clientCapabilities = { extensions: { 'io.modelcontextprotocol/tasks': {} } };

export const tasks = { name, era: '2026-07-28', connect: connectWithTasks };
export const tasksOfOldEra = { name, era: '2025-11-25', connect: connectOfOldEra };

async function connectWithTasks(url) {
  const client = await connectModern(url, undefined, clientCapabilities);
  const dispatch = await dispatcher(url);
  const session = createTaskSessionFromClient(client, {
    endpointId: await createTaskSessionEndpointId('interop', { url }),
    rawDispatch: dispatch.send,
    v2RequestFraming: { protocolVersion: '2026-07-28', clientInfo, clientCapabilities },
  });
  return { client, session, close: () => close(session, dispatch, client) };
}

async function connectOfOldEra(url) {
  const client = await connectOld(url);
  const session = createTaskSessionFromClient(client, { endpointId: await createTaskSessionEndpointId('interop', { url }) });
  return { client, session, close: () => close(session, client) };
}

async function close(...parts) {
  for (const part of parts)
    await part.close();
}
