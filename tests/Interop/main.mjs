// Clients that others wrote, against samples/McpHost: one server, then two behind a proxy on one Redis. Then against two that keep the
// sessions of older clients.
import { describe, run } from './run.mjs';
import { arrangements } from './servers/arrangements.mjs';
import { table } from './table.mjs';

const rows = [];
for (const arrangement of arrangements)
  await tryAll(arrangement).catch(error => record('none', '', arrangement.name, 'the servers start and stop', describe(error)));

async function tryAll({ name, start, clients }) {
  console.log(`== servers: ${name}`);
  const servers = await start();
  for (const client of clients)
    for (const scenario of client.scenarios)
      record(client.name, client.era, name, scenario.name, await run(scenario, client, servers));
  await servers.stop();
}

function record(client, era, servers, scenario, failure) {
  const outcome = failure === undefined ? 'passed' : 'FAILED';
  rows.push([client, era, servers, scenario, outcome]);
  console.log(`${outcome}  ${client}, ${era}: ${scenario}`);
  if (failure !== undefined)
    console.log(failure.replace(/^/gm, '        '));
}

const failed = rows.filter(row => row.at(-1) === 'FAILED').length;
console.log(`\n${table(['client', 'revision', 'servers', 'scenario', 'outcome'], rows)}\n`);
console.log(`${rows.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
