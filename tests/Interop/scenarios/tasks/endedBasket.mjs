import { expect, expectMatch } from '../../expect.mjs';
import { checkOut, createBasket } from '../calls.mjs';
import { outcomeOf } from './wrap.mjs';

export const endedBasket = {
  name: 'a task on an ended basket completes with a tool error',
  async run({ client: { client, session } }) {
    const basket = await createBasket(client);
    await checkOut(client, basket);
    const { text, ...outcome } = await outcomeOf(await session.callTool('gift_wrap', { basket }));
    expect('outcome', outcome, { status: 'completed', isError: true });
    expectMatch('text', text, /^Unknown or expired basket handle/);
  },
};
