import { expect } from '../../expect.mjs';
import { outcomeOf, wrapAsTask } from './wrap.mjs';

export const finished = {
  name: 'a task runs to its end',
  async run({ client }) {
    const execution = await wrapAsTask(client, 1);
    expect('outcome', await outcomeOf(execution), { status: 'completed', isError: false, text: 'Wrapped 1 items.' });
  },
};
