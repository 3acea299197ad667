// One server, or two behind a proxy that hands each request to the next.
import { startConformance } from '../../Interop/servers/conformance.mjs';
import { startMcpHost } from '../../Interop/servers/mcpHost.mjs';
import { startRedis } from '../../Interop/servers/redis.mjs';
import { startRoundRobin } from '../../Interop/servers/roundRobin.mjs';
import { warmUp } from './warmUp.mjs';

/** samples/McpHost, as a caller sees it who signed in, or did not. */
export async function startSample(user) {
  const server = await startMcpHost();
  await warmUp(`${server.url}/mcp`);
  if (!user)
    return { url: `${server.url.replace('127.0.0.1', 'localhost')}/mcp`, stop: server.stop };
  const { accessToken } = await (await fetch(`${server.url}/sign-in?user=${user}`, { method: 'POST' })).json();
  const proxy = await startRoundRobin([server], { authorization: `Bearer ${accessToken}` });
  return {
    url: `${proxy.url.replace('127.0.0.1', 'localhost')}/mcp`,
    stop: async () => {
      proxy.stop();
      await server.stop();
    },
  };
}

/** Returns the URL to call, and what stops it all. The SDK's keeper needs no Redis. */
export async function startServers(hosts, keeper) {
  const redis = keeper === 'store' ? await startRedis() : undefined;
  const servers = await Promise.all(Array.from({ length: hosts }, () => startConformance(keeper, redis?.url)));
  await Promise.all(servers.map(server => warmUp(`${server.url}/mcp`)));
  const proxy = hosts > 1 ? await startRoundRobin(servers) : undefined;
  return {
    url: `${(proxy ?? servers[0]).url.replace('127.0.0.1', 'localhost')}/mcp`,
    stop: async () => {
      proxy?.stop();
      await Promise.all(servers.map(server => server.stop()));
      await redis?.stop();
    },
  };
}
