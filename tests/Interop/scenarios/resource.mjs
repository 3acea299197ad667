import { expect } from '../expect.mjs';
import { addItem, createBasket } from './calls.mjs';

export const resource = {
  name: 'a basket as a resource',
  async run({ client }) {
    const { resourceTemplates } = await client.listResourceTemplates();
    expect('templates', resourceTemplates.map(template => template.uriTemplate), ['shop://baskets/{basket}']);

    const uri = `shop://baskets/${await createBasket(client)}`;
    await addItem(client, uri.split('/').at(-1), 'tea', 3);
    const { contents } = await client.readResource({ uri });
    expect('contents', JSON.parse(contents[0].text), { items: { tea: 3 } });
  },
};
