import { expect } from '../expect.mjs';
import { addItem, checkOut, createBasket, viewBasket } from './calls.mjs';

export const basket = {
  name: 'a basket: create, add, view, check out',
  async run({ client }) {
    // The client checks structured results by the schemas that the list brings.
    const { tools } = await client.listTools();
    expect('tools of baskets', tools.map(tool => tool.name).filter(name => /basket|item|check/.test(name)).sort(),
      ['add_item', 'check_out', 'create_basket', 'end_basket', 'list_baskets', 'view_basket']);

    const handle = await createBasket(client);
    expect('add_item', await addItem(client, handle, 'tea', 1), '1 items');
    expect('add_item', await addItem(client, handle, 'milk', 2), '3 items');
    expect('add_item', await addItem(client, handle, 'tea', 1), '4 items');
    expect('view_basket', await viewBasket(client, handle), { items: { milk: 2, tea: 2 } });
    expect('check_out', await checkOut(client, handle), 'Ordered 4 items: 2 x milk, 2 x tea');
  },
};
