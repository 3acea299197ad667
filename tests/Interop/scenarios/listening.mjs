import { expect } from '../expect.mjs';
import { addItem, createBasket } from './calls.mjs';

export const listening = {
  name: 'listening to a basket',
  async run({ client, lastServer }) {
    const handle = await createBasket(client);
    const uri = `shop://baskets/${handle}`;
    const told = new Promise(resolve =>
      client.setNotificationHandler('notifications/resources/updated', update => resolve(update.params.uri)));

    const subscription = await client.listen({ resourceSubscriptions: [uri] });
    expect('granted', subscription.honoredFilter.resourceSubscriptions, [uri]);
    await addItem(client, handle, 'tea', 1);
    expect('told of', await told, uri);
    if (lastServer('tools/call') !== undefined)
      expect('the change was made on another server', lastServer('tools/call') !== lastServer('subscriptions/listen'), true);
    await subscription.close();
  },
};
