// One server, or two behind a proxy that hands each request to the next.
import { fileURLToPath } from 'node:url';
import { start, stop } from '../../Interop/servers/child.mjs';
import { startRedis } from '../../Interop/servers/redis.mjs';
import { startRoundRobin } from '../../Interop/servers/roundRobin.mjs';

const assembly = fileURLToPath(new URL('../bin/Debug/net10.0/Conformance.dll', import.meta.url));

/** Returns the URL to call, and what stops it all. The SDK's keeper needs no Redis. */
export async function startServers(hosts, keeper) {
  const redis = keeper === 'store' ? await startRedis() : undefined;
  const servers = await Promise.all(Array.from({ length: hosts }, () => startServer(keeper, redis?.url)));
  const proxy = hosts > 1 ? await startRoundRobin(servers) : undefined;
  return {
    url: `${(proxy ?? servers[0]).url.replace('127.0.0.1', 'localhost')}/mcp`,
    stop: async () => {
      proxy?.stop();
      await Promise.all(servers.map(server => stop(server.child)));
      await redis?.stop();
    },
  };
}

async function startServer(keeper, redisUrl) {
  const { child, match } = await start('dotnet', [assembly, keeper], /Listening: (http:\/\/127\.0\.0\.1:\d+)\/mcp/, {
    ASPNETCORE_URLS: 'http://127.0.0.1:0',
    ...(redisUrl ? { SessionStore__RedisUrl: redisUrl, SessionStore__Backend: 'Redis' } : {}),
  });
  if (process.env.CONFORMANCE_VERBOSE)
    for (const stream of [child.stdout, child.stderr])
      stream.pipe(process.stderr);
  return { child, url: match[1] };
}
