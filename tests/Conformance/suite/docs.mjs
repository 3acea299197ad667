// docs/mcp-conformance.md, made from all runs.
import { readFile, writeFile } from 'node:fs/promises';
import { table } from '../../Interop/table.mjs';
import { sdkFaults } from './sdkFaults.mjs';

const file = new URL('../../../docs/mcp-conformance.md', import.meta.url);
const arrangements = [['store', 1], ['store', 2], ['sdk', 1], ['sdk', 2]];

export async function writeDocs(outcomes) {
  const { version } = JSON.parse(await readFile(
    new URL('../node_modules/@modelcontextprotocol/conformance/package.json', import.meta.url), 'utf8'));
  const runs = outcomes.filter(({ keeper, hosts }) => keeper === 'store' && hosts === 2).length;
  const scenarios = [...new Set(outcomes.map(outcome => outcome.scenario))];
  const cells = chosen => arrangements.map(([keeper, hosts]) =>
    score(chosen.filter(outcome => outcome.keeper === keeper && outcome.hosts === hosts)));
  const [one, two, aloneOne, aloneTwo] = cells(outcomes);

  await writeFile(file, `# The official conformance suite

Made by \`./conformance --docs\`; do not edit. The suite is npm's \`@modelcontextprotocol/conformance\` ${version}: all
${scenarios.length} of its scenarios for servers, in every revision that each applies to, ${runs} runs. The server has the fixtures that
the scenarios name ([tests/Conformance](../tests/Conformance)). It ran alone, and as two behind a proxy that hands each request to
the next.

${table(['checks passed / failed', 'one server', 'two servers'], [
    ['with this store, on one Redis', one, two],
    ['the SDK alone, in memory (without its package for tasks)', aloneOne, aloneTwo],
  ])}

What the SDK itself fails is counted there too. It stands in a list, and each run proves it anew on the SDK alone:

${sdkFaults.map(fault => `- \`${fault.scenario}\`, ${fault.revision}, \`${fault.check}\`: ${fault.reason}.`).join('\n')}

## Each scenario

Passed / failed checks, over all revisions of the scenario; – where it was not run.

${table(['scenario', 'revisions', 'store, one', 'store, two', 'SDK, one', 'SDK, two'], scenarios.map(scenario => {
    const own = outcomes.filter(outcome => outcome.scenario === scenario);
    return [`\`${scenario}\``, [...new Set(own.map(revisionOf))].join(', '), ...cells(own)];
  }))}
`);
}

const revisionOf = ({ revision, isExtension }) => isExtension ? 'extension' : revision;

function score(outcomes) {
  const passed = outcomes.reduce((total, outcome) => total + outcome.passed, 0);
  const failed = outcomes.reduce((total, outcome) => total + outcome.ours + outcome.theirs, 0);
  return passed + failed === 0 ? '–' : `${passed} / ${failed}`;
}
