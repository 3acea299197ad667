// The sample's tools, called with a client's own callTool.
import { expect } from '../expect.mjs';

/** Opens a basket and returns its handle. */
export async function createBasket(client) {
  const { basket } = (await call(client, 'create_basket')).structuredContent;
  return basket;
}

export const addItem = (client, basket, sku, quantity) => textOf(client, 'add_item', { basket, sku, quantity });

export const viewBasket = async (client, basket) => (await call(client, 'view_basket', { basket })).structuredContent;

export const checkOut = (client, basket) => textOf(client, 'check_out', { basket });

/** The text that a tool answers with. */
export const textOf = async (client, tool, args) => (await call(client, tool, args)).content[0].text;

/** A call that the tool refuses: the text of its error. */
export async function refusalOf(client, tool, args) {
  const answer = await client.callTool({ name: tool, arguments: args });
  expect(`${tool}: isError`, answer.isError, true);
  return answer.content[0].text;
}

/** A call that has to succeed. */
export async function call(client, tool, args = {}) {
  const answer = await client.callTool({ name: tool, arguments: args });
  expect(`${tool}: an error (${answer.content[0]?.text})`, answer.isError ?? false, false);
  return answer;
}
