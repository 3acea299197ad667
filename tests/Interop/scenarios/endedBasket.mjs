import { expectMatch } from '../expect.mjs';
import { addItem, checkOut, createBasket, refusalOf } from './calls.mjs';

const plainWords = /^Unknown or expired basket handle\. Call the tool that opens a new one/;

export const endedBasket = {
  name: 'an ended basket is refused in plain words',
  async run({ client }) {
    const handle = await createBasket(client);
    await addItem(client, handle, 'tea', 1);
    await checkOut(client, handle);
    for (const [tool, args] of [['add_item', { sku: 'tea', quantity: 1 }], ['view_basket', {}], ['check_out', {}], ['gift_wrap', {}]])
      expectMatch(tool, await refusalOf(client, tool, { basket: handle, ...args }), plainWords);
  },
};
