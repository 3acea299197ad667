import { inspect } from 'node:util';
import { expect } from './expect.mjs';

const limit = 60_000;

/** Runs a scenario with a client of its own. Returns what went wrong, or nothing. */
export async function run(scenario, client, { url, landings }) {
  const connections = [];
  async function connect(token, capabilities) {
    const connection = await client.connect(url, token, capabilities);
    connections.push(connection);
    return connection;
  }

  const before = landings?.length;
  const lastServer = method => landings?.findLast(landing => landing.method === method)?.server;
  try {
    await inTime(connect().then(own => scenario.run({ client: own, connect, url, lastServer })));
    const repeated = landings?.slice(before).filter((landing, index, all) => landing.server === all[index - 1]?.server) ?? [];
    expect('requests that reached the server of the one before', repeated, []);
    return undefined;
  } catch (error) {
    return describe(error);
  } finally {
    await Promise.allSettled(connections.map(connection => connection.close()));
  }
}

async function inTime(work) {
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`expected to end within ${limit / 1000} s, did not`)), limit);
  });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** The message, the JSON-RPC error where it is one, and the scenarios' lines of the stack. */
export function describe(error) {
  const details = error.code === undefined ? '' : ` (code ${error.code}, data ${inspect(error.data)})`;
  const lines = error.stack.split('\n').filter(line => line.includes('/scenarios/'));
  return [`${error.message}${details}`, ...lines, ...(error.cause ? [`because of ${describe(error.cause)}`] : [])].join('\n');
}
