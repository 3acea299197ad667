import { parseArgs } from 'node:util';

const usage = 'Usage: ./conformance [--hosts 1|2] [--keeper store|sdk] [--sample] [--scenario NAME] [--json] [--docs]';

/** The arguments; an error that says which is wrong. */
export function readOptions() {
  try {
    return read();
  } catch (error) {
    throw new Error(`${error.message}\n${usage}`);
  }
}

function read() {
  const { values } = parseArgs({
    options: {
      hosts: { type: 'string' },
      keeper: { type: 'string', default: 'store' },
      sample: { type: 'boolean', default: false },
      scenario: { type: 'string' },
      json: { type: 'boolean', default: false },
      docs: { type: 'boolean', default: false },
    },
  });
  if (!['1', '2', undefined].includes(values.hosts))
    throw new Error(`--hosts is 1 or 2, and not ${values.hosts}. Without it both are tried.`);
  if (!['store', 'sdk'].includes(values.keeper))
    throw new Error(`--keeper is store or sdk, and not ${values.keeper}.`);
  return { ...values, hosts: values.hosts ? [Number(values.hosts)] : [1, 2] };
}
