// One server, or two behind a proxy that hands each request to the next.
import { startConformance } from '../../Interop/servers/conformance.mjs';
import { startRedis } from '../../Interop/servers/redis.mjs';
import { startRoundRobin } from '../../Interop/servers/roundRobin.mjs';

/** Returns the URL to call, and what stops it all. The SDK's keeper needs no Redis. */
export async function startServers(hosts, keeper) {
  const redis = keeper === 'store' ? await startRedis() : undefined;
  const servers = await Promise.all(Array.from({ length: hosts }, () => startConformance(keeper, redis?.url)));
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
