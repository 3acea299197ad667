import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

/** Sends what the client itself does not let pass (tasks/..., and calls that a task may answer), over a transport of the same package. */
export async function dispatcher(url) {
  const waiting = new Map();
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', url));
  transport.onmessage = message => waiting.get(message.id)?.(message);
  await transport.start();

  let last = 0;
  async function send(request, { signal, context } = {}) {
    const id = `task-${++last}`;
    try {
      const [answer] = await Promise.all([
        new Promise((resolve, reject) => {
          waiting.set(id, resolve);
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
        transport.send({ jsonrpc: '2.0', id, ...request }, { requestSignal: signal, headers: context?.headers }),
      ]);
      return answer.error ? { kind: 'error', error: answer.error } : { kind: 'result', result: answer.result };
    } finally {
      waiting.delete(id);
    }
  }

  return { send, close: () => transport.close() };
}
