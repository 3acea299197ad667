import { expect } from '../../expect.mjs';
import { outcomeOf, wrapAsTask } from './wrap.mjs';

export const handedOn = {
  name: 'a task handed on to another client',
  async run({ client, connect }) {
    let reference;
    const execution = await wrapAsTask(client, 2);
    await execution.handoff(serialized => { reference = JSON.stringify(serialized); });

    const { session } = await connect();
    const resumed = await session.resumeTask(JSON.parse(reference));
    expect('outcome', await outcomeOf(resumed), { status: 'completed', isError: false, text: 'Wrapped 2 items.' });
  },
};
