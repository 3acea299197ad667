// The older TypeScript SDK, which knows 2025-11-25 and the revisions before it.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect } from '../expect.mjs';
import { withVersion } from './version.mjs';

export const sdk = { name: withVersion('@modelcontextprotocol/sdk'), era: '2025-11-25', connect };

async function connect(url, token, capabilities) {
  const client = new Client({ name: 'interop', version: '1.0.0' }, { capabilities });
  client.setElicitationHandler = answer =>
    client.setRequestHandler(ElicitRequestSchema, request => answer(request.params.message));
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit: { headers } });
  await client.connect(transport);
  expect('revision', transport.protocolVersion, '2025-11-25');
  return client;
}
