// What the clients are tried against. Each arrangement has a name, a url, and, behind the proxy, the landings of requests.
import { startMcpHost } from './mcpHost.mjs';
import { startRedis } from './redis.mjs';
import { startRoundRobin } from './roundRobin.mjs';

export const arrangements = [
  { name: 'one, memory', start: oneServer },
  { name: 'two, Redis', start: twoServers },
];

async function oneServer() {
  const server = await startMcpHost();
  return { url: server.url, stop: server.stop };
}

async function twoServers() {
  const redis = await startRedis();
  const servers = await Promise.all([startMcpHost(redis.url), startMcpHost(redis.url)]);
  const proxy = await startRoundRobin(servers);
  return {
    url: proxy.url,
    landings: proxy.landings,
    stop: async () => {
      proxy.stop();
      await Promise.all(servers.map(server => server.stop()));
      await redis.stop();
    },
  };
}
