import { expect } from '../expect.mjs';
import { addItem, createBasket, viewBasket } from './calls.mjs';

export const manyAdds = {
  name: '50 adds at once, none lost',
  async run({ client }) {
    const handle = await createBasket(client);
    const numbers = Array.from({ length: 50 }, (_, index) => index + 1);
    const answers = await Promise.all(numbers.map(() => addItem(client, handle, 'tea', 1)));
    expect('answers, each number once', answers.map(parseFloat).sort((a, b) => a - b), numbers);
    expect('view_basket', await viewBasket(client, handle), { items: { tea: 50 } });
  },
};
