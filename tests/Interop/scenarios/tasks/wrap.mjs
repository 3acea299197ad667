import { expect } from '../../expect.mjs';
import { addItem, createBasket } from '../calls.mjs';

/** Has a basket of so many items wrapped, which takes a second for each. */
export async function wrap({ client, session }, items) {
  const basket = await createBasket(client);
  await addItem(client, basket, 'tea', items);
  return session.callTool('gift_wrap', { basket });
}

/** The same where it has to become a task. */
export async function wrapAsTask(connection, items) {
  const execution = await wrap(connection, items);
  expect('gift_wrap is answered by', execution.kind, 'task');
  return execution;
}

/** What an execution ends with. */
export async function outcomeOf(execution) {
  const { outcome } = await execution.settle();
  const { status, result, error } = outcome;
  return { status, isError: result?.isError ?? false, text: result?.content[0].text ?? error?.message };
}
