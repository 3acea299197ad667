// The suite gives some answers less than a second. A process that was just started compiles what it runs first, so it runs it once before.
const revision = '2026-07-28';

export async function warmUp(url) {
  await (await send(url, 'tools/call', { name: 'test_streaming_elicitation', arguments: {} })).text();
  const leaving = new AbortController();
  const stream = await send(url, 'subscriptions/listen', { notifications: { toolsListChanged: true } }, leaving.signal);
  await stream.body.getReader().read();
  leaving.abort();
}

function send(url, method, params, signal) {
  return fetch(url, {
    method: 'POST',
    signal,
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': revision,
      'Mcp-Method': method,
      ...(params.name ? { 'Mcp-Name': params.name } : {}),
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method,
      params: {
        ...params,
        _meta: { 'io.modelcontextprotocol/protocolVersion': revision, 'io.modelcontextprotocol/clientCapabilities': {} },
      },
    }),
  });
}
