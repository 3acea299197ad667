// A proxy that hands requests to its servers in turn. Answers are streamed, events included.
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

/** `landings` tells of each JSON-RPC request which server it went to. Headers of our own are added to each. */
export async function startRoundRobin(servers, added = {}) {
  const landings = [];
  const turns = { requests: 0, others: 0 };

  // JSON-RPC requests have a turn of their own, so that two in a row never reach the same server, whatever a client sends between them
  // (notifications, GET for a stream).
  function next(body) {
    const message = parse(body);
    if (message?.id === undefined)
      return turns.others++ % servers.length;
    const server = turns.requests++ % servers.length;
    landings.push({ method: message.method, server });
    return server;
  }

  const proxy = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    const { method, url: path, headers } = incoming;
    const forwarded = request(new URL(path, servers[next(body)].url), { method, headers: { ...headers, ...added } }, answer => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      outgoing.flushHeaders();
      pipeline(answer, outgoing).catch(() => {}); // The client went away, or the server: the other side has been closed by now.
    });
    outgoing.on('close', () => forwarded.destroy());
    forwarded.on('error', error => outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end(error.message));
    forwarded.end(body);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');

  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    landings,
    stop: () => { proxy.closeAllConnections(); proxy.close(); },
  };
}

function parse(body) {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined; // A request without a body.
  }
}
