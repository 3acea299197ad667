import { fileURLToPath } from 'node:url';
import { start, stop } from './child.mjs';

const assembly = fileURLToPath(new URL('../../../samples/McpHost/bin/Debug/net10.0/McpHost.dll', import.meta.url));

/** samples/McpHost in a process of its own, on a port that the system chooses. Its state is in the Redis that is named, else in memory. */
export async function startMcpHost(redisUrl) {
  const { child, match } = await start('dotnet', [assembly], /(http:\/\/127\.0\.0\.1:\d+)\/mcp/, {
    ASPNETCORE_URLS: 'http://127.0.0.1:0',
    ASPNETCORE_ENVIRONMENT: 'Development', // where signing in takes only a name
    ...(redisUrl ? { SessionStore__RedisUrl: redisUrl, SessionStore__Backend: 'Redis' } : { SessionStore__Backend: 'Memory' }),
  });
  return { url: match[1], stop: () => stop(child) };
}
