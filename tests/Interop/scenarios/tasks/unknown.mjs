import { expect, failureOf } from '../../expect.mjs';

export const unknown = {
  name: 'a task that there is not',
  async run({ client: { session } }) {
    const task = session.task('00000000000000000000000000000000');
    const codeOf = async (method, call) => (await failureOf(method, call)).code;
    expect('code of tasks/get', await codeOf('tasks/get', task.snapshot()), -32602);
    expect('code of tasks/update', await codeOf('tasks/update', task.update({})), -32602);
    expect('code of tasks/cancel', await codeOf('tasks/cancel', task.cancel()), -32602);
  },
};
