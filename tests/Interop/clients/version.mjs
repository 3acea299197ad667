import { readFileSync } from 'node:fs';

const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url)));

/** A package's name with the version that is pinned. */
export const withVersion = name => `${name} ${dependencies[name]}`;
