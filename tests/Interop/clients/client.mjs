// The TypeScript client for 2026-07-28. Unless told otherwise it speaks 2025-11-25.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect } from '../expect.mjs';
import { withVersion } from './version.mjs';

const name = withVersion('@modelcontextprotocol/client');

export const client = { name, era: '2026-07-28', connect: connectModern };
export const clientOfOldEra = { name, era: '2025-11-25', connect: connectOld };

export function connectModern(url, token, capabilities) {
  return connect(url, token, '2026-07-28', { versionNegotiation: { mode: { pin: '2026-07-28' } }, capabilities });
}

export function connectOld(url, token) {
  return connect(url, token, '2025-11-25');
}

async function connect(url, token, revision, options) {
  const client = new Client({ name: 'interop', version: '1.0.0' }, options);
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit: { headers } }));
  expect('revision', client.getNegotiatedProtocolVersion(), revision);
  return client;
}
