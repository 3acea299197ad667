// What the clients are tried against. Each arrangement has a name, who is tried, a url, and, behind the proxy, the landings of requests.
import { clients, clientsWithSessions } from '../clients/clients.mjs';
import { startConformance } from './conformance.mjs';
import { startMcpHost } from './mcpHost.mjs';
import { startRedis } from './redis.mjs';
import { startRoundRobin } from './roundRobin.mjs';

export const arrangements = [
  { name: 'one, memory', start: oneServer, clients },
  { name: 'two, Redis', start: () => twoServers(startMcpHost), clients },
  { name: 'two, Redis, sessions', start: () => twoServers(url => startConformance('store', url)), clients: clientsWithSessions },
];

async function oneServer() {
  const server = await startMcpHost();
  return { url: server.url, stop: server.stop };
}

async function twoServers(startServer) {
  const redis = await startRedis();
  const servers = await Promise.all([startServer(redis.url), startServer(redis.url)]);
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
