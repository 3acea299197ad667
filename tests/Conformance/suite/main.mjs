// The official conformance suite against tests/Conformance: one server, and two behind a proxy on one Redis.
import { writeDocs } from './docs.mjs';
import { readOptions } from './options.mjs';
import { listRuns } from './scenarios.mjs';
import { table } from '../../Interop/table.mjs';
import { trySample, tryAll } from './trial.mjs';

async function main({ hosts, keeper, sample, scenario, json, docs }) {
  const runs = await listRuns(scenario);
  const outcomes = sample ? await trySample(runs, json ? tellJson : tell) : [];
  for (const [trier, count] of sample ? [] : docs ? everything : hosts.map(count => [keeper, count])) {
    if (!json)
      console.log(`== ${count === 1 ? 'one server' : 'two servers behind a proxy'}, kept by: ${trier}`);
    outcomes.push(...await tryAll(count, trier, runs, json ? tellJson : tell));
  }

  const judged = docs ? outcomes.filter(outcome => outcome.keeper === 'store') : outcomes;
  if (docs)
    await writeDocs(outcomes);
  if (!json)
    console.log(`\n${table(['hosts', 'scenario', 'revision', 'passed', 'failed'], judged.map(row))}\n`);
  for (const outcome of json ? [] : judged.filter(outcome => outcome.theirs > 0))
    console.log(`Not counted as failed, on ${outcome.hosts}: ${outcome.scenario} (${outcome.revision}): ${outcome.why}`);
  const failed = sum(judged, 'ours');
  console.log(`${sum(judged, 'passed')} passed, ${failed} failed`);
  return failed === 0;
}

const everything = [['store', 1], ['store', 2], ['sdk', 1], ['sdk', 2]];

const sum = (outcomes, what) => outcomes.reduce((total, outcome) => total + outcome[what], 0);

const row = ({ hosts, scenario, revision, passed, ours, theirs }) =>
  [`${hosts}`, scenario, revision, `${passed}`, theirs > 0 ? `${ours}, and ${theirs} of the SDK` : `${ours}`];

function tell({ scenario, revision, passed, ours, theirs, why, warnings }) {
  console.log(`${ours > 0 ? 'FAILED' : 'passed'}  ${scenario}, ${revision}: ${passed} passed, ${ours} failed`);
  if (ours + theirs > 0)
    console.log(why.replaceAll(' | ', '\n').replace(/^/gm, '        '));
  for (const warning of warnings)
    console.log(`        (${warning})`);
}

function tellJson({ hosts, scenario, revision, passed, ours, theirs, why }) {
  console.log(JSON.stringify({ hosts, scenario, revision, passed, failed: ours + theirs, why }));
}

try {
  process.exit(await main(readOptions()) ? 0 : 1);
} catch (error) {
  console.log(`${error.message}\n0 passed, 1 failed`);
  process.exit(1);
}
