// A process that ends with this one, and whose lines can be waited for.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const running = new Set();
process.on('exit', () => running.forEach(child => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => process.exit(1));

/** Starts a command, and returns it with the first match of `ready` in its lines. If it ends before, the error has what it said. */
export async function start(command, args, ready, env = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));

  const said = [];
  const match = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`${command} ended with ${code} before it was ready. It said:\n${said.join('\n')}`)));
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', line => {
        said.push(line);
        const found = ready.exec(line);
        if (found)
          resolve(found);
      });
  });
  return { child, match };
}

/** Ends a process, and returns when it is gone. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null)
    return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
