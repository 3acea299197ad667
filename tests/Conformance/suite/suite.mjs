// The suite's own program, in a process of its own for each run.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url));
const limit = 60_000;

/** Runs a scenario against a server, and returns its checks. One that does not end is a check that failed. */
export async function check(url, { scenario, revision, isExtension }) {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  try {
    const version = isExtension ? [] : ['--spec-version', revision];
    const said = await output(['server', '--url', url, '--scenario', scenario, ...version, '-o', folder]).catch(error => error);
    const [results] = await readdir(folder);
    const checks = results && await readFile(join(folder, results, 'checks.json'), 'utf8').then(JSON.parse).catch(() => undefined);
    return checks ?? [{ id: 'run', status: 'FAILURE', errorMessage: said.message ?? 'The suite left no results.' }];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the program prints. Its exit code says whether checks failed, which the results say better. */
export function output(args) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => said.push(chunk));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`It did not end within ${limit / 1000} s.`));
    }, limit);
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(said).toString());
    });
  });
}
