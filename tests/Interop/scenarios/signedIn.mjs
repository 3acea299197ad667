import { expect, expectMatch } from '../expect.mjs';
import { call, createBasket, refusalOf } from './calls.mjs';

export const signedIn = {
  name: 'who signs in has baskets of their own',
  async run({ client: anonymous, connect, url }) {
    const alice = await connect(await signIn(url, `alice-${crypto.randomUUID()}`));
    const mallory = await connect(await signIn(url, 'mallory'));
    const handles = [await createBasket(alice), await createBasket(alice)];
    const { baskets } = (await call(alice, 'list_baskets', {})).structuredContent;
    expect('list_baskets', baskets.map(({ basket }) => basket).sort(), handles.sort());
    for (const other of [mallory, anonymous])
      expectMatch('view_basket by others', await refusalOf(other, 'view_basket', { basket: handles[0] }), /^Unknown or expired basket/);
  },
};

async function signIn(url, user) {
  const answer = await fetch(new URL(`/sign-in?user=${user}`, url), { method: 'POST' });
  expect('sign-in', answer.status, 200);
  return (await answer.json()).accessToken;
}
