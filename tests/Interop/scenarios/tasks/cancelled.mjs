import { expect } from '../../expect.mjs';
import { wrapAsTask } from './wrap.mjs';

export const cancelled = {
  name: 'a task asked after on the other server, cancelled there, asked after again',
  async run({ client, lastServer }) {
    const execution = await wrapAsTask(client, 600);
    const began = lastServer('tools/call');
    await execution.detach(); // The execution would ask by itself, and so take turns.
    const task = client.session.task(execution.handle.taskId);

    // The first asks the other server, the second the one that runs the task, so that the cancellation reaches the other again.
    await expectStatus(task, 'working');
    if (began !== undefined)
      expect('another server was asked', lastServer('tasks/get') !== began, true);
    await expectStatus(task, 'working');
    await task.cancel();
    if (began !== undefined)
      expect('another server was told to cancel', lastServer('tasks/cancel') !== began, true);

    expect('outcome', (await task.result()).status, 'cancelled');
    await expectStatus(task, 'cancelled'); // One of these is on either server.
    await expectStatus(task, 'cancelled');
  },
};

async function expectStatus(task, status) {
  expect('status', (await task.snapshot()).status, status);
}
