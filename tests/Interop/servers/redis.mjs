import { tmpdir } from 'node:os';
import { start, stop } from './child.mjs';
import { freePort } from './freePort.mjs';

/** A Redis of our own, which writes no files. */
export async function startRedis() {
  const port = await freePort();
  const options = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', tmpdir()];
  const { child } = await start('redis-server', options, /Ready to accept connections/);
  return { url: `redis://127.0.0.1:${port}`, stop: () => stop(child) };
}
