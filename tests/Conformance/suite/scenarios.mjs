// What the suite has for servers: a run for each scenario in each revision that it applies to.
import { output } from './suite.mjs';

const latest = '2026-07-28';

/** Extensions are of no revision, and are spoken in the latest. */
export async function listRuns(only) {
  const lines = (await output(['list', '--server'])).split('\n');
  const found = lines.map(line => /^ {2}- (\S+) \[([^\]]+)\]$/.exec(line)).filter(match => match);
  const runs = found.flatMap(([, scenario, revisions]) => revisions.split(',').map(revision =>
    revision === 'extension' ? { scenario, revision: latest, isExtension: true } : { scenario, revision }));
  const chosen = only ? runs.filter(run => run.scenario === only) : runs;
  if (chosen.length === 0)
    throw new Error(only ? `The suite has no scenario ${only} for servers.` : 'The suite named no scenarios.');
  return chosen;
}
