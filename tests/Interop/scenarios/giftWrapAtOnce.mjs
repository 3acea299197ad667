import { expect } from '../expect.mjs';
import { addItem, createBasket, textOf } from './calls.mjs';

export const giftWrapAtOnce = {
  name: 'gift_wrap without tasks, answered within the call',
  async run({ client }) {
    const handle = await createBasket(client);
    await addItem(client, handle, 'tea', 1);
    expect('gift_wrap', await textOf(client, 'gift_wrap', { basket: handle }), 'Wrapped 1 items.');
  },
};
