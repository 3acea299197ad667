import { expect } from '../../expect.mjs';
import { createBasket } from '../calls.mjs';
import { outcomeOf } from './wrap.mjs';

export const immediate = {
  name: 'a call that needs no task',
  async run({ client: { client, session } }) {
    const execution = await session.callTool('add_item', { basket: await createBasket(client), sku: 'tea', quantity: 1 });
    expect('add_item is answered by', execution.kind, 'immediate');
    expect('outcome', await outcomeOf(execution), { status: 'completed', isError: false, text: '1 items' });
  },
};
