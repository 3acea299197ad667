import { expect } from '../expect.mjs';

const limit = 4;

export const twoQuestions = {
  name: 'two questions at once, answers crossed',
  async run({ connect }) {
    const client = await connect(undefined, { elicitation: {} });
    for (let round = 0; round < limit; round++)
      await askTwo(client, round % 2 === 0);
  },
};

/** Two calls ask on two servers. The later question is answered first, or last, so that each answer lands on either server. */
async function askTwo(client, laterFirst) {
  const asked = new Map();
  const both = new Promise(resolve => client.setElicitationHandler(message => new Promise(answer => {
    asked.set(message, answer);
    if (asked.size === 2)
      resolve();
  })));

  const calls = ['Have a nice day?', 'Delete everything?'].map(message =>
    client.callTool({ name: 'test_elicitation', arguments: { message } }));
  await both;
  const answers = [['Have a nice day?', 'accept'], ['Delete everything?', 'decline']];
  for (const [message, action] of laterFirst ? answers.reverse() : answers) {
    asked.get(message)(action === 'accept' ? { action, content: { username: 'u', email: 'e' } } : { action });
    await new Promise(setImmediate);
  }

  const texts = (await Promise.all(calls)).map(({ content }) => /action=(\w+)/.exec(content[0].text)?.[1]);
  expect('what the tools heard', texts, ['accept', 'decline']);
}
