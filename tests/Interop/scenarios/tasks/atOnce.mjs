import { expect } from '../../expect.mjs';
import { outcomeOf, wrap } from './wrap.mjs';

export const atOnce = {
  name: 'gift_wrap in the old era, answered within the call',
  async run({ client }) {
    const execution = await wrap(client, 1);
    expect('gift_wrap is answered by', execution.kind, 'immediate');
    expect('outcome', await outcomeOf(execution), { status: 'completed', isError: false, text: 'Wrapped 1 items.' });
  },
};
