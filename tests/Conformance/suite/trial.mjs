import { sdkFaults } from './sdkFaults.mjs';
import { judge } from './outcome.mjs';
import { startSample, startServers } from './servers.mjs';
import { check } from './suite.mjs';

/** Runs scenarios on so many hosts with a keeper, and tells each outcome as it comes. The SDK's tasks are a package that is not tried. */
export async function tryAll(hosts, keeper, runs, tell) {
  if (keeper === 'sdk')
    runs = runs.filter(run => !run.scenario.startsWith('tasks-'));
  const controls = keeper === 'sdk' ? new Map() : await runControls(runs);
  const servers = await startServers(hosts, keeper);
  const outcomes = [];
  try {
    for (const run of runs) {
      const outcome = { hosts, keeper, ...run, ...judge(run, await check(servers.url, run), controls.get(run)) };
      outcomes.push(outcome);
      tell(outcome);
    }
  } finally {
    await servers.stop();
  }
  return outcomes;
}

/** What needs no fixtures, against samples/McpHost: by a caller who did not sign in, and by one who did. */
export async function trySample(runs, tell) {
  const outcomes = [];
  for (const user of [undefined, 'alice']) {
    const servers = await startSample(user);
    try {
      for (const run of runs.filter(run => withoutFixtures.includes(run.scenario))) {
        const checks = (await check(servers.url, run)).filter(check => !check.errorMessage?.startsWith('Not testable'));
        const outcome = { hosts: 1, keeper: user ? 'sample, signed in' : 'sample', ...run, ...judge(run, checks, undefined, false) };
        outcomes.push(outcome);
        tell(outcome);
      }
    } finally {
      await servers.stop();
    }
  }
  return outcomes;
}

const withoutFixtures = [
  'caching', 'dns-rebinding-protection', 'http-header-validation', 'ping', 'prompts-list', 'resources-list', 'server-initialize',
  'server-stateless', 'tools-list',
];

/** The runs in which a fault of the SDK is known, on the SDK's own stores: the proof. */
async function runControls(runs) {
  const faulty = runs.filter(run => sdkFaults.some(fault => fault.scenario === run.scenario && fault.revision === run.revision));
  const controls = new Map();
  if (faulty.length === 0)
    return controls;
  const servers = await startServers(1, 'sdk');
  try {
    for (const run of faulty)
      controls.set(run, await check(servers.url, run));
  } finally {
    await servers.stop();
  }
  return controls;
}
