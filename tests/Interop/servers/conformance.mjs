import { fileURLToPath } from 'node:url';
import { start, stop } from './child.mjs';

const assembly = fileURLToPath(new URL('../../Conformance/bin/Debug/net10.0/Conformance.dll', import.meta.url));

/** tests/Conformance in a process of its own, kept by `store` or `sdk`. Unlike samples/McpHost it keeps sessions of older clients. */
export async function startConformance(keeper, redisUrl) {
  const { child, match } = await start('dotnet', [assembly, keeper], /Listening: (http:\/\/127\.0\.0\.1:\d+)\/mcp/, {
    ASPNETCORE_URLS: 'http://127.0.0.1:0',
    ...(redisUrl ? { SessionStore__RedisUrl: redisUrl, SessionStore__Backend: 'Redis' } : {}),
  });
  return { url: match[1], stop: () => stop(child) };
}
